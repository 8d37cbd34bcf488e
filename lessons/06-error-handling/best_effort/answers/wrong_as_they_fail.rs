//! Wrong: keeps a place for each confirmation, and takes the failures as they come.
//! Fails: survives_a_crash

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
    let mut set = JoinSet::new();
    let mut ok = vec![None; bookings.len()];
    let mut failed = vec![];
    for (place, booking) in bookings.into_iter().enumerate() {
        set.spawn(async move { (place, booking.await) });
    }
    while let Some(end) = set.join_next().await {
        match end {
            Ok((place, Ok(s))) => ok[place] = Some(s),
            Ok((_, Err(e))) => failed.push(e),
            Err(_) => failed.push(Failure::Crashed),
        }
    }
    (ok.into_iter().flatten().collect(), failed)
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
