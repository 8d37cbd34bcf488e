//! A run as lanes, polls and wake-ups. What the records mean is decided here, and nowhere else.
//!
//! Three rules make lanes out of records:
//!
//! 1. A future that was made with `#[instrument]`, and every task, is entered once more when it is dropped.
//!    So the last pair of `poll` and `out` of a lane that ended is its drop, and no poll.
//! 2. A lane ends at its last `out`. Its span may be closed later, since a child's span keeps it.
//! 3. A task that makes one call, and nothing else that is recorded, is shown as that call.

use crate::place::Place;
use crate::trace::{Clock, LaneId, Record, Trace};
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// One run, ready to be drawn and to be searched for findings.
#[derive(Debug, Clone)]
pub struct View {
    /// The clock that the times are of.
    pub clock: Clock,
    /// Whether Tokio told of its tasks and resources.
    pub full: bool,
    /// In the order in which they are drawn: a lane, then the lanes inside it, each in order of birth.
    pub lanes: Vec<Lane>,
    /// In the order in which they happened.
    pub wakes: Vec<Wake>,
    /// What happened, in order, for whoever tells it step by step.
    pub steps: Vec<Step>,
    /// The length of the run.
    pub end: u64,
    /// When the runtime was found to be deadlocked.
    pub deadlock: Option<u64>,
    /// How the root future ended, if it did.
    pub exit: Option<Exit>,
    /// Whether the trace was cut because it had become too long.
    pub cut: bool,
}

/// One future that was polled: the root, a task, or a call of an instrumented function.
#[derive(Debug, Clone)]
pub struct Lane {
    /// Its number in the trace.
    pub id: LaneId,
    /// The lane that called or spawned it; 0 if nobody did.
    pub parent: LaneId,
    /// How many lanes it is inside of.
    pub depth: usize,
    /// What it is to the runtime.
    pub kind: Kind,
    /// The function's name, or `main`, or `task`.
    pub name: String,
    /// The first argument of the call.
    pub arg: String,
    /// Where the function stands, or where the task was spawned.
    pub at: Option<At>,
    /// When it was first seen.
    pub start: u64,
    /// When it was last seen.
    pub end: u64,
    /// Its polls, without the drop.
    pub polls: Vec<Poll>,
    /// What it printed.
    pub said: Vec<Said>,
    /// What it logged with `tracing`.
    pub logs: Vec<Said>,
    /// How it ended.
    pub outcome: Outcome,
    /// It was dropped because the program ended.
    pub at_exit: bool,
}

/// What a lane is to the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The future of `block_on`.
    Root,
    /// A spawned task: it runs whether or not anybody awaits it.
    Task,
    /// A closure on the blocking pool.
    Blocking,
    /// A call, polled by the lane that it is inside of.
    Call,
}

/// How a lane ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It returned.
    Done,
    /// It was dropped before it returned.
    Cancelled,
    /// It unwound.
    Panicked,
    /// It was still there when the trace ended.
    Open,
}

/// One poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poll {
    /// When it began.
    pub start: u64,
    /// When it ended. The same on the virtual clock, unless the clock was moved.
    pub end: u64,
    /// Real milliseconds for which it held the thread, without the polls inside it; 0 if not worth a word.
    pub busy: u32,
    /// What it waits on, where that is known.
    pub on: Option<Wait>,
}

/// What a poll that returned `Pending` waits on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// `sleep 300 ms`, `mutex`, `semaphore`, `oneshot`.
    pub what: String,
    /// Where it was made.
    pub at: Option<At>,
}

/// A place in the source, and its line in the file as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// The place as recorded.
    pub place: Place,
    /// The line, counted from 1, if the file was given and still has the function.
    pub line: Option<u32>,
    /// The text of that line, without its indentation.
    pub text: String,
}

/// Text that a lane printed or logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub t: u64,
    /// The text, without its last newline.
    pub text: String,
}

