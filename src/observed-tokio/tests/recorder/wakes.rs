//! Who woke whom, what was waited on, and who said what.

use super::recorded::{Recorded, program, record};
use observer::trace::Clock;
use observer::view::Waker;

/// `who <- by whom`, in order.
fn wakes(run: &Recorded) -> Vec<String> {
    let by = |by: Waker| match by {
        Waker::Lane(id) => run.view.who(id),
        other => format!("{other:?}").to_lowercase(),
    };
    run.view
        .wakes
        .iter()
        .map(|wake| format!("{} <- {}", run.view.who(wake.of), by(wake.by)))
        .collect()
}

/// What a lane waited on, each wait once.
fn waits(run: &Recorded, label: &str) -> Vec<String> {
    let mut waits: Vec<String> = run
        .lane(label)
        .polls
        .iter()
        .filter_map(|poll| poll.on.as_ref())
        .map(ToString::to_string)
        .collect();
    waits.dedup();
    waits
}

#[test]
fn a_sender_wakes_the_receiver() {
    let run = record("channel");
    let wakes = wakes(&run);
    assert!(
        wakes.contains(&"consume <- produce".to_string()),
        "{wakes:?}"
    );
    assert!(
        wakes.contains(&"produce <- consume".to_string()),
        "{wakes:?}"
    );
    assert!(wakes.contains(&"consume <- timer".to_string()), "{wakes:?}");
}

#[test]
fn who_lets_go_of_a_mutex_wakes_the_next() {
    let run = record("mutex_held");
    let between: Vec<String> = wakes(&run)
        .into_iter()
        .filter(|wake| !wake.contains("timer"))
        .collect();
    let expected = [
        "deposit b <- deposit a",
        "mutex_held <- deposit a",
        "deposit c <- deposit b",
    ];
    assert_eq!(between[..3], expected, "{between:?}");
    let mutex = waits(&run, "deposit c")[0].clone();
    assert!(mutex.starts_with("mutex (concurrent.rs:"), "{mutex}");
}

#[test]
fn who_answers_wakes_who_asks_also_within_one_task() {
    let run = record("one_answer");
    assert!(
        wakes(&run).contains(&"one_answer <- answers".to_string()),
        "{:?}",
        wakes(&run)
    );
    let oneshot = waits(&run, "asks")[0].clone();
    assert!(oneshot.starts_with("oneshot (wakes.rs:"), "{oneshot}");
    assert!(
        record("notified")
            .story()
            .contains(&"waits: woken by rings".to_string())
    );
}

#[test]
fn who_gives_way_wakes_itself() {
    for name in ["yields", "polls_itself"] {
        let run = record(name);
        assert!(!run.view.wakes.is_empty());
        for wake in wakes(&run) {
            let (who, by) = wake.split_once(" <- ").unwrap();
            assert!(
                by == who || by.starts_with("counts c") || by == "twice",
                "{name}: {wake}"
            );
        }
    }
}

#[test]
fn who_gives_way_is_not_woken_by_who_ends_meanwhile() {
    let run = record("gives_way_while_another_ends");
    let wakes = wakes(&run);
    assert!(
        wakes.contains(&"counts first <- counts first".to_string()),
        "{wakes:?}"
    );
    assert!(
        !wakes.contains(&"counts first <- ends".to_string()),
        "{wakes:?}"
    );
}

#[test]
fn a_task_that_ends_wakes_who_waits_for_it() {
    let run = record("spawned");
    assert!(
        wakes(&run).contains(&"spawned <- fetch a".to_string()),
        "{:?}",
        wakes(&run)
    );
}

#[test]
fn a_thread_is_not_taken_for_the_timer() {
    let run = record("thread_wakes");
    assert_eq!(wakes(&run), ["thread_wakes <- thread"]);
}

#[test]
fn on_the_real_clock_only_who_sleeps_is_woken_by_the_timer() {
    let run = program("one_answer").clock(Clock::Real).record();
    assert_eq!(wakes(&run)[0], "one_answer <- runtime");
    let run = program("instrumented_sleep").clock(Clock::Real).record();
    assert_eq!(wakes(&run)[0], "nap <- timer");
}

#[test]
fn a_sleep_is_as_long_as_the_program_says() {
    for clock in [Clock::Virtual, Clock::Hybrid, Clock::Real] {
        let run = program("select_loser").clock(clock).record();
        let sleep = waits(&run, "fetch slow")[0].clone();
        // On the real clock a millisecond may pass between the two readings that Tokio makes.
        let is_close = clock == Clock::Real && sleep.starts_with("sleep 499 ms");
        assert!(
            sleep.starts_with("sleep 500 ms (cancelled.rs:") || is_close,
            "{clock}: {sleep}"
        );
    }
}

#[test]
fn what_is_said_is_said_by_who_said_it_and_before_what_it_did_next() {
    let run = record("mutex_held");
    let said: Vec<String> = run
        .lane("deposit a")
        .said
        .iter()
        .map(|said| said.text.clone())
        .collect();
    assert_eq!(said, ["a: 1"]);
    let story = run.story();
    let at = |line: &str| {
        story
            .iter()
            .position(|told| told.contains(line))
            .unwrap_or_else(|| panic!("{line}: {story:#?}"))
    };
    assert!(at("says \"a: 1\"") < at("deposit b: woken by deposit a"));
    assert!(at("deposit b: woken by deposit a") < at("deposit a: done"));
}

#[test]
fn text_without_a_newline_and_text_of_several_lines_are_heard() {
    let run = record("says_things");
    let first = run
        .view
        .lanes
        .iter()
        .find(|lane| lane.label().starts_with("speaks two lines"))
        .unwrap();
    assert_eq!(
        first.said[0].text,
        "no newline yet\n\ntwo\nlines & <b>bold</b> \"quoted\" ]]> \u{1b}[31mred"
    );
    assert!(
        first.logs[0].text.starts_with("logged two\nlines"),
        "{:?}",
        first.logs
    );
    assert!(
        first.logs[0].text.ends_with("answer=42"),
        "{:?}",
        first.logs
    );
    assert!(!first.label().contains(char::is_control));
}
