// Counts: nothing

use super::*;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::IntoResponse;
use futures::stream::{self, StreamExt};
use small_web::{client_of, serve};
use std::future::pending;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

const MOST: usize = 1 << 20;
/// The server's pieces, of which 64 are `MOST`.
const PIECE: usize = MOST / 64;

/// What a server does when it has sent what it had to send.
#[derive(Clone, Copy)]
enum Then {
    /// It ends the body.
    Ends,
    /// It says nothing more, and keeps the connection open.
    IsSilent,
    /// The connection breaks.
    Breaks,
}

/// Sends a head, which tells the length or does not, and `bytes` in pieces; then reads it with the answer under test.
async fn read(told: Option<usize>, bytes: usize, then: Then) -> Result<usize, BodyError> {
    let has_head = Arc::new(Semaphore::new(0));
    let may_break = has_head.clone();
    let handler = async move || {
        let whole = vec![Bytes::from_static(&[b'.'; PIECE]); bytes / PIECE];
        let rest = Bytes::from(vec![b'.'; bytes % PIECE]);
        let pieces = stream::iter(whole.into_iter().chain([rest]).map(Ok));
        let end = stream::once(async move {
            match then {
                Then::Ends => Ok(Bytes::new()),
                Then::IsSilent => pending().await,
                Then::Breaks => {
                    // Earlier, there would be no answer at all.
                    let _ = may_break.acquire().await;
                    Err(io::Error::other("it breaks"))
                }
            }
        });
        let body = Body::from_stream(pieces.chain(end));
        match told {
            Some(length) => ([(header::CONTENT_LENGTH, length.to_string())], body).into_response(),
            None => body.into_response(),
        }
    };
    let server = serve(Router::new().fallback(handler));
    let client = client_of(&server, Vec::new()).build().expect("a client");
    let response = client.get(server.url("/")).send().await.expect("a head");
    has_head.add_permits(1);
    let body = timeout(Duration::from_secs(5), body_up_to(MOST, response)).await;
    let body = body.expect(
        "the server has nothing more to say, and this waits for more: what is known already?",
    )?;
    assert!(
        body.iter().all(|byte| *byte == b'.'),
        "these are not the bytes that were sent"
    );
    Ok(body.len())
}

fn length(result: Result<usize, BodyError>) -> usize {
    result.expect("this body is not too long")
}

#[tokio::test]
async fn reads_a_body_of_many_pieces() {
    let bytes = 3 * PIECE + 100;
    assert_eq!(
        length(read(None, bytes, Then::Ends).await),
        bytes,
        "all pieces, in one"
    );
    assert_eq!(
        length(read(Some(bytes), bytes, Then::Ends).await),
        bytes,
        "all pieces, in one"
    );
    assert_eq!(
        length(read(None, 0, Then::Ends).await),
        0,
        "a body may be empty"
    );
}

#[tokio::test]
async fn reads_as_many_bytes_as_it_may() {
    let told = read(Some(MOST), MOST, Then::Ends).await;
    assert_eq!(length(told), MOST, "`most` bytes are not too many");
    let untold = read(None, MOST, Then::Ends).await;
    assert_eq!(length(untold), MOST, "`most` bytes are not too many");
}

#[tokio::test]
async fn one_byte_more_is_too_long() {
    let body = read(None, MOST + 1, Then::Ends).await;
    assert!(
        matches!(body, Err(BodyError::TooLong)),
        "not {body:?}: it is a byte too long, and must not be cut"
    );
    let body = read(Some(MOST + 1), MOST + 1, Then::Ends).await;
    assert!(
        matches!(body, Err(BodyError::TooLong)),
        "not {body:?}: it is a byte too long, and must not be cut"
    );
}

#[tokio::test]
async fn does_not_wait_for_the_end_of_a_body_that_is_too_long() {
    let body = read(None, MOST + 1, Then::IsSilent).await;
    assert!(
        matches!(body, Err(BodyError::TooLong)),
        "not {body:?}: there was one byte too many"
    );
}

#[tokio::test]
async fn believes_a_head_that_tells_too_much() {
    let body = read(Some(MOST + 1), 0, Then::IsSilent).await;
    assert!(
        matches!(body, Err(BodyError::TooLong)),
        "not {body:?}: the head tells that it will be too long"
    );
}

#[tokio::test]
async fn half_a_body_is_an_error() {
    for told in [None, Some(2 * PIECE)] {
        let body = read(told, PIECE, Then::Breaks).await;
        assert!(
            matches!(body, Err(BodyError::Http(_))),
            "not {body:?}: the connection broke in the middle"
        );
    }
}
