//! Who wakes whom.

use crate::{ms, programs};
use observed_tokio as tokio;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::yield_now;
use tokio::time::sleep;
use tracing::instrument;

programs![
    channel,
    one_answer,
    notified,
    yields,
    polls_itself,
    says_things,
    gives_way_while_another_ends
];

#[tokio::main]
async fn channel() {
    let (sender, receiver) = mpsc::channel(1);
    let producer = tokio::spawn(produce(sender));
    let consumer = tokio::spawn(consume(receiver));
    producer.await.unwrap();
    consumer.await.unwrap();
}

#[instrument(skip_all)]
async fn produce(sender: mpsc::Sender<u32>) {
    for i in 0..5 {
        sleep(ms(20)).await;
        sender.send(i).await.unwrap();
        println!("sent {i}");
    }
}

#[instrument(skip_all)]
async fn consume(mut receiver: mpsc::Receiver<u32>) {
    while let Some(i) = receiver.recv().await {
        println!("got {i}");
        sleep(ms(60)).await;
    }
}

#[tokio::main]
async fn one_answer() {
    let (sender, receiver) = oneshot::channel();
    tokio::join!(asks(receiver), answers(sender));
}

#[instrument(skip_all)]
async fn asks(receiver: oneshot::Receiver<u32>) {
    println!("{}", receiver.await.unwrap());
}

#[instrument(skip_all)]
async fn answers(sender: oneshot::Sender<u32>) {
    sleep(ms(100)).await;
    sender.send(42).unwrap();
}

#[tokio::main]
async fn notified() {
    let bell = Arc::new(Notify::new());
    let waiter = tokio::spawn(waits(bell.clone()));
    let ringer = tokio::spawn(rings(bell));
    waiter.await.unwrap();
    ringer.await.unwrap();
}

#[instrument(skip_all)]
async fn waits(bell: Arc<Notify>) {
    bell.notified().await;
}

#[instrument(skip_all)]
async fn rings(bell: Arc<Notify>) {
    sleep(ms(100)).await;
    bell.notify_one();
}

#[tokio::main]
async fn yields() {
    tokio::join!(counts("a"), counts("b"));
    tokio::spawn(counts("c")).await.unwrap();
}

#[instrument]
async fn counts(name: &str) {
    for i in 0..2 {
        println!("{name} {i}");
        yield_now().await;
    }
}

/// A future that wakes itself in its own poll.
#[tokio::main]
async fn polls_itself() {
    tokio::spawn(twice()).await.unwrap();
}

#[instrument]
async fn twice() {
    let mut left = 2;
    poll_fn(|cx| {
        left -= 1;
        cx.waker().wake_by_ref();
        if left == 0 {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

/// Output that a drawing must survive.
#[tokio::main]
async fn says_things() {
    speaks("two\nlines & <b>bold</b> \"quoted\" ]]> \u{1b}[31mred").await;
    speaks(
        "a name so long that nobody would ever read it to its end, and that no page has room for",
    )
    .await;
    speaks("東京").await;
}

#[instrument]
async fn speaks(what: &str) {
    print!("no newline yet");
    println!("\n\n{what}\n");
    tracing::info!(answer = 42, "logged {what}");
    sleep(ms(100)).await;
}

/// One task gives way to another, which ends.
#[tokio::main]
async fn gives_way_while_another_ends() {
    let first = tokio::spawn(counts("first"));
    let second = tokio::spawn(ends());
    first.await.unwrap();
    second.await.unwrap();
}

#[instrument]
async fn ends() {}
