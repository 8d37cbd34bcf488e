// Counts: nothing

use super::*;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, StreamExt};
use small_web::{Server, client_of, serve};
use std::future::pending;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use tokio::time::timeout;

/// What the server says when it is asked.
#[derive(Clone, Copy)]
enum Reply {
    /// 503, without a word on when to ask again.
    Busy,
    /// 503, and in so many seconds again.
    BusyFor(u32),
    Page,
    /// A page whose text begins, and does not end.
    Half,
    /// A page whose text begins, and breaks off.
    Torn,
    Status(StatusCode),
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let busy = StatusCode::SERVICE_UNAVAILABLE;
        match self {
            Reply::Busy => busy.into_response(),
            Reply::BusyFor(seconds) => {
                (busy, [(header::RETRY_AFTER, seconds.to_string())]).into_response()
            }
            Reply::Page => "rye and wheat".into_response(),
            Reply::Half => {
                let begin = Ok::<_, io::Error>(Bytes::from_static(b"rye and "));
                let never = stream::once(pending());
                Body::from_stream(stream::iter([begin]).chain(never)).into_response()
            }
            Reply::Torn => {
                // So long that the head is on its way when it breaks.
                const PIECE: Bytes = Bytes::from_static(&[b'.'; 1 << 16]);
                let pieces = stream::iter((0..32).map(|_| Ok(PIECE)));
                let breaks = stream::iter([Err(io::Error::other("it breaks"))]);
                Body::from_stream(pieces.chain(breaks)).into_response()
            }
            Reply::Status(status) => (status, "an excuse").into_response(),
        }
    }
}

/// A server that gives these replies in turn, the last one for ever, and notes when it was asked.
struct Bakery {
    server: Server,
    asked: Arc<Mutex<Vec<Instant>>>,
}

impl Bakery {
    fn new(replies: &'static [Reply]) -> Bakery {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let note = asked.clone();
        let reply = async move || {
            let mut asked = note.lock().unwrap();
            asked.push(Instant::now());
            replies[(asked.len() - 1).min(replies.len() - 1)]
        };
        Bakery {
            server: serve(Router::new().fallback(reply)),
            asked,
        }
    }

    /// What the answer under test gives, if it gives anything at all.
    async fn fetch(&self, within: Duration) -> Result<String, FetchError> {
        let client = client_of(&self.server, Vec::new())
            .build()
            .expect("a client");
        let url = self.server.url("/bread");
        let result = timeout(5 * SECOND, patiently(&client, &url, within)).await;
        result.expect("it is still at it after 5 s, and had less: is `within` for all of it, the waits and the text too?")
    }

    fn asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }

    /// The shortest time between two questions.
    fn shortest_wait(&self) -> Duration {
        let asked = self.asked.lock().unwrap();
        let waits = asked.windows(2).map(|pair| pair[1] - pair[0]);
        waits.min().expect("it was asked twice")
    }
}

const SECOND: Duration = Duration::from_secs(1);
const SOON: Duration = Duration::from_millis(300);

fn text(result: Result<String, FetchError>) -> String {
    result.expect("the page is there in the end")
}

fn status(result: Result<String, FetchError>) -> Option<StatusCode> {
    match result {
        Err(FetchError::Http(error)) => error.status(),
        _ => None,
    }
}

fn is_late(result: Result<String, FetchError>) -> bool {
    matches!(result, Err(FetchError::Late))
}

#[tokio::test]
async fn asks_once_if_that_will_do() {
    let bakery = Bakery::new(&[Reply::Page]);
    assert_eq!(text(bakery.fetch(4 * SECOND).await), "rye and wheat");
    assert_eq!(bakery.asked(), 1, "the page was there at once");
}

#[tokio::test]
async fn does_not_wait_when_it_has_the_page() {
    let bakery = Bakery::new(&[Reply::Page]);
    let many = async {
        for _ in 0..30 {
            text(bakery.fetch(4 * SECOND).await);
        }
    };
    let is_done = timeout(3 * SECOND, many).await.is_ok();
    assert!(
        is_done,
        "thirty pages that are there at once took three seconds: what is there to wait for?"
    );
}

