//! The launcher from outside: a real process, what it prints, and its exit status.
//!
//! What changes files does so in a copy of the workbook below `target/`, which keeps its own build.

#[path = "support/mod.rs"]
mod support;

use snapbox::{assert_data_eq, str};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use support::{Copy, here, is_a_clear_refusal, launcher, root, say};

#[test]
fn without_a_command_it_says_what_is_next() {
    let said = Copy::new().say::<&str>([]);
    assert_eq!(said.status, 0);
    assert!(
        said.out.contains("next: coroutines/") && said.out.contains("cargo run -q -- check"),
        "{}",
        said.out
    );
    assert!(
        !said.out.contains('\u{1b}') && !said.err.contains('\u{1b}'),
        "escape codes without a terminal"
    );
}

#[test]
fn list_json_is_as_documented() {
    let said = here(["list", "--json"]);
    let list: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(list["version"], 1);
    for chapter in list["chapters"].as_array().unwrap() {
        assert!(
            ["name", "title", "part"]
                .iter()
                .all(|key| chapter[key].is_string()),
            "{chapter}"
        );
        for lesson in chapter["lessons"].as_array().unwrap() {
            assert!(
                lesson["name"].is_string() && lesson["twin"].is_boolean(),
                "{lesson}"
            );
            assert!(
                ["virtual", "real"].contains(&lesson["clock"].as_str().unwrap()),
                "{lesson}"
            );
        }
        for exercise in chapter["exercises"].as_array().unwrap() {
            assert!(
                ["todo", "done"].contains(&exercise["state"].as_str().unwrap()),
                "{exercise}"
            );
            assert!(
                exercise["wrong"].as_array().unwrap().len() >= 2,
                "{exercise}"
            );
        }
    }
}

