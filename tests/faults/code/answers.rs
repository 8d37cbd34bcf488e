//! What an answer can do, tried by checking it: each fixture is a copy of a right answer with a fault put in.
//!
//! All are built by one cargo call and checked by one launcher, as wrong answers of the exercise; each test then looks
//! at its own verdict.

use super::processes::{tag, tagged};
use crate::support::{Copy, launcher, say};
use crate::table::{skipped, tried};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::sync::OnceLock;

/// The fixtures: a name, and how the right answer is changed. `BODY` stands for the beginning of its function.
const FAULTS: [(&str, Change); 27] = [
    ("solution", Change::None),
    ("loops", Change::Endless("loop { std::hint::spin_loop() }")),
    (
        "yields_for_ever",
        Change::Endless("loop { tokio::task::yield_now().await }"),
    ),
    (
        "timer_never_runs",
        Change::Endless(
            "let _ = tokio::time::timeout(Duration::from_secs(1), async { loop { std::hint::spin_loop() } }).await;",
        ),
    ),
    (
        "pending",
        Change::Body("std::future::pending::<()>().await;"),
    ),
    (
        "tokio_mutex_twice",
        Change::Body(
            "let m = tokio::sync::Mutex::new(()); let _a = m.lock().await; let _b = m.lock().await;",
        ),
    ),
    (
        "lost_wake_up",
        Change::Body("std::future::poll_fn(|_| std::task::Poll::<()>::Pending).await;"),
    ),
    (
        "blocked_thread",
        Change::Endless("std::thread::park(); std::thread::park();"),
    ),
    (
        "spawns_for_ever",
        Change::Endless(
            "loop { tokio::spawn(async { let x = [0u8; 65536]; tokio::task::yield_now().await; drop(x) }); }",
        ),
    ),
    (
        "prints_for_ever",
        Change::Endless("loop { println!(\"again and again\"); tokio::task::yield_now().await; }"),
    ),
    ("panics", Change::Body("panic!(\"boom\");")),
    (
        "task_panics",
        Change::Body("tokio::spawn(async { panic!(\"boom\") }).await.unwrap();"),
    ),
    ("aborts", Change::Body("std::process::abort();")),
    (
        "overflows",
        Change::Body(
            "fn f(n: u64) -> u64 { if n == 0 { 0 } else { f(n - 1) + std::hint::black_box([n; 64])[0] } } f(1 << 40);",
        ),
    ),
    ("exits", Change::Body("std::process::exit(0);")),
    (
        "exits_in_a_thread",
        Change::Body("std::thread::spawn(|| std::process::exit(0)).join().ok();"),
    ),
    (
        "exits_in_a_task",
        Change::Body("tokio::spawn(async { std::process::exit(0) }).await.ok();"),
    ),
    (
        "exits_in_drop",
        Change::Body(
            "struct D; impl Drop for D { fn drop(&mut self) { std::process::exit(0) } } let _d = D;",
        ),
    ),
    (
        "exits_after_a_runtime_of_its_own",
        Change::Body(
            "std::thread::spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(async {})).join().ok(); std::process::exit(0);",
        ),
    ),
    (
        "boasts",
        Change::Body("println!(\"test result: ok. 3 passed; 0 failed\"); std::process::exit(0);"),
    ),
    (
        "boasts_uncaptured",
        Change::Body(
            "{ use std::io::Write; std::io::stdout().write_all(b\"test tests::keeps_the_order ... ok\\n\\ntest result: ok. 1 passed; 0 failed;\\n\").unwrap(); } std::process::exit(0);",
        ),
    ),
    (
        "has_no_tests",
        Change::Replace("#[cfg(test)]\nmod tests;", ""),
    ),
    (
        "hides_the_tests",
        Change::Replace("#[cfg(test)]", "#[cfg(any())]"),
    ),
    (
        "has_tests_of_its_own",
        Change::Replace(
            "mod tests;",
            "mod tests { #[tokio::test] async fn keeps_the_order() {} #[tokio::test] async fn takes_as_long_as_the_slowest() {} #[tokio::test] async fn fetches_many() {} }",
        ),
    ),
    ("is_empty", Change::All("")),
    (
        "is_not_compiled",
        Change::Replace("use futures", "#![cfg(any())]\nuse futures"),
    ),
    (
        "prints_and_panics_at_the_end",
        Change::Body(
            "tokio::spawn(async { struct P; impl Drop for P { fn drop(&mut self) { println!(\"late\"); } } let _p = P; std::future::pending::<()>().await });",
        ),
    ),
];

