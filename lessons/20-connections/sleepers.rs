//! 100,000 tasks sleep at the same time, and say what a task costs.
//!
//!     cargo run -q -- run sleepers

use memory_stats::memory_stats;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::{Instant, sleep};
use tracing::instrument::WithSubscriber;
use tracing::subscriber::NoSubscriber;

#[tokio::main]
async fn main() {
    let (start, before) = (Instant::now(), memory());
    // A timeline of 100,000 rows shows nothing: what is spawned in here gets none.
    let night = bed(100_000).with_subscriber(NoSubscriber::new());
    night.await;

    // By now each of them has been polled, and has its timer.
    sleep(Duration::from_secs(1)).await;
    report(start);
    eprintln!("{} bytes of memory for each", (memory() - before) / 100_000);
    sleep(Duration::from_secs(5)).await;
    report(start);
}

async fn bed(sleepers: usize) {
    for _ in 0..sleepers {
        tokio::spawn(sleep(Duration::from_secs(5)));
    }
}

fn report(start: Instant) {
    let alive = Handle::current().metrics().num_alive_tasks();
    println!("after {} s: {alive} tasks", start.elapsed().as_secs());
}

fn memory() -> usize {
    memory_stats().map_or(0, |memory| memory.physical_mem)
}
