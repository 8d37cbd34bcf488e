// Counts: blocked_thread

use super::*;
use std::cell::RefCell;
use tokio::time::Instant;
use tracing::instrument;

/// A server that gives these replies in turn, the last one for ever, and notes when it was asked.
struct Server {
    replies: Vec<Result<&'static str, FetchError>>,
    start: Instant,
    asked_at: RefCell<Vec<u128>>,
}

impl Server {
    fn new(replies: &[Result<&'static str, FetchError>]) -> Server {
        Server {
            replies: replies.to_vec(),
            start: Instant::now(),
            asked_at: RefCell::default(),
        }
    }

    async fn fetch(&self) -> Result<String, FetchError> {
        let attempt = self.asked_at.borrow().len();
        self.asked_at
            .borrow_mut()
            .push(self.start.elapsed().as_millis());
        reply(
            attempt + 1,
            self.replies[attempt.min(self.replies.len() - 1)].clone(),
        )
        .await
    }
}

#[instrument]
async fn reply(
    attempt: usize,
    reply: Result<&'static str, FetchError>,
) -> Result<String, FetchError> {
    sleep(Duration::from_millis(10)).await;
    reply.map(String::from)
}

#[tokio::test(start_paused = true)]
async fn asks_once_if_that_will_do() {
    let server = Server::new(&[Ok("page")]);
    let result = retry(3, || server.fetch()).await;
    assert_eq!(result, Ok(String::from("page")), "the server had the page");
    assert_eq!(*server.asked_at.borrow(), [0], "one attempt is enough");
}

#[tokio::test(start_paused = true)]
async fn waits_twice_as_long_each_time() {
    let server = Server::new(&[
        Err(FetchError::Busy),
        Err(FetchError::Busy),
        Err(FetchError::Busy),
        Ok("page"),
    ]);
    let result = retry(4, || server.fetch()).await;
    assert_eq!(
        result,
        Ok(String::from("page")),
        "the fourth attempt has the page"
    );
    let expected = [0, 110, 320, 730];
    assert_eq!(
        *server.asked_at.borrow(),
        expected,
        "each reply takes 10 ms, then come 100, 200 and 400 ms of waiting"
    );
}

#[tokio::test(start_paused = true)]
async fn asks_no_more_than_it_may() {
    for attempts in [3, 1] {
        let server = Server::new(&[Err(FetchError::Busy)]);
        let result = retry(attempts, || server.fetch()).await;
        assert_eq!(
            result,
            Err(FetchError::Busy),
            "the server was busy each time"
        );
        assert_eq!(
            server.asked_at.borrow().len(),
            attempts as usize,
            "{attempts} at most, and the first attempt is one of them"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn gives_up_without_another_wait() {
    let server = Server::new(&[Err(FetchError::Busy)]);
    let result = retry(3, || server.fetch()).await;
    assert_eq!(
        result,
        Err(FetchError::Busy),
        "the server was busy each time"
    );
    let expected = Duration::from_millis(10 + 100 + 10 + 200 + 10);
    assert_eq!(
        server.start.elapsed(),
        expected,
        "what is there to wait for after the last attempt?"
    );
}

#[tokio::test(start_paused = true)]
async fn takes_no_for_an_answer() {
    let server = Server::new(&[Err(FetchError::Busy), Err(FetchError::NotFound), Ok("page")]);
    let result = retry(3, || server.fetch()).await;
    assert_eq!(
        result,
        Err(FetchError::NotFound),
        "a page that does not exist will not appear"
    );
    assert_eq!(
        *server.asked_at.borrow(),
        [0, 110],
        "no attempt after the permanent error"
    );
}
