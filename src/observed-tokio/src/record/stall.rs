//! For how long a poll held its thread, in real time.
//!
//! On a busy machine a thread also waits for a processor. Linux tells for how long, so that this wait can be
//! taken off: an innocent poll on a loaded machine must not look like one that blocks.

use std::fs::File;
use std::io::Read;
use std::time::{Duration, Instant};

/// Polls shorter than this are not worth a word. Tokio's documentation asks for 10 to 100 microseconds between two
/// awaits; a machine may stall any thread for some milliseconds (page faults), which the kernel counts nowhere.
const THRESHOLD: Duration = Duration::from_millis(20);

/// Measures from `since` until now. Milliseconds rounded down to 10, or 0 under the threshold.
pub fn busy_ms(since: Instant) -> u32 {
    let wall = since.elapsed();
    if wall < THRESHOLD {
        return 0;
    }
    let held = wall.saturating_sub(waited_for_a_processor());
    if held < THRESHOLD {
        0
    } else {
        (held.as_millis() / 10 * 10) as u32
    }
}

/// How long this thread has waited for a processor since the last call of this function on it.
fn waited_for_a_processor() -> Duration {
    thread_local! {
        static BEFORE: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
    }
    let mut text = String::new();
    let read =
        File::open("/proc/thread-self/schedstat").and_then(|mut f| f.read_to_string(&mut text));
    let total: Option<u64> = read
        .ok()
        .and_then(|_| text.split_whitespace().nth(1)?.parse().ok());
    match total {
        Some(total) => Duration::from_nanos(total.saturating_sub(BEFORE.replace(total))),
        // Other systems do not tell. There the real time stands for itself.
        None => Duration::ZERO,
    }
}
