//! Who holds the thread.

use crate::{compute_for, ms, programs};
use observed_tokio as tokio;
use std::thread;
use tokio::task::spawn_blocking;
use tokio::time::{self, sleep};
use tracing::instrument;

programs![
    blocking,
    blocking_pool,
    short_work,
    blocks_in_two_calls,
    blocks_in_a_task,
    resumes_the_clock,
    resumes_after_a_block
];

#[tokio::main]
async fn blocking() {
    tokio::join!(heartbeat(), crunch(220));
}

#[instrument]
async fn heartbeat() {
    for i in 1..=3 {
        sleep(ms(100)).await;
        println!("beat {i}");
    }
}

#[instrument]
async fn crunch(length: u64) {
    sleep(ms(50)).await;
    compute_for(ms(length));
}

#[tokio::main]
async fn blocking_pool() {
    tokio::join!(heartbeat(), offload());
}

#[instrument]
async fn offload() {
    spawn_blocking(|| thread::sleep(ms(220))).await.unwrap();
}

/// Less than what is worth a word.
#[tokio::main]
async fn short_work() {
    for _ in 0..20 {
        crunch(2).await;
    }
}

/// Two calls hold the thread in one poll of `main`, which itself does not.
#[tokio::main]
async fn blocks_in_two_calls() {
    tokio::join!(crunch(60), crunch(80));
}

/// The task itself holds the thread, after the only call that it makes.
#[tokio::main]
async fn blocks_in_a_task() {
    tokio::spawn(async {
        heartbeat().await;
        compute_for(ms(100));
    })
    .await
    .unwrap();
}

#[tokio::main]
async fn resumes_the_clock() {
    heartbeat().await;
    time::resume();
    tokio::join!(heartbeat(), crunch(120));
    println!("resumed");
}

/// The clock stood while the thread was held, and goes when it is let go.
#[tokio::main]
async fn resumes_after_a_block() {
    holds_and_resumes().await;
}

#[instrument]
async fn holds_and_resumes() {
    thread::sleep(ms(100));
    time::resume();
    println!("resumed");
}
