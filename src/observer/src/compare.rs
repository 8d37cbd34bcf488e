//! Where the run of a lesson and that of its twin differ: sentences drawn from the two views, none of them typed.
//!
//! Lanes of one label are taken for the same call, in the order in which they are drawn.

use crate::findings::join;
use crate::time::show;
use crate::trace::Clock;
use crate::view::{Kind, Lane, Outcome, View, What};
use std::collections::{BTreeMap, HashMap};

/// On the real clock two runs never take exactly the same time.
const TOLERANCE: u64 = 50_000;
/// More names than this are counted.
const MOST_NAMES: usize = 3;
/// What makes tasks of the calls that it is given.
const MAKERS: [&str; 2] = ["gather", "as_completed"];

/// The differences, a sentence each, without a full stop. If there are none, one sentence says so.
pub fn runs(tokio: &View, asyncio: &View) -> Vec<String> {
    let mut differences = tasks(tokio, asyncio);
    differences.extend(order(tokio, asyncio));
    differences.extend(endings(tokio, asyncio));
    differences.extend(length(tokio, asyncio));
    if differences.is_empty() {
        let alike = "calls begin in the same order, end alike, and take the same time";
        differences.push(format!("asyncio and Tokio: {alike}"));
    }
    differences
}

/// Functions of whose calls one of the two makes more tasks.
fn tasks(tokio: &View, asyncio: &View) -> Vec<String> {
    let calls = tokio.lanes.iter().filter(|lane| lane.kind != Kind::Root);
    let names = without_repeats(calls.map(|lane| lane.name.clone()));
    let both = names
        .iter()
        .map(|name| (Calls::of(tokio, name), Calls::of(asyncio, name)));
    both.filter(|(rust, python)| !python.lanes.is_empty() && rust.tasks() != python.tasks())
        .map(|(rust, python)| format!("asyncio: {}; Tokio: {}", python.told(), rust.told()))
        .collect()
}

/// The calls of one function in one run.
struct Calls<'a> {
    view: &'a View,
    lanes: Vec<&'a Lane>,
}

impl<'a> Calls<'a> {
    fn of(view: &'a View, name: &str) -> Calls<'a> {
        let lanes = view.lanes.iter().filter(|lane| lane.name == name);
        Calls {
            view,
            lanes: lanes.collect(),
        }
    }

    fn tasks(&self) -> usize {
        self.lanes.iter().filter(|lane| is_task(lane)).count()
    }

    /// `gather makes 3 tasks of the 3 calls of worker, polled 6 times`, `3 calls of worker inside main, polled 9 times`.
    fn told(&self) -> String {
        let polls = self.lanes.iter().map(|lane| lane.polls.len()).sum();
        let polls = count(polls, "time");
        let calls = count(self.lanes.len(), "call");
        let calls = format!("{calls} of {}", self.lanes[0].name);
        let tasks = count(self.tasks(), "task");
        match (self.tasks(), self.maker()) {
            (0, _) => format!("{calls} inside {}, polled {polls}", self.callers()),
            (_, Some(maker)) => format!("{maker} makes {tasks} of the {calls}, polled {polls}"),
            (_, None) => format!("{tasks} for the {calls}, polled {polls}"),
        }
    }

    /// The names of those that poll the calls.
    fn callers(&self) -> String {
        let lanes = self.lanes.iter();
        let callers = lanes.filter_map(|lane| self.view.lane(lane.parent));
        join(&without_repeats(callers.map(|lane| lane.name.clone())))
    }

    /// What made the tasks, if that can be told from what their maker went on to wait for.
    fn maker(&self) -> Option<String> {
        let made = self.lanes.iter().filter(|lane| is_task(lane));
        let makers: Option<Vec<String>> = made
            .map(|lane| {
                let polls = &self.view.lane(lane.parent)?.polls;
                let poll = polls.iter().rfind(|poll| poll.start <= lane.start)?;
                let what = poll.on.as_ref()?.what.clone();
                MAKERS.contains(&what.as_str()).then_some(what)
            })
            .collect();
        match &without_repeats(makers?.into_iter())[..] {
            [maker] => Some(maker.clone()),
            _ => None,
        }
    }
}

/// What is polled for the first time in another order, where all that is called in one is called in the other.
fn order(tokio: &View, asyncio: &View) -> Option<String> {
    let (rust, python) = (starts(tokio), starts(asyncio));
    let sorted = |labels: &[String]| {
        let mut labels = labels.to_vec();
        labels.sort();
        labels
    };
    if sorted(&rust) != sorted(&python) {
        return None;
    }
    let (rust, python) = rust.iter().zip(&python).find(|(a, b)| a != b)?;
    Some(format!(
        "asyncio: {python} begins before {rust}; Tokio: after it"
    ))
}

fn starts(view: &View) -> Vec<String> {
    let starts = view.steps.iter().filter(|step| step.what == What::Starts);
    starts
        .filter_map(|step| view.lane(step.lane).map(label))
        .collect()
}

/// What ends otherwise. A panic and an exception are the same; an `Err` is a value, and ends nothing.
fn endings(tokio: &View, asyncio: &View) -> Vec<String> {
    let python: HashMap<_, _> = numbered(asyncio).collect();
    let mut endings: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for (which, lane) in numbered(tokio) {
        let Some(twin) = python.get(&which) else {
            continue;
        };
        let ends = (word(lane.outcome), word(twin.outcome));
        if ends.0 != ends.1 && ends != (word(Outcome::Panicked), word(Outcome::Raised)) {
            endings.entry(ends).or_default().push(which.0);
        }
    }
    let sentences = endings.into_iter().map(|((rust, python), labels)| {
        let mut labels = without_repeats(labels.into_iter());
        let more = labels.len().saturating_sub(MOST_NAMES);
        if more > 1 {
            labels.truncate(MOST_NAMES);
            labels.push(format!("{more} more"));
        }
        format!("asyncio: {} {python}; Tokio: {rust}", join(&labels))
    });
    sentences.collect()
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "returned",
        Outcome::Cancelled => "was cancelled",
        Outcome::Panicked => "panicked",
        Outcome::Raised => "raised an exception",
        Outcome::Open => "never ended",
    }
}

/// Each lane by its label, and how many with that label stand above it.
fn numbered(view: &View) -> impl Iterator<Item = ((String, usize), &Lane)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    view.lanes.iter().map(move |lane| {
        let count = seen.entry(label(lane)).or_default();
        *count += 1;
        ((label(lane), *count), lane)
    })
}

/// The label without the number that those have which are alike: the other run may have them in two places.
fn label(lane: &Lane) -> String {
    let label = lane.label();
    match label.rsplit_once(" #") {
        Some((label, _)) => label.into(),
        None => label,
    }
}

fn length(tokio: &View, asyncio: &View) -> Option<String> {
    let views = [tokio, asyncio];
    let slack = match views.iter().any(|view| view.clock != Clock::Virtual) {
        true => TOLERANCE.max(tokio.end / 10),
        false => 0,
    };
    let [rust, python] = views.map(|view| show(view.end));
    (tokio.end.abs_diff(asyncio.end) > slack)
        .then(|| format!("asyncio: {python} in all; Tokio: {rust}"))
}

fn is_task(lane: &Lane) -> bool {
    matches!(lane.kind, Kind::Task | Kind::Blocking)
}

fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

fn without_repeats(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut once = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once
}
