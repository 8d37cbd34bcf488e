//! What is easily got wrong when a run is recorded. Each test is named for its pitfall.

use super::recorded::{plain, program, record, root, start};
use observer::trace::{Clock, Record, Trace};
use observer::view::Outcome::{Done, Open};
use observer::view::{Sources, View};
use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

#[test]
fn a_clock_that_is_paused_from_the_start_makes_no_sleep_longer() {
    let run = record("sequential");
    let ends: Vec<u64> = run.view.lanes.iter().map(|lane| lane.end).collect();
    assert_eq!(ends, [900_000, 300_000, 500_000, 900_000]);
}

#[test]
fn a_program_that_cannot_be_paused_gets_the_real_clock() {
    let start = Instant::now();
    let run = program("select_loser").clock(Clock::Real).record();
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert_eq!(run.trace.header.clock, Clock::Real);
    assert!((300_000..2_000_000).contains(&run.view.end), "{run}");
}

#[test]
fn blocking_is_seen_on_the_hybrid_clock_only() {
    let first_beat = |clock| {
        program("blocking")
            .clock(clock)
            .record()
            .lane("heartbeat")
            .said[0]
            .t
    };
    assert_eq!(first_beat(Clock::Virtual), 100_000);
    let late = first_beat(Clock::Hybrid);
    assert!(late >= 260_000 && late.is_multiple_of(10_000), "{late}");
}

#[test]
fn the_blocking_pool_holds_nobody_up_on_the_hybrid_clock() {
    let run = program("blocking_pool").clock(Clock::Hybrid).record();
    let beats: Vec<u64> = run
        .lane("heartbeat")
        .said
        .iter()
        .map(|said| said.t)
        .collect();
    // Late by what the machine is busy with, and not by what the pool does.
    let is_on_time = |(beat, due): (&u64, u64)| (due..due + 120_000).contains(beat);
    assert!(
        beats
            .iter()
            .zip([100_000, 200_000, 300_000])
            .all(is_on_time),
        "{beats:?}\n{run}"
    );
    let pool = run.lane("blocking");
    assert!((200_000..800_000).contains(&pool.length()), "{run}");
    assert_eq!(pool.outcome, Done);
}

#[test]
fn a_drop_is_no_poll() {
    let run = record("joined");
    let polls = |label: &str| {
        run.lane(label)
            .polls
            .iter()
            .map(|poll| poll.start)
            .collect::<Vec<_>>()
    };
    assert_eq!(polls("joined"), [0, 200_000, 300_000, 400_000]);
    assert_eq!(polls("fetch a"), [0, 200_000, 300_000]);
    assert_eq!(polls("fetch b"), [0, 200_000]);
    // This one is dropped a poll earlier than it would have ended.
    assert_eq!(record("select_loser").lane("fetch slow").polls.len(), 2);
}

#[test]
fn a_lane_ends_before_its_span_is_closed() {
    let run = record("keeps_its_span");
    let lane = run.lane("lends_its_span");
    assert_eq!((lane.outcome, lane.end), (Done, 100_000), "{run}");
    let closed = run.trace.records.iter().find_map(|record| match record {
        Record::End { t, id, .. } if *id == lane.id => Some(*t),
        _ => None,
    });
    assert_eq!(closed, Some(300_000));
    assert!(
        run.story().contains(&"lends_its_span: done".to_string()),
        "{:?}",
        run.story()
    );
}

#[test]
fn a_span_that_closes_in_a_drop_is_no_proof_of_cancellation() {
    let run = record("instrumented_sleep");
    assert!(
        run.view.lanes.iter().all(|lane| lane.outcome == Done),
        "{run}"
    );
}

#[test]
fn the_trace_says_whether_tokio_told_of_its_tasks() {
    assert_eq!(record("spawned").trace.header.full, cfg!(tokio_unstable));
}

#[test]
fn a_thread_of_the_pool_is_heard() {
    let run = record("slow_blocking_pool");
    assert_eq!(run.outcome("blocking"), Done, "{run}");
    let run = record("calls_on_the_pool");
    assert_eq!(run.lane("adds 1").parent, run.lane("blocking").id, "{run}");
}

#[test]
fn a_thread_that_nobody_hears_does_not_turn_a_function_off_for_the_others() {
    let run = record("deaf_thread_first");
    assert_eq!(run.outcome("adds 2"), Done, "{run}");
}

