//! How a lane ends: it returns, it is dropped before that, it unwinds, or it is still there at the end.

use super::recorded::{program, record};
use observer::trace::Clock;
use observer::view::Kind;
use observer::view::Outcome::{Cancelled, Done, Panicked};

#[test]
fn the_loser_of_select_is_cancelled() {
    let run = record("select_loser");
    assert_eq!(run.outcome("fetch fast"), Done);
    assert_eq!(
        (run.outcome("fetch slow"), run.lane("fetch slow").end),
        (Cancelled, 200_000)
    );
    let run = record("select_both_ready");
    assert_eq!(
        (run.outcome("fetch first"), run.outcome("fetch second")),
        (Done, Cancelled)
    );
}

#[test]
fn a_timeout_cancels_whatever_is_waited_on() {
    for (name, lane) in [
        ("timeout_on_sleep", "fetch slow"),
        ("timeout_on_recv", "receive"),
        ("timeout_on_notify", "bell"),
        ("timeout_on_pending", "forever"),
    ] {
        let run = record(name);
        assert_eq!(
            (run.outcome(lane), run.lane(lane).end),
            (Cancelled, 300_000),
            "{name}\n{run}"
        );
    }
}

#[test]
fn a_timeout_that_is_not_reached_cancels_nothing() {
    let run = record("timeout_in_time");
    assert_eq!(
        (run.outcome("fetch quick"), run.lane("fetch quick").end),
        (Done, 200_000)
    );
    assert_eq!(
        (
            run.outcome("fetch just in time"),
            run.lane("fetch just in time").end
        ),
        (Done, 500_000)
    );
    assert_eq!(run.found("cancelled"), [""; 0]);
}

#[test]
fn a_timeout_of_a_handle_leaves_the_task_alone() {
    let run = record("timeout_on_task");
    assert_eq!(
        (run.outcome("fetch report"), run.lane("fetch report").end),
        (Done, 300_000)
    );
}

#[test]
fn an_abort_cancels_a_task_that_has_not_finished() {
    let run = record("aborted");
    assert_eq!(
        (run.outcome("fetch report"), run.lane("fetch report").end),
        (Cancelled, 100_000)
    );
    let run = record("aborted_later");
    assert_eq!(
        (run.outcome("fetch report"), run.lane("fetch report").end),
        (Done, 100_000)
    );
}

#[test]
fn a_join_set_takes_its_tasks_along() {
    let run = record("join_set_dropped");
    assert_eq!(run.outcome("fetch a"), Done);
    assert_eq!(
        (run.outcome("fetch b"), run.lane("fetch b").end),
        (Cancelled, 100_000)
    );
    assert_eq!(
        (run.outcome("fetch c"), run.lane("fetch c").end),
        (Cancelled, 100_000)
    );
}

#[test]
fn what_has_finished_is_done_however_late_it_is_dropped() {
    let run = record("pinned_in_a_loop");
    assert_eq!(
        (run.outcome("fetch report"), run.lane("fetch report").end),
        (Done, 250_000)
    );
}

#[test]
fn what_is_dropped_by_hand_is_cancelled_when_it_is_dropped() {
    let run = record("dropped_by_hand");
    assert_eq!(
        (run.outcome("fetch report"), run.lane("fetch report").end),
        (Cancelled, 200_000)
    );
    assert_eq!(run.lane("fetch report").polls.len(), 2);
}

#[test]
fn a_future_of_tokio_that_is_instrumented_itself_is_done() {
    let run = record("instrumented_sleep");
    let nap = run.lane("nap");
    assert_eq!((nap.outcome, nap.end, nap.polls.len()), (Done, 200_000, 2));
    assert_eq!(
        run.view.lanes.len(),
        2,
        "the task is shown as the call that it is\n{run}"
    );
    assert_eq!(nap.parent, run.lane("instrumented_sleep").id);
}

#[test]
fn who_is_inside_is_cancelled_with_who_is_around() {
    let run = record("cancelled_inside");
    for lane in ["outer", "bell", "fetch second"] {
        assert_eq!(
            (run.outcome(lane), run.lane(lane).end),
            (Cancelled, 300_000),
            "{lane}\n{run}"
        );
    }
    assert_eq!(run.outcome("fetch first"), Done);
}

