//! Futures that are dropped: some before they have finished, some after.

use crate::{ms, programs};
use observed_tokio as tokio;
use std::future::pending;
use std::sync::Arc;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinSet;
use tokio::time::{interval, sleep, timeout};
use tracing::{Instrument, info_span, instrument};

programs![
    select_loser,
    select_both_ready,
    timeout_on_sleep,
    timeout_in_time,
    timeout_on_recv,
    timeout_on_notify,
    timeout_on_pending,
    timeout_on_task,
    aborted,
    aborted_later,
    join_set_dropped,
    pinned_in_a_loop,
    instrumented_sleep,
    dropped_by_hand,
    cancelled_inside,
];

#[instrument]
async fn fetch(name: &str, length: u64) -> u64 {
    sleep(ms(length)).await;
    length
}

#[tokio::main]
async fn select_loser() {
    tokio::select! {
        _ = fetch("fast", 200) => println!("fast"),
        _ = fetch("slow", 500) => println!("slow"),
    }
    sleep(ms(100)).await;
}

/// Both are ready at the same instant: one wins, the other is dropped all the same.
#[tokio::main]
async fn select_both_ready() {
    tokio::select! {
        biased;
        _ = fetch("first", 200) => println!("first"),
        _ = fetch("second", 200) => println!("second"),
    }
}

#[tokio::main]
async fn timeout_on_sleep() {
    assert!(timeout(ms(300), fetch("slow", 500)).await.is_err());
    sleep(ms(100)).await;
}

/// What has finished is dropped as well, by `timeout` itself.
#[tokio::main]
async fn timeout_in_time() {
    assert!(timeout(ms(300), fetch("quick", 200)).await.is_ok());
    assert!(timeout(ms(300), fetch("just in time", 300)).await.is_ok());
}

#[tokio::main]
async fn timeout_on_recv() {
    let (sender, receiver) = mpsc::channel(1);
    assert!(timeout(ms(300), receive(receiver)).await.is_err());
    drop(sender);
}

#[instrument(skip_all)]
async fn receive(mut receiver: mpsc::Receiver<u32>) -> Option<u32> {
    receiver.recv().await
}

#[tokio::main]
async fn timeout_on_notify() {
    let notify = Notify::new();
    assert!(timeout(ms(300), bell(&notify)).await.is_err());
}

#[instrument(skip_all)]
async fn bell(notify: &Notify) {
    notify.notified().await;
}

/// It never asks to be woken: no waker is kept, none is dropped.
#[tokio::main]
async fn timeout_on_pending() {
    assert!(timeout(ms(300), forever()).await.is_err());
}

#[instrument]
async fn forever() {
    pending::<()>().await;
}

/// The timeout drops the handle; the task goes on.
#[tokio::main]
async fn timeout_on_task() {
    assert!(
        timeout(ms(100), tokio::spawn(fetch("report", 300)))
            .await
            .is_err()
    );
    sleep(ms(500)).await;
}

#[tokio::main]
async fn aborted() {
    let task = tokio::spawn(fetch("report", 500));
    sleep(ms(100)).await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
}

/// An abort that comes too late changes nothing.
#[tokio::main]
async fn aborted_later() {
    let task = tokio::spawn(fetch("report", 100));
    sleep(ms(300)).await;
    task.abort();
    assert_eq!(task.await.unwrap(), 100);
}

#[tokio::main]
async fn join_set_dropped() {
    let mut tasks = JoinSet::new();
    for (name, length) in [("a", 100), ("b", 300), ("c", 500)] {
        tasks.spawn(fetch(name, length));
    }
    tasks.join_next().await;
    drop(tasks);
    sleep(ms(100)).await;
}

/// The call has finished long before it is dropped.
#[tokio::main]
async fn pinned_in_a_loop() {
    let mut report = std::pin::pin!(fetch("report", 250));
    let mut ticks = interval(ms(100));
    let mut is_done = false;
    for _ in 0..6 {
        tokio::select! {
            biased;
            _ = &mut report, if !is_done => is_done = true,
            _ = ticks.tick() => {}
        }
    }
}

#[tokio::main]
async fn instrumented_sleep() {
    tokio::spawn(sleep(ms(200)).instrument(info_span!("nap")))
        .await
        .unwrap();
}

#[tokio::main]
async fn dropped_by_hand() {
    let mut call = Box::pin(fetch("report", 500));
    tokio::select! {
        biased;
        _ = &mut call => {}
        _ = sleep(ms(100)) => {}
    }
    sleep(ms(100)).await;
    drop(call);
    sleep(ms(100)).await;
}

/// Whoever is dropped takes along what is inside it.
#[tokio::main]
async fn cancelled_inside() {
    let notify = Arc::new(Notify::new());
    assert!(timeout(ms(300), outer(&notify)).await.is_err());
}

#[instrument(skip_all)]
async fn outer(notify: &Notify) {
    fetch("first", 100).await;
    tokio::join!(bell(notify), fetch("second", 500));
}
