//! Wrong: prints in the task of the caller, where a panic takes all others along.
//! Fails: reports_a_panic_and_goes_on

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use tokio::task::JoinError;
use tokio::time::{Instant, sleep, sleep_until};

/// There are no printers: no job can be printed, ever.
#[derive(Debug, PartialEq)]
struct NoPrinter;

/// Takes jobs from `queue` until it ends, and prints each in a task of its own.
/// Has at most `printers` jobs and pages in hand at a time: a job counts from
/// when it leaves the queue, and its page until it is reported. As soon as there
/// is room, the next job must leave the queue. Each end must be reported when it
/// comes, not before and not later, whatever else you wait for; that of a job
/// that panicked, too, which takes nobody else along. Returns when the last end
/// is reported. With no printers, it returns `NoPrinter` at once, and no job
/// leaves the queue.
async fn print_all(
    queue: &mut Queue,
    printers: usize,
    mut report: impl FnMut(Result<Page, JoinError>),
) -> Result<(), NoPrinter> {
    if printers == 0 {
        return Err(NoPrinter);
    }

    let mut tasks = FuturesUnordered::new();
    let mut is_open = true;
    loop {
        tokio::select! {
            // While there is no room, nobody asks the queue, and the job stays in it.
            job = queue.next(), if is_open && tasks.len() < printers => match job {
                Some(job) => drop(tasks.push(job.print())),
                None => is_open = false,
            },
            Some(end) = tasks.next() => report(Ok(end)),
            else => return Ok(()),
        }
    }
}

/// Given: the jobs that will come, and when. It ends after the last one.
#[derive(Debug, Default)]
struct Queue {
    coming: VecDeque<(Instant, u64)>,
    shop: Shop,
}

impl Queue {
    /// Given: the next job, as soon as it has come; or `None`, when no more will
    /// come, and each time after that. If it is dropped before it is ready, the
    /// job stays in the queue.
    async fn next(&mut self) -> Option<Job> {
        let &(comes, seconds) = self.coming.front()?;
        sleep_until(comes).await;
        self.coming.pop_front();
        let hold = Hold::new(&self.shop);
        Some(Job { seconds, hold })
    }
}

/// Given: a job that is out of the queue.
#[derive(Debug)]
struct Job {
    seconds: u64,
    hold: Hold,
}

impl Job {
    /// Given: prints a page, which takes so many seconds. After 13 seconds the
    /// printer is on fire.
    async fn print(self) -> Page {
        sleep(Duration::from_secs(self.seconds)).await;
        assert_ne!(self.seconds, 13, "the printer is on fire");
        Page {
            seconds: self.seconds,
            hold: self.hold,
        }
    }
}

/// Given: what a job comes to.
#[derive(Debug)]
struct Page {
    seconds: u64,
    hold: Hold,
}

/// Given: it counts the jobs and pages that are in hand, and remembers the most
/// there were. Clones are the same shop.
#[derive(Clone, Debug, Default)]
struct Shop {
    in_hand: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

/// Given: counts as one until it is dropped.
#[derive(Debug)]
struct Hold(Shop);

impl Hold {
    fn new(shop: &Shop) -> Hold {
        let in_hand = shop.in_hand.fetch_add(1, Relaxed) + 1;
        shop.most.fetch_max(in_hand, Relaxed);
        Hold(shop.clone())
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.in_hand.fetch_sub(1, Relaxed);
    }
}

#[cfg(test)]
mod tests;
