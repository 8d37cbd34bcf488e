// Counts: broken_invariant

use super::*;

/// Lamp and vase come at once, the clock after ten seconds.
fn belt() -> Belt {
    let parcels = [(0, "lamp"), (0, "vase"), (10, "clock")]
        .map(|(second, parcel)| (Instant::now() + Duration::from_secs(second), parcel));
    Belt {
        parcels: parcels.into(),
    }
}

/// What is packed and what is left on the belt, and after how many milliseconds the worker goes, if the warehouse
/// closes after so many.
async fn day(closes: u64) -> (Vec<&'static str>, usize, u128) {
    let (mut belt, closing, start) = (belt(), CancellationToken::new(), Instant::now());
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
        day(60_000).await,
        (vec!["lamp", "vase", "clock"], 0, 12_000),
        "the clock comes after 10 s, and the belt ends: what is packed, what is left, and when does the worker go?"
    );
}

#[tokio::test(start_paused = true)]
async fn does_not_wait_for_a_parcel_when_it_closes() {
    assert_eq!(
        day(7_000).await,
        (vec!["lamp", "vase"], 1, 7_000),
        "the warehouse closes after 7 s, while the worker waits for the clock"
    );
}

#[test]
fn finishes_what_is_begun_and_takes_no_other() {
    trials::schedules("broken_invariant", async || {
        assert_eq!(
            day(1_000).await,
            (vec!["lamp"], 2, 2_000),
            "the warehouse closes after 1 s, when the lamp is half packed and the vase lies on the belt"
        );
    });
}

#[test]
fn takes_nothing_when_it_is_closed() {
    trials::schedules("broken_invariant", async || {
        assert_eq!(
            day(0).await,
            (vec![], 3, 0),
            "the warehouse was closed before the first parcel was taken"
        );
    });
}

#[tokio::test(start_paused = true)]
async fn every_parcel_is_packed_or_on_the_belt() {
    for closes in (0..=13_000).step_by(250) {
        let (packed, left, _) = day(closes).await;
        assert_eq!(
            packed.len() + left,
            3,
            "the warehouse closes after {closes} ms, and a parcel is neither packed nor on the belt: was it in your hands?"
        );
    }
}
