//! A `join` written by hand: it is woken for three dishes, and asks each that is not done.
//!
//!     cargo run -q -- run join_by_hand

use futures::future::{BoxFuture, FutureExt};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let menu = Menu {
        start: Instant::now(),
        dishes: vec![
            cook("soup", 3).boxed(),
            cook("rice", 2).boxed(),
            cook("salad", 1).boxed(),
        ],
    };
    menu.await;
    println!("dinner is served");
}

#[instrument]
async fn cook(dish: &str, seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
}

/// Ready when all its dishes are.
struct Menu {
    start: Instant,
    dishes: Vec<BoxFuture<'static, ()>>,
}

impl Future for Menu {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // All get the same waker. Who is ready goes out: it must not be polled again.
        self.dishes
            .retain_mut(|dish| dish.as_mut().poll(cx).is_pending());
        let left = self.dishes.len();
        println!("{} s: {left} to go", self.start.elapsed().as_secs());
        match left {
            0 => Poll::Ready(()),
            // Each dish that is left has kept the waker: nothing more to do.
            _ => Poll::Pending,
        }
    }
}
