//! What the recorder knows: the time, the lanes' numbers, the length of the output, the places in the source.

use super::header;
use super::writer::Writer;
use crate::settings::Settings;
use observer::place::{Place, is_standard};
use observer::trace::{Clock, LaneId, Record};
use real::time::Instant;
use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant as RealInstant};

#[derive(Debug)]
pub struct State {
    writer: Writer,
    clock: Clock,
    zero: Option<(Instant, RealInstant)>,
    /// Where this runtime's time begins: at the last record of the one before it.
    base: u64,
    last: u64,
    lanes: LaneId,
    running: usize,
    blocking: usize,
    /// The tasks that answered `Pending` and of which nobody has a waker.
    deaf: BTreeSet<LaneId>,
    root: PathBuf,
    sources: HashMap<String, Option<String>>,
    places: HashMap<String, HashMap<u32, String>>,
    output: Option<File>,
    said: u64,
}

impl State {
    pub fn new(writer: Writer, settings: &Settings, clock: Clock) -> State {
        let mut output = settings
            .stdout
            .as_ref()
            .and_then(|path| File::open(path).ok());
        let said = length(&mut output);
        let mut state = State {
            writer,
            clock,
            zero: None,
            base: 0,
            last: 0,
            lanes: 0,
            running: 0,
            blocking: 0,
            deaf: BTreeSet::new(),
            root: settings.root.clone(),
            sources: HashMap::new(),
            places: HashMap::new(),
            output,
            said,
        };
        state.writer.write(&header(clock, said));
        state
    }

    /// A root future begins. The clock starts with its first record.
    pub fn begin(&mut self) {
        if self.running == 0 {
            self.base = self.last;
            self.zero = None;
        }
        self.running += 1;
    }

    /// A root future has ended: `ok`, or by a `panic`.
    pub fn exit(&mut self, how: &str, nonce: &str) {
        self.running = self.running.saturating_sub(1);
        let t = self.now();
        self.write(Record::Exit {
            t,
            how: how.into(),
            nonce: nonce.into(),
        });
        self.flush();
    }

    pub fn flush(&mut self) {
        self.writer.flush();
    }

    /// Microseconds since the run began. Outside the runtime the virtual clock cannot be read: the last time holds.
    pub fn now(&mut self) -> u64 {
        let real = self.clock == Clock::Real;
        if real || real::runtime::Handle::try_current().is_ok() {
            let (zero, zero_real) = *self
                .zero
                .get_or_insert_with(|| (Instant::now(), RealInstant::now()));
            let passed = match real {
                true => zero_real.elapsed(),
                false => Instant::now().saturating_duration_since(zero),
            };
            self.last = self.last.max(self.base + passed.as_micros() as u64);
        }
        self.last
    }

    pub fn write(&mut self, record: Record) {
        self.writer.write(&record);
    }

    pub fn new_lane(&mut self) -> LaneId {
        self.lanes += 1;
        self.lanes
    }

    /// A lane is gone; `dropped` if it had not finished.
    pub fn end(&mut self, id: LaneId, dropped: bool) {
        self.deaf.remove(&id);
        let t = self.now();
        self.write(Record::End { t, id, dropped });
    }

    /// Notes after a poll whether anybody can still wake a task.
    pub fn set_deaf(&mut self, id: LaneId, deaf: bool) {
        if deaf {
            self.deaf.insert(id);
        } else {
            self.deaf.remove(&id);
        }
    }

    /// Nothing is left that could wake a task.
    pub fn deadlock(&mut self) {
        let (t, deaf) = (self.now(), self.deaf.iter().copied().collect());
        self.write(Record::Deadlock { t, deaf });
        self.flush();
    }

    /// The clock stands still, while so many milliseconds of a processor's time passed: in one poll, or in many.
    pub fn still(&mut self, cpu: u32, one_poll: bool) {
        let t = self.now();
        self.write(Record::Still { t, cpu, one_poll });
        self.flush();
    }

    /// The time of the last record.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Time has passed that the clock does not show yet.
    pub fn at_least(&mut self, longer: Duration) {
        self.last = self.now() + longer.as_micros() as u64;
    }

    /// Counts the closures that run on the blocking pool, which inhibit a verdict of deadlock.
    pub fn blocking(&mut self, began: bool) {
        self.blocking = if began {
            self.blocking + 1
        } else {
            self.blocking.saturating_sub(1)
        };
    }

    /// Whether only the runtime's own threads could still do something: a runtime runs, the pool is empty.
    pub fn is_alone(&self) -> bool {
        self.running > 0 && self.blocking == 0 && self.clock != Clock::Real
    }

    /// Ascribes to `lane` what the program has written to its standard output since the last call.
    pub fn listen(&mut self, lane: LaneId) {
        if self.output.is_none() {
            return;
        }
        // `print!` without a newline waits in the buffer of `Stdout`.
        let _ = std::io::stdout().flush();
        let length = length(&mut self.output);
        if length > self.said {
            self.said = length;
            let t = self.now();
            self.write(Record::Said {
                t,
                id: lane,
                to: length,
            });
        }
    }

    /// Writes a line that the compiler knows as a [`Place`]; empty if it is none of the program's or of a dependency.
    pub fn place(&mut self, file: &str, line: u32) -> String {
        if file.is_empty() {
            return String::new();
        }
        if let Some(place) = self.places.get(file).and_then(|lines| lines.get(&line)) {
            return place.clone();
        }
        let root = &self.root;
        let source = self
            .sources
            .entry(file.to_string())
            .or_insert_with(|| fs::read_to_string(root.join(file)).ok());
        let place = match is_standard(file) {
            true => String::new(),
            false => Place::of(file, line, source.as_deref()).to_string(),
        };
        self.places
            .entry(file.to_string())
            .or_default()
            .insert(line, place.clone());
        place
    }
}

/// The length of a file. To go to its end is the cheapest way to ask; this is not the handle that is written to.
fn length(file: &mut Option<File>) -> u64 {
    file.as_mut()
        .and_then(|file| file.seek(SeekFrom::End(0)).ok())
        .unwrap_or(0)
}
