//! Reads the records of a trace one by one, and makes the view of them.

mod finish;

use super::{
    At, Exit, Kind, Lane, Outcome, Panic, Poll, Said, Sources, Step, Still, Tick, View, Wait, Wake,
    Waker, What,
};
use crate::place::Place;
use crate::trace::{Clock, LaneId, Record, Trace};
use std::collections::{BTreeMap, HashMap};

/// An argument may be a whole document; so much of it tells the calls apart.
const LONGEST_ARGUMENT: usize = 40;

pub fn read(trace: &Trace, output: &[u8], sources: &Sources) -> View {
    let mut reader = Reader::new(trace, output, sources);
    for (i, record) in trace.records.iter().enumerate() {
        reader.read(i, record);
    }
    reader.finish()
}

/// What is known while the records are read one by one.
struct Reader<'a> {
    view: View,
    lanes: BTreeMap<LaneId, Open>,
    steps: Vec<NumberedStep>,
    output: &'a [u8],
    heard: u64,
    sources: &'a Sources,
    /// The places that were looked up. A run that goes round and round has a few, thousands of times.
    places: HashMap<String, Option<At>>,
    is_asyncio: bool,
    /// The root future has returned, and no other has begun: what is dropped now, the end of the program drops.
    over: bool,
}

/// A step, and the number of the record that tells of it.
type NumberedStep = (usize, Step);

/// A lane, and what is not for drawing.
struct Open {
    lane: Lane,
    /// The number of its first record.
    born: usize,
    /// One for each poll.
    marks: Vec<Mark>,
    /// Its last poll, if that was the drop.
    dropped: Option<Mark>,
    /// The program was over at its last poll.
    over: bool,
}

/// Where a poll begins and ends in the trace, to know which poll is inside which.
#[derive(Clone, Copy, Default)]
struct Mark {
    first: usize,
    last: usize,
    t: u64,
    panic: bool,
}

impl Mark {
    /// It has not ended. A poll and its end are two records.
    fn is_open(&self) -> bool {
        self.first == self.last
    }

