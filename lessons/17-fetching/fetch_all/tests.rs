// Counts: nothing

use super::*;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::routing::get;
use futures::stream::{self, StreamExt};
use small_web::{Gate, Server, client_of, serve};
use std::io;
use std::sync::{Arc, Mutex};

/// Pages that are held back until `n` are asked for at once.
fn site(n: usize) -> (Server, Gate) {
    let gate = Gate::of(n);
    let page = async |gate: Gate, text: &'static str| {
        gate.pass("page").await;
        text
    };
    let behind = |text| {
        let gate = gate.clone();
        get(move || page(gate, text))
    };
    let router = Router::new()
        .route("/bread", behind("rye and wheat"))
        .route("/cake", behind("poppy seed"))
        .route("/tea", behind("black"));
    (serve(router), gate)
}

fn client(server: &Server) -> Client {
    let client = client_of(server, Vec::new()).user_agent("one-client");
    client.build().expect("a client")
}

fn urls(server: &Server, paths: &[&str]) -> Vec<Url> {
    paths.iter().map(|path| server.url(path)).collect()
}

/// What came of each: its text, or the status of its error.
async fn fetched(server: &Server, paths: &[&str]) -> Vec<Result<String, Option<StatusCode>>> {
    let results = fetch_all(&client(server), &urls(server, paths)).await;
    let results = results.into_iter();
    results
        .map(|result| result.map_err(|error| error.status()))
        .collect()
}

#[tokio::test]
async fn keeps_the_order() {
    let (server, _gate) = site(0);
    let texts = fetched(&server, &["/tea", "/bread", "/cake"]).await;
    let expected = ["black", "rye and wheat", "poppy seed"].map(|text| Ok(text.to_string()));
    assert_eq!(texts, expected, "each text has the place of its address");
}

#[tokio::test]
async fn keeps_the_order_when_the_last_is_the_first_to_come() {
    // `/slow` is answered when `/quick` has been.
    let is_answered = Arc::new(tokio::sync::Semaphore::new(0));
    let slow = is_answered.clone();
    let router = Router::new()
        .route(
            "/slow",
            get(async move || {
                let waited = slow.acquire();
                let _ = tokio::time::timeout(std::time::Duration::from_secs(2), waited).await;
                "slow"
            }),
        )
        .route(
            "/quick",
            get(async move || {
                is_answered.add_permits(1);
                "quick"
            }),
        );
    let texts = fetched(&serve(router), &["/slow", "/quick"]).await;
    let expected = ["slow", "quick"].map(|text| Ok(text.to_string()));
    assert_eq!(texts, expected, "not in the order in which they come in");
}

#[tokio::test]
async fn asks_for_all_at_once() {
    let (server, gate) = site(20);
    let paths: Vec<String> = (1..=20).map(|slice| format!("/bread?{slice}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    fetched(&server, &paths).await;
    assert_eq!(
        gate.most(),
        20,
        "the server holds each page back until all twenty are asked for: did one wait for another?"
    );
}

/// Sends a text that is longer than all buffers on its way, so that its end is sent only to whoever reads it.
fn long_text(end: impl Future<Output = io::Result<Bytes>> + Send + 'static) -> Body {
    const PIECE: Bytes = Bytes::from_static(&[b'.'; 1 << 16]);
    Body::from_stream(stream::iter((0..256).map(|_| Ok(PIECE))).chain(stream::once(end)))
}

#[tokio::test]
async fn reads_all_at_once() {
    let gate = Gate::of(3);
    let at_its_end = gate.clone();
    let page = async move || {
        long_text(async move {
            at_its_end.pass("page").await;
            Ok(Bytes::new())
        })
    };
    let server = serve(Router::new().fallback(page));
    fetched(&server, &["/bread", "/cake", "/tea"]).await;
    assert_eq!(
        gate.most(),
        3,
        "the server holds the end of each text back until all three are read so far: did one wait for another?"
    );
}

#[tokio::test]
async fn half_a_page_is_an_error_as_well() {
    let broken = async || long_text(async { Err(io::Error::other("it breaks")) });
    let router = Router::new()
        .route("/half", get(broken))
        .route("/tea", get("black"));
    let texts = fetched(&serve(router), &["/half", "/tea"]).await;
    let lengths = texts.into_iter().map(|text| text.map(|text| text.len()));
    assert_eq!(
        lengths.collect::<Vec<_>>(),
        [Err(None), Ok(5)],
        "the first text broke off, and that is not a text"
    );
}

#[tokio::test]
async fn a_failed_page_is_an_error_among_the_others() {
    let (server, _gate) = site(0);
    let texts = fetched(&server, &["/bread", "/coffee", "/tea"]).await;
    let expected = [
        Ok("rye and wheat".to_string()),
        Err(Some(StatusCode::NOT_FOUND)),
        Ok("black".to_string()),
    ];
    assert_eq!(
        texts, expected,
        "there is no coffee: its place has the error with the status 404, and the others keep theirs"
    );
}

#[tokio::test]
async fn a_server_that_is_not_there_is_an_error_as_well() {
    let (server, _gate) = site(0);
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = nobody.local_addr().unwrap().port();
    drop(nobody);
    let mut urls = urls(&server, &["/bread"]);
    urls.push(Url::parse(&format!("http://127.0.0.1:{port}/")).unwrap());
    let results = fetch_all(&client(&server), &urls).await;
    let connected: Vec<bool> = results
        .iter()
        .map(|result| !result.as_ref().is_err_and(Error::is_connect))
        .collect();
    assert_eq!(
        connected,
        [true, false],
        "nobody listens at the second address"
    );
}

#[tokio::test]
async fn uses_the_client_that_it_is_given() {
    let agents = Arc::new(Mutex::new(Vec::new()));
    let seen = agents.clone();
    let note = async move |request: Request| {
        let agent = request.headers().get(header::USER_AGENT).cloned();
        let agent = agent.map_or("another client".into(), |agent| format!("{agent:?}"));
        seen.lock().unwrap().push(agent);
    };
    let server = serve(Router::new().fallback(note));
    fetched(&server, &["/1", "/2"]).await;
    assert_eq!(
        *agents.lock().unwrap(),
        ["\"one-client\"", "\"one-client\""],
        "a client of its own for each page knows no header, and no open connection, of the one that is there"
    );
}
