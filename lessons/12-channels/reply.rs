//! The stock has one owner, who is asked through a channel, and answers each question through a channel of its own.
//!
//!     cargo run -q -- run reply

use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;
use tracing::instrument;

/// A question, and the one place to which its answer goes.
struct Order {
    apples: u32,
    answer: oneshot::Sender<Result<u32, u32>>,
}

#[tokio::main]
async fn main() {
    let (desk, orders) = mpsc::channel(2);
    let clerk = tokio::spawn(clerk(5, orders));

    tokio::join!(buy("Ada", 3, &desk), buy("Ben", 3, &desk));

    drop(desk);
    clerk.await.expect("the clerk does not panic");
}

#[instrument(skip(desk))]
async fn buy(name: &str, apples: u32, desk: &mpsc::Sender<Order>) {
    let (answer, reply) = oneshot::channel();
    desk.send(Order { apples, answer })
        .await
        .expect("the clerk is in");
    // An `Err` here would say that the clerk has dropped `answer`.
    match reply.await.expect("the clerk answers") {
        Ok(left) => println!("{name} has {apples} apples, {left} are left"),
        Err(left) => println!("{name} has none, only {left} are left"),
    }
}

#[instrument(skip(orders))]
async fn clerk(mut apples: u32, mut orders: mpsc::Receiver<Order>) {
    while let Some(order) = orders.recv().await {
        // No lock: between these lines nobody else can reach the stock.
        sleep(Duration::from_secs(1)).await;
        let answer = apples.checked_sub(order.apples).ok_or(apples);
        apples = answer.unwrap_or(apples);
        // Whoever asked may have gone.
        let _ = order.answer.send(answer);
    }
    println!("the clerk goes home, {apples} apples are left");
}
