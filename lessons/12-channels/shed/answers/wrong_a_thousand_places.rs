//! Wrong: has a place for everybody, so that nobody is refused and everybody waits.
//! Finding: unbounded_queue

use std::time::Duration;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;
use tracing::instrument;

/// How long the cook needs for a dish.
const COOKING: Duration = Duration::from_secs(2);

/// What the cook reads, and where the dish goes.
#[derive(Debug)]
struct Order {
    dish: &'static str,
    served: oneshot::Sender<String>,
}

/// Why there is no dish.
#[derive(Debug, PartialEq)]
enum Refused {
    /// Too many are waiting: come again later.
    Full,
    /// There is no cook any more: do not come again.
    Closed,
}

/// How many orders may wait while the cook has another one in hand. Whoever gets
/// a place has the dish within `patience`, and nobody is turned away who could
/// have had it. `patience` is at least twice `COOKING`.
fn places(patience: Duration) -> usize {
    let _ = patience;
    1000
}

/// Orders a dish and waits until it is served, but never for a place in the
/// kitchen: without one, the guest is refused at once. A kitchen that closes,
/// before the order or after it, is not a full one.
async fn order(kitchen: &mpsc::Sender<Order>, dish: &'static str) -> Result<String, Refused> {
    let (served, dish_is_ready) = oneshot::channel();
    match kitchen.try_send(Order { dish, served }) {
        Err(TrySendError::Full(_)) => return Err(Refused::Full),
        Err(TrySendError::Closed(_)) => return Err(Refused::Closed),
        Ok(()) => {}
    }
    // The order is dropped when the kitchen is.
    dish_is_ready.await.map_err(|_| Refused::Closed)
}

/// Given: cooks one order after another, in a kitchen that has been made with
/// `mpsc::channel(places(patience))`.
#[instrument(skip_all)]
async fn cook(mut orders: mpsc::Receiver<Order>) {
    while let Some(order) = orders.recv().await {
        sleep(COOKING).await;
        let _ = order.served.send(format!("hot {}", order.dish));
    }
}

#[cfg(test)]
mod tests;
