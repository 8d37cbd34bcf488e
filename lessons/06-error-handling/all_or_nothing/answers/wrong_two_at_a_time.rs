//! Wrong: makes two bookings at a time, and the third waits for its turn.
//! Fails: books_at_the_same_time

use futures::future::BoxFuture;
use futures::stream::{self, StreamExt, TryStreamExt};
use std::time::Duration;
use thiserror::Error;
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
    let mut done: Vec<(usize, String)> = stream::iter(bookings.into_iter().enumerate())
        .map(|(i, b)| async move { b.await.map(|s| (i, s)) })
        .buffer_unordered(2)
        .try_collect()
        .await?;
    done.sort();
    Ok(done.into_iter().map(|(_, s)| s).collect())
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