    fn contains(&self, other: &Mark) -> bool {
        self.first < other.first && other.last < self.last
    }
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
            still: None,
            panics: Vec::new(),
            ticks: Vec::new(),
            exit: None,
            cut: false,
        };
        let (lanes, steps) = (BTreeMap::new(), Vec::new());
        Reader {
            view,
            lanes,
            steps,
            output,
            heard: trace.header.said,
            sources,
            places: HashMap::new(),
            is_asyncio: !trace.header.python.is_empty(),
            over: false,
        }
    }

    fn read(&mut self, i: usize, record: &Record) {
        match record {
            Record::Run(_) => {}
            Record::Task {
                t,
                id,
                by,
                kind,
                size,
                at,
            } => {
                self.task(i, *t, *id, *by, kind, at);
                if let Some(open) = self.lanes.get_mut(id) {
                    open.lane.size = *size;
                }
            }
            Record::Span {
                t,
                id,
                parent,
                n,
                a,
                at,
            } => self.begin(i, *t, *id, *parent, Kind::Call, n, a, at),
            Record::Poll { t, id } => self.poll(i, *t, *id),
            Record::Out {
                t,
                id,
                on,
                busy,
                panic,
            } => self.out(i, *t, *id, on, *busy, *panic),
            Record::Wake { t, id, by, thread } => {
                let by = self.waker(*t, *id, *by, *thread);
                self.view.wakes.push(Wake { t: *t, of: *id, by });
                self.step(i, *t, *id, What::Woken(by));
            }
            Record::Said { t, id, to } => self.said(i, *t, *id, *to),
            Record::Log { t, id, m, .. } => {
                if let Some(open) = self.lanes.get_mut(id) {
                    open.lane.logs.push(Said {
                        t: *t,
                        text: m.clone(),
                    });
                    self.step(i, *t, *id, What::Says(m.clone()));
                }
            }
            Record::End { id, dropped, .. } => self.end(*id, *dropped),
            Record::Tick { t, id, at } => {
                let at = self.at(at);
                self.view.ticks.push(Tick {
                    t: *t,
                    lane: *id,
                    at,
                });
            }
            Record::Panic { id, m, at, .. } => {
                let at = self.at(at);
                self.view.panics.push(Panic {
                    lane: *id,
                    text: m.clone(),
                    at,
                });
            }
            Record::Deadlock { t, deaf } => {
                self.view.deadlock = Some(*t);
                for open in self.lanes.values_mut() {
                    open.lane.deaf = deaf.contains(&open.lane.id);
                }
            }
            Record::Still { t, cpu, one_poll } => self.still(*t, *cpu, *one_poll),
            Record::Exit { t, how, nonce } => {
                self.over = true;
                self.view.exit = Some(Exit {
                    t: *t,
                    ok: how == "ok",
                    nonce: nonce.clone(),
                });
            }
            Record::Cut { .. } => self.view.cut = true,
        }
        if !self.over {
            self.view.end = self.view.end.max(record.t());
        }
    }

    fn task(&mut self, i: usize, t: u64, id: LaneId, by: LaneId, kind: &str, at: &str) {
        let function = Place::parse(at)
            .map(|place| place.function)
            .filter(|function| !function.is_empty());
        let (kind, name) = match kind {
            "block_on" => (Kind::Root, function.unwrap_or("main".into())),
            "blocking" => (Kind::Blocking, "blocking".into()),
            _ => (Kind::Task, "task".into()),
        };
        match kind {
            Kind::Root => self.over = false,
            _ => self.step(i, t, id, What::Spawned(by)),
        }
        self.begin(i, t, id, by, kind, &name, "", at);
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of two records")]
    fn begin(
        &mut self,
        i: usize,
        t: u64,
        id: LaneId,
        parent: LaneId,
        kind: Kind,
        name: &str,
        arg: &str,
        at: &str,
    ) {
        let (at, function) = (self.at(at), self.sources.function(at));
        let code = match kind {
            Kind::Root | Kind::Call => function,
            Kind::Task | Kind::Blocking => at.as_ref().map_or(String::new(), |at| at.text.clone()),
        };
        let lane = Lane {
            id,
            parent,
            depth: 0,
            kind,
            name: name.into(),
            arg: in_one_line(arg),
            at,
            code,
            start: t,
            end: t,
            polls: Vec::new(),
            said: Vec::new(),
            logs: Vec::new(),
            outcome: Outcome::Open,
            at_exit: false,
            size: 0,
            deaf: false,
        };
        self.lanes.insert(
            id,
            Open {
                lane,
                born: i,
                marks: Vec::new(),
                dropped: None,
                over: false,
            },
        );
    }

    fn poll(&mut self, i: usize, t: u64, id: LaneId) {
        let Some(open) = self.lanes.get_mut(&id) else {
            return;
        };
        if open.lane.kind == Kind::Call && open.marks.is_empty() {
            // A future may be made long before it is first polled; until then it does nothing.
            open.lane.start = t;
        }
        open.lane.polls.push(Poll {
            start: t,
            end: t,
            busy: 0,
            on: None,
        });
        open.marks.push(Mark {
            first: i,
            last: i,
            t,
            panic: false,
        });
    }

    fn out(&mut self, i: usize, t: u64, id: LaneId, on: &str, busy: u32, panic: bool) {
        let on = self.wait(on);
        let Some(open) = self.lanes.get_mut(&id) else {
            return;
        };
        let (Some(poll), Some(mark)) = (open.lane.polls.last_mut(), open.marks.last_mut()) else {
            return;
        };
        *poll = Poll {
            start: poll.start,
            end: t,
            busy,
            on,
        };
        *mark = Mark {
            first: mark.first,
            last: i,
            t,
            panic,
        };
        open.lane.end = t;
        open.over = self.over;
    }

    fn wait(&mut self, on: &str) -> Option<Wait> {
        if on.is_empty() {
            return None;
        }
        let (what, at) = on.split_once(" @").unwrap_or((on, ""));
        Some(Wait {
            what: what.into(),
            at: self.at(at),
        })
    }

    fn at(&mut self, place: &str) -> Option<At> {
        if !self.places.contains_key(place) {
            self.places.insert(place.into(), self.sources.find(place));
        }
        self.places[place].clone()
    }

    fn waker(&self, t: u64, of: LaneId, by: LaneId, thread: bool) -> Waker {
        let last = self.lanes.get(&of).and_then(|open| open.lane.polls.last());
        match (by, self.view.clock) {
            (1.., _) => Waker::Lane(by),
            (0, _) if thread => Waker::Thread,
            // No timer ends at the instant at which the wait for it began: the future gave way to the others.
            (0, Clock::Virtual | Clock::Hybrid) if last.is_some_and(|poll| poll.end == t) => {
                Waker::Lane(of)
            }
            (0, Clock::Virtual | Clock::Hybrid) => Waker::Timer,
            (0, Clock::Real) if self.waits_for_time(of) => Waker::Timer,
            (0, Clock::Real) => Waker::Runtime,
        }
    }

    /// Whether a lane, or all the calls in it that are not over, wait for a time to come.
    fn waits_for_time(&self, lane: LaneId) -> bool {
        let is_timed = |open: &&Open| {
            let on = open.lane.polls.last().and_then(|poll| poll.on.as_ref());
            on.is_some_and(|on| on.what.starts_with("sleep") || on.what == "interval")
        };
        let is_inside = |open: &&Open| open.lane.parent == lane && open.lane.kind == Kind::Call;
        let is_open = |open: &&Open| open.lane.outcome == Outcome::Open;
        let mut calls = self
            .lanes
            .values()
            .filter(is_inside)
            .filter(is_open)
            .peekable();
        match calls.peek() {
            Some(_) => calls.all(|open| is_timed(&open)),
            None => self.lanes.get(&lane).is_some_and(|open| is_timed(&open)),
        }
    }

    fn said(&mut self, i: usize, t: u64, id: LaneId, to: u64) {
        let text = self
            .output
            .get(self.heard as usize..to as usize)
            .unwrap_or_default();
        let text = String::from_utf8_lossy(text)
            .trim_end_matches('\n')
            .to_string();
        self.heard = to;
        if let Some(open) = self.lanes.get_mut(&id).filter(|_| !text.is_empty()) {
            open.lane.said.push(Said {
                t,
                text: text.clone(),
            });
            self.step(i, t, id, What::Says(text));
        }
    }

    /// Rule 1.
    fn end(&mut self, id: LaneId, dropped: bool) {
        let Some(open) = self.lanes.get_mut(&id) else {
            return;
        };
        let is_drop = match self.is_asyncio {
            true => dropped,
            false => open.marks.len() > 1 || open.lane.kind != Kind::Call,
        };
        if is_drop {
            open.lane.polls.pop();
            open.dropped = open.marks.pop();
        }
        open.lane.outcome = match open.marks.last() {
            Some(last) if last.panic && self.is_asyncio => Outcome::Raised,
            Some(last) if last.panic => Outcome::Panicked,
            None => Outcome::Cancelled,
            _ if dropped && open.dropped.is_some() => Outcome::Cancelled,
            _ => Outcome::Done,
        };
        open.lane.at_exit = open.over && open.lane.outcome == Outcome::Cancelled;
    }

    fn still(&mut self, t: u64, cpu: u32, one_poll: bool) {
        let is_under_way = |open: &&Open| open.marks.last().is_some_and(|mark| mark.is_open());
        let under_way = self.lanes.values().filter(is_under_way);
        let innermost = under_way.max_by_key(|open| open.marks.last().map(|mark| mark.first));
        self.view.still = Some(Still {
            t,
            cpu,
            in_poll_of: innermost.map(|open| open.lane.id).filter(|_| one_poll),
        });
    }

    fn step(&mut self, i: usize, t: u64, lane: LaneId, what: What) {
        self.steps.push((i, Step { t, lane, what }));
    }
}

/// Text that cannot disturb the line it is written in.
fn in_one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect();
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST_ARGUMENT) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
