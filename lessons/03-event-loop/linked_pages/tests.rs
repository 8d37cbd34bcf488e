// Counts: runtime_misuse, sequential, blocked_thread

use super::*;
use std::cell::Cell;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn keeps_the_order() {
    let pages = linked_pages("see /house and /tea or /rice").await;
    let titles: Vec<_> = pages.iter().map(|page| page.title.as_str()).collect();
    assert_eq!(
        titles,
        ["page /house", "page /tea", "page /rice"],
        "every page that is linked to, in the order of the links: what does the callback leave behind for you?"
    );
}

#[tokio::test(start_paused = true)]
async fn stays_on_this_runtime() {
    let pages = linked_pages("see /house and /tea").await;
    let here = Handle::current().id();
    assert!(
        pages.iter().all(|page| page.runtime == here),
        "a page was fetched on another runtime: this one is running, and can do it"
    );
}

#[tokio::test(start_paused = true)]
async fn takes_as_long_as_the_slowest() {
    let start = Instant::now();
    linked_pages("see /house and /tea or /rice").await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(6),
        "the slowest page takes six seconds: did one wait for another, or did time pass elsewhere?"
    );
}

#[tokio::test(start_paused = true)]
async fn fetches_many() {
    // A hundred links of four letters.
    let links: Vec<_> = (100..200).map(|n| format!("/{n}")).collect();
    let page: &'static str = links.join(" ").leak();
    let start = Instant::now();
    let pages = linked_pages(page).await;
    assert_eq!(pages.len(), 100, "a page for each link");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(4),
        "a hundred pages of four seconds are fetched at the same time: what did the later ones wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn lets_others_go_on() {
    let ticks = Cell::new(0);
    let clock = async {
        for _ in 0..10 {
            sleep(Duration::from_secs(1)).await;
            ticks.set(ticks.get() + 1);
        }
    };
    let fetching = async {
        linked_pages("see /house").await;
        ticks.get()
    };
    let (_, seen) = tokio::join!(biased; clock, fetching);
    assert_eq!(
        seen, 6,
        "a page took six seconds, and a clock beside it ticks each second: who held the thread?"
    );
}

#[tokio::test(start_paused = true)]
async fn may_find_no_link() {
    let start = Instant::now();
    let pages = linked_pages("nothing to see here").await;
    assert!(pages.is_empty(), "there was no link");
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "there was nothing to wait for"
    );
}
