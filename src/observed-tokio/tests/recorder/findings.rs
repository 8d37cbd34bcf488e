//! Each finding on a program that must be named, and on programs that come close and must not.

use super::recorded::{Program, Recorded, program, record};
use observer::catalog::{Caught, ROWS};
use observer::findings::{ALL, How};
use observer::trace::Clock;

/// The program is named, once, and the sentence has these words in it.
#[track_caller]
fn named(run: &Recorded, finding: &str, words: &[&str]) {
    let found = run.found(finding);
    let [message] = &found[..] else {
        panic!("{} times {finding}:\n{run}", found.len())
    };
    for word in words {
        assert!(message.contains(word), "`{word}` is not in `{message}`");
    }
}

/// None of these programs is named.
#[track_caller]
fn spared(finding: &str, programs: &[&'static str]) {
    programs
        .iter()
        .for_each(|name| spared_run(finding, &record(name)));
}

#[track_caller]
fn spared_run(finding: &str, run: &Recorded) {
    assert_eq!(run.found(finding), [""; 0], "{run}");
}

fn hybrid(name: &'static str) -> Program {
    program(name).clock(Clock::Hybrid)
}

#[test]
fn sequential() {
    let words = [
        "the 3 calls of fetch",
        "300 + 200 + 400 = 900 ms",
        "400 ms, the slowest one",
    ];
    named(&record("sequential"), "sequential", &words);
    named(&record("spawn_and_await"), "sequential", &words);
    named(
        &record("sequential_among_others"),
        "sequential",
        &["the 2 calls of fetch", "500 ms"],
    );
    spared(
        "sequential",
        &[
            "joined",
            "spawned",
            // What happens in between may need the first and be needed by the second.
            "work_in_between",
            "two_waves",
            "at_most_two",
            // They take turns on purpose.
            "mutex_held",
            "semaphore_held",
            "one_took_no_time",
            "join_set_dropped",
        ],
    );
}

#[test]
fn snoozed_on_the_hybrid_clock() {
    let run = hybrid("r34_slow_loop_body").record();
    named(&run, "snoozed", &["awaited something else meanwhile"]);
}

#[test]
fn sequential_on_the_real_clock() {
    named(
        &program("sequential").clock(Clock::Real).record(),
        "sequential",
        &["the 3 calls of fetch"],
    );
    spared_run("sequential", &program("joined").clock(Clock::Real).record());
    spared_run(
        "sequential",
        &program("work_in_between").clock(Clock::Real).record(),
    );
}

#[test]
fn concurrent() {
    let words = [
        "the 3 calls of fetch",
        "400 ms, not 300 + 200 + 400 = 900 ms",
    ];
    named(&record("joined"), "concurrent", &words);
    named(&record("spawned"), "concurrent", &words);
    named(
        &record("two_waves"),
        "concurrent",
        &["the 4 calls of fetch", "at most 2 at a time", "600 ms"],
    );
    named(
        &record("at_most_two"),
        "concurrent",
        &["at most 2 at a time", "200 ms"],
    );
    spared(
        "concurrent",
        &[
            "sequential",
            "spawn_and_await",
            "mutex_held",
            "semaphore_held",
            "select_loser",
        ],
    );
    // Who holds the thread does not wait.
    spared_run("concurrent", &hybrid("blocks_in_two_calls").record());
}

#[test]
fn concurrent_on_the_real_clock() {
    named(
        &program("joined").clock(Clock::Real).record(),
        "concurrent",
        &["the 3 calls of fetch"],
    );
    spared_run(
        "concurrent",
        &program("sequential").clock(Clock::Real).record(),
    );
}

#[test]
fn blocked_thread() {
    // On the virtual clock of the launcher nothing is said of real time: its traces are the same every time.
    let paused = program("blocking").clock(Clock::Virtual).record();
    spared_run("blocked_thread", &paused);
    for clock in [Clock::Hybrid, Clock::Real] {
        let run = program("blocking").clock(clock).record();
        named(
            &run,
            "blocked_thread",
            &["crunch 220 held the thread for 2"],
        );
        spared_run(
            "blocked_thread",
            &program("blocking_pool").clock(clock).record(),
        );
        spared_run(
            "blocked_thread",
            &program("short_work").clock(clock).record(),
        );
    }
    let run = hybrid("blocks_in_two_calls").record();
    assert_eq!(
        run.found("blocked_thread").len(),
        2,
        "who polls them does not hold the thread itself\n{run}"
    );
    let run = hybrid("blocks_in_a_task").record();
    named(&run, "blocked_thread", &["task held the thread"]);
}

#[test]
fn cancelled() {
    named(
        &record("select_loser"),
        "cancelled",
        &["fetch slow", "at 200 ms", "waited on sleep 500 ms"],
    );
    named(
        &record("timeout_on_pending"),
        "cancelled",
        &["forever", "at 300 ms"],
    );
    named(&record("cancelled_inside"), "cancelled", &["outer"]);
    let run = program("cancelled_inside").clock(Clock::Real).record();
    named(&run, "cancelled", &["outer"]);
    spared(
        "cancelled",
        &[
            "pinned_in_a_loop",
            "timeout_in_time",
            "instrumented_sleep",
            "aborted_later",
            "forgotten",
            "aborted_at_once",
        ],
    );
}

#[test]
fn deadlock() {
    let run = record("deadlock");
    assert_eq!(run.code, Some(101));
    assert!(run.errors.contains("deadlock"), "{}", run.errors);
    // The two mutexes are made on these lines.
    let source = include_str!("../../programs/stuck.rs");
    let line = |text| source.lines().position(|line| line.contains(text)).unwrap() + 1;
    let savings = format!(
        "transfer back waits on mutex (stuck.rs:{})",
        line("let savings")
    );
    let checking = format!(
        "transfer there waits on mutex (stuck.rs:{})",
        line("let checking")
    );
    named(&run, "deadlock", &[&savings, &checking]);
    let run = record("never_answered");
    named(&run, "deadlock", &["never_answered waits"]);
    spared(
        "deadlock",
        &[
            "thread_wakes",
            "slow_blocking_pool",
            "saved_by_a_timeout",
            "two_runs",
        ],
    );
}

#[test]
fn aborted_at_exit() {
    named(
        &record("forgotten"),
        "aborted_at_exit",
        &["fetch report had not finished", "at 200 ms"],
    );
    let placed = record("forgotten_by_map").findings().into_iter();
    let placed: Vec<String> = placed
        .filter_map(|finding| Some(finding.at?.place.file))
        .collect();
    assert_eq!(placed, ["endings.rs"], "and not core");
    named(
        &record("never_polled"),
        "aborted_at_exit",
        &["was never polled"],
    );
    spared(
        "aborted_at_exit",
        &[
            "forgotten_but_done",
            "dropped_handle_but_done",
            "spawned",
            "join_set_dropped",
            "aborted",
            // There is more to say of this one.
            "panic_of_main",
        ],
    );
}

#[test]
fn lost_panic() {
    for name in [
        "panic_bare",
        "panic_bound_to_nothing",
        "panic_in_a_block",
        "panic_dropped",
    ] {
        named(&record(name), "lost_panic", &["panicked at 100 ms"]);
    }
    spared(
        "lost_panic",
        &[
            "panic_awaited",
            "panic_awaited_later",
            "panic_of_a_value",
            "panic_inside",
            "panic_of_main",
            "forgotten",
        ],
    );
}

#[test]
fn never_polled() {
    named(&record("aborted_at_once"), "never_polled", &["at 0 ms"]);
    spared(
        "never_polled",
        &["never_polled", "aborted", "spawned", "forgotten"],
    );
}

/// What the sentences of the catalogue's programs say. That each is named, and that right programs are spared, is
/// tested in `catalog`.
#[test]
fn the_numbers_of_the_catalogue() {
    let said: [(&str, &str, &[&str]); 14] = [
        (
            "r34_slow_loop_body",
            "snoozed",
            &["receive 4", "300 ms", "woken at 100 ms", "polled at 400 ms"],
        ),
        ("r34_pinned_and_left", "snoozed", &["fetch page", "300 ms"]),
        (
            "r36_ticks_after_a_pause",
            "tick_burst",
            &["3 times at 450 ms", "350 ms without a tick"],
        ),
        (
            "r06_timeout_on_a_handle",
            "orphan_task",
            &["fetch report went on until 300 ms", "at 100 ms"],
        ),
        (
            "r17_try_join_of_handles",
            "orphan_task",
            &["fetch second", "explodes 100 had failed at 100 ms"],
        ),
        (
            "r08_error_in_a_task",
            "lost_error",
            &["the disk 1 is full", "at 100 ms"],
        ),
        (
            "r62_permit_dropped_at_once",
            "over_limit",
            &["6 of the 6 calls of visit"],
        ),
        (
            "r50_stampede",
            "duplicate_work",
            &["load rates ran 10 times, 10 of them at once"],
        ),
        (
            "r30_closed_channel_in_a_loop",
            "livelock",
            &["r30_closed_channel_in_a_loop was polled", "at 0 ms"],
        ),
        (
            "r69_wakes_itself",
            "self_wake_storm",
            &["r69_wakes_itself woke itself"],
        ),
        (
            "r67_no_waker_in_a_task",
            "no_waker",
            &["task answered Pending at 0 ms"],
        ),
        ("r65_not_flushed", "unflushed", &["asks", "flush"]),
        (
            "r65_no_end",
            "no_eof",
            &["reads_all", "shut the writer down"],
        ),
        (
            "r29_finished_future_in_a_loop",
            "poll_after_ready",
            &["resumed after completion"],
        ),
    ];
    for (program, finding, words) in said {
        named(&record(program), finding, words);
    }
}

#[test]
fn every_finding_of_a_trace_has_its_tests() {
    let tests = include_str!("findings.rs");
    let of_a_trace = ALL.iter().filter(|entry| entry.how == How::Trace);
    for entry in of_a_trace {
        let is_in_a_row = ROWS.iter().any(|row| match row.caught {
            Caught::Trace(names) => names.contains(&entry.name),
            _ => false,
        });
        assert!(
            is_in_a_row || tests.contains(&format!("\nfn {}() {{", entry.name)),
            "{} has no test",
            entry.name
        );
    }
}
