//! Wrong: forgets `start_paused`: on the real clock no time is exact.
//! Fails: right

use futures::future::join_all;
use programs::{Convoy, wait};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// `wait(&convoy).await`, of a `Convoy::of(3)`, returns when three boats wait, to
/// all three at the same moment, however long that takes. To one of them,
/// whichever it is, it gives `true`: that one is the leader. With the fourth boat
/// the next round begins. A convoy may have any number of boats.
#[tokio::test]
async fn waits_for_the_last() {
    let convoy = Convoy::of(2);
    let start = Instant::now();
    let boat = async |seconds| {
        sleep(Duration::from_secs(seconds)).await;
        wait(&convoy).await;
        start.elapsed()
    };
    let boats = join_all([boat(0), boat(1)]).await;
    assert_eq!(boats, [Duration::from_secs(1); 2]);
}

#[cfg(test)]
mod programs;
