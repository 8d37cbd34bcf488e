//! Shuffles the order in which tasks run, with nothing but what Tokio may do to any program.
//!
//! Tokio gives each poll of a task a budget of operations. When it is used up, the next operation answers `Pending`
//! once, and the task goes behind all others that are ready. Here a coin decides, before each poll, whether to use it
//! up beforehand, but for none to three operations. So every failure that is found is a real one, and a seed that has
//! found it finds it again.
//!
//! Tokio tells of the polls of spawned tasks only under `--cfg tokio_unstable`. Without it the polls of the program's
//! own future are shuffled, and with them the branches of `join!` and `select!`, but no spawned task.
//! The tasks of a `LocalSet` have a budget of their own, and are never shuffled.

use std::cell::Cell;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll, Waker};
use tokio::task::coop::{RestoreOnPending, poll_proceed};

/// At most so many operations are left to a poll that is cut short.
const MOST_LEFT: u64 = 4;

/// A seeded coin, and what it has said so far. Clones are the same coin.
#[derive(Clone, Debug)]
pub struct Coin(Arc<AtomicU64>);

impl Coin {
    pub fn new(seed: u64) -> Coin {
        Coin(Arc::new(AtomicU64::new(seed)))
    }

    /// To be called inside a poll, before the program is: leaves the budget as it is, or cuts it short.
    pub fn flip(&self) {
        if let Some(operations) = self.toss() {
            leave(operations);
        }
    }

    /// How many operations the next poll may do, if it is cut short: as often as not.
    fn toss(&self) -> Option<u64> {
        // SplitMix64, whose neighbouring seeds have nothing in common.
        let mut x = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Relaxed);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^= x >> 31;
        (x & 1 == 1).then_some((x >> 1) % MOST_LEFT)
    }
}

thread_local! {
    /// What Tokio hands out before an operation sets the budget back when it is dropped without progress, in whatever
    /// poll that is. One from a poll with [`MOST_LEFT`] operations left cuts any other short at once: to use up the
    /// whole budget by single operations took more than half of the time of a trial.
    static NEARLY_SPENT: Cell<Option<RestoreOnPending>> = const { Cell::new(None) };
}

/// Uses up the budget of this poll but for so many operations, less than [`MOST_LEFT`].
fn leave(operations: u64) {
    let mut cx = Context::from_waker(Waker::noop());
    drop(NEARLY_SPENT.take().or_else(|| nearly_spent(&mut cx)));
    if let Poll::Ready(next) = poll_proceed(&mut cx) {
        NEARLY_SPENT.set(Some(next));
    }
    for _ in operations..MOST_LEFT - 1 {
        spend(&mut cx);
    }
}

/// Uses up the budget of this poll, whatever it is, and keeps what was handed out when [`MOST_LEFT`] were left of it.
fn nearly_spent(cx: &mut Context<'_>) -> Option<RestoreOnPending> {
    let proceed = || match poll_proceed(cx) {
        Poll::Ready(operation) => Some(operation),
        Poll::Pending => None,
    };
    // Outside of a task there is no end of it.
    let mut all: Vec<_> = std::iter::from_fn(proceed).take(1 << 16).collect();
    let kept = all.len().checked_sub(MOST_LEFT as usize)?;
    let kept = all.swap_remove(kept);
    all.iter().for_each(RestoreOnPending::made_progress);
    Some(kept)
}

/// Does one operation, as far as the budget knows. Says whether there was enough for it.
fn spend(cx: &mut Context<'_>) -> bool {
    match poll_proceed(cx) {
        Poll::Ready(operation) => {
            operation.made_progress();
            true
        }
        Poll::Pending => false,
    }
}

/// A future each of whose polls begins with a toss, if there is a coin.
pub struct Shuffled<F> {
    coin: Option<Coin>,
    future: Pin<Box<F>>,
}

impl<F: Future> Shuffled<F> {
    pub fn new(coin: Option<Coin>, future: F) -> Shuffled<F> {
        Shuffled {
            coin,
            future: Box::pin(future),
        }
    }
}

impl<F: Future> Future for Shuffled<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        if let Some(coin) = &self.coin {
            coin.flip();
        }
        self.future.as_mut().poll(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_coin_varies_within_a_seed_and_between_seeds() {
        let tosses = |seed| {
            let coin = Coin::new(seed);
            (0..20).map(|_| coin.toss()).collect::<Vec<_>>()
        };
        let seeds: BTreeSet<_> = (1..=200).map(tosses).collect();
        assert_eq!(seeds.len(), 200, "two seeds toss alike");
        for tosses in &seeds {
            assert!(tosses.contains(&None) && tosses.iter().any(Option::is_some));
        }
        let said: BTreeSet<_> = seeds.iter().flatten().collect();
        assert_eq!(said.len(), 5, "left alone, or 0 to 3 operations: {said:?}");
        assert_eq!(tosses(8), tosses(8), "a seed says the same again");
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_left_can_be_spent_and_no_more() {
        for operations in (0..MOST_LEFT).chain(0..MOST_LEFT) {
            // The budget is that of one poll.
            tokio::task::yield_now().await;
            leave(operations);
            let mut cx = Context::from_waker(Waker::noop());
            let spent = (0..10).take_while(|_| spend(&mut cx)).count() as u64;
            assert_eq!(spent, operations);
        }
    }
}
