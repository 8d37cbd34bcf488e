// Counts: deadlock, blocked_thread

use super::*;
use tokio::time::Instant;

/// A closed channel, in which bikes wait that take so many seconds.
fn waiting(seconds: &[u64]) -> mpsc::Receiver<Bike> {
    let (sender, bikes) = mpsc::channel(seconds.len());
    for (number, seconds) in (1..).zip(seconds.iter().copied()) {
        sender
            .try_send(Bike { number, seconds })
            .expect("there is a place for each");
    }
    bikes
}

#[tokio::test(start_paused = true)]
async fn mends_every_bike_once() {
    let mut receipts = workshop(waiting(&[3, 1, 2, 1]), 2).await;
    receipts.sort();
    assert_eq!(
        receipts,
        [
            "bike 1 is mended",
            "bike 2 is mended",
            "bike 3 is mended",
            "bike 4 is mended"
        ],
        "each bike once: was one still being mended when you returned, or did two mechanics have the same?"
    );
}

#[tokio::test(start_paused = true)]
async fn has_as_many_mechanics_as_it_pays() {
    let start = Instant::now();
    workshop(waiting(&[5, 2, 3, 4, 2, 2]), 3).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(7),
        "three mechanics who are never idle need 7 s. \
         Less: how many were there? More: did a mechanic wait for something that another one held, or had before?"
    );
}

#[tokio::test(start_paused = true)]
async fn takes_each_bike_as_it_comes() {
    let (sender, bikes) = mpsc::channel(1);
    let start = Instant::now();
    let customers = async move {
        for number in [1, 2] {
            let seconds = 8;
            sender
                .send(Bike { number, seconds })
                .await
                .expect("the workshop is open");
            sleep(Duration::from_secs(10)).await;
        }
    };
    let (receipts, ()) = tokio::join!(workshop(bikes, 2), customers);
    assert_eq!(
        receipts.len(),
        2,
        "the second bike came when nothing was left to do: is an empty channel a closed one?"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(20),
        "the second bike came after 10 s, and the channel was closed after 20: what did the first one wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn loses_no_mechanic_to_a_bike_beyond_repair() {
    let start = Instant::now();
    // A task of its own for `workshop`, in which a panic that it passes on ends.
    let receipts = tokio::spawn(workshop(waiting(&[100, 100, 1, 1, 1, 1]), 2)).await;
    let receipts = receipts.expect("two bikes are beyond repair, and `workshop` panicked too");
    assert_eq!(
        receipts.len(),
        4,
        "two bikes are beyond repair, four are not: who was left to mend them?"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(102),
        "two mechanics for the last four bikes: did one of them not come back?"
    );
}
