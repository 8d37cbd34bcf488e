//! The workbook's numbers, on this machine: `cargo bench --profile dev --bench numbers`.
//!
//! Times are medians of whole processes, as a learner meets them. (How fast the recorder is, its own crate measures:
//! `cargo bench --bench record`.)

use observer::trace::Clock;
use runner::cargo::{self, Kind, Targets};
use runner::catalog::Workbook;
use runner::guard::{Limits, Program, Stop};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let workbook = Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the workbook");
    lesson(&workbook);
    verdict(&workbook);
    traces(&workbook);
    book(&workbook);
}

fn lesson(workbook: &Workbook) {
    let lesson = workbook.lesson("gather").expect("the lesson");
    let built = cargo::build(
        &workbook.root,
        &Targets::of(Kind::Bin, [lesson.target()]),
        &|_| {},
        &Stop::default(),
    )
    .expect("a build");
    let program = || {
        let program = Program::new(
            &built.executables["gather"],
            &workbook.root,
            Limits::of_a_program(None),
        );
        let ended = program
            .expect("a folder")
            .clock(lesson.clock, 1)
            .run(&mut |_| {});
        assert!(ended.expect("a run").status.success());
    };
    print(
        "a lesson on the paused clock, whole process",
        median(50, program),
        "50 ms",
    );
}

fn verdict(workbook: &Workbook) {
    let exercise = workbook
        .exercises_named("gather/fan_out")
        .expect("the exercise")[0];
    let source = &exercise.solution.path;
    let text = fs::read_to_string(source).expect("a solution");
    let save = || fs::write(source, &text).expect("a save");
    let check = median(9, || {
        save();
        launcher(&["check", "--solutions", "gather/fan_out"]);
    });
    print(
        "save to verdict, a solved exercise",
        check,
        "see design: 1.2 times Rustlings' `run`",
    );
    let target = (exercise.chapter(), exercise.solution.target.as_str());
    let targets = Targets::of(Kind::Test, [target]);
    let build = || {
        cargo::build(&workbook.root, &targets, &|_| {}, &Stop::default()).expect("a build");
    };
    let compiled = median(9, || {
        save();
        build();
    });
    print("  of which cargo and rustc", compiled, "");
    print("  of which cargo, nothing changed", median(9, build), "");
    print(
        "  of which the launcher, doing nothing",
        median(9, || launcher(&["--version"])),
        "",
    );
}

fn traces(workbook: &Workbook) {
    let on_the_paused_clock = workbook
        .lessons()
        .filter(|lesson| lesson.clock == Clock::Virtual);
    let largest = on_the_paused_clock
        .filter_map(|lesson| Some((fs::metadata(lesson.trace()).ok()?.len(), &lesson.name)))
        .max();
    let (bytes, name) = largest.expect("a trace");
    println!(
        "{:48} {:>9.1} kB   bar 10 kB ({name})",
        "the largest trace of a lesson",
        bytes as f64 / 1000.0
    );
}

fn book(workbook: &Workbook) {
    let dir = tempfile::tempdir().expect("a folder");
    let site = dir.path().join("book");
    let build = || launcher(&["read", "--build", site.to_str().expect("a path")]);
    build();
    print("the whole book, built", median(5, build), "2 s");
    let pages = workbook
        .chapters
        .iter()
        .map(|chapter| site.join(format!("{}.html", chapter.name)));
    let largest = pages
        .filter_map(|page| Some(fs::metadata(page).ok()?.len()))
        .max()
        .unwrap_or(0);
    println!(
        "{:48} {:>9.1} kB   bar 150 kB",
        "the largest page",
        largest as f64 / 1000.0
    );
}

fn launcher(args: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workbook"));
    let status = command
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("the launcher").success(), "{args:?}");
}

fn median(times: usize, mut work: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    taken.sort();
    taken[times / 2]
}

fn print(what: &str, time: Duration, bar: &str) {
    let bar = if bar.is_empty() {
        String::new()
    } else {
        format!("   bar {bar}")
    };
    println!("{what:48} {:>9.1} ms{bar}", time.as_secs_f64() * 1000.0);
}
