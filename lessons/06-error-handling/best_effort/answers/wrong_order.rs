//! Wrong: takes the ends as they come. A set knows no order.
//! Fails: keeps_the_order

use futures::future::BoxFuture;
use std::time::Duration;
use thiserror::Error;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::instrument;

/// A booking that has not begun: a future of its confirmation, in a box.
type Booking = BoxFuture<'static, Result<String, Failure>>;

#[derive(Debug, PartialEq, Error)]
enum Failure {
    #[error("no {0} is left")]
    SoldOut(&'static str),
    #[error("the booking crashed")]
    Crashed,
}

/// Makes all `bookings` at the same time. Returns the confirmations and the
/// failures, both in the order of `bookings`. A booking that panics must not take
/// the others along: it has `Crashed`.
async fn best_effort(bookings: Vec<Booking>) -> (Vec<String>, Vec<Failure>) {
    let mut tasks: JoinSet<_> = bookings.into_iter().collect();
    let (mut booked, mut failed) = (Vec::new(), Vec::new());
    while let Some(end) = tasks.join_next().await {
        match end {
            Ok(Ok(confirmation)) => booked.push(confirmation),
            Ok(Err(failure)) => failed.push(failure),
            Err(_) => failed.push(Failure::Crashed),
        }
    }
    (booked, failed)
}

/// Given: books one thing, which takes so many seconds. No hotel is left, and
/// ships have a bug.
#[instrument]
async fn book(what: &'static str, seconds: u64) -> Result<String, Failure> {
    sleep(Duration::from_secs(seconds)).await;
    match what {
        "hotel" => Err(Failure::SoldOut(what)),
        "ship" => panic!("a bug in the booking of ships"),
        _ => Ok(format!("{what} booked")),
    }
}

#[cfg(test)]
mod tests;
