//! Wrong: calls `sleep` outside of the runtime.
//! Finding: runtime_misuse

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// Serves `meals` on `runtime`, and from the beginning lets somebody wash up at
/// `sink`. After the last meal, the washing up may go on for `grace` and not
/// longer. The sink must be dropped before this returns. Returns what `serve` has
/// returned.
fn evening(runtime: Runtime, meals: u32, sink: Sink, grace: Duration) -> Bill {
    runtime.spawn(wash_up(sink));
    let bill = runtime.block_on(serve(meals));
    runtime.block_on(sleep(grace));
    bill
}

/// Given: what has been paid, and when.
#[derive(Debug)]
struct Bill {
    euros: u32,
    paid: Instant,
}

/// Given: serves meals, one after the other, which takes three and a half seconds
/// for each.
#[instrument]
async fn serve(meals: u32) -> Bill {
    sleep(Duration::from_millis(3500) * meals).await;
    Bill {
        euros: meals * 12,
        paid: Instant::now(),
    }
}

/// Given: washes a plate a second. There are twenty.
#[instrument(skip(sink))]
async fn wash_up(sink: Sink) {
    for _ in 0..20 {
        sleep(Duration::from_secs(1)).await;
        sink.washed.fetch_add(1, Relaxed);
    }
}

/// Given: a sink whose water runs until it is dropped. Both can be seen from
/// outside.
#[derive(Debug)]
struct Sink {
    washed: Arc<AtomicU32>,
    water_runs: Arc<AtomicBool>,
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.water_runs.store(false, Relaxed);
    }
}

#[cfg(test)]
mod tests;
