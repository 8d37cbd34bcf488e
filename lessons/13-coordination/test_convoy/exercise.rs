//! Write the tests of a convoy: one right program must pass them, and eight wrong ones must not.
//!
//!     cargo run -q -- check coordination/test_convoy

use programs::{Convoy, wait};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// `wait(&convoy).await`, of a `Convoy::of(3)`, returns when three boats wait, to
/// all three at the same moment, however long that takes. To one of them,
/// whichever it is, it gives `true`: that one is the leader. With the fourth boat
/// the next round begins. A convoy may have any number of boats.
#[tokio::test(start_paused = true)]
async fn waits_for_both_boats() {
    let convoy = Convoy::of(2);
    let start = Instant::now();
    let boat = async |seconds| {
        sleep(Duration::from_secs(seconds)).await;
        let is_leader: bool = wait(&convoy).await;
        (is_leader, start.elapsed())
    };
    let boats = tokio::join!(boat(0), boat(0));
    todo!("what do {boats:?} say of it? When should the boats come, how many, and how many times?")
}

#[cfg(test)]
mod programs;
