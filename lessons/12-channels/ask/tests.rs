// Counts: deadlock, blocked_thread

use super::*;
use tokio::time::{Instant, sleep};

const PATIENCE: Duration = Duration::from_secs(5);

#[tokio::test(start_paused = true)]
async fn gets_the_answer() {
    let (desk, mut questions) = mpsc::channel(1);
    let librarian = async {
        let question: Question = questions.recv().await.expect("somebody asks");
        sleep(Duration::from_secs(1)).await;
        let _ = question.answer.send(42);
        question.title
    };
    let (answer, title) = tokio::join!(ask(&desk, "Moby Dick", PATIENCE), librarian);
    assert_eq!(title, "Moby Dick", "what was the librarian asked?");
    assert_eq!(answer, Ok(42), "this is what the librarian answered");
}

#[tokio::test(start_paused = true)]
async fn says_that_the_librarian_has_gone() {
    let (desk, questions) = mpsc::channel(1);
    drop(questions);
    let start = Instant::now();
    assert_eq!(
        ask(&desk, "Moby Dick", PATIENCE).await,
        Err(NoAnswer::Gone),
        "nobody can receive the question: what does `send` say then?"
    );
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "what was there to wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn says_that_the_librarian_went_in_the_middle() {
    let (desk, mut questions) = mpsc::channel(1);
    let mut asked = 0;
    let librarian = async {
        while let Some(question) = questions.recv().await {
            asked += 1;
            sleep(Duration::from_secs(1)).await;
            drop(question);
        }
    };
    let start = Instant::now();
    let caller = async {
        let answer = ask(&desk, "Moby Dick", PATIENCE).await;
        drop(desk);
        answer
    };
    let (answer, ()) = tokio::join!(caller, librarian);
    assert_eq!(
        answer,
        Err(NoAnswer::Gone),
        "the librarian dropped the question after 1 s: what becomes of its `answer`, and who notices?"
    );
    assert_eq!(asked, 1, "how often was the librarian asked?");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(1),
        "after 1 s it was certain that there is no answer: what did you wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn loses_patience() {
    let (desk, mut questions) = mpsc::channel(1);
    let start = Instant::now();
    assert_eq!(
        ask(&desk, "Moby Dick", PATIENCE).await,
        Err(NoAnswer::Late),
        "the librarian may still read the question, and has not done so for 5 s: is that an answer?"
    );
    assert_eq!(start.elapsed(), PATIENCE, "for how long did you wait?");
    let question: Question = questions.try_recv().expect("you had asked");
    assert!(
        question.answer.is_closed(),
        "you have given up, and the librarian would still look for the book: who holds the other end of `answer`?"
    );
}

#[tokio::test(start_paused = true)]
async fn waits_for_a_place_at_the_desk() {
    let (desk, questions) = full_desk();
    let librarian = tokio::spawn(slow_librarian(questions));
    let start = Instant::now();
    assert_eq!(
        ask(&desk, "Moby Dick", Duration::from_secs(10)).await,
        Ok(42),
        "somebody else was being served: did you wait for your turn?"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(7),
        "3 s for a place, 4 s for the answer"
    );
    drop(desk);
    librarian.await.expect("the librarian does not panic");
}

#[tokio::test(start_paused = true)]
async fn limits_both_waits_together() {
    let (desk, questions) = full_desk();
    let librarian = tokio::spawn(slow_librarian(questions));
    let start = Instant::now();
    let answer = ask(&desk, "Moby Dick", PATIENCE).await;
    assert_eq!(
        (answer, start.elapsed()),
        (Err(NoAnswer::Late), PATIENCE),
        "3 s for a place and 4 s for the answer are more than 5 s: for what does your limit count?"
    );
    drop(desk);
    librarian.await.expect("the librarian does not panic");
}

/// Somebody else's question takes the only place.
fn full_desk() -> (mpsc::Sender<Question>, mpsc::Receiver<Question>) {
    let (desk, questions) = mpsc::channel(1);
    let title = "Emma".to_string();
    let (answer, _) = oneshot::channel();
    desk.try_send(Question { title, answer })
        .expect("there is a place");
    (desk, questions)
}

/// Has coffee for 3 s, reads the first question, and needs 4 s for whatever comes next.
async fn slow_librarian(mut questions: mpsc::Receiver<Question>) {
    sleep(Duration::from_secs(3)).await;
    questions.recv().await;
    while let Some(question) = questions.recv().await {
        sleep(Duration::from_secs(4)).await;
        let _ = question.answer.send(42);
    }
}
