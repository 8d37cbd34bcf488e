//! Wrong: a task for each report lies still for nobody, and nothing limits how many there are.
//! Fails: downloads_while_the_archive_is_busy

use futures::{Stream, StreamExt};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::instrument;

/// Downloads the reports of these numbers, and stores each of them once, in
/// whatever order they are there. A report is in hand from the beginning of its
/// download until it is stored. Not more than three are in hand, and when there
/// are fewer, the next download begins at once. No download stands still while
/// the archive is busy.
async fn store_all(numbers: impl Stream<Item = u32>, station: Arc<Station>, archive: &mut Archive) {
    let mut numbers = pin!(numbers);
    let mut downloads = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            Some(number) = numbers.next() => {
                downloads.spawn(Arc::clone(&station).download(number));
            }
            Some(report) = downloads.join_next() => {
                archive.store(report.expect("a download does not panic")).await;
            }
            else => break,
        }
    }
}

/// Given: where the reports come from. It counts those that are in hand.
#[derive(Debug, Default)]
struct Station {
    in_hand: AtomicU32,
    most_in_hand: AtomicU32,
}

impl Station {
    /// Connects, which takes a second, and reads, which takes two.
    #[instrument(skip(self))]
    async fn download(self: Arc<Self>, number: u32) -> Report {
        let in_hand = self.in_hand.fetch_add(1, Ordering::Relaxed) + 1;
        self.most_in_hand.fetch_max(in_hand, Ordering::Relaxed);
        let report = Report {
            number,
            station: self,
        };
        sleep(Duration::from_secs(1)).await;
        sleep(Duration::from_secs(2)).await;
        report
    }
}

/// Given: it is in hand as long as it lives.
#[derive(Debug)]
struct Report {
    number: u32,
    station: Arc<Station>,
}

impl Drop for Report {
    fn drop(&mut self) {
        self.station.in_hand.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Given: it takes one report at a time.
#[derive(Debug, Default)]
struct Archive {
    stored: Vec<u32>,
}

impl Archive {
    /// Stores a report, which takes two seconds.
    #[instrument(skip_all)]
    async fn store(&mut self, report: Report) {
        sleep(Duration::from_secs(2)).await;
        self.stored.push(report.number);
    }
}

#[cfg(test)]
mod tests;
