//! Tasks that panic, that nobody waits for, or that never run.

use crate::{ms, programs};
use observed_tokio as tokio;
use std::panic::resume_unwind;
use tokio::time::sleep;
use tracing::instrument;

programs![
    panic_awaited,
    panic_awaited_later,
    panic_bare,
    panic_bound_to_nothing,
    panic_in_a_block,
    panic_dropped,
    panic_of_a_value,
    panic_of_main,
    panic_inside,
    forgotten,
    forgotten_by_map,
    forgotten_but_done,
    dropped_handle_but_done,
    never_polled,
    aborted_at_once,
    two_runs,
    no_time,
    keeps_its_span,
    many_calls,
    paused_by_itself,
];

/// Says nothing on stderr: what a panic prints is not what is tested.
#[instrument]
async fn explodes(after: u64) {
    sleep(ms(after)).await;
    resume_unwind(Box::new("boom"));
}

#[instrument]
async fn fetch(name: &str, length: u64) -> u64 {
    sleep(ms(length)).await;
    length
}

#[tokio::main]
async fn panic_awaited() {
    assert!(tokio::spawn(explodes(100)).await.is_err());
}

/// The handle is kept, and awaited long after the panic: no waker is registered when it happens.
#[tokio::main]
async fn panic_awaited_later() {
    let task = tokio::spawn(explodes(100));
    sleep(ms(300)).await;
    assert!(task.await.is_err());
}

#[tokio::main]
async fn panic_bare() {
    tokio::spawn(explodes(100));
    sleep(ms(300)).await;
}

#[expect(
    clippy::let_underscore_future,
    reason = "it is what the program is about"
)]
#[tokio::main]
async fn panic_bound_to_nothing() {
    let _ = tokio::spawn(explodes(100));
    sleep(ms(300)).await;
}

#[tokio::main]
async fn panic_in_a_block() {
    tokio::spawn(async {
        explodes(100).await;
    });
    sleep(ms(300)).await;
}

#[tokio::main]
async fn panic_dropped() {
    drop(tokio::spawn(explodes(100)));
    sleep(ms(300)).await;
}

/// The handle is the value of a block, and kept.
#[rustfmt::skip]
#[tokio::main]
async fn panic_of_a_value() {
    let start = || {
        tokio::spawn(explodes(100))
    };
    let task = start();
    sleep(ms(300)).await;
    assert!(task.await.is_err());
}

#[tokio::main]
async fn panic_of_main() {
    explodes(100).await;
}

/// A panic that is caught by the task's boundary unwinds through the calls inside.
#[tokio::main]
async fn panic_inside() {
    let task = tokio::spawn(async {
        tokio::join!(fetch("beside", 500), explodes(100));
    });
    assert!(task.await.is_err());
}

#[tokio::main]
async fn forgotten() {
    tokio::spawn(fetch("report", 500));
    fetch("page", 200).await;
}

/// It is the standard library that calls `spawn`.
#[tokio::main]
async fn forgotten_by_map() {
    let reports = [fetch("report", 500)].map(tokio::spawn);
    fetch("page", 200).await;
    drop(reports);
}

/// Nobody awaits it, but it has the time that it needs.
#[tokio::main]
async fn forgotten_but_done() {
    tokio::spawn(fetch("report", 100));
    fetch("page", 200).await;
}

#[tokio::main]
async fn dropped_handle_but_done() {
    drop(tokio::spawn(fetch("report", 100)));
    fetch("page", 200).await;
}

/// `main` ends before the task has its turn.
#[tokio::main]
async fn never_polled() {
    tokio::spawn(fetch("report", 500));
}

#[tokio::main]
async fn aborted_at_once() {
    let task = tokio::spawn(fetch("report", 500));
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    sleep(ms(100)).await;
}

/// Two calls of `block_on` on one runtime: what the first spawns goes on in the second.
#[expect(
    clippy::async_yields_async,
    reason = "the second call awaits the handle"
)]
fn two_runs() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let task = runtime.block_on(async {
        let task = tokio::spawn(fetch("report", 300));
        fetch("first", 100).await;
        task
    });
    runtime.block_on(async {
        fetch("second", 100).await;
        task.await.unwrap();
    });
}

/// Everything happens at one instant.
#[tokio::main]
async fn no_time() {
    fetch("a", 0).await;
    println!("done");
}

/// A span that is held longer than the call takes.
#[tokio::main]
async fn keeps_its_span() {
    let span = lends_its_span().await;
    sleep(ms(200)).await;
    drop(span);
}

#[instrument]
async fn lends_its_span() -> tracing::Span {
    sleep(ms(100)).await;
    tracing::Span::current()
}

/// More than a trace has room for.
#[tokio::main]
async fn many_calls() {
    for i in 0..20_000 {
        fetch("one", i % 2).await;
    }
    println!("done");
}

/// Asks for the paused clock itself, as a test does.
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn paused_by_itself() {
    let start = std::time::Instant::now();
    sleep(ms(2_000)).await;
    println!("{}", start.elapsed().as_millis() < 1_000);
}
