//! A nap of two seconds, written by hand: it says "not yet", and leaves its waker to an alarm clock.
//!
//!     cargo run -q -- run futures_by_hand

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

#[tokio::main]
async fn main() {
    rest("Ada", 2).await;
    println!("Ada is awake");
}

#[instrument]
async fn rest(name: &str, seconds: u64) {
    Nap::new(seconds).await;
}

struct Nap {
    start: Instant,
    length: Duration,
}

impl Nap {
    fn new(seconds: u64) -> Nap {
        Nap {
            start: Instant::now(),
            length: Duration::from_secs(seconds),
        }
    }
}

impl Future for Nap {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let now = self.start.elapsed();
        if now >= self.length {
            println!("{} s: ready", now.as_secs());
            return Poll::Ready(());
        }
        println!("{} s: not yet", now.as_secs());
        // Whoever answers `Pending` has seen to it that somebody will call the waker.
        set_alarm(self.length - now, cx.waker().clone());
        Poll::Pending
    }
}

/// The alarm clock is a task here; it could be a thread, or a device and its driver.
fn set_alarm(time: Duration, waker: Waker) {
    tokio::spawn(async move {
        sleep(time).await;
        waker.wake();
    });
}
