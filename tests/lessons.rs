//! Lessons print and do what was recorded, and their twins print the same.

use observer::trace::{Clock, Trace};
use runner::bless::{self, Change};
use runner::cargo::{self, Kind, Targets};
use runner::catalog::{Lesson, Workbook};
use runner::error::read;
use runner::guard::Stop;
use runner::parallel;
use runner::twin::{self, Python};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn workbook() -> Workbook {
    Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn built(workbook: &Workbook) -> BTreeMap<String, PathBuf> {
    let targets = Targets::of(Kind::Bin, workbook.lessons().map(Lesson::target));
    cargo::build(&workbook.root, &targets, &|_| {}, &Stop::default())
        .unwrap()
        .executables
}

/// The faults of all lessons, several at a time; those on the real clock one by one, since there it tells how busy the
/// machine is.
fn faults<'a>(
    lessons: impl Iterator<Item = &'a Lesson>,
    of: impl Fn(&Lesson) -> Vec<String> + Sync,
) -> Vec<String> {
    let is_virtual = |lesson: &&Lesson| lesson.clock == Clock::Virtual;
    let (fast, slow): (Vec<&Lesson>, Vec<&Lesson>) = lessons.partition(is_virtual);
    let mut faults = parallel::map(&fast, parallel::cores(), |lesson| of(lesson)).concat();
    faults.extend(slow.into_iter().flat_map(of));
    faults
}

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_new_run_is_the_recorded_one() {
    let workbook = workbook();
    let built = built(&workbook);
    none(faults(workbook.lessons(), |lesson| {
        match bless::lesson(&workbook, lesson, &built[&lesson.name]) {
            Ok(changes) => changes
                .iter()
                .map(|change| format!("{}\n{}", change.path.display(), change.diff))
                .collect(),
            Err(e) => vec![e.to_string()],
        }
    }));
}

#[test]
fn a_twin_prints_what_its_lesson_prints_and_runs_as_was_recorded() {
    let python = match Python::find() {
        Ok(python) => python,
        Err(why) => return eprintln!("left out: {why}"),
    };
    let version = format!("{}.{}", python.version.0, python.version.1);
    let workbook = workbook();
    let twins = workbook.lessons().filter(|lesson| twin::has_twin(lesson));
    none(faults(twins, |lesson| {
        if let Some(why) = python.lacks(lesson) {
            eprintln!("left out: {why}");
            return Vec::new();
        }
        let changed = |change: Change| {
            let (path, python) = (change.path.display(), recorded_by(lesson));
            if python.is_empty() || python == version {
                return Some(format!("{path}\n{}", change.diff));
            }
            eprintln!(
                "{path} is left out: recorded by Python {python}, and {version} runs it otherwise"
            );
            None
        };
        match bless::twin(&workbook, lesson, &python) {
            Ok(changes) => changes.into_iter().filter_map(changed).collect(),
            Err(e) => vec![e.to_string()],
        }
    }));
}

/// The Python that recorded a lesson's twin; nothing if none did.
fn recorded_by(lesson: &Lesson) -> String {
    let trace = read(&lesson.twin_trace()).unwrap_or_default();
    Trace::parse(&trace).map_or(String::new(), |trace| trace.header.python)
}

/// For authors, since it takes some minutes: `cargo test --test lessons -- --ignored --nocapture`.
#[test]
#[ignore = "for authors: a thousand runs of each lesson"]
fn a_thousand_runs_on_the_paused_clock_leave_one_trace() {
    const RUNS: usize = 1000;
    let workbook = workbook();
    let built = built(&workbook);
    let on_the_paused_clock = |lesson: &&Lesson| lesson.clock == observer::trace::Clock::Virtual;
    let mut faults = Vec::new();
    for lesson in workbook.lessons().filter(on_the_paused_clock) {
        let mut traces = BTreeMap::new();
        let mut load = None;
        for run in 0..RUNS {
            if run == RUNS / 2 {
                load = Some(Load::start());
            }
            let recording = bless::record(&workbook, lesson, &built[&lesson.name]).unwrap();
            *traces
                .entry(recording.output + &recording.trace)
                .or_insert(0) += 1;
        }
        drop(load);
        println!(
            "{}: {} of {RUNS} runs, {} traces",
            lesson.name,
            traces.values().sum::<usize>(),
            traces.len()
        );
        if traces.len() != 1 {
            faults.push(format!("{}: {} traces", lesson.name, traces.len()));
        }
    }
    none(faults);
}

/// Keeps every processor busy, twice over, until it is dropped.
struct Load(
    std::sync::Arc<std::sync::atomic::AtomicBool>,
    Vec<std::thread::JoinHandle<()>>,
);

impl Load {
    fn start() -> Load {
        let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let threads = std::thread::available_parallelism().map_or(2, usize::from) * 2;
        let spin = || {
            let stop = stop.clone();
            std::thread::spawn(move || while !stop.load(std::sync::atomic::Ordering::Relaxed) {})
        };
        let spinning = (0..threads).map(|_| spin()).collect();
        Load(stop, spinning)
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.0.store(true, std::sync::atomic::Ordering::Relaxed);
        self.1.drain(..).for_each(|thread| drop(thread.join()));
    }
}