/// One call of a waker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wake {
    /// When.
    pub t: u64,
    /// Who was woken.
    pub of: LaneId,
    /// Who woke it; 0 is the timer or another thread.
    pub by: LaneId,
}

/// One thing that happened to a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub t: u64,
    /// To whom.
    pub lane: LaneId,
    /// What.
    pub what: What,
}

/// What can happen to a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It was first seen.
    Starts,
    /// It was woken by a lane, or by the timer (0).
    Woken(LaneId),
    /// It printed or logged this.
    Says(String),
    /// A poll ended; it waits on this, where that is known.
    Waits(Option<Wait>),
    /// It ended.
    Ends(Outcome),
}

/// How the root future ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// When.
    pub t: u64,
    /// It returned; else it unwound.
    pub ok: bool,
    /// The number that the runner gave the program.
    pub nonce: String,
}

/// The files that a trace speaks of, by their names without folders.
#[derive(Debug, Clone, Default)]
pub struct Sources(HashMap<String, String>);

impl Sources {
    /// Adds the text of a file.
    pub fn add(&mut self, name: &str, text: String) {
        self.0.insert(name.to_string(), text);
    }

    fn find(&self, text: &str) -> Option<At> {
        let place = Place::parse(text)?;
        let source = self.0.get(&place.file);
        let line = source.and_then(|source| place.line_in(source));
        let text = source
            .zip(line)
            .and_then(|(source, line)| source.lines().nth(line as usize - 1));
        let text = text.unwrap_or("").trim().to_string();
        Some(At { place, line, text })
    }
}

impl View {
    /// Reads the records. `output` is what the program wrote to its standard output; without it nobody says anything.
    pub fn new(trace: &Trace, output: &[u8], sources: &Sources) -> View {
        let mut reader = Reader::new(trace, output, sources);
        for (i, record) in trace.records.iter().enumerate() {
            reader.read(i, record);
        }
        reader.finish()
    }

    /// The lane with this number.
    pub fn lane(&self, id: LaneId) -> Option<&Lane> {
        self.lanes.iter().find(|lane| lane.id == id)
    }

    /// Who a wake-up came from, or who something happened to, in words.
    pub fn who(&self, id: LaneId) -> String {
        match self.lane(id) {
            Some(lane) => lane.label(),
            None => "the timer".into(),
        }
    }

    /// The lanes called or spawned by a lane, in order of birth.
    pub fn inside(&self, id: LaneId) -> impl Iterator<Item = &Lane> {
        self.lanes
            .iter()
            .filter(move |lane| lane.parent == id && lane.id != id)
    }
}

impl Lane {
    /// What tells it from the others: the name and the first argument.
    pub fn label(&self) -> String {
        match self.arg.as_str() {
            "" => self.name.clone(),
            arg => format!("{} {arg}", self.name),
        }
    }

    /// From its first poll to its last.
    pub fn length(&self) -> u64 {
        self.end - self.start
    }

    /// What it waited on when it was last polled.
    pub fn last_wait(&self) -> Option<&Wait> {
        self.polls.last().and_then(|poll| poll.on.as_ref())
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.place.file),
            None => self.place.fmt(f),
        }
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Some(at) => write!(f, "{} ({at})", self.what),
            None => f.write_str(&self.what),
        }
    }
}

/// What is known while the records are read one by one.
struct Reader<'a> {
    view: View,
    lanes: BTreeMap<LaneId, Open>,
    output: &'a [u8],
    heard: u64,
    sources: &'a Sources,
}

/// A lane and what only matters until it is read to its end.
struct Open {
    lane: Lane,
    /// Where each poll begins and ends in the trace, to know which poll is inside which.
    ranges: Vec<(usize, usize)>,
    panics: Vec<bool>,
    ended: Option<bool>,
    after_exit: bool,
}

