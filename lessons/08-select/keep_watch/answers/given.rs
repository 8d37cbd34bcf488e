//! Keep the log of a lighthouse: write down each message when it comes, and look at the lamp every 100 ms.
//!
//!     cargo run -q -- check select/keep_watch

use tokio::sync::mpsc;
use tokio::time::Instant;

/// Given: the log, in which each line has its time, in milliseconds from the
/// start of the watch.
#[derive(Debug)]
struct Log {
    start: Instant,
    lines: Vec<(u128, String)>,
}

impl Log {
    fn write(&mut self, line: &str) {
        let time = self.start.elapsed().as_millis();
        self.lines.push((time, line.to_string()));
    }
}

/// Writes each message of the radio when it comes, and `"the lamp burns"` every
/// 100 ms, the first time after 100 ms, however many messages come. Returns as
/// soon as all senders are gone, but not before every message is written.
async fn keep_watch(radio: mpsc::Receiver<String>, log: &mut Log) {
    todo!(
        "write each message ({} wait) and each look at the lamp into {:?}",
        radio.len(),
        log.lines
    )
}

#[cfg(test)]
mod tests;
