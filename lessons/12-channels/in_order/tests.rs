// Counts: unbounded_queue, deadlock, blocked_thread

use super::*;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn keeps_the_order() {
    assert_eq!(
        answered(&[3, 1, 2]).await,
        [(3, 1), (3, 2), (3, 3)],
        "(second, answer): the first is ready after 3 s, and the others wait for it; all of them are sent"
    );
}

#[tokio::test(start_paused = true)]
async fn handles_four_at_a_time() {
    assert_eq!(
        answered(&[1, 1, 1, 1, 2, 2, 2, 2]).await,
        [
            (1, 1),
            (1, 2),
            (1, 3),
            (1, 4),
            (3, 5),
            (3, 6),
            (3, 7),
            (3, 8)
        ],
        "(second, answer): four take one second together, and the next four take two: how many are under way?"
    );
}

#[tokio::test(start_paused = true)]
async fn reads_the_next_as_soon_as_one_is_answered() {
    assert_eq!(
        answered(&[1, 4, 1, 1, 3]).await,
        [(1, 1), (4, 2), (4, 3), (4, 4), (4, 5)],
        "(second, answer): the first is answered after 1 s. The fifth can take its place then: what does it wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn answers_a_client_who_waits_before_asking_again() {
    let (client, requests) = mpsc::channel(1);
    let (sender, mut answers) = mpsc::channel(1);
    let asks = async move {
        for number in [1, 2] {
            let seconds = 1;
            client
                .send(Request { number, seconds })
                .await
                .expect("the server reads");
            let answer = answers.recv().await;
            assert_eq!(
                answer,
                Some(format!("answer {number}")),
                "one request, one answer"
            );
        }
    };
    tokio::join!(serve(requests, sender), asks);
}

#[tokio::test(start_paused = true)]
async fn handles_while_the_client_does_not_read() {
    let (client, requests) = client_with(&[1, 1, 1, 1, 4]);
    let (sender, mut answers) = mpsc::channel(1);
    let server = tokio::spawn(serve(requests, sender));
    sleep(Duration::from_secs(10)).await;
    drop(client);
    let start = Instant::now();
    while answers.recv().await.is_some() {}
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "the client was away for 10 s, and all five needed less: who went on with the fifth while an answer was being \
         sent?"
    );
    server.await.expect("`serve` does not panic");
}

#[test]
fn reads_no_more_than_it_may() {
    trials::schedules("unbounded_queue", async || {
        let (client, requests) = client_with(&[1; 20]);
        // The client reads nothing: the first answer stays in the channel, and there is no place for a second.
        let (sender, mut answers) = mpsc::channel(1);
        let server = tokio::spawn(serve(requests, sender));
        sleep(Duration::from_secs(60)).await;
        let read = 20 - (client.max_capacity() - client.capacity());
        let in_hand = read - 1;
        assert!(
            in_hand <= IN_HAND,
            "{in_hand} requests are read and not answered, {IN_HAND} are allowed: who holds them, the one that waits \
             for a place and the one that is being sent among them?"
        );
        drop(client);
        while answers.recv().await.is_some() {}
        server.await.expect("`serve` does not panic");
    });
}

/// A client who asks for all at once, in a channel with a place for each.
fn client_with(seconds: &[u64]) -> (mpsc::Sender<Request>, mpsc::Receiver<Request>) {
    let (client, requests) = mpsc::channel(seconds.len());
    for (number, seconds) in (1..).zip(seconds.iter().copied()) {
        client
            .try_send(Request { number, seconds })
            .expect("there is a place for each");
    }
    (client, requests)
}

/// When each answer came, to a client who reads them at once: after how many seconds, and which.
async fn answered(seconds: &[u64]) -> Vec<(u64, u32)> {
    let (_, requests) = client_with(seconds);
    let (sender, mut answers) = mpsc::channel::<String>(1);
    let start = Instant::now();
    let reads = async {
        let mut times = Vec::new();
        while let Some(answer) = answers.recv().await {
            let number = answer.trim_start_matches("answer ").parse();
            times.push((
                start.elapsed().as_secs(),
                number.expect("it ends in a number"),
            ));
        }
        times
    };
    let (times, ()) = tokio::join!(reads, serve(requests, sender));
    times
}