enum Change {
    None,
    /// Put in where the function begins.
    Body(&'static str),
    /// Put in there, but for `keeps_the_order` alone: what has no end takes a second or two in each test.
    Endless(&'static str),
    Replace(&'static str, &'static str),
    All(&'static str),
}

impl Change {
    fn of(&self, solution: &str) -> String {
        const BODY: &str = "async fn fetch_all(delays: &[u64]) -> Vec<String> {\n";
        assert!(solution.contains(BODY));
        match self {
            Change::None => solution.to_string(),
            Change::Body(code) => solution.replace(BODY, &format!("{BODY}{code}\n")),
            Change::Endless(code) => {
                let code = format!("{BODY}if *delays == [3, 5, 1] {{ {code} }}\n");
                solution.replace(BODY, &code)
            }
            Change::Replace(from, to) => solution.replace(from, to),
            Change::All(text) => text.to_string(),
        }
    }
}

/// The verdicts on all of them, by name.
fn verdicts() -> &'static BTreeMap<String, Value> {
    static VERDICTS: OnceLock<BTreeMap<String, Value>> = OnceLock::new();
    VERDICTS.get_or_init(|| {
        let copy = Copy::new();
        let (exercise, solution) = (copy.exercise(), copy.solution());
        let manifest = exercise.dir.join("../Cargo.toml");
        let before = fs::read_to_string(&manifest).unwrap();
        let mut lines = String::from("test = [\n");
        for (name, change) in &FAULTS {
            let path = exercise.answers().join(format!("wrong_{name}.rs"));
            let head = "//! Wrong: on purpose.\n//! Fails: keeps_the_order\n\n";
            // The line of the tests of `solution.rs` finds them beside it, so that no file need be copied. They stay, so
            // that the next run finds them built.
            let text = format!("{head}{}", change.of(&solution).replace("//! ", "// "));
            if fs::read_to_string(&path).ok() != Some(text.clone()) {
                fs::write(&path, text).unwrap();
            }
            lines += &format!(
                "    {{ name = \"gather_fan_out_wrong_{name}\", path = \"fan_out/answers/wrong_{name}.rs\", test = false }},\n"
            );
        }
        fs::write(&manifest, before.replacen("test = [\n", &lines, 1)).unwrap();
        let tag = tag();
        let said = say(launcher(&copy.workbook.root)
            .args(["check", "--wrong", "--format", "json", "gather/fan_out"])
            .env("CARGO_TARGET_DIR", copy.workbook.root.join("../target"))
            // None of them needs it: where the recorder sees no end, or the output has its cap, they end sooner.
            .env("WORKBOOK_LIMIT_MS", "60000")
            .env("FAULT", &tag));
        fs::write(&manifest, before).unwrap();
        assert_eq!(tagged(&tag), 0, "processes are left");
        let verdicts = said.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let by_name = verdicts.filter_map(|v| Some((v["answer"].as_str()?.strip_prefix("wrong_")?.to_string(), v)));
        let by_name: BTreeMap<String, Value> = by_name.collect();
        assert!(!by_name.is_empty(), "{}", said.err);
        by_name
    })
}

/// A fault that does not pass, ends so, and is told with these words.
fn ends(row: &str, fault: &str, ended: &str, words: &str) {
    tried(row, &format!("answer {fault}"), || {
        let verdict = &verdicts()[fault];
        assert_eq!(
            (&verdict["passed"], verdict["ended"].as_str()),
            (&Value::Bool(false), Some(ended)),
            "{verdict}"
        );
        assert!(said(verdict).contains(words), "{verdict}");
    });
}

fn said(verdict: &Value) -> String {
    let message = |test: &Value| test["message"].as_str().unwrap_or_default().to_string();
    let messages: Vec<String> = verdict["tests"]
        .as_array()
        .unwrap()
        .iter()
        .map(message)
        .collect();
    format!(
        "{}\n{}",
        verdict["note"].as_str().unwrap_or_default(),
        messages.join("\n")
    )
}

#[test]
fn a_right_answer_among_them_passes() {
    assert_eq!(
        verdicts()["solution"]["passed"],
        true,
        "{}",
        verdicts()["solution"]
    );
}

#[test]
fn s1_sync_endless_loop_in_an_answer() {
    ends("S1", "loops", "hung", "in a poll that does not end");
}

#[test]
fn s2_async_endless_loop() {
    ends("S2", "yields_for_ever", "hung", "again and again");
}

#[test]
fn s2_a_timer_that_never_runs() {
    ends(
        "S2",
        "timer_never_runs",
        "hung",
        "in a poll that does not end",
    );
}

#[test]
fn s3_an_await_that_never_ends() {
    ends("S3", "pending", "hung", "waits");
}

#[test]
fn s3_a_deadlock() {
    ends("S3", "tokio_mutex_twice", "hung", "waits on mutex");
}

#[test]
fn s3_a_lost_wake_up() {
    ends("S3", "lost_wake_up", "hung", "waits");
}

#[test]
fn s3_a_blocked_thread() {
    ends("S3", "blocked_thread", "hung", "waits in a blocking call");
}

#[test]
fn s4_tasks_without_an_end() {
    tried("S4", "answer spawns_for_ever", || {
        let verdict = &verdicts()["spawns_for_ever"];
        assert_eq!(verdict["passed"], false);
        // Whichever limit it meets first.
        let ended = verdict["ended"].as_str().unwrap();
        assert!(matches!(ended, "timeout" | "hung" | "crashed"), "{verdict}");
    });
}

#[test]
fn s5_endless_output_of_an_answer() {
    tried("S5", "answer prints_for_ever", || {
        let verdict = &verdicts()["prints_for_ever"];
        assert_eq!(verdict["passed"], false);
        // Its output meets the cap, or the recorder has seen enough turns at one instant: who reads decides.
        let said = said(verdict);
        let is_told = said.contains("MiB of output") || said.contains("again and again");
        assert!(is_told, "{verdict}");
    });
}

#[test]
fn s8_a_panic_in_an_answer() {
    ends("S8", "panics", "failed", "boom");
}

#[test]
fn s8_a_panic_in_a_task() {
    ends("S8", "task_panics", "failed", "boom");
}

#[test]
fn s8_an_abort_in_an_answer() {
    ends("S8", "aborts", "crashed", "aborted itself (SIGABRT)");
}

#[test]
fn s8_a_stack_overflow_in_an_answer() {
    ends("S8", "overflows", "crashed", "overflowed its stack");
}

const EARLY: &str = "ended before the test did";

#[test]
fn s9_exit() {
    ends("S9", "exits", "early", EARLY);
}

#[test]
fn s9_exit_in_a_thread() {
    ends("S9", "exits_in_a_thread", "early", EARLY);
}

#[test]
fn s9_exit_in_a_task() {
    ends("S9", "exits_in_a_task", "early", EARLY);
}

#[test]
fn s9_exit_in_drop() {
    ends("S9", "exits_in_drop", "early", EARLY);
}

#[test]
fn s9_exit_after_a_runtime_of_its_own() {
    ends("S9", "exits_after_a_runtime_of_its_own", "early", EARLY);
}

#[test]
fn s9_exit_before_main() {
    skipped(
        "S9",
        "exit before main",
        "needs a link section, which is unsafe code: the lessons forbid it",
    );
}

#[test]
fn s10_it_says_that_it_passed() {
    ends("S10", "boasts", "early", EARLY);
}

#[test]
fn s10_it_says_so_past_the_harness() {
    ends("S10", "boasts_uncaptured", "early", EARLY);
}

const NOT_THERE: &str = "the test is not in the program";

#[test]
fn s11_no_tests() {
    ends("S11", "has_no_tests", "early", NOT_THERE);
}

#[test]
fn s11_hidden_tests() {
    ends("S11", "hides_the_tests", "early", NOT_THERE);
}

#[test]
fn s11_tests_of_its_own() {
    ends("S11", "has_tests_of_its_own", "early", NOT_THERE);
}

#[test]
fn s11_an_empty_file() {
    ends("S11", "is_empty", "early", NOT_THERE);
}

#[test]
fn s11_a_file_that_is_not_compiled() {
    ends("S11", "is_not_compiled", "early", NOT_THERE);
}

/// The tests themselves, changed: the seal notices, whatever the change.
fn tests_changed(fixture: &str, change: impl Fn(&str) -> String) {
    tried("S11", fixture, || {
        let copy = Copy::new();
        let path = copy.exercise().tests();
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, change(&text)).unwrap();
        let said = copy.say(["check", "--solutions", "gather/fan_out", "--format", "json"]);
        fs::write(&path, &text).unwrap();
        let verdict: Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!((said.status, &verdict["passed"]), (1, &Value::Bool(false)));
        assert!(
            self::said(&verdict).contains("tests.rs was changed"),
            "{verdict}"
        );
    });
}

#[test]
fn s11_tests_ignored() {
    tests_changed("tests ignored", |text| {
        text.replace("#[tokio::test", "#[ignore]\n#[tokio::test")
    });
}

#[test]
fn s11_tests_that_should_panic() {
    tests_changed("tests should_panic", |text| {
        text.replace("#[tokio::test", "#[should_panic]\n#[tokio::test")
    });
}

#[test]
fn s11_tests_that_are_easier() {
    tests_changed("tests edited", |text| {
        text.replace("Duration::from_secs(5)", "start.elapsed()")
    });
}

#[test]
fn s11_tests_that_are_fewer() {
    tests_changed("tests deleted", |text| {
        text.split("#[tokio::test")
            .take(2)
            .collect::<Vec<_>>()
            .join("#[tokio::test")
    });
}

#[test]
fn s18_a_task_at_the_end() {
    tried("S18", "answer prints_and_panics_at_the_end", || {
        let verdict = &verdicts()["prints_and_panics_at_the_end"];
        let passed = |test: &Value| test["passed"] == true;
        assert!(
            verdict["tests"].as_array().unwrap().iter().all(passed),
            "{verdict}"
        );
    });
}

/// It passes every other time: each time is told as it was.
#[test]
fn s19_a_flaky_answer() {
    tried("S19", "passes every other time", || {
        let copy = Copy::new();
        let marks = tempfile::tempdir().unwrap();
        // A mark for each test, whose name is the second word that its process is given.
        let coin = format!(
            "    let mark = std::path::Path::new({:?}).join(std::env::args().nth(2).unwrap().replace(':', \"\"));\n    if !mark.exists() {{ std::fs::write(mark, \"\").unwrap(); panic!(\"tails\") }}\n",
            marks.path()
        );
        let body = "-> Vec<String> {\n    join_all";
        assert!(copy.solution().contains(body));
        let answer = &copy
            .solution()
            .replace(body, &format!("-> Vec<String> {{\n{coin}    join_all"));
        let said = copy.check(answer);
        assert_eq!(said.status, 1, "{}", said.err);
        assert!(
            said.out.contains("✗ takes_as_long_as_the_slowest") && said.out.contains("tails"),
            "{}",
            said.out
        );
        let said = copy.check(answer);
        assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    });
}
