//! Calls that wait one after another, or at the same time.

use crate::{ms, programs};
use observed_tokio as tokio;
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::instrument;

programs![
    sequential,
    joined,
    spawned,
    spawn_and_await,
    sequential_among_others,
    work_in_between,
    two_waves,
    one_took_no_time,
    at_most_two,
    mutex_held,
    semaphore_held,
    nested_tasks,
    call_after_a_wait,
    enters_itself
];

#[instrument]
async fn fetch(name: &str, length: u64) -> u64 {
    sleep(ms(length)).await;
    length
}

#[tokio::main]
async fn sequential() {
    fetch("a", 300).await;
    fetch("b", 200).await;
    fetch("c", 400).await;
}

#[tokio::main]
async fn joined() {
    tokio::join!(fetch("a", 300), fetch("b", 200), fetch("c", 400));
}

#[tokio::main]
async fn spawned() {
    let tasks = [("a", 300), ("b", 200), ("c", 400)]
        .map(|(name, length)| tokio::spawn(fetch(name, length)));
    for task in tasks {
        task.await.unwrap();
    }
}

/// As slow as without `spawn`.
#[tokio::main]
async fn spawn_and_await() {
    for (name, length) in [("a", 300), ("b", 200), ("c", 400)] {
        tokio::spawn(fetch(name, length)).await.unwrap();
    }
}

/// Two of one function in turn, while another function waits beside them.
#[tokio::main]
async fn sequential_among_others() {
    let both = async {
        fetch("a", 300).await;
        fetch("b", 200).await;
    };
    tokio::join!(both, heartbeat(5));
}

#[instrument]
async fn heartbeat(beats: u32) {
    for _ in 0..beats {
        sleep(ms(100)).await;
    }
}

/// The second call needs what was done between the two.
#[tokio::main]
async fn work_in_between() {
    fetch("order", 300).await;
    sleep(ms(250)).await;
    fetch("receipt", 200).await;
}

/// Two and two at the same time: neither four in turn, nor four at once.
#[tokio::main]
async fn two_waves() {
    tokio::join!(fetch("a", 300), fetch("b", 300));
    tokio::join!(fetch("c", 300), fetch("d", 300));
}

#[tokio::main]
async fn one_took_no_time() {
    fetch("a", 0).await;
    fetch("b", 0).await;
    fetch("c", 300).await;
}

#[tokio::main]
async fn at_most_two() {
    let mut tasks = JoinSet::new();
    for name in ["a", "b", "c", "d"] {
        if tasks.len() == 2 {
            tasks.join_next().await;
        }
        tasks.spawn(fetch(name, 100));
    }
    tasks.join_all().await;
}

/// The guard is held across an `.await`, so that the three take turns.
#[tokio::main]
async fn mutex_held() {
    let account = Arc::new(Mutex::new(0));
    let mut tasks = JoinSet::new();
    for name in ["a", "b", "c"] {
        tasks.spawn(deposit(name, account.clone()));
    }
    tasks.join_all().await;
}

#[instrument(skip(account))]
async fn deposit(name: &'static str, account: Arc<Mutex<u32>>) {
    let mut balance = account.lock().await;
    sleep(ms(100)).await;
    *balance += 1;
    println!("{name}: {balance}");
}

#[tokio::main]
async fn semaphore_held() {
    let door = Arc::new(Semaphore::new(1));
    tokio::join!(visit("a", &door), visit("b", &door));
}

#[instrument(skip(door))]
async fn visit(name: &str, door: &Semaphore) {
    let _permit = door.acquire().await.unwrap();
    sleep(ms(100)).await;
}

/// A task in a task in a task. Each does something besides, so that it is no mere call.
#[tokio::main]
async fn nested_tasks() {
    let outer = tokio::spawn(async {
        println!("outer");
        let middle = tokio::spawn(async {
            sleep(ms(100)).await;
            tokio::spawn(fetch("inner", 100)).await.unwrap()
        });
        sleep(ms(50)).await;
        middle.await.unwrap()
    });
    println!("{}", outer.await.unwrap());
}

/// The task waits on its own before it makes its only call.
#[tokio::main]
async fn call_after_a_wait() {
    let task = tokio::spawn(async {
        sleep(ms(100)).await;
        fetch("late", 100).await
    });
    task.await.unwrap();
}

/// A span that is entered again inside of itself.
#[tokio::main]
async fn enters_itself() {
    again().await;
}

#[instrument]
async fn again() {
    sleep(ms(100)).await;
    tracing::Span::current().in_scope(|| println!("inside"));
    sleep(ms(100)).await;
}
