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

    /// `3 tasks of 3 calls of worker, made by gather, polled 6 times`, `3 calls of worker inside main, polled 9 times`.
    fn told(&self) -> String {
        let polls = self.lanes.iter().map(|lane| lane.polls.len()).sum();
        let polls = count(polls, "time");
        let calls = count(self.lanes.len(), "call");
        let calls = format!("{calls} of {}", self.lanes[0].name);
        let tasks = count(self.tasks(), "task");
        match (self.tasks(), self.maker()) {
            (0, _) => format!("{calls} inside {}, polled {polls}", self.callers()),
            (_, Some(maker)) => format!("{tasks} of {calls}, made by {maker}, polled {polls}"),
            (_, None) => format!("{tasks} of {calls}, polled {polls}"),
        }
    }

    /// The names of those that poll the calls.
    fn callers(&self) -> String {
        let lanes = self.lanes.iter();
        let callers = lanes.filter_map(|lane| self.view.lane(lane.parent));
        join(&without_repeats(callers.map(|lane| lane.name.clone())))
    }

    /// What made the tasks, if that can be told: their caller waits on it in the line in which they were made.
    fn maker(&self) -> Option<String> {
        let made = self.lanes.iter().filter(|lane| is_task(lane));
        let makers: Option<Vec<String>> = made
            .map(|lane| {
                let polls = &self.view.lane(lane.parent)?.polls;
                let poll = polls.iter().rfind(|poll| poll.start <= lane.start)?;
                let on = poll.on.as_ref().filter(|on| on.at == lane.at)?;
                Some(on.what.clone())
            })
            .collect();
        Some(join(&without_repeats(makers?.into_iter())))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Trace;
    use crate::view::Sources;

    /// A record: its kind, the second, the lane, and what else is in it.
    type Brief = (&'static str, u64, u32, &'static str);

    /// Two calls within `main`, as `join!` polls them.
    const JOIN: &[Brief] = &[
        ("task", 0, 1, r#","kind":"block_on""#),
        ("poll", 0, 1, ""),
        ("span", 0, 2, r#","in":1,"n":"ask","a":"A""#),
        ("poll", 0, 2, ""),
        ("out", 0, 2, r#","on":"sleep 2 s""#),
        ("span", 0, 3, r#","in":1,"n":"ask","a":"B""#),
        ("poll", 0, 3, ""),
        ("out", 0, 3, r#","on":"sleep 1 s""#),
        ("out", 0, 1, ""),
        ("poll", 1, 1, ""),
        ("poll", 1, 2, ""),
        ("out", 1, 2, r#","on":"sleep 2 s""#),
        ("poll", 1, 3, ""),
        ("out", 1, 3, ""),
        ("end", 1, 3, ""),
        ("out", 1, 1, ""),
        ("poll", 2, 1, ""),
        ("poll", 2, 2, ""),
        ("out", 2, 2, ""),
        ("end", 2, 2, ""),
        ("out", 2, 1, ""),
    ];

    /// The same calls as tasks, made by what `main` waits on. As in every trace of asyncio's, the polls are those of the calls.
    const TASKS: &[Brief] = &[
        ("task", 0, 1, r#","kind":"block_on""#),
        ("poll", 0, 1, ""),
        ("task", 0, 2, r#","by":1,"kind":"task","at":"a.py:main+1""#),
        ("task", 0, 3, r#","by":1,"kind":"task","at":"a.py:main+1""#),
        ("out", 0, 1, r#","on":"both @a.py:main+1""#),
        ("span", 0, 4, r#","in":2,"n":"ask","a":"A""#),
        ("poll", 0, 4, ""),
        ("out", 0, 4, r#","on":"sleep 2 s""#),
        ("span", 0, 5, r#","in":3,"n":"ask","a":"B""#),
        ("poll", 0, 5, ""),
        ("out", 0, 5, r#","on":"sleep 1 s""#),
        ("poll", 1, 5, ""),
        ("out", 1, 5, ""),
        ("end", 1, 5, ""),
        ("end", 1, 3, ""),
        ("poll", 2, 4, ""),
        ("out", 2, 4, ""),
        ("end", 2, 4, ""),
        ("end", 2, 2, ""),
    ];

    /// The version of Python says that no poll is a drop.
    fn view(records: &[Brief]) -> View {
        let head = r#"{"k":"run","v":1,"clock":"virtual","unit":"us","python":"3.12","full":true}"#;
        let line = |(kind, seconds, id, rest): &Brief| {
            let t = seconds * 1_000_000;
            format!(r#"{{"k":"{kind}","t":{t},"id":{id}{rest}}}"#) + "\n"
        };
        let records: String = records.iter().map(line).collect();
        let trace = Trace::parse(&format!("{head}\n{records}")).unwrap();
        View::new(&trace, b"", &Sources::default())
    }

    /// What is said if the twin's records are these, but for those that are replaced.
    fn said(records: &[Brief], replaced: &[(usize, Brief)]) -> Vec<String> {
        let mut records = records.to_vec();
        for (i, record) in replaced {
            records[*i] = *record;
        }
        runs(&view(JOIN), &view(&records))
    }

    #[test]
    fn tasks_are_told_from_calls() {
        let tasks = "asyncio: 2 tasks of 2 calls of ask, made by both, polled 4 times; \
                     Tokio: 2 calls of ask inside main, polled 5 times";
        assert_eq!(said(TASKS, &[])[0], tasks);
        let later = (4, ("out", 0, 1, r#","on":"wait @a.py:main+2""#));
        let tasks = said(TASKS, &[later]);
        assert!(tasks[0].starts_with("asyncio: 2 tasks of 2 calls of ask, polled"));
    }

    #[test]
    fn two_runs_that_are_alike_are_said_to_be() {
        let alike =
            "asyncio and Tokio: calls begin in the same order, end alike, and take the same time";
        assert_eq!(said(JOIN, &[]), [alike]);
    }

    #[test]
    fn another_order_is_told() {
        let swapped = [
            (2, ("span", 0, 2, r#","in":1,"n":"ask","a":"B""#)),
            (5, ("span", 0, 3, r#","in":1,"n":"ask","a":"A""#)),
        ];
        assert_eq!(
            said(JOIN, &swapped),
            ["asyncio: ask B begins before ask A; Tokio: after it"]
        );
    }

    #[test]
    fn another_length_and_another_end_are_told() {
        let later = [
            (15, ("out", 3, 4, r#","panic":true"#)),
            (16, ("end", 3, 4, "")),
            (17, ("end", 3, 2, "")),
            (18, ("exit", 3, 1, r#","how":"ok""#)),
        ];
        let said = said(TASKS, &later);
        assert_eq!(
            said[1..],
            [
                "asyncio: ask A raised an exception; Tokio: returned",
                "asyncio: 3 s in all; Tokio: 2 s"
            ]
        );
    }
}
