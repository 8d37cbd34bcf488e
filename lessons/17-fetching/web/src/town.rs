//! Pages, and how each of them behaves.

use crate::server::{Server, serve};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, StreamExt};
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::sleep;

/// Pages by their addresses, as `http://harbour.example/piers`. Whatever is not here is a 404.
#[derive(Debug, Default)]
pub struct Town(HashMap<String, Page>);

/// A page.
#[derive(Debug)]
pub struct Page {
    /// What is special about it.
    pub what: What,
    /// For how long it is thought about.
    pub delay: Duration,
    /// Its text.
    pub body: String,
    asked: AtomicUsize,
}

/// How a page behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It is there.
    Plain,
    /// The first time it is asked for, the server is busy, and says so: in a second again.
    BusyOnce,
    /// Its text never ends.
    Endless,
    /// The connection is closed in the middle of its text.
    Torn,
}

/// Long enough to be a bother, short enough not to be a harm.
const PIECE: Bytes = Bytes::from_static(&[b'.'; 65536]);
const BETWEEN_PIECES: Duration = Duration::from_millis(50);

impl Town {
    /// The town of the lessons.
    pub fn of_the_lessons() -> Town {
        Town::parse(include_str!("../town.txt"))
    }

    /// Reads pages, with an empty line between two: a line with the address and how it behaves, then the text.
    ///
    /// # Panics
    /// If a page is not written so.
    pub fn parse(text: &str) -> Town {
        let pages = text.split("\n\n").map(|page| {
            let (head, body) = page.split_once('\n').unwrap_or((page, ""));
            let words: Vec<&str> = head.split_whitespace().collect();
            let ms = match words[..] {
                [.., "after", ms, "ms"] => ms.parse().expect("a delay in milliseconds"),
                _ => 0,
            };
            let what = match words[1..] {
                ["200", "endless,", ..] => What::Endless,
                ["200", "torn,", ..] => What::Torn,
                ["503", "once,", ..] => What::BusyOnce,
                _ => What::Plain,
            };
            let delay = Duration::from_millis(ms);
            let body = body.trim_end().to_string() + "\n";
            (words[0].to_string(), Page::new(what, delay, body))
        });
        Town(pages.collect())
    }

    /// The names that it has pages at.
    pub fn hosts(&self) -> Vec<String> {
        let host = |address: &String| Some(address.split('/').nth(2)?.to_string());
        let hosts: BTreeSet<String> = self.0.keys().filter_map(host).collect();
        hosts.into_iter().collect()
    }

    /// Serves it, until the program ends.
    pub fn serve(self) -> Server {
        let town = Arc::new(self);
        serve(Router::new().fallback(move |request: Request| {
            let (town, address) = (town.clone(), address_of(&request));
            async move { town.answer(&address).await }
        }))
    }

    async fn answer(&self, address: &str) -> Response {
        match self.0.get(address) {
            Some(page) => page.answer().await,
            None => (StatusCode::NOT_FOUND, "no such page\n").into_response(),
        }
    }
}

/// The whole address that is asked for: one server answers for several hosts.
fn address_of(request: &Request) -> String {
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("http://{host}{}", request.uri())
}

impl Page {
    /// A page that has not been asked for yet.
    pub fn new(what: What, delay: Duration, body: String) -> Page {
        Page {
            what,
            delay,
            body,
            asked: AtomicUsize::new(0),
        }
    }

    async fn answer(&self) -> Response {
        sleep(self.delay).await;
        let is_first = self.asked.fetch_add(1, Relaxed) == 0;
        let body = Bytes::from(self.body.clone());
        match self.what {
            What::BusyOnce if is_first => {
                let again = [(header::RETRY_AFTER, HeaderValue::from(1))];
                (StatusCode::SERVICE_UNAVAILABLE, again, "busy\n").into_response()
            }
            What::Plain | What::BusyOnce => body.into_response(),
            What::Endless => {
                let more = stream::repeat(()).then(async |()| {
                    sleep(BETWEEN_PIECES).await;
                    Ok::<_, io::Error>(PIECE)
                });
                let text = stream::iter([Ok(body)]).chain(more);
                Body::from_stream(text).into_response()
            }
            What::Torn => {
                let half = body.slice(..body.len() / 2);
                let torn = stream::once(async {
                    sleep(BETWEEN_PIECES).await;
                    Err(io::Error::other("the connection is torn"))
                });
                let text = stream::iter([Ok(half)]).chain(torn);
                Body::from_stream(text).into_response()
            }
        }
    }
}
