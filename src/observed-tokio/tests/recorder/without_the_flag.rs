//! Without `--cfg tokio_unstable` less is known. What is said all the same must be right.

use super::recorded::record;
use observer::findings::Kind;
use observer::view::Outcome::{Cancelled, Done, Panicked};

#[test]
fn the_trace_says_that_less_is_known() {
    let run = record("joined");
    assert!(!run.trace.header.full && !run.view.full);
}

#[test]
fn sums_and_maxima_are_seen() {
    assert_eq!(record("sequential").found("sequential").len(), 1);
    assert_eq!(record("joined").found("concurrent").len(), 1);
    assert_eq!(record("deadlock").found("deadlock").len(), 1);
}

#[test]
fn calls_end_as_they_do() {
    assert_eq!(record("select_loser").outcome("fetch slow"), Cancelled);
    assert_eq!(record("timeout_on_sleep").outcome("fetch slow"), Cancelled);
    assert_eq!(record("timeout_in_time").outcome("fetch quick"), Done);
    assert_eq!(record("panic_of_main").outcome("explodes 100"), Panicked);
    assert_eq!(record("pinned_in_a_loop").outcome("fetch report"), Done);
}

#[test]
fn nobody_is_blamed_who_did_nothing_wrong() {
    for name in [
        "joined",
        "spawned",
        "mutex_held",
        "channel",
        "yields",
        "thread_wakes",
        "slow_blocking_pool",
        "saved_by_a_timeout",
        "panic_awaited",
        "forgotten_but_done",
        "local_set",
        "two_runs",
        "instrumented_sleep",
        "blocking_pool",
    ] {
        let run = record(name);
        let mistakes: Vec<String> = run
            .findings()
            .into_iter()
            .filter(|f| f.kind == Kind::Mistake)
            .map(|f| f.message)
            .collect();
        assert!(mistakes.is_empty(), "{name}: {mistakes:?}\n{run}");
    }
}
