//! Wrong: makes a task of it all, which goes on when the caller has dropped the handle.
//! Finding: orphan_task

use futures::future::{BoxFuture, try_join_all};
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
    let booked = tokio::spawn(try_join_all(bookings));
    booked.await.expect("no booking panics")
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
