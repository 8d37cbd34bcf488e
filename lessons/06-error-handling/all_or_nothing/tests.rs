// Counts: sequential, aborted_at_exit, orphan_task

use super::*;
use futures::FutureExt;
use std::sync::Arc;
use tokio::time::Instant;

fn trip() -> Vec<Booking> {
    vec![
        book("flight", 1).boxed(),
        book("hotel", 2).boxed(),
        book("car", 3).boxed(),
    ]
}

#[tokio::test(start_paused = true)]
async fn confirms_in_order() {
    let confirmed = all_or_nothing(vec![
        book("flight", 3).boxed(),
        book("train", 1).boxed(),
        book("car", 2).boxed(),
    ])
    .await;
    let expected = ["flight booked", "train booked", "car booked"].map(String::from);
    assert_eq!(
        confirmed,
        Ok(expected.to_vec()),
        "the confirmations come in the order of the bookings"
    );
}

#[tokio::test(start_paused = true)]
async fn books_at_the_same_time() {
    let start = Instant::now();
    let confirmed = all_or_nothing(vec![
        book("flight", 3).boxed(),
        book("train", 1).boxed(),
        book("car", 3).boxed(),
    ])
    .await;
    assert!(confirmed.is_ok(), "nothing was sold out");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "did one booking wait for another?"
    );
}

#[tokio::test(start_paused = true)]
async fn reports_the_first_that_is_sold_out() {
    let confirmed = all_or_nothing(vec![
        book("hotel", 2).boxed(),
        book("ferry", 1).boxed(),
        book("car", 3).boxed(),
    ])
    .await;
    assert_eq!(
        confirmed,
        Err(SoldOut("ferry")),
        "the ferry was sold out first, after 1 s"
    );
}

#[tokio::test(start_paused = true)]
async fn comes_back_as_soon_as_one_fails() {
    let start = Instant::now();
    let confirmed = all_or_nothing(trip()).await;
    assert_eq!(confirmed, Err(SoldOut("hotel")), "there is no hotel");
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(2),
        "the hotel said no after 2 s: what did you wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn leaves_nothing_under_way() {
    let telephone = Arc::new(());
    let confirmed = all_or_nothing(on_the(&telephone)).await;
    assert_eq!(confirmed, Err(SoldOut("hotel")), "there is no hotel");
    let under_way = Arc::strong_count(&telephone) - 1;
    assert_eq!(
        under_way, 0,
        "you came back while a booking was under way: is it dropped by now, or only asked to stop?"
    );
}

#[test]
fn stops_when_it_is_dropped() {
    trials::cancel_sweep(
        "orphan_task",
        || Arc::new(()),
        async |telephone: &mut Arc<()>| drop(all_or_nothing(on_the(telephone)).await),
        async |telephone: &mut Arc<()>| {
            // A task that is asked to stop does so when it is its turn.
            sleep(Duration::from_millis(1)).await;
            let under_way = Arc::strong_count(telephone) - 1;
            assert_eq!(
                under_way, 0,
                "your caller has gone, and a booking is under way: who could stop it now?"
            );
        },
    );
}

/// The trip, with bookings that hold the telephone until they are done or dropped.
fn on_the(telephone: &Arc<()>) -> Vec<Booking> {
    let hold = |booking: Booking| {
        let held = Arc::clone(telephone);
        async move { booking.inspect(|_| drop(held)).await }.boxed()
    };
    trip().into_iter().map(hold).collect()
}
