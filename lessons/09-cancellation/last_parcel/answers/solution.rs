//! Only the wait for a parcel is in the `select!`, where it may be dropped. To pack stands behind it.

use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use tracing::instrument;

/// Takes one parcel after another from the belt and packs it, until the belt ends
/// or `closing` is cancelled. A parcel that was taken must be packed, to its end.
/// When `closing` is cancelled, take no other, and do not wait for one. Returns
/// the names of the packed parcels, in order.
async fn work(belt: &mut Belt, closing: CancellationToken) -> Vec<&'static str> {
    let mut packed = Vec::new();
    loop {
        let taken = tokio::select! {
            biased;
            () = closing.cancelled() => None,
            taken = belt.take() => taken,
        };
        match taken {
            Some(parcel) => packed.push(pack(parcel).await),
            None => return packed,
        }
    }
}

/// Given: a belt that brings each parcel at its moment.
#[derive(Debug)]
struct Belt {
    parcels: VecDeque<(Instant, &'static str)>,
}

impl Belt {
    /// Waits for the next parcel and takes it, or returns `None` if there is no
    /// more. It is cancel-safe: dropped while it waits, it has taken nothing.
    #[instrument(skip(self))]
    async fn take(&mut self) -> Option<&'static str> {
        sleep_until(self.parcels.front()?.0).await;
        Some(self.parcels.pop_front()?.1)
    }
}

/// Given: packs a parcel, which takes two seconds.
#[instrument]
async fn pack(parcel: &'static str) -> &'static str {
    sleep(Duration::from_secs(2)).await;
    parcel
}

#[cfg(test)]
mod tests;
