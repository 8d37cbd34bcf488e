//! Wrong: keeps the names inside of what is dropped at the deadline.
//! Fails: returns_what_was_done

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
    let all = async {
        let mut done = Vec::new();
        for delivery in tour {
            done.push(delivery.await);
        }
        done
    };
    timeout_at(deadline, all).await.unwrap_or_default()
}

/// Given: walks to a door for so many seconds, and hands over a parcel.
#[instrument]
async fn deliver(name: &'static str, seconds: u64) -> &'static str {
    sleep(Duration::from_secs(seconds)).await;
    name
}

#[cfg(test)]
mod tests;
