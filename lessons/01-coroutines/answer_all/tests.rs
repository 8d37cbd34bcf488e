// Counts: never_polled

use super::*;

#[tokio::test(start_paused = true)]
async fn returns_the_squares() {
    let mut line = Line::default();
    assert_eq!(
        answer_all(&mut line).await,
        [9, 25, 4],
        "the squares come back in the order of the numbers"
    );
}

#[tokio::test(start_paused = true)]
async fn asks_each_number_once() {
    let mut line = Line::default();
    answer_all(&mut line).await;
    for number in NUMBERS {
        let question = format!("{number} squared?");
        let times = line
            .heard
            .iter()
            .filter(|heard| **heard == question)
            .count();
        assert_eq!(
            times, 1,
            "each call makes a future of its own: how many of them ask about {number}?"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn asks_in_order() {
    let mut line = Line::default();
    answer_all(&mut line).await;
    line.heard.retain(|heard| heard.ends_with('?'));
    assert_eq!(
        line.heard,
        ["3 squared?", "5 squared?", "2 squared?"],
        "a future runs where it is awaited: which one is awaited first?"
    );
}

#[tokio::test(start_paused = true)]
async fn hangs_up_after_the_last_answer() {
    let mut line = Line::default();
    answer_all(&mut line).await;
    let goodbyes = line
        .heard
        .iter()
        .filter(|heard| *heard == "goodbye")
        .count();
    assert_eq!(
        goodbyes, 1,
        "`hang_up` makes a future: was it awaited, and once?"
    );
    assert_eq!(
        line.heard.last().unwrap(),
        "goodbye",
        "did it hang up while a question was left?"
    );
}
