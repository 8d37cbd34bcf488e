//! One question a second, and each answer takes 1.8 s: a server that lets all wait, and one that says no at once.
//!
//!     cargo run -q -- run rush_hour

use futures::future::join_all;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let (wait, shed) = tokio::join!(rush("wait"), rush("shed"));
    println!("{wait}");
    println!("{shed}");
}

async fn rush(policy: &str) -> String {
    let (start, place) = (Instant::now(), Arc::new(Semaphore::new(1)));
    let clients = (0..5).map(|number| client(number, policy, Arc::clone(&place)));
    let ends = join_all(clients).await;
    // Those who came before are still in the queue.
    let _place = place.acquire().await;
    let idle = start.elapsed().as_secs_f64();
    let count = |what| ends.iter().filter(|end| **end == what).count();
    let [answered, refused, gone] = ["answered", "refused", "gone"].map(count);
    format!("{policy}: {answered} answered, {refused} refused, {gone} gone; idle after {idle:.1} s")
}

async fn client(number: u32, policy: &str, place: Arc<Semaphore>) -> &'static str {
    sleep(Duration::from_secs(1) * number).await;
    // A server does not see that a client has gone: its task goes on.
    let answer = match policy {
        "wait" => tokio::spawn(wait(number, place)),
        _ => tokio::spawn(shed(number, place)),
    };
    match timeout(Duration::from_secs(3), answer).await {
        Ok(end) => end.expect("no answer panics"),
        Err(_) => "gone",
    }
}

#[instrument(skip(place))]
async fn wait(number: u32, place: Arc<Semaphore>) -> &'static str {
    let _place = place.acquire().await.expect("never closed");
    sleep(Duration::from_millis(1800)).await;
    "answered"
}

#[instrument(skip(place))]
async fn shed(number: u32, place: Arc<Semaphore>) -> &'static str {
    let Ok(_place) = place.try_acquire() else {
        return "refused";
    };
    sleep(Duration::from_millis(1800)).await;
    "answered"
}
