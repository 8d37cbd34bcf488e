//! Several things at once, with the results in order.

use std::iter;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What `make` makes of each item, in the order of the items, at most `workers` of them at a time.
/// A panic of one is a panic of this.
pub fn map<I: Sync, T: Send>(items: &[I], workers: usize, make: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || -> Vec<(usize, T)> {
        let take = || {
            let i = next.fetch_add(1, Ordering::Relaxed);
            Some((i, make(items.get(i)?)))
        };
        iter::from_fn(take).collect()
    };
    let mut made: Vec<(usize, T)> = thread::scope(|scope| {
        let workers = (0..workers.min(items.len())).map(|_| scope.spawn(work));
        let workers: Vec<_> = workers.collect();
        let made = workers.into_iter().map(thread::ScopedJoinHandle::join);
        made.flat_map(|made| made.unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    made.sort_by_key(|(i, _)| *i);
    made.into_iter().map(|(_, thing)| thing).collect()
}

/// How many things can be computed at a time.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use super::map;
    use std::sync::Barrier;

    #[test]
    fn the_results_are_in_order_whoever_is_first() {
        // Each of the two takes one thing of two, so that neither has made what stands together.
        let both = Barrier::new(2);
        let made = map(&[3, 1, 4, 2], 2, |n| {
            both.wait();
            n * 10
        });
        assert_eq!(made, [30, 10, 40, 20]);
        assert_eq!(map(&[0; 0], 2, |n: &i32| *n), [0; 0]);
    }

    #[test]
    #[should_panic(expected = "of one")]
    fn a_panic_of_one_is_a_panic_of_all() {
        map(&[1, 2, 3], 2, |n| assert_ne!(*n, 2, "of one"));
    }
}
