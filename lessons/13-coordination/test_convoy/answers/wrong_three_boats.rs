//! Wrong: tries three boats, and no other number.
//! Lets through: wrong_always_three

use futures::future::join_all;
use programs::{Convoy, wait};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// `wait(&convoy).await`, of a `Convoy::of(3)`, returns when three boats wait, to
/// all three at the same moment, however long that takes. To one of them,
/// whichever it is, it gives `true`: that one is the leader. With the fourth boat
/// the next round begins. A convoy may have any number of boats.
#[tokio::test(start_paused = true)]
async fn waits_for_the_last_in_each_round() {
    let legs = [[7200, 1], [10, 3], [1, 20]];
    let convoy = Convoy::of(legs.len());
    let start = Instant::now();
    let boat = async |legs: [u64; 2]| {
        let mut stops = Vec::new();
        for seconds in legs {
            sleep(Duration::from_secs(seconds)).await;
            stops.push((wait(&convoy).await, start.elapsed().as_secs()));
        }
        stops
    };
    let boats = join_all(legs.map(boat)).await;
    for (round, second) in [7200, 7220].into_iter().enumerate() {
        let seconds: Vec<u64> = boats.iter().map(|stops| stops[round].1).collect();
        assert_eq!(seconds, [second; 3]);
        let leaders = boats.iter().filter(|stops| stops[round].0).count();
        assert_eq!(leaders, 1);
    }
}

#[cfg(test)]
mod programs;
