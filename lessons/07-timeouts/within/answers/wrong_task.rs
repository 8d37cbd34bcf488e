//! Wrong: makes a task of each delivery. What the deadline drops is the handle, and the courier walks on.
//! Fails: leaves_nothing_behind

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
        let delivery = tokio::spawn(delivery);
        match timeout_at(deadline, delivery).await {
            Ok(end) => done.push(end.expect("no delivery panics")),
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
