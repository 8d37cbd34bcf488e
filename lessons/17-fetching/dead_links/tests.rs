// Counts: nothing

use super::*;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use futures::stream;
use small_web::{Gate, client_of, serve};
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// A page, as `zoo.example/lions`, and what it links to.
type Page = (&'static str, &'static [&'static str]);

/// A web of these pages, and who asked for which.
#[derive(Clone)]
struct Web {
    pages: &'static [Page],
    gate: Gate,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    fn new(pages: &'static [Page]) -> Web {
        Web {
            pages,
            gate: Gate::of(8),
            asked: Arc::default(),
        }
    }

    /// What the answer under test finds, from `zoo.example/` on.
    async fn dead_links(&self, depth: usize) -> Vec<String> {
        let web = self.clone();
        let server = serve(
            Router::new().fallback(async move |headers: HeaderMap, uri: Uri| {
                let host = headers[header::HOST].to_str().unwrap_or_default();
                let page = format!("{host}{}", uri.path());
                web.clone().answer(host.to_string(), page).await
            }),
        );
        let hosts = self.pages.iter().map(|page| host_of(page.0).to_string());
        let client = client_of(&server, hosts.collect())
            .build()
            .expect("a client");
        let start = Url::parse("http://zoo.example/").expect("an address");
        let found = timeout(Duration::from_secs(6), dead_links(&client, start, depth)).await;
        let found = found
            .expect("it is still at it: how does it know that there is nothing left to ask for?");
        found
            .iter()
            .map(|url| url.as_str().replace("http://", ""))
            .collect()
    }

    async fn answer(self, host: String, page: String) -> (StatusCode, Body) {
        self.asked.lock().unwrap().push(page.clone());
        if page.contains("slow") {
            sleep(Duration::from_millis(300)).await;
        }
        let status = match &page {
            page if page.contains("gone") => StatusCode::NOT_FOUND,
            page if page.contains("broken") => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::OK,
        };
        let found = self.pages.iter().find(|(name, _)| *name == page);
        let links = found.map_or(&[][..], |(_, links)| links);
        let links = links
            .iter()
            .map(|link| format!("<a href=\"http://{link}\">"));
        let text: String = links.collect();
        // A request is under way until its text is there: the head of this one comes at once.
        let body = stream::once(async move {
            if page.contains("held") {
                self.gate.pass(&host).await;
            }
            Ok::<_, Infallible>(text)
        });
        (status, Body::from_stream(body))
    }

    /// In the order of their names.
    fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap().clone();
        asked.sort();
        asked
    }
}

fn host_of(page: &str) -> &str {
    page.split('/').next().unwrap_or_default()
}

#[tokio::test]
async fn finds_what_is_not_there() {
    let web = Web::new(&[
        (
            "zoo.example/",
            &["zoo.example/lions", "zoo.example/gone", "sea.example/"],
        ),
        ("zoo.example/lions", &["zoo.example/broken"]),
        ("sea.example/", &["nobody.example/", "sea.example/seals"]),
    ]);
    let expected = ["nobody.example/", "zoo.example/broken", "zoo.example/gone"];
    assert_eq!(
        web.dead_links(3).await,
        expected,
        "one is not found, one is broken, and one has no server"
    );
}

#[tokio::test]
async fn the_first_page_may_be_dead_itself() {
    let web = Web::new(&[]);
    assert_eq!(
        web.dead_links(0).await,
        ["zoo.example/"],
        "there is no web at all"
    );
}

#[tokio::test]
async fn asks_for_each_page_once() {
    let web = Web::new(&[
        (
            "zoo.example/",
            &[
                "zoo.example/",
                "zoo.example/lions",
                "zoo.example/lions#cubs",
                "zoo.example/tigers",
            ],
        ),
        (
            "zoo.example/lions",
            &["zoo.example/tigers", "zoo.example/gone", "zoo.example/"],
        ),
        (
            "zoo.example/tigers",
            &["zoo.example/lions", "zoo.example/gone", "zoo.example/gone"],
        ),
    ]);
    assert_eq!(
        web.dead_links(9).await,
        ["zoo.example/gone"],
        "dead, though linked to three times"
    );
    let expected = [
        "zoo.example/",
        "zoo.example/gone",
        "zoo.example/lions",
        "zoo.example/tigers",
    ];
    assert_eq!(
        web.asked(),
        expected,
        "when is a page known: when it is fetched, or when it is found?"
    );
}

#[tokio::test]
async fn goes_as_far_as_it_may() {
    let web = Web::new(&[
        ("zoo.example/", &["zoo.example/1"]),
        ("zoo.example/1", &["zoo.example/2-gone", "zoo.example/2"]),
        ("zoo.example/2", &["zoo.example/3-gone"]),
    ]);
    assert_eq!(
        web.dead_links(2).await,
        ["zoo.example/2-gone"],
        "two links, and not a third"
    );
    let expected = [
        "zoo.example/",
        "zoo.example/1",
        "zoo.example/2",
        "zoo.example/2-gone",
    ];
    assert_eq!(web.asked(), expected, "two links, and not a third");
}

#[tokio::test]
async fn the_shortest_way_counts() {
    // Two ways lead to the monkeys. The quick one is three links long, the slow one two.
    let web = Web::new(&[
        ("zoo.example/", &["zoo.example/1", "sea.example/slow"]),
        ("zoo.example/1", &["zoo.example/2"]),
        ("zoo.example/2", &["zoo.example/monkeys"]),
        ("sea.example/slow", &["zoo.example/monkeys"]),
        ("zoo.example/monkeys", &["zoo.example/gone"]),
    ]);
    assert_eq!(
        web.dead_links(3).await,
        ["zoo.example/gone"],
        "it is three links away, by way of the slow page: what if a page was found by a detour first?"
    );
}

#[tokio::test]
async fn asks_for_as_much_as_it_may_and_no_more() {
    let web = Web::new(&[
        (
            "zoo.example/",
            &[
                "a.example/held-1",
                "a.example/held-2",
                "a.example/held-3",
                "a.example/held-4",
                "b.example/held-1",
                "b.example/held-2",
                "b.example/held-3",
                "b.example/held-4",
                "c.example/held-1",
                "c.example/held-2",
                "c.example/held-3",
                "c.example/held-4",
                "d.example/held-1",
                "d.example/held-2",
                "d.example/held-3",
                "d.example/held-4",
                "e.example/held-1",
                "e.example/held-2",
                "e.example/held-3",
                "e.example/held-4",
            ],
        ),
        ("a.example/", &[]),
        ("b.example/", &[]),
        ("c.example/", &[]),
        ("d.example/", &[]),
        ("e.example/", &[]),
    ]);
    // Two links far, so that the texts of these pages are needed.
    assert!(web.dead_links(2).await.is_empty(), "all of them are there");
    assert_eq!(web.asked().len(), 21, "all of them were asked for");
    assert_eq!(
        web.gate.most_of_one(),
        2,
        "so many requests to one host were under way at once: until when has a request its place?"
    );
    assert_eq!(
        web.gate.most(),
        8,
        "so many requests were under way at once: is there one that waits for its host and keeps others out, \
         or one that lets others in before its text is there?"
    );
}
