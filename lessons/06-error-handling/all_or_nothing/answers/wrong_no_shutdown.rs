//! Wrong: a dropped set asks its tasks to stop, and does not wait until they have.
//! Fails: leaves_nothing_under_way

use futures::future::BoxFuture;
use std::time::Duration;
use thiserror::Error;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::instrument;

/// A booking that has not begun: a future of its confirmation, in a box.
type Booking = BoxFuture<'static, Result<String, SoldOut>>;

#[derive(Debug, PartialEq, Error)]
#[error("no {0} is left")]
struct SoldOut(&'static str);

/// Makes all `bookings` at the same time, and returns the confirmations in the
/// order of `bookings`. The first that is sold out is the result, as soon as it
/// is known. By then, no other booking must be under way; and none when the
/// caller has lost patience, and dropped this future.
async fn all_or_nothing(bookings: Vec<Booking>) -> Result<Vec<String>, SoldOut> {
    let mut tasks = JoinSet::new();
    for (place, booking) in bookings.into_iter().enumerate() {
        tasks.spawn(async move { booking.await.map(|confirmation| (place, confirmation)) });
    }
    let mut confirmations = Vec::new();
    while let Some(end) = tasks.join_next().await {
        confirmations.push(end.expect("no booking panics")?);
    }
    confirmations.sort();
    Ok(confirmations
        .into_iter()
        .map(|(_, confirmation)| confirmation)
        .collect())
}

/// Given: books one thing, which takes so many seconds. There are no more hotels
/// and ferries.
#[instrument]
async fn book(what: &'static str, seconds: u64) -> Result<String, SoldOut> {
    sleep(Duration::from_secs(seconds)).await;
    match what {
        "hotel" | "ferry" => Err(SoldOut(what)),
        _ => Ok(format!("{what} booked")),
    }
}

#[cfg(test)]
mod tests;
