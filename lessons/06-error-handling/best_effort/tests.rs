// Counts: sequential, lost_panic

use super::*;
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn keeps_what_was_booked() {
    let bookings = vec![
        book("flight", 1).boxed(),
        book("hotel", 2).boxed(),
        book("car", 3).boxed(),
    ];
    let (booked, failed) = best_effort(bookings).await;
    assert_eq!(
        booked,
        ["flight booked", "car booked"],
        "a hotel that is sold out is no reason to lose the flight and the car"
    );
    assert_eq!(
        failed,
        [Failure::SoldOut("hotel")],
        "the one that failed, and why"
    );
}

#[tokio::test(start_paused = true)]
async fn keeps_the_order() {
    let bookings = vec![
        book("flight", 3).boxed(),
        book("train", 1).boxed(),
        book("car", 2).boxed(),
    ];
    let (booked, _) = best_effort(bookings).await;
    assert_eq!(
        booked,
        ["flight booked", "train booked", "car booked"],
        "in the order of the bookings, whoever was faster"
    );
}

#[tokio::test(start_paused = true)]
async fn books_at_the_same_time() {
    let start = Instant::now();
    best_effort(vec![
        book("flight", 3).boxed(),
        book("hotel", 1).boxed(),
        book("car", 3).boxed(),
    ])
    .await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "did one booking wait for another?"
    );
}

#[tokio::test(start_paused = true)]
async fn survives_a_crash() {
    let bookings = vec![
        book("hotel", 4).boxed(),
        book("ship", 1).boxed(),
        book("hotel", 2).boxed(),
        book("flight", 3).boxed(),
    ];
    let all = AssertUnwindSafe(best_effort(bookings)).catch_unwind().await;
    let Ok((booked, failed)) = all else {
        panic!("one booking crashed, and all the others with it: in whose task did it run?");
    };
    assert_eq!(
        booked,
        ["flight booked"],
        "the crash of another booking does not concern the flight"
    );
    assert!(
        failed.contains(&Failure::Crashed),
        "does anybody hear of the crash? These failures came: {failed:?}"
    );
    assert_eq!(
        failed,
        [
            Failure::SoldOut("hotel"),
            Failure::Crashed,
            Failure::SoldOut("hotel")
        ],
        "the failures come in the order of the bookings, the crash too"
    );
}
