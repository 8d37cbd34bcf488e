//! Wrong: blocks on each page in the callback, on the thread that runs the loop.
//! Finding: runtime_misuse

use std::time::Duration;
use tokio::runtime::{Handle, Id};
use tokio::time::sleep;
use tracing::instrument;

/// Returns the pages that `page` links to, in the order of the links. All of them
/// are fetched at the same time, on the runtime that is running, and its other
/// tasks go on meanwhile.
///
/// Until now the callback was `|link|
/// pages.push(Handle::current().block_on(fetch(link)))`, which panics.
async fn linked_pages(page: &'static str) -> Vec<Page> {
    let mut pages = Vec::new();
    visit_links(page, |link| {
        pages.push(Handle::current().block_on(fetch(link)))
    });
    pages
}

/// Given: a library that knows nothing of async. It calls `visit` with each link
/// of a page.
fn visit_links(page: &'static str, visit: impl FnMut(&'static str)) {
    let words = page.split_whitespace();
    words.filter(|word| word.starts_with('/')).for_each(visit);
}

/// Given: a page, and the runtime that has fetched it.
#[derive(Debug)]
struct Page {
    title: String,
    runtime: Id,
}

/// Given: fetches a page. A link of four letters takes four seconds.
#[instrument]
async fn fetch(link: &'static str) -> Page {
    sleep(Duration::from_secs(link.len() as u64)).await;
    Page {
        title: format!("page {link}"),
        runtime: Handle::current().id(),
    }
}

#[cfg(test)]
mod tests;
