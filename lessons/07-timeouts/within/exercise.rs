//! Deliver parcels one after another until a deadline, and return those that were delivered.
//!
//!     cargo run -q -- check timeouts/within

use futures::future::BoxFuture;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// A delivery that has not begun: a future of the name on the door.
type Delivery = BoxFuture<'static, &'static str>;

/// Makes the deliveries of `tour` one after another, in order, and returns the
/// names of those that were done. Comes back as soon as the last is done, and at
/// `deadline` at the latest: then the delivery that is under way must not go on,
/// and no other begins after it.
async fn within(deadline: Instant, tour: Vec<Delivery>) -> Vec<&'static str> {
    todo!(
        "deliver {} parcels in turn, and come back {:?} from now",
        tour.len(),
        deadline - Instant::now()
    )
}

/// Given: walks to a door for so many seconds, and hands over a parcel.
#[instrument]
async fn deliver(name: &'static str, seconds: u64) -> &'static str {
    sleep(Duration::from_secs(seconds)).await;
    name
}

#[cfg(test)]
mod tests;
