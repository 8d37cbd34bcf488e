// Counts: broken_invariant

use super::*;
use futures::FutureExt;
use std::panic::AssertUnwindSafe;

#[tokio::test(start_paused = true)]
async fn answers() {
    let in_flight = AtomicU32::new(0);
    let answer = serve("tea", &in_flight).await;
    assert_eq!(answer, "no tea today", "the answer is that of `answer`");
    assert_eq!(
        in_flight.load(Relaxed),
        0,
        "the answer has come: is the request still counted?"
    );
}

#[tokio::test(start_paused = true)]
async fn counts_each_request_while_it_is_under_way() {
    let in_flight = AtomicU32::new(0);
    let look = async {
        sleep(Duration::from_millis(500)).await;
        let mut counts = Vec::new();
        for _ in 0..6 {
            counts.push(in_flight.load(Relaxed));
            sleep(Duration::from_secs(1)).await;
        }
        counts
    };
    let (_, _, _, counts) = tokio::join!(
        serve("tea", &in_flight),
        serve("rice", &in_flight),
        serve("bread", &in_flight),
        look
    );
    assert_eq!(
        counts,
        [3, 3, 3, 2, 1, 0],
        "three requests begin together, and take 3, 4 and 5 s: how many are under way after 0.5 s, 1.5 s …?"
    );
}

#[tokio::test(start_paused = true)]
async fn counts_no_request_that_panicked() {
    let in_flight = AtomicU32::new(0);
    let _ = AssertUnwindSafe(serve("", &in_flight)).catch_unwind().await;
    assert_eq!(
        in_flight.load(Relaxed),
        0,
        "a panic leaves your function at the `.await`: is the request still counted?"
    );
}

#[test]
fn counts_no_request_that_was_dropped() {
    trials::cancel_sweep(
        "broken_invariant",
        AtomicU32::default,
        async |in_flight: &mut AtomicU32| drop(serve("tea", in_flight).await),
        async |in_flight: &mut AtomicU32| {
            assert_eq!(
                in_flight.load(Relaxed),
                0,
                "nobody waits for the answer any more: is the request still counted?"
            );
        },
    );
}
