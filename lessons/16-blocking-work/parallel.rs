//! Primes are counted in two halves, in four ways: how many halves are being counted at the same moment?
//!
//!     cargo run -q -- run parallel

use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;
use tracing::instrument;

const HALVES: [Range<u32>; 2] = [0..300_000, 300_000..540_000];

#[tokio::main(worker_threads = 2)]
async fn main() {
    let [low, high] = HALVES;
    // One task polls both, and one thread polls a task.
    let (a, b) = tokio::join!(count(low), count(high));
    report("join!", a + b);

    let [low, high] = HALVES.map(|half| tokio::spawn(count(half)));
    report("spawn", low.await.unwrap() + high.await.unwrap());

    let [low, high] = HALVES.map(|half| spawn_blocking(|| primes(half)));
    report("spawn_blocking", low.await.unwrap() + high.await.unwrap());

    report("rayon", on_rayon().await);
}

#[instrument]
async fn count(half: Range<u32>) -> usize {
    primes(half)
}

/// Rayon divides the work among threads of its own. Usually there is one for each core.
#[instrument]
async fn on_rayon() -> usize {
    let (send, receive) = oneshot::channel();
    let pool = ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    pool.spawn(|| {
        let halves = HALVES.into_par_iter().map(primes);
        // It fails if nobody waits any more: then there is nobody to tell.
        let _ = send.send(halves.sum());
    });
    receive.await.unwrap()
}

static NOW: AtomicU32 = AtomicU32::new(0);
static MOST: AtomicU32 = AtomicU32::new(0);

fn primes(numbers: Range<u32>) -> usize {
    MOST.fetch_max(NOW.fetch_add(1, Relaxed) + 1, Relaxed);
    let found = numbers.filter(is_prime).count();
    NOW.fetch_sub(1, Relaxed);
    found
}

fn is_prime(n: &u32) -> bool {
    let mut divisors = (2..).take_while(|d| d * d <= *n);
    *n > 1 && divisors.all(|d| !n.is_multiple_of(d))
}

fn report(way: &str, primes: usize) {
    let most = MOST.swap(0, Relaxed);
    println!("{way}: {primes} primes, {most} at a time");
}
