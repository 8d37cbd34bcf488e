//! Programs that can go on no more, and programs that only seem so.

use crate::{ms, programs};
use observed_tokio as tokio;
use std::sync::Arc;
use std::thread;
use tokio::sync::{Mutex, Notify, mpsc, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};
use tracing::instrument;

programs![
    deadlock,
    never_answered,
    thread_wakes,
    slow_blocking_pool,
    saved_by_a_timeout,
    hangs
];

type Account = Arc<Mutex<u32>>;

#[tokio::main]
async fn deadlock() {
    let savings: Account = Arc::new(Mutex::new(100));
    let checking: Account = Arc::new(Mutex::new(100));
    let there = tokio::spawn(transfer("there", savings.clone(), checking.clone()));
    let back = tokio::spawn(transfer("back", checking, savings));
    there.await.unwrap();
    back.await.unwrap();
}

#[instrument(skip(from, to))]
async fn transfer(name: &'static str, from: Account, to: Account) {
    let mut from = from.lock().await;
    sleep(ms(10)).await;
    let mut to = to.lock().await;
    *from -= 1;
    *to += 1;
}

/// The sender is kept, and nothing is ever sent.
#[tokio::main]
async fn never_answered() {
    let (_sender, mut receiver) = mpsc::channel::<u32>(1);
    receiver.recv().await;
}

/// On the paused clock nothing is left to do, but a thread outside of the runtime will answer.
#[tokio::main]
async fn thread_wakes() {
    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || {
        thread::sleep(ms(400));
        sender.send(42).unwrap();
    });
    println!("{}", receiver.await.unwrap());
}

#[tokio::main]
async fn slow_blocking_pool() {
    spawn_blocking(|| thread::sleep(ms(400))).await.unwrap();
}

#[tokio::main]
async fn saved_by_a_timeout() {
    let bell = Notify::new();
    assert!(timeout(ms(60_000), bell.notified()).await.is_err());
}

/// Holds its thread until it is killed.
#[tokio::main]
async fn hangs() {
    never_returns().await;
}

#[instrument]
async fn never_returns() {
    sleep(ms(100)).await;
    println!("on and on");
    loop {
        thread::park();
    }
}
