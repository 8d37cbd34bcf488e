// Counts: broken_invariant

use super::*;

/// Each parcel comes when the one before it is packed.
const CALM: [u64; 3] = [0, 3, 10];
/// The vase lies on the belt while the lamp is packed.
const BUSY: [u64; 3] = [0, 0, 10];

/// A belt that brings a lamp, a vase and a clock after so many seconds.
fn belt(seconds: [u64; 3]) -> Belt {
    let moments = seconds.map(|second| Instant::now() + Duration::from_secs(second));
    Belt {
        parcels: moments.into_iter().zip(["lamp", "vase", "clock"]).collect(),
    }
}

/// What is packed and what is left on the belt, and after how many milliseconds the worker goes, if the warehouse
/// closes after so many.
async fn day(seconds: [u64; 3], closes: u64) -> (Vec<&'static str>, usize, u128) {
    let (mut belt, closing) = (belt(seconds), CancellationToken::new());
    let start = Instant::now();
    if closes == 0 {
        closing.cancel();
    }
    let close = async {
        sleep(Duration::from_millis(closes)).await;
        closing.cancel();
    };
    let packing = async {
        let packed = work(&mut belt, closing.clone()).await;
        (packed, start.elapsed().as_millis())
    };
    let ((packed, passed), ()) = tokio::join!(packing, close);
    (packed, belt.parcels.len(), passed)
}

#[tokio::test(start_paused = true)]
async fn packs_all_that_comes() {
    assert_eq!(
        day(CALM, 60_000).await,
        (vec!["lamp", "vase", "clock"], 0, 12_000),
        "the clock comes after 10 s, and the belt ends: what is packed, what is left, and when does the worker go?"
    );
}

#[tokio::test(start_paused = true)]
async fn does_not_wait_for_a_parcel_when_it_closes() {
    assert_eq!(
        day(CALM, 7_000).await,
        (vec!["lamp", "vase"], 1, 7_000),
        "the warehouse closes after 7 s, while the worker waits for the clock"
    );
}

#[test]
fn finishes_what_is_begun_and_takes_no_other() {
    trials::schedules("broken_invariant", async || {
        assert_eq!(
            day(BUSY, 1_000).await,
            (vec!["lamp"], 2, 2_000),
            "the warehouse closes after 1 s, when the lamp is half packed and the vase lies on the belt"
        );
    });
}

#[test]
fn takes_nothing_when_it_is_closed() {
    trials::schedules("broken_invariant", async || {
        assert_eq!(
            day(BUSY, 0).await,
            (vec![], 3, 0),
            "the warehouse was closed before the first parcel was taken"
        );
    });
}

#[tokio::test(start_paused = true)]
async fn leaves_every_parcel_packed_or_on_the_belt() {
    for closes in (0..=13_000).step_by(250) {
        let (packed, left, _) = day(CALM, closes).await;
        assert_eq!(
            packed.len() + left,
            3,
            "the warehouse closes after {closes} ms, and a parcel is neither packed nor on the belt: was it in your hands?"
        );
        // The night, so that the first parcel of a day does not follow upon the last one of the day before.
        sleep(Duration::from_secs(60)).await;
    }
}