#[test]
fn a_panic_unwinds_through_the_calls_around_it() {
    let run = record("panic_of_main");
    assert_eq!(
        (run.outcome("panic_of_main"), run.outcome("explodes 100")),
        (Panicked, Panicked)
    );
    assert_eq!(run.code, Some(101));
    let exit = run.view.exit.as_ref().unwrap();
    assert_eq!(
        (exit.ok, exit.t, exit.nonce.as_str()),
        (false, 100_000, "4711")
    );
    let run = record("panic_inside");
    assert_eq!(
        (run.outcome("task"), run.outcome("explodes 100")),
        (Panicked, Panicked),
        "{run}"
    );
    assert_eq!(run.outcome("fetch beside"), Cancelled);
    assert_eq!(run.code, Some(0));
}

#[test]
fn a_task_that_is_aborted_at_once_has_no_poll() {
    let run = record("aborted_at_once");
    assert_eq!(
        (run.outcome("task"), run.lane("task").polls.len()),
        (Cancelled, 0)
    );
}

#[test]
fn tasks_in_tasks_are_inside_each_other() {
    let run = record("nested_tasks");
    let depths: Vec<(usize, String)> = run
        .view
        .lanes
        .iter()
        .map(|lane| (lane.depth, lane.label()))
        .collect();
    let expected = [
        (0, "nested_tasks"),
        (1, "task 1"),
        (2, "task 2"),
        (3, "fetch inner"),
    ];
    assert_eq!(
        depths,
        expected.map(|(depth, label)| (depth, label.to_string()))
    );
    assert!(
        run.view.lanes.iter().all(|lane| lane.outcome == Done),
        "{run}"
    );
}

#[test]
fn a_local_task_is_a_task() {
    for name in ["local_set", "local_set_blocks", "local_runtime"] {
        let run = record(name);
        assert_eq!(run.exits(), 1, "{name}\n{run}");
        assert_eq!(run.outcome("greet"), Done, "{name}\n{run}");
        assert_eq!(run.lane("greet").kind, Kind::Task);
        assert_eq!(run.lane("greet").said[0].text, "hello, Ada");
    }
}

#[test]
fn on_several_threads_every_task_has_its_end() {
    for _ in 0..10 {
        let run = program("two_workers").clock(Clock::Real).threads().record();
        assert_eq!(run.code, Some(0), "{run}");
        assert_eq!(run.view.lanes.len(), 21, "{run}");
        for lane in &run.view.lanes {
            assert_eq!(lane.outcome, Done, "{}\n{run}", lane.label());
            assert!(lane.start <= lane.end && lane.end <= run.view.end);
        }
    }
}

#[test]
fn what_a_task_does_between_two_runs_of_one_runtime_is_one_life() {
    let run = record("two_runs");
    assert_eq!(run.exits(), 2);
    let report = run.lane("fetch report");
    assert_eq!(
        (report.outcome, report.start, report.end),
        (Done, 0, 300_000),
        "{run}"
    );
    assert_eq!(run.found("aborted_at_exit"), [""; 0]);
    assert_eq!(run.view.end, 300_000);
}

#[test]
fn a_task_that_is_spawned_before_the_run_is_seen() {
    let run = program("shut_down").clock(Clock::Real).threads().record();
    assert_eq!(run.outcome("works 10"), Done, "{run}");
    assert_eq!(run.outcome("works 1000"), Cancelled, "{run}");
    assert!(run.lane("works 1000").at_exit);
    assert_eq!(run.lane("works 1000").kind, Kind::Task);
}

#[test]
fn a_task_that_does_more_than_its_call_is_a_lane_of_its_own() {
    let run = record("call_after_a_wait");
    let task = run.lane("task");
    assert_eq!((task.start, task.end), (0, 200_000), "{run}");
    assert_eq!(
        task.polls[0].on.as_ref().map(|on| on.what.as_str()),
        Some("sleep 100 ms")
    );
    assert_eq!(
        (run.lane("fetch late").parent, run.lane("fetch late").start),
        (task.id, 100_000)
    );
}

#[test]
fn a_lane_that_is_entered_inside_of_itself_has_one_poll() {
    let run = record("enters_itself");
    let lane = run.lane("again");
    assert_eq!(
        (lane.outcome, lane.polls.len(), lane.end),
        (Done, 3, 200_000),
        "{run}"
    );
    assert_eq!(lane.said[0].text, "inside");
}
