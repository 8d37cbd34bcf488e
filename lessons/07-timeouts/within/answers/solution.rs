//! Each delivery gets the same moment as its limit, and the names stay outside of what is dropped at it.

use futures::future::BoxFuture;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use tracing::instrument;

/// A delivery that has not begun: a future of the name on the door.
type Delivery = BoxFuture<'static, &'static str>;

/// Makes the deliveries of `tour` one after another, in order, and returns the
/// names of those that were done. Comes back as soon as the last is done, and at
/// `deadline` at the latest: then the delivery that is under way must not go on,
/// and no other begins after it.
async fn within(deadline: Instant, tour: Vec<Delivery>) -> Vec<&'static str> {
    let mut done = Vec::new();
    for delivery in tour {
        match timeout_at(deadline, delivery).await {
            Ok(name) => done.push(name),
            // The delivery is dropped by now. To leave the loop drops those that have not begun.
            Err(_) => break,
        }
    }
    done
}

/// Given: walks to a door for so many seconds, and hands over a parcel.
#[instrument]
async fn deliver(name: &'static str, seconds: u64) -> &'static str {
    sleep(Duration::from_secs(seconds)).await;
    name
}

#[cfg(test)]
mod tests;
