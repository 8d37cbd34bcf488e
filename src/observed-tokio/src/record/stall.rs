//! For how long a poll held its thread, in real time.
//!
//! On a busy machine a thread also waits for a processor. Linux tells for how long, so that this wait can be
//! taken off: an innocent poll on a loaded machine must not look like one that blocks.

use std::cell::{OnceCell, RefCell};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::time::{Duration, Instant};

/// Shorter polls are not spoken of. Tokio's documentation asks for no more than 10 to 100 microseconds between two
/// awaits. But a machine that is shared may stop any thread for some tens of milliseconds and count that nowhere: page
/// faults, and what other guests of the same processor take.
const THRESHOLD: Duration = Duration::from_millis(50);

thread_local! {
    /// For how long this thread had waited for a processor, and when that was read. The first is from the beginning of
    /// the outermost poll that is under way.
    static READINGS: RefCell<Vec<(Instant, Duration)>> = const { RefCell::new(Vec::new()) };
    /// What Linux tells of this thread. Other systems have no such file; there the real time stands for itself.
    static STATISTICS: OnceCell<Option<RefCell<File>>> = const { OnceCell::new() };
}

/// A poll begins that is inside no other.
pub fn begin() {
    let reading = (Instant::now(), waited_for_a_processor());
    READINGS.with_borrow_mut(|readings| {
        readings.clear();
        readings.push(reading);
    });
}

/// Measures from `since` until now. Milliseconds rounded down to 10, or 0 under the threshold.
pub fn busy_ms(since: Instant) -> u32 {
    let wall = since.elapsed();
    if wall < THRESHOLD {
        return 0;
    }
    let waited = waited_for_a_processor();
    let before = READINGS.with_borrow_mut(|readings| {
        let before = readings
            .iter()
            .rev()
            .find(|(at, _)| *at <= since)
            .map(|(_, waited)| *waited);
        readings.push((Instant::now(), waited));
        before
    });
    let held = wall.saturating_sub(waited.saturating_sub(before.unwrap_or(waited)));
    if held < THRESHOLD {
        0
    } else {
        (held.as_millis() / 10 * 10) as u32
    }
}

/// How long this thread has waited for a processor in all its life.
fn waited_for_a_processor() -> Duration {
    STATISTICS.with(|file| {
        let file = file.get_or_init(|| {
            File::open("/proc/thread-self/schedstat")
                .ok()
                .map(RefCell::new)
        });
        let nanoseconds = file
            .as_ref()
            .and_then(|file| second_number(&mut file.borrow_mut()));
        Duration::from_nanos(nanoseconds.unwrap_or(0))
    })
}

/// The file is opened once, and read again from its beginning.
fn second_number(file: &mut File) -> Option<u64> {
    let mut text = [0; 96];
    file.seek(SeekFrom::Start(0)).ok()?;
    let length = file.read(&mut text).ok()?;
    std::str::from_utf8(&text[..length])
        .ok()?
        .split_whitespace()
        .nth(1)?
        .parse()
        .ok()
}
