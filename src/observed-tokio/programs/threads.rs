//! Several threads, and tasks that may not leave theirs.

use crate::{ms, programs};
use observed_tokio as tokio;
use std::rc::Rc;
use tokio::runtime::{Builder, LocalOptions, Runtime};
use tokio::task::{LocalSet, spawn_local};
use tokio::time::sleep;
use tracing::instrument;

programs![
    local_set,
    local_set_blocks,
    local_runtime,
    two_workers,
    default_main,
    thread_names,
    shut_down,
    deaf_thread_first,
    calls_on_the_pool
];

#[instrument(skip(name))]
async fn greet(name: Rc<str>) {
    sleep(ms(100)).await;
    println!("hello, {name}");
}

#[tokio::main]
async fn local_set() {
    let local = LocalSet::new();
    local
        .run_until(async {
            let task = spawn_local(greet(Rc::from("Ada")));
            task.await.unwrap();
        })
        .await;
}

fn local_set_blocks() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let local = LocalSet::new();
    let task = local.spawn_local(greet(Rc::from("Ada")));
    local.block_on(&runtime, task).unwrap();
}

fn local_runtime() {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build_local(LocalOptions::default())
        .unwrap();
    runtime.block_on(async {
        spawn_local(greet(Rc::from("Ada"))).await.unwrap();
    });
}

#[instrument]
async fn works(number: u64) -> u64 {
    for _ in 0..3 {
        sleep(ms(number)).await;
    }
    number
}

#[tokio::main(worker_threads = 2)]
async fn two_workers() {
    let tasks: Vec<_> = (1..=20).map(|number| tokio::spawn(works(number))).collect();
    for task in tasks {
        task.await.unwrap();
    }
}

/// Says which runtime `#[tokio::main]` makes.
#[tokio::main]
async fn default_main() {
    println!("{:?}", tokio::runtime::Handle::current().runtime_flavor());
    sleep(ms(30)).await;
}

/// The program's own hooks and names are kept.
fn thread_names() {
    let mut builder = Builder::new_multi_thread();
    builder
        .worker_threads(1)
        .thread_name("worker-of-mine")
        .on_thread_start(|| println!("start {}", std::thread::current().name().unwrap_or("")))
        .on_thread_stop(|| println!("stop"))
        .enable_all();
    #[cfg(tokio_unstable)]
    builder.on_task_terminate(|_| println!("terminate"));
    let runtime = builder.build().unwrap();
    runtime.block_on(async { tokio::spawn(works(1)).await.unwrap() });
    drop(runtime);
}

/// A runtime that is shut down while a task waits.
fn shut_down() {
    let runtime = Runtime::new().unwrap();
    runtime.spawn(works(1000));
    runtime.block_on(works(10));
    runtime.shutdown_timeout(ms(100));
}

/// A thread that is none of the runtime's makes the first call of a function.
#[tokio::main]
async fn deaf_thread_first() {
    std::thread::spawn(|| adds(1)).join().unwrap();
    println!("{}", adds(2));
}

#[instrument]
fn adds(number: u64) -> u64 {
    number + 1
}

/// An instrumented function that runs on the blocking pool.
#[tokio::main]
async fn calls_on_the_pool() {
    println!("{}", tokio::task::spawn_blocking(|| adds(1)).await.unwrap());
}
