//! Wrong: the senders are gone, but not what they have sent.
//! Fails: writes_what_was_sent_before_the_end

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio::time::interval_at;

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
async fn keep_watch(mut radio: mpsc::Receiver<String>, log: &mut Log) {
    let period = Duration::from_millis(100);
    let mut lamp = interval_at(Instant::now() + period, period);
    while !radio.is_closed() {
        tokio::select! {
            message = radio.recv() => match message {
                Some(message) => log.write(&message),
                None => return,
            },
            _ = lamp.tick() => log.write("the lamp burns"),
        }
    }
}

#[cfg(test)]
mod tests;