#[tokio::test]
async fn asks_again_while_the_server_is_busy() {
    let bakery = Bakery::new(&[Reply::Busy, Reply::Busy, Reply::Page]);
    assert_eq!(text(bakery.fetch(4 * SECOND).await), "rye and wheat");
    assert_eq!(bakery.asked(), 3, "it was busy twice");
    assert!(
        bakery.shortest_wait() >= WAIT,
        "it did not say when, so leave it alone for {WAIT:?}: it had {:?}",
        bakery.shortest_wait()
    );
}

#[tokio::test]
async fn waits_as_long_as_it_is_told() {
    let bakery = Bakery::new(&[Reply::BusyFor(1), Reply::Page]);
    assert_eq!(text(bakery.fetch(4 * SECOND).await), "rye and wheat");
    assert!(
        bakery.shortest_wait() >= SECOND,
        "it asked to be left alone for a second, and had {:?}",
        bakery.shortest_wait()
    );
}

#[tokio::test]
async fn waits_no_longer_than_it_is_told() {
    const BUSY: [Reply; 60] = {
        let mut replies = [Reply::BusyFor(0); 60];
        replies[59] = Reply::Page;
        replies
    };
    let bakery = Bakery::new(&BUSY);
    let result = bakery.fetch(4 * SECOND).await;
    assert!(
        !is_late(result),
        "it said 59 times to ask again in 0 s, and the time is over: who made it wait?"
    );
}

#[tokio::test]
async fn takes_no_for_an_answer() {
    for no in [
        StatusCode::NOT_FOUND,
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::INTERNAL_SERVER_ERROR,
        StatusCode::BAD_GATEWAY,
        StatusCode::GATEWAY_TIMEOUT,
    ] {
        let replies = Vec::leak(vec![Reply::Status(no), Reply::Page]);
        let bakery = Bakery::new(replies);
        let result = bakery.fetch(4 * SECOND).await;
        assert_eq!(status(result), Some(no), "only 503 means: ask again");
        assert_eq!(bakery.asked(), 1, "{no} is an error at once");
    }
}

#[tokio::test]
async fn a_text_that_breaks_off_is_an_error_at_once() {
    let bakery = Bakery::new(&[Reply::Torn, Reply::Page]);
    let result = bakery.fetch(4 * SECOND).await;
    assert!(
        matches!(&result, Err(FetchError::Http(error)) if error.status().is_none()),
        "not {result:?}: the connection broke in the middle, and the server was not busy"
    );
    assert_eq!(bakery.asked(), 1, "only 503 means: ask again");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_an_error_at_once() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = nobody.local_addr().expect("it has an address");
    drop(nobody);
    let url = Url::parse(&format!("http://{address}/")).expect("an address");
    let bakery = Bakery::new(&[Reply::Page]);
    let client = client_of(&bakery.server, Vec::new()).build();
    let result = patiently(&client.expect("a client"), &url, SECOND).await;
    assert!(
        matches!(&result, Err(FetchError::Http(error)) if error.is_connect()),
        "not {result:?}: nobody listens there, and who is not there is not busy"
    );
}

#[tokio::test]
async fn gives_up_when_the_time_is_over() {
    let bakery = Bakery::new(&[Reply::Busy]);
    assert!(
        is_late(bakery.fetch(SOON).await),
        "it is busy for ever, and {SOON:?} are over"
    );
    assert!(
        bakery.asked() > 1,
        "there was time for more than one question"
    );
}

#[tokio::test]
async fn a_wait_ends_with_the_time() {
    let bakery = Bakery::new(&[Reply::BusyFor(3600)]);
    assert!(
        is_late(bakery.fetch(SOON).await),
        "it wants an hour, and there are {SOON:?}"
    );
}

#[tokio::test]
async fn the_text_must_come_within_the_time_too() {
    let bakery = Bakery::new(&[Reply::Half]);
    assert!(
        is_late(bakery.fetch(SOON).await),
        "the head is there, and the text does not end"
    );
}
