// Counts: unbounded_queue, deadlock, blocked_thread

use super::*;
use futures::future::join_all;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn turns_nobody_away_without_need() {
    for (patience, served) in [(4000, 2), (5999, 2), (6000, 3), (7500, 3), (20_000, 10)] {
        let guests = rush(Duration::from_millis(patience), 20).await;
        assert_eq!(
            guests.iter().filter(|(_, end)| end.is_ok()).count(),
            served,
            "a dish takes 2 s, patience lasts {patience} ms: how many dishes is that, with the one on the stove?"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn serves_whoever_it_accepts_in_time() {
    for patience in [4000, 5000, 6000, 10_500] {
        let patience = Duration::from_millis(patience);
        for (waited, end) in rush(patience, 20).await {
            assert!(
                end.is_err() || waited <= patience,
                "a guest has waited for {waited:?}, and patience lasts {patience:?}: how many were before that guest?"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn refuses_at_once() {
    let patience = Duration::from_secs(6);
    let guests = rush(patience, 5).await;
    let soup = || Ok("hot soup".to_string());
    assert_eq!(
        guests,
        [
            (Duration::from_secs(2), soup()),
            (Duration::from_secs(4), soup()),
            (Duration::from_secs(6), soup()),
            (Duration::ZERO, Err(Refused::Full)),
            (Duration::ZERO, Err(Refused::Full))
        ],
        "three dishes fit into 6 s, and five guests came: what were the last two told, and when?"
    );
}

#[tokio::test(start_paused = true)]
async fn knows_a_closed_kitchen() {
    let (kitchen, orders) = mpsc::channel(1);
    drop(orders);
    assert_eq!(
        order(&kitchen, "soup").await,
        Err(Refused::Closed),
        "nobody can ever read the order: `try_send` has two errors"
    );
}

#[tokio::test(start_paused = true)]
async fn knows_a_kitchen_that_closes_on_its_guests() {
    let (kitchen, orders) = mpsc::channel(1);
    let fire = async move {
        sleep(Duration::from_secs(1)).await;
        drop(orders);
    };
    let guest = tokio::spawn(async move { order(&kitchen, "soup").await });
    let (guest, ()) = tokio::join!(guest, fire);
    assert_eq!(
        guest.expect("the kitchen burned down with the order in it, and `order` panicked"),
        Err(Refused::Closed),
        "the order was accepted, and dropped after 1 s: what does the guest get to know?"
    );
}

#[test]
fn keeps_its_promise_in_any_order() {
    trials::schedules("unbounded_queue", async || {
        let patience = Duration::from_secs(6);
        let kitchen = open(patience);
        let guests = (0..10).map(|_| timed(&kitchen));
        for (waited, end) in join_all(guests).await {
            assert!(
                end.is_err() || waited <= patience,
                "a guest who was accepted has waited for {waited:?}, and patience lasts {patience:?}: \
                 how many may be in the queue?"
            );
        }
    });
}

/// A kitchen with its cook.
fn open(patience: Duration) -> mpsc::Sender<Order> {
    let (kitchen, orders) = mpsc::channel(places(patience));
    tokio::spawn(cook(orders));
    kitchen
}

/// The cook has just begun a dish when all the others come: how long each was there, and what came of it.
async fn rush(patience: Duration, guests: usize) -> Vec<(Duration, Result<String, Refused>)> {
    let kitchen = open(patience);
    let first = timed(&kitchen);
    let others = async {
        // The cook takes the first order.
        while kitchen.capacity() < kitchen.max_capacity() {
            tokio::task::yield_now().await;
        }
        join_all((1..guests).map(|_| timed(&kitchen))).await
    };
    let (first, mut all) = tokio::join!(biased; first, others);
    all.insert(0, first);
    all
}

async fn timed(kitchen: &mpsc::Sender<Order>) -> (Duration, Result<String, Refused>) {
    let start = Instant::now();
    let end = order(kitchen, "soup").await;
    (start.elapsed(), end)
}