#[test]
fn a_program_may_resume_the_clock() {
    let run = program("resumes_the_clock").clock(Clock::Hybrid).record();
    assert_eq!((run.code, run.errors.as_str()), (Some(0), ""), "{run}");
    assert!(run.output.ends_with("resumed\n"));
    let found = run.found("blocked_thread");
    assert!(
        found.len() == 1 && found[0].starts_with("crunch 120"),
        "{found:?}"
    );
}

#[test]
fn a_program_may_resume_the_clock_in_the_poll_that_held_the_thread() {
    let run = program("resumes_after_a_block")
        .clock(Clock::Hybrid)
        .record();
    assert_eq!((run.code, run.errors.as_str()), (Some(0), ""), "{run}");
    assert_eq!(run.output, "resumed\n");
}

#[test]
fn a_chart_says_which_clock_it_shows() {
    let title = |clock| {
        program("no_time")
            .clock(clock)
            .record()
            .to_string()
            .lines()
            .next()
            .unwrap()
            .to_string()
    };
    assert_eq!(title(Clock::Virtual), "run: 0 ms on the virtual clock");
    assert!(title(Clock::Hybrid).ends_with("on the hybrid clock"));
    assert!(title(Clock::Real).ends_with(" in real time"));
}

/// The order of `select!` and of `join!`, the addresses of wakers, the names of threads: nothing of it is in a trace.
#[test]
fn the_same_program_leaves_the_same_trace() {
    for name in [
        "select_loser",
        "joined",
        "channel",
        "mutex_held",
        "join_set_dropped",
        "nested_tasks",
        "says_things",
        "forgotten",
        "panic_inside",
        "local_set",
        "one_answer",
        "slow_blocking_pool",
    ] {
        let mut first = record(name).trace_text;
        let mut again = record(name).trace_text;
        if name == "slow_blocking_pool" {
            // How long the pool worked is the one thing that is measured.
            (first, again) = (without_busy(&first), without_busy(&again));
        }
        assert_eq!(first, again, "{name}");
        let places = first
            .split("\"at\":\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        let places: Vec<&str> = places.collect();
        assert!(
            !places.is_empty() && places.iter().all(|place| !place.contains('/')),
            "{name}: {places:?}"
        );
    }
}

fn without_busy(trace: &str) -> String {
    let cut = |line: &str| line.split(",\"busy\"").next().unwrap_or("").to_string();
    trace.lines().map(cut).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_version_of_tokio_is_pinned() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let version = lock
        .split("name = \"tokio\"\nversion = \"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_string();
    assert_eq!(record("no_time").trace.header.tokio, version);
    let manifest = include_str!("../../Cargo.toml");
    assert!(
        manifest.contains(&format!("package = \"tokio\", version = \"={version}\"")),
        "{manifest}"
    );
}

#[test]
fn a_trace_is_cut_before_it_fills_the_disk_and_still_has_its_end() {
    let run = record("many_calls");
    assert!(run.view.cut);
    assert!(
        run.trace_text.lines().count() < 100_010,
        "{}",
        run.trace_text.lines().count()
    );
    assert!(
        run.view
            .exit
            .as_ref()
            .is_some_and(|exit| exit.ok && exit.nonce == "4711")
    );
}

#[test]
fn a_program_that_is_killed_leaves_its_trace() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = start("hangs", folder.path());
    let trace = folder.path().join("trace");
    let deadline = Instant::now() + Duration::from_secs(10);
    while !fs::read_to_string(&trace).is_ok_and(|text| text.contains("\"t\":100000")) {
        assert!(
            Instant::now() < deadline,
            "nothing was written while the program hung"
        );
        sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let trace = Trace::parse(&fs::read_to_string(&trace).unwrap()).unwrap();
    let view = View::new(&trace, b"", &Sources::default());
    let lane = view
        .lanes
        .iter()
        .find(|lane| lane.name == "never_returns")
        .unwrap();
    assert_eq!((lane.outcome, view.exit), (Open, None));
}

#[test]
fn a_thread_beside_the_runtime_is_no_deadlock() {
    let run = record("thread_wakes");
    assert_eq!((run.code, run.output.as_str()), (Some(0), "42\n"), "{run}");
    assert_eq!(run.view.deadlock, None);
}

#[test]
fn a_trace_that_cannot_be_written_stops_no_program() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing").join("folder");
    let mut child = start("spawned", &missing);
    assert!(child.wait().unwrap().success());
    assert_eq!(plain("spawned", folder.path()).1, Some(0));
}
