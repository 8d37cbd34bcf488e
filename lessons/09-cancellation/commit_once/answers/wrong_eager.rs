//! Wrong: sends the order when it is made.
//! Fails: sends_nothing_before_it_is_asked

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::sleep;
use tracing::instrument;

/// An order of a customer. Give it what else it must know.
struct Order {
    warehouse: Warehouse,
    /// The task that sends it, once it is begun.
    sending: Option<JoinHandle<u32>>,
    receipt: Option<u32>,
}

impl Order {
    /// Makes an order. Nothing of it must be done before the first call of
    /// `commit`.
    fn new(warehouse: Warehouse) -> Order {
        let sending = Some(tokio::spawn(warehouse.clone().send()));
        Order {
            warehouse,
            sending,
            receipt: None,
        }
    }

    /// Has the order sent, and returns the number of its receipt. Once it is
    /// begun, it must be sent, even if this future is dropped. A further call
    /// must not send it again: it waits for what is under way, and returns the
    /// same receipt.
    async fn commit(&mut self) -> u32 {
        if let Some(receipt) = self.receipt {
            return receipt;
        }
        let sending = self.sending.as_mut().expect("it was begun in `new`");
        let receipt = sending.await.expect("to send an order does not panic");
        self.receipt = Some(receipt);
        receipt
    }
}

/// Given: a warehouse. It counts the parcels that it has packed, and those that
/// have left; clones count together.
#[derive(Clone, Debug, Default)]
struct Warehouse {
    packed: Arc<AtomicU32>,
    left: Arc<AtomicU32>,
}

impl Warehouse {
    /// Packs an order and sends it. The number of the receipt is that of the
    /// parcel.
    #[instrument(skip(self))]
    async fn send(self) -> u32 {
        sleep(Duration::from_secs(1)).await;
        let number = self.packed.fetch_add(1, Relaxed) + 1;
        sleep(Duration::from_secs(1)).await;
        self.left.fetch_add(1, Relaxed);
        number
    }
}

#[cfg(test)]
mod tests;
