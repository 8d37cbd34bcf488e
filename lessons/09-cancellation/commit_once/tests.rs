// Counts: broken_invariant, duplicate_work

use super::*;
use tokio::time::{Instant, timeout};

impl Warehouse {
    fn parcels(&self) -> (u32, u32) {
        (self.packed.load(Relaxed), self.left.load(Relaxed))
    }
}

#[tokio::test(start_paused = true)]
async fn sends_the_order() {
    let warehouse = Warehouse::default();
    let start = Instant::now();
    let receipt = Order::new(warehouse.clone()).commit().await;
    assert_eq!(receipt, 1, "the receipt has the number of the parcel");
    assert_eq!(
        (warehouse.parcels(), start.elapsed()),
        ((1, 1), Duration::from_secs(2)),
        "when you have the receipt, after 2 s, one parcel is packed and has left"
    );
}

#[tokio::test(start_paused = true)]
async fn sends_nothing_before_it_is_asked() {
    let warehouse = Warehouse::default();
    let _order = Order::new(warehouse.clone());
    sleep(Duration::from_secs(3600)).await;
    assert_eq!(
        warehouse.parcels(),
        (0, 0),
        "the customer has made an order, and has not committed it"
    );
}

#[tokio::test(start_paused = true)]
async fn returns_the_same_receipt_again() {
    let warehouse = Warehouse::default();
    let mut order = Order::new(warehouse.clone());
    let mut receipts = Vec::new();
    for _ in 0..2 {
        receipts.push(order.commit().await);
    }
    let other = Order::new(warehouse.clone()).commit().await;
    receipts.push(order.commit().await);
    assert_eq!(
        receipts,
        [1, 1, 1],
        "who asks again gets the same receipt, whatever else has been sent meanwhile"
    );
    assert_eq!(
        (other, warehouse.parcels()),
        (2, (2, 2)),
        "one order is one parcel, and two are two"
    );
}

#[tokio::test(start_paused = true)]
async fn waits_again_for_what_is_under_way() {
    let mut order = Order::new(Warehouse::default());
    let start = Instant::now();
    let call = timeout(Duration::from_millis(1500), order.commit()).await;
    assert!(
        call.is_err(),
        "the order takes 2 s, and the caller had 1.5 s"
    );
    order.commit().await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(2),
        "the order was begun 1.5 s before: what is it that the second call waits for?"
    );
}

#[test]
fn sends_all_of_it_wherever_it_is_dropped() {
    trials::cancel_sweep(
        "broken_invariant",
        Warehouse::default,
        async |warehouse: &mut Warehouse| {
            Order::new(warehouse.clone()).commit().await;
        },
        async |warehouse: &mut Warehouse| {
            sleep(Duration::from_secs(3600)).await;
            assert_eq!(
                warehouse.parcels(),
                (1, 1),
                "an hour later, of one parcel (packed, left): who goes on when the caller has gone?"
            );
        },
    );
}

#[test]
fn sends_it_once_wherever_it_is_dropped() {
    trials::cancel_sweep(
        "duplicate_work",
        || {
            let warehouse = Warehouse::default();
            (Order::new(warehouse.clone()), warehouse)
        },
        async |(order, _): &mut (Order, Warehouse)| {
            // The second caller may be dropped, too.
            for _ in 0..2 {
                let _ = timeout(Duration::from_millis(500), order.commit()).await;
            }
            order.commit().await;
        },
        async |(order, warehouse): &mut (Order, Warehouse)| {
            let receipt = order.commit().await;
            sleep(Duration::from_secs(3600)).await;
            assert_eq!(
                (receipt, warehouse.parcels()),
                (1, (1, 1)),
                "one order is one parcel: how does a further call know that a dropped one has begun?"
            );
        },
    );
}