impl<'a> Reader<'a> {
    fn new(trace: &Trace, output: &'a [u8], sources: &'a Sources) -> Reader<'a> {
        let view = View {
            clock: trace.header.clock,
            full: trace.header.full,
            lanes: Vec::new(),
            wakes: Vec::new(),
            steps: Vec::new(),
            end: 0,
            deadlock: None,
            exit: None,
            cut: false,
        };
        Reader {
            view,
            lanes: BTreeMap::new(),
            output,
            heard: trace.header.said,
            sources,
        }
    }

    fn read(&mut self, i: usize, record: &Record) {
        if self.view.exit.is_none() {
            self.view.end = self.view.end.max(record.t());
        }
        match record {
            Record::Run(_) => {}
            Record::Task {
                t,
                id,
                by,
                kind,
                at,
            } => {
                let (kind, name) = match kind.as_str() {
                    "block_on" => (Kind::Root, "main"),
                    "blocking" => (Kind::Blocking, "blocking"),
                    _ => (Kind::Task, "task"),
                };
                self.begin(*t, *id, *by, kind, name, "", at);
            }
            Record::Span {
                t,
                id,
                parent,
                n,
                a,
                at,
            } => self.begin(*t, *id, *parent, Kind::Call, n, a, at),
            Record::Poll { t, id } => {
                if let Some(open) = self.lanes.get_mut(id) {
                    open.lane.polls.push(Poll {
                        start: *t,
                        end: *t,
                        busy: 0,
                        on: None,
                    });
                    open.ranges.push((i, i));
                    open.panics.push(false);
                }
            }
            Record::Out {
                t,
                id,
                on,
                busy,
                panic,
            } => self.out(i, *t, *id, on, *busy, *panic),
            Record::Wake { t, id, by } => {
                self.view.wakes.push(Wake {
                    t: *t,
                    of: *id,
                    by: *by,
                });
                self.step(*t, *id, What::Woken(*by));
            }
            Record::Said { t, id, to } => {
                let text = self
                    .output
                    .get(self.heard as usize..*to as usize)
                    .unwrap_or_default();
                let text = String::from_utf8_lossy(text)
                    .trim_end_matches('\n')
                    .to_string();
                self.heard = *to;
                if let Some(open) = self.lanes.get_mut(id) {
                    open.lane.said.push(Said {
                        t: *t,
                        text: text.clone(),
                    });
                    self.step(*t, *id, What::Says(text));
                }
            }
            Record::Log { t, id, m, .. } => {
                if let Some(open) = self.lanes.get_mut(id) {
                    open.lane.logs.push(Said {
                        t: *t,
                        text: m.clone(),
                    });
                    self.step(*t, *id, What::Says(m.clone()));
                }
            }
            Record::End { t, id, dropped } => self.end(*t, *id, *dropped),
            Record::Deadlock { t } => self.view.deadlock = Some(*t),
            Record::Exit { t, how, nonce } => {
                self.view.exit = Some(Exit {
                    t: *t,
                    ok: how == "ok",
                    nonce: nonce.clone(),
                });
            }
            Record::Cut { .. } => self.view.cut = true,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of two records")]
    fn begin(
        &mut self,
        t: u64,
        id: LaneId,
        parent: LaneId,
        kind: Kind,
        name: &str,
        arg: &str,
        at: &str,
    ) {
        let lane = Lane {
            id,
            parent,
            depth: 0,
            kind,
            name: name.into(),
            arg: arg.into(),
            at: self.sources.find(at),
            start: t,
            end: t,
            polls: Vec::new(),
            said: Vec::new(),
            logs: Vec::new(),
            outcome: Outcome::Open,
            at_exit: false,
        };
        self.lanes.insert(
            id,
            Open {
                lane,
                ranges: Vec::new(),
                panics: Vec::new(),
                ended: None,
                after_exit: false,
            },
        );
        self.step(t, id, What::Starts);
    }

    fn out(&mut self, i: usize, t: u64, id: LaneId, on: &str, busy: u32, panic: bool) {
        let wait = self.wait(on);
        let Some(open) = self.lanes.get_mut(&id) else {
            return;
        };
        let (Some(poll), Some(range), Some(panicked)) = (
            open.lane.polls.last_mut(),
            open.ranges.last_mut(),
            open.panics.last_mut(),
        ) else {
            return;
        };
        poll.end = t;
        poll.busy = busy;
        poll.on = wait.clone();
        range.1 = i;
        *panicked = panic;
        open.lane.end = t;
        open.after_exit = self.view.exit.is_some();
        self.step(t, id, What::Waits(wait));
    }

    fn wait(&self, on: &str) -> Option<Wait> {
        if on.is_empty() {
            return None;
        }
        let (what, at) = on.split_once(" @").unwrap_or((on, ""));
        Some(Wait {
            what: what.into(),
            at: self.sources.find(at),
        })
    }

    fn end(&mut self, t: u64, id: LaneId, dropped: bool) {
        let Some(open) = self.lanes.get_mut(&id) else {
            return;
        };
        open.ended = Some(dropped);
        let is_a_drop = open.lane.polls.len() > 1 || open.lane.kind != Kind::Call;
        if is_a_drop {
            open.lane.polls.pop();
            open.ranges.pop();
            open.panics.pop();
        }
        let outcome = match (open.panics.last(), dropped && is_a_drop) {
            (Some(true), _) => Outcome::Panicked,
            (_, true) => Outcome::Cancelled,
            (_, false) => Outcome::Done,
        };
        open.lane.outcome = outcome;
        open.lane.at_exit = open.after_exit && outcome == Outcome::Cancelled;
        // The poll in which it ended, or its drop, is told as its end.
        let waits: Vec<usize> = (0..self.view.steps.len())
            .rev()
            .filter(|i| {
                self.view.steps[*i].lane == id && matches!(self.view.steps[*i].what, What::Waits(_))
            })
            .take(if outcome != Outcome::Cancelled && is_a_drop {
                2
            } else {
                1
            })
            .collect();
        for i in waits {
            self.view.steps.remove(i);
        }
        self.step(t, id, What::Ends(outcome));
    }

    fn step(&mut self, t: u64, lane: LaneId, what: What) {
        self.view.steps.push(Step { t, lane, what });
    }

    fn finish(mut self) -> View {
        self.own_busy_only();
        for open in self.lanes.values_mut() {
            if open.lane.outcome == Outcome::Open {
                open.lane.end = self.view.end;
            }
            open.lane.end = open.lane.end.min(self.view.end.max(open.lane.start));
        }
        let shown_as = self.merge_tasks();
        let rename = |id: LaneId| *shown_as.get(&id).unwrap_or(&id);
        for wake in &mut self.view.wakes {
            *wake = Wake {
                t: wake.t,
                of: rename(wake.of),
                by: rename(wake.by),
            };
        }
        self.view.steps.retain(|step| {
            !(shown_as.contains_key(&step.lane) && !matches!(step.what, What::Woken(_)))
        });
        for step in &mut self.view.steps {
            step.lane = rename(step.lane);
            if let What::Woken(by) = &mut step.what {
                *by = rename(*by);
            }
        }
        number_alike(&mut self.lanes);
        self.place();
        self.view
    }

    /// Takes from a poll the real time of the polls inside it, so that only who held the thread is said to have.
    fn own_busy_only(&mut self) {
        let busy: Vec<(usize, usize, u32)> = self
            .lanes
            .values()
            .flat_map(|o| {
                o.ranges
                    .iter()
                    .zip(&o.lane.polls)
                    .map(|(r, p)| (r.0, r.1, p.busy))
            })
            .filter(|(_, _, busy)| *busy > 0)
            .collect();
        for open in self.lanes.values_mut() {
            for (range, poll) in open
                .ranges
                .iter()
                .zip(&mut open.lane.polls)
                .filter(|(_, p)| p.busy > 0)
            {
                let inside = busy.iter().filter(|b| b.0 > range.0 && b.1 < range.1);
                // Only the largest of the nested ones: theirs contains that of the ones inside them.
                poll.busy = poll
                    .busy
                    .saturating_sub(inside.map(|b| b.2).max().unwrap_or(0));
                if poll.busy < 20 {
                    poll.busy = 0;
                }
            }
        }
    }

    /// Rule 3. Returns which lane each merged task is shown as.
    fn merge_tasks(&mut self) -> HashMap<LaneId, LaneId> {
        let mut shown_as = HashMap::new();
        let inside = self.inside();
        let tasks: Vec<LaneId> = self
            .lanes
            .values()
            .filter(|o| o.lane.kind == Kind::Task)
            .map(|o| o.lane.id)
            .collect();
        for task in tasks {
            let Some([call]) = inside.get(&task).map(Vec::as_slice) else {
                continue;
            };
            let call = *call;
            if self.lanes[&call].lane.kind != Kind::Call {
                continue;
            }
            let Some(Open { lane: outer, .. }) = self.lanes.remove(&task) else {
                continue;
            };
            if let Some(Open { lane, .. }) = self.lanes.get_mut(&call) {
                lane.kind = Kind::Task;
                lane.parent = outer.parent;
                lane.start = outer.start;
                lane.end = lane.end.max(outer.end.min(self.view.end));
                lane.at = outer.at.or(lane.at.take());
                lane.at_exit |= outer.at_exit;
                lane.said.extend(outer.said);
                if outer.outcome == Outcome::Panicked {
                    lane.outcome = Outcome::Panicked;
                }
            }
            shown_as.insert(task, call);
        }
        // A lane spawned by a merged task is inside the call that the task is shown as.
        for open in self.lanes.values_mut() {
            open.lane.parent = *shown_as.get(&open.lane.parent).unwrap_or(&open.lane.parent);
        }
        shown_as
    }

    /// Puts the lanes in the order of drawing. Without recursion: ten thousand calls may be inside each other.
    fn place(&mut self) {
        let mut inside = self.inside();
        let mut open: Vec<(LaneId, usize)> = inside
            .remove(&0)
            .into_iter()
            .flatten()
            .rev()
            .map(|id| (id, 0))
            .collect();
        while let Some((id, depth)) = open.pop() {
            if let Some(Open { lane, .. }) = self.lanes.remove(&id) {
                self.view.lanes.push(Lane { depth, ..lane });
            }
            open.extend(
                inside
                    .remove(&id)
                    .into_iter()
                    .flatten()
                    .rev()
                    .map(|id| (id, depth + 1)),
            );
        }
    }

    /// The lanes inside each lane, in order of birth; those whose caller is not known are inside 0.
    fn inside(&self) -> HashMap<LaneId, Vec<LaneId>> {
        let mut inside: HashMap<LaneId, Vec<LaneId>> = HashMap::new();
        for Open { lane, .. } in self.lanes.values() {
            let parent = if self.lanes.contains_key(&lane.parent) {
                lane.parent
            } else {
                0
            };
            inside.entry(parent).or_default().push(lane.id);
        }
        inside
    }
}

/// Tasks and calls without an argument that tells them apart are numbered: `task 1`, `task 2`.
fn number_alike(lanes: &mut BTreeMap<LaneId, Open>) {
    let mut alike: HashMap<(LaneId, String), Vec<LaneId>> = HashMap::new();
    for open in lanes.values() {
        alike
            .entry((open.lane.parent, open.lane.label()))
            .or_default()
            .push(open.lane.id);
    }
    for ((_, _), ids) in alike.into_iter().filter(|(_, ids)| ids.len() > 1) {
        for (id, number) in ids.into_iter().zip(1..) {
            if let Some(Open { lane, .. }) = lanes.get_mut(&id).filter(|o| o.lane.arg.is_empty()) {
                lane.arg = number.to_string();
            }
        }
    }
}
