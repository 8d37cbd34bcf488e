// Counts: nothing

use super::*;
use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::routing::get;
use small_web::{Gate, Server, client_of, serve};
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
    let (server, gate) = site(3);
    fetched(&server, &["/bread", "/cake", "/tea"]).await;
    assert_eq!(
        gate.most(),
        3,
        "the server holds each page back until all three are asked for: did one wait for another?"
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