#[test]
fn a_lesson_prints_and_is_drawn() {
    let said = here(["run", "gather", "--fast"]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert_data_eq!(
        said.out,
        str![[r#"
Task 1 started
Task 2 started
Task 3 started
Task 3 finished
Task 2 finished
Task 1 finished

gather: 5 s on the virtual clock
s                0           1            2           3            4           5
                 ┴───────────┴────────────┴───────────┴────────────┴───────────┴
main             ●───────────●────────────────────────●────────────────────────✓
  worker Task 1  ●───────────●─ sleep 5 s ────────────●────────────────────────✓
  worker Task 2  ●───────────●─ sleep 3 s ────────────✓
  worker Task 3  ●───────────✓
● polled  ─ waiting  ✓ done
→ concurrent: the 3 calls of worker waited at the same time: 5 s, not 5 + 3 + 1
  = 9 s (gather.rs:20)

"#]]
    );
}

#[test]
fn a_lesson_is_told_step_by_step_and_in_columns() {
    for view in ["story", "columns", "none"] {
        let said = here(["run", "gather", "--fast", "--view", view]);
        assert_eq!(said.status, 0, "{}", said.err);
        assert!(said.out.starts_with("Task 1 started\n"), "{}", said.out);
    }
}

#[test]
fn a_run_is_written_to_files() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str| dir.path().join(name).display().to_string();
    let (trace, svg, chrome) = (file("t.jsonl"), file("t.svg"), file("t.json"));
    let said = here([
        "run", "gather", "--fast", "--trace", &trace, "--svg", &svg, "--chrome", &chrome,
    ]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(
        fs::read_to_string(trace)
            .unwrap()
            .starts_with("{\"k\":\"run\"")
    );
    assert!(fs::read_to_string(svg).unwrap().starts_with("<svg"));
    serde_json::from_str::<serde_json::Value>(&fs::read_to_string(chrome).unwrap()).unwrap();
}

#[test]
fn a_narrow_terminal_gets_narrow_lines() {
    for (columns, ascii) in [("20", true), ("20", false), ("40", true)] {
        let mut command = launcher(&root());
        command
            .args(["run", "gather", "--fast"])
            .env("COLUMNS", columns);
        if ascii {
            command.arg("--ascii");
        }
        let said = say(&mut command);
        let width: usize = columns.parse().unwrap();
        let (_, drawing) = said.out.split_once("\n\n").unwrap();
        let wide: Vec<&str> = drawing
            .lines()
            .filter(|line| line.chars().count() > width)
            .collect();
        assert!(wide.is_empty(), "{wide:#?}");
        assert!(!ascii || drawing.is_ascii(), "{drawing}");
    }
}

#[test]
fn colours_only_where_they_are_wanted() {
    let with = |name: &str, value: &str, and: &[(&str, &str)]| {
        let mut command = launcher(&root());
        command
            .args(["run", "gather", "--fast"])
            .env(name, value)
            .envs(and.iter().copied());
        say(&mut command).out.contains('\u{1b}')
    };
    assert!(with("CLICOLOR_FORCE", "1", &[]));
    assert!(!with("CLICOLOR_FORCE", "1", &[("NO_COLOR", "1")]));
    assert!(!with("TERM", "xterm-256color", &[]));
}

#[test]
fn an_unknown_name_gets_the_nearest_ones() {
    is_a_clear_refusal(&here(["run", "gahter"]), "did you mean gather");
    is_a_clear_refusal(
        &here(["check", "gather/fan_uot"]),
        "did you mean gather/fan_out",
    );
    is_a_clear_refusal(&here(["read", "slep"]), "did you mean sleep");
    for name in [
        "",
        "../../x",
        "zzzzzzzzzzzz",
        "\u{1b}[2J",
        "a\nb",
        &"x".repeat(10_000),
    ] {
        is_a_clear_refusal(&here(["run", name]), "no lesson");
        is_a_clear_refusal(&here(["check", name]), "no exercise");
    }
}

#[test]
fn what_changes_a_file_wants_its_whole_name() {
    is_a_clear_refusal(&here(["reset"]), "which exercise?");
    is_a_clear_refusal(&here(["reset", "gather"]), "is a chapter");
}

#[test]
fn a_folder_that_is_not_the_workbook_is_said_to_be_none() {
    let dir = tempfile::tempdir().unwrap();
    is_a_clear_refusal(
        &say(launcher(dir.path()).arg("list")),
        "is not inside the workbook",
    );
}

#[test]
fn the_root_is_found_upward() {
    let said = say(launcher(&root().join("lessons/04-gather/fan_out")).args(["list", "--json"]));
    assert_eq!(said.status, 0, "{}", said.err);
}

#[test]
fn no_cargo_is_said_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    let said = say(launcher(&root())
        .args(["run", "gather"])
        .env_remove("CARGO")
        .env("PATH", dir.path()));
    is_a_clear_refusal(&said, "cargo was not found");
}

#[test]
fn a_twin_whose_package_is_missing_is_left_out_and_that_is_said() {
    if let Err(why) = runner::twin::Python::find() {
        return eprintln!("left out: {why}");
    }
    let copy = Copy::new();
    let manifest = copy.exercise().dir.join("../Cargo.toml");
    let before = fs::read_to_string(&manifest).unwrap();
    let needs = "[package.metadata.lessons.gather]\ntwin_needs = [\"no_such_package\"]\n";
    fs::write(&manifest, format!("{before}\n{needs}")).unwrap();
    let said = copy.say(["run", "gather", "--fast", "--python"]);
    fs::write(&manifest, before).unwrap();
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(
        said.err
            .contains("the twin is left out: gather.py needs no_such_package"),
        "{}",
        said.err
    );
}

#[test]
fn the_twin_is_run_and_drawn_below_the_lesson() {
    if let Err(why) = runner::twin::Python::find() {
        return eprintln!("left out: {why}");
    }
    let said = here(["run", "gather", "--fast", "--python"]);
    assert_eq!(said.status, 0, "{}", said.err);
    let (above, below) = said
        .out
        .split_once("\ngather.py: 5 s on the virtual clock\n")
        .unwrap();
    assert!(
        above.contains("\ngather: 5 s on the virtual clock\n"),
        "{above}"
    );
    assert!(
        below.contains("asyncio: 3 tasks of 3 calls of worker, made by gather"),
        "{below}"
    );
}

#[cfg(unix)]
#[test]
fn without_a_python_the_twin_is_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let rustc = Path::new(env!("CARGO")).with_file_name("rustc");
    std::os::unix::fs::symlink(rustc, dir.path().join("rustc")).unwrap();
    let mut command = launcher(&root());
    command
        .args(["run", "gather", "--fast", "--python"])
        .env("CARGO", env!("CARGO"))
        .env("PATH", dir.path());
    let said = say(&mut command);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(
        said.err
            .contains("the twin is left out: Python was not found"),
        "{}",
        said.err
    );
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let said = launcher(&root())
        .arg("list")
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&said.stderr), "");
    assert_eq!(said.status.code(), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_in_one_line() {
    let full = || {
        fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap()
    };
    for args in [
        &["list"][..],
        &["list", "--json"],
        &["solution", "gather/fan_out"],
    ] {
        let said = launcher(&root())
            .args(args)
            .stdout(full())
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let err = String::from_utf8(said.stderr).unwrap();
        assert_eq!(
            (said.status.code(), err.lines().count()),
            (Some(2), 1),
            "{args:?}: {err}"
        );
    }
}

#[test]
fn help_has_examples() {
    for args in [
        &["--help"][..],
        &["run", "--help"],
        &["check", "--help"],
        &["read", "--help"],
    ] {
        let said = here(args);
        assert!(
            said.status == 0 && said.out.contains("Examples:"),
            "{args:?}"
        );
    }
    assert!(here(["--version"]).out.starts_with("workbook "));
    assert!(here(["completions", "bash"]).out.contains("_workbook"));
}

#[test]
fn an_exercise_goes_from_given_to_solved() {
    let copy = Copy::new();
    let given = copy.say(["check", "gather/fan_out"]);
    assert_eq!(given.status, 1, "{}", given.err);
    assert!(
        given.out.contains("still to do: fetch the pages of"),
        "{}",
        given.out
    );

    let solved = copy.check(&copy.solution());
    assert_eq!(solved.status, 0, "{}{}", solved.out, solved.err);
    assert!(
        solved.out.contains("gather/fan_out passed"),
        "{}",
        solved.out
    );
    let list: serde_json::Value = serde_json::from_str(&copy.say(["list", "--json"]).out).unwrap();
    let exercises = list["chapters"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|c| c["exercises"].as_array().unwrap());
    let done: Vec<_> = exercises
        .filter(|e| e["state"] == "done")
        .map(|e| e["id"].clone())
        .collect();
    assert_eq!(done, ["gather/fan_out"]);
}

#[test]
fn a_wrong_answer_is_told_which_mistake_it_is() {
    let copy = Copy::new();
    let wrong = copy
        .exercise()
        .wrong
        .iter()
        .find(|answer| answer.name == "wrong_sequential")
        .unwrap();
    let said = copy.check(&fs::read_to_string(&wrong.path).unwrap());
    assert_eq!(said.status, 1);
    assert_data_eq!(
        said.out,
        str![[r#"
gather/fan_out lessons/04-gather/fan_out/exercise.rs
✓ keeps_the_order
✗ takes_as_long_as_the_slowest
    did one page wait for another?
    left: 9s
    right: 5s
✗ fetches_many
    a hundred pages at once take as long as the slowest
    left: 5050s
    right: 100s

takes_as_long_as_the_slowest: 9 s on the virtual clock
s          0              2              4              6              8
           ┴──────────────┴──────────────┴──────────────┴──────────────┴────────
test       ●─────────────────────────────────────●─────────────────────●───────‼
  fetch 5  ●─ sleep 5 s ─────────────────────────✓
  fetch 3                                        ●─ sleep 3 s ─────────✓
  fetch 1                                                              ●───────✓
● polled  ─ waiting  ✓ done  ‼ panicked
✗ sequential: the 3 calls of fetch ran one after another: 3 + 5 + 1 = 9 s;
  together they take 5 s, the slowest one (exercise.rs:20)
  read about it: `cargo run -q -- read gather`, section sequential
then `cargo run -q -- check gather/fan_out`; stuck? `cargo run -q -- hint
gather/fan_out`

"#]]
    );
}

#[test]
fn a_broken_answer_stops_nothing_but_itself() {
    let copy = Copy::new();
    let said = copy.check("fn broken( {\n");
    assert_eq!(said.status, 1, "{}", said.err);
    assert!(
        said.out
            .contains("lessons/04-gather/fan_out/exercise.rs does not compile"),
        "{}",
        said.out
    );

    let exercise = copy.exercise();
    let given = fs::read_to_string(&exercise.answer.path).unwrap();
    fs::write(&exercise.answer.path, "fn broken( {\n").unwrap();
    let (lesson, other) = (
        copy.say(["run", "gather", "--fast"]),
        copy.say(["check", "--solutions", "gather/profile"]),
    );
    fs::write(&exercise.answer.path, given).unwrap();
    assert_eq!(
        (lesson.status, other.status),
        (0, 0),
        "{}{}",
        lesson.err,
        other.err
    );
}

#[test]
fn a_broken_lesson_is_named() {
    let copy = Copy::new();
    let lesson = copy.workbook.lesson("order").unwrap().source.clone();
    let text = fs::read_to_string(&lesson).unwrap();
    fs::write(&lesson, "fn broken( {\n").unwrap();
    let (run, check) = (
        copy.say(["run", "order"]),
        copy.say(["check", "gather/fan_out"]),
    );
    fs::write(&lesson, text).unwrap();
    assert_eq!(run.status, 2);
    let last = run.err.lines().last().unwrap();
    assert_eq!(
        last,
        "error: lessons/04-gather/order.rs does not compile, so order cannot be run"
    );
    // The exercises of its chapter do not mind.
    assert_eq!(check.status, 1);
    assert!(check.out.contains("still to do"), "{}", check.out);
}

#[test]
fn nothing_passes_by_accident() {
    let copy = Copy::new();
    let solution = copy.solution();
    let body = "async fn fetch_all(delays: &[u64]) -> Vec<String> {\n";
    assert!(solution.contains(body));
    let with = |code: &str| solution.replace(body, &format!("{body}    {code}\n"));
    let cases = [
        (
            "ends early",
            with("std::process::exit(0);"),
            "ended before the test did",
        ),
        (
            "boasts",
            with("println!(\"test result: ok. 3 passed\"); std::process::exit(0);"),
            "ended before the test did",
        ),
        (
            "ends in a thread",
            with("std::thread::spawn(|| std::process::exit(0)).join().ok();"),
            "ended before the test did",
        ),
        (
            "has no tests",
            solution.replace("#[cfg(test)]\nmod tests;\n", ""),
            "the test is not in the program",
        ),
        (
            "hides the tests",
            solution.replace("mod tests;", "#[cfg(any())]\nmod tests;"),
            "the test is not in the program",
        ),
        (
            "has tests of its own",
            solution.replace(
                "mod tests;",
                "mod tests { #[test] fn keeps_the_order() {} }",
            ),
            "the test is not in the program",
        ),
        ("is empty", String::new(), "the test is not in the program"),
        ("aborts", with("std::process::abort();"), "✗"),
    ];
    for (name, text, word) in cases {
        let said = copy.check(&text);
        assert_eq!(said.status, 1, "{name}: {}{}", said.out, said.err);
        assert!(said.out.contains(word), "{name}: {}", said.out);
    }
}

#[test]
fn changed_tests_do_not_count() {
    let copy = Copy::new();
    let tests = copy.exercise().tests();
    let text = fs::read_to_string(&tests).unwrap();
    fs::write(&tests, text.replace("assert_eq!", "let _ = (")).unwrap();
    fs::write(
        &tests,
        "// Counts: nothing\nuse super::*;\n#[tokio::test]\nasync fn easy() {}\n",
    )
    .unwrap();
    let said = copy.check(&copy.solution());
    fs::write(&tests, text).unwrap();
    assert_eq!(said.status, 1);
    assert!(said.out.contains("tests.rs was changed"), "{}", said.out);
}

#[test]
fn reset_keeps_the_answer_for_undo() {
    let copy = Copy::new();
    let answer = &copy.exercise().answer.path;
    let given = fs::read_to_string(answer).unwrap();
    fs::write(answer, "// mine\n").unwrap();
    assert_eq!(copy.say(["reset", "gather/fan_out"]).status, 0);
    assert_eq!(fs::read_to_string(answer).unwrap(), given);
    assert_eq!(copy.say(["undo", "gather/fan_out"]).status, 0);
    assert_eq!(fs::read_to_string(answer).unwrap(), "// mine\n");
    fs::write(answer, given).unwrap();
    is_a_clear_refusal(
        &copy.say(["undo", "gather/profile"]),
        "nothing of gather/profile was put away",
    );
}

#[test]
fn hints_come_in_steps() {
    let copy = Copy::new();
    let all = copy.exercise().hints().unwrap().len();
    for step in 1..=all {
        let said = copy.say(["hint", "fan_out"]);
        assert!(
            said.out.contains(&format!("hint {step} of {all}")),
            "{}",
            said.out
        );
    }
    assert!(
        copy.say(["hint", "fan_out"])
            .out
            .contains("that was the last one")
    );
}

#[test]
fn a_damaged_progress_is_left_alone() {
    let copy = Copy::new();
    let path = copy.workbook.root.join(".workbook/progress.json");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "{\"version\":1,\"do").unwrap();
    is_a_clear_refusal(&copy.say(["list"]), "progress.json is damaged");
    assert_eq!(fs::read_to_string(&path).unwrap(), "{\"version\":1,\"do");
    fs::remove_file(path).unwrap();
}

#[test]
fn a_program_of_ones_own_is_run_and_drawn() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("mine.rs");
    let run = |text: &str| {
        fs::write(&file, text).unwrap();
        here([
            OsStr::new("run"),
            OsStr::new("--fast"),
            OsStr::new("--file"),
            file.as_os_str(),
        ])
    };
    let said = run(
        "//! Mine.\n#[tokio::main]\nasync fn main() {\n    let task = tokio::spawn(async {\n        tokio::time::sleep(std::time::Duration::from_secs(3)).await;\n        println!(\"slept\");\n    });\n    task.await.unwrap();\n}\n",
    );
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(
        said.out
            .starts_with("slept\n\nmine: 3 s on the hybrid clock\n"),
        "{}",
        said.out
    );

    let broken = run("fn main() { let x: u32 = \"\"; }\n");
    assert_eq!(broken.status, 2);
    assert!(
        broken.err.contains("E0308") && broken.err.contains("mine.rs does not compile"),
        "{}",
        broken.err
    );

    let hung =
        run("#[tokio::main]\nasync fn main() {\n    std::future::pending::<()>().await;\n}\n");
    assert_eq!(hung.status, 1);
    assert!(
        hung.out.contains("deadlock: from 0 ms on, main waits"),
        "{}",
        hung.out
    );

    let sync = run("fn main() { println!(\"no runtime\"); }\n");
    assert_eq!(sync.status, 0);
    assert!(sync.err.contains("no timeline"), "{}", sync.err);

    is_a_clear_refusal(
        &here(["run", "--file", "there/is/none.rs"]),
        "there is no file there/is/none.rs",
    );
}

#[test]
fn check_speaks_json_and_junit() {
    let said = here(["check", "--solutions", "gather/fan_out", "--format", "json"]);
    assert_eq!(said.status, 0, "{}", said.err);
    let verdict: serde_json::Value = serde_json::from_str(said.out.trim()).unwrap();
    assert_eq!(
        (&verdict["id"], &verdict["answer"]),
        (&"gather/fan_out".into(), &"solution".into())
    );
    assert_eq!(
        (&verdict["passed"], &verdict["ended"]),
        (&true.into(), &"ok".into())
    );
    assert!(
        verdict["wall_ms"].is_u64() && verdict["tests"][0]["virtual_ms"].is_u64(),
        "{verdict}"
    );
    assert!(
        verdict["findings"]
            .as_array()
            .unwrap()
            .iter()
            .all(|f| f["kind"] == "fact"),
        "{verdict}"
    );

    let said = here(["check", "--wrong", "gather/fan_out", "--format", "junit"]);
    assert_eq!(said.status, 0);
    assert!(
        said.out.starts_with("<?xml") && said.out.contains("<failure>sequential: "),
        "{}",
        said.out
    );
}

/// What a test needs may not be there, a server say. Then it says so, and is counted apart.
#[test]
fn check_counts_what_is_left_out() {
    let test = "keeps_the_money_if_the_server_ends_the_connection";
    let check = |format| {
        let mut command = launcher(&root());
        command.args([
            "check",
            "--solutions",
            "databases/transfer",
            "--format",
            format,
        ]);
        say(command.env_remove("DATABASE_URL"))
    };
    let human = check("human").out;
    let line = format!("{test} is left out: DATABASE_URL names no server");
    assert!(human.contains(&line), "{human}");
    let junit = check("junit").out;
    let case = format!("name=\"{test}\"><skipped message=\"DATABASE_URL names no server\"/>");
    assert!(
        junit.contains(&case) && junit.contains("skipped=\"1\""),
        "{junit}"
    );
}
