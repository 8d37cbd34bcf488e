// Counts: lost_update, blocked_thread

use super::*;
use std::sync::Arc;
use tokio::time::Instant;

/// All guests at the same time, each at a desk of his own. Says who has a ticket.
async fn sell_to(hall: &Arc<Hall>, guests: &[&'static str]) -> Vec<&'static str> {
    let at_a_desk = |guest: &&'static str| {
        let (hall, guest) = (hall.clone(), *guest);
        tokio::spawn(async move { sell(&hall, guest).await.then_some(guest) })
    };
    let desks: Vec<_> = guests.iter().map(at_a_desk).collect();
    let mut tickets = Vec::new();
    for desk in desks {
        tickets.extend(desk.await.expect("no desk panics"));
    }
    tickets
}

#[tokio::test(start_paused = true)]
async fn sells_a_seat_to_who_pays() {
    let hall = Arc::new(Hall::new(3));
    assert_eq!(
        sell_to(&hall, &["Ada", "Emil", "Ben"]).await,
        ["Ada", "Ben"],
        "there is a seat for each of them, and Emil cannot pay"
    );
}

#[tokio::test(start_paused = true)]
async fn turns_away_at_once() {
    let hall = Hall::new(0);
    let start = Instant::now();
    assert!(!sell(&hall, "Ada").await, "there is no seat to sell");
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "there was no seat: why did she have to pay, or wait?"
    );
}

#[tokio::test(start_paused = true)]
async fn takes_payments_at_the_same_time() {
    let hall = Arc::new(Hall::new(3));
    let start = Instant::now();
    sell_to(&hall, &["Ada", "Ben", "Cleo"]).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(1),
        "did one desk wait until the guest of another had paid? For how long is the lock held?"
    );
}

#[tokio::test(start_paused = true)]
async fn sells_no_seat_twice() {
    let hall = Arc::new(Hall::new(2));
    let tickets = sell_to(&hall, &["Ada", "Ben", "Cleo", "Dora"]).await;
    assert_eq!(
        tickets.len(),
        2,
        "there are 2 seats: what may other desks have done between your look at the plan and your mark in it?"
    );
}

#[tokio::test(start_paused = true)]
async fn gives_the_seat_of_who_cannot_pay_to_another() {
    let hall = Arc::new(Hall::new(1));
    assert!(
        sell_to(&hall, &["Emil"]).await.is_empty(),
        "Emil cannot pay"
    );
    sleep(Duration::from_secs(1)).await;
    assert_eq!(
        sell_to(&hall, &["Ada"]).await,
        ["Ada"],
        "Emil did not pay: is his seat free again?"
    );
}

#[test]
fn counts_right_in_any_order() {
    trials::schedules("lost_update", async || {
        let hall = Arc::new(Hall::new(4));
        let tickets = sell_to(&hall, &["Ada", "Emil", "Ben", "Cleo", "Dora"]).await;
        assert_eq!(
            hall.taken() as usize,
            tickets.len(),
            "a seat is taken for each ticket, and no other: did you write a number that was read before the payment?"
        );
    });
}
