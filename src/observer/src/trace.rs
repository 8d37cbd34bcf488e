//! The trace of one run: JSON Lines, one record a line, written as it happens.
//!
//! The recorder is a dumb writer; what the records *mean* is decided in [`view`](crate::view), and nowhere else.
//! Times are microseconds since the runtime began to run the program, on the clock that the first record names.
//! There is no wall time but `busy`, so that on the paused clock a trace is the same to the byte every time.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The version of the format, in the first record of every trace.
pub const VERSION: u32 = 1;

/// Milliseconds. A poll that held its thread for less is not spoken of. Tokio's documentation asks for no more than 10
/// to 100 microseconds between two awaits. But a machine that is shared may stop any thread for some tens of
/// milliseconds and count that nowhere: page faults, and what other guests of the same processor take.
pub const LEAST_BUSY: u32 = 50;
/// Milliseconds.
pub const BUSY_STEP: u32 = 10;

/// Numbers the lanes of a run in the order in which they appear, from 1. 0 is nobody: the runtime itself, or another thread.
pub type LaneId = u32;

/// One line of a trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "k", rename_all = "lowercase")]
pub enum Record {
    /// The first line.
    Run(Header),
    /// A task began to exist: spawned, or the root future of `block_on`.
    Task {
        /// When.
        t: u64,
        /// Its lane.
        id: LaneId,
        /// The lane that spawned it.
        #[serde(default, skip_serializing_if = "is_zero")]
        by: LaneId,
        /// `block_on`, `task`, `local` or `blocking`: Tokio's word for how it runs.
        kind: String,
        /// The bytes of the future, if they are many.
        #[serde(default, skip_serializing_if = "is_zero64")]
        size: u64,
        /// Where it was spawned, as a [`Place`](crate::place::Place).
        #[serde(default, skip_serializing_if = "String::is_empty")]
        at: String,
    },
    /// A call of an instrumented function was polled for the first time.
    Span {
        /// When.
        t: u64,
        /// Its lane.
        id: LaneId,
        /// The lane inside which it runs.
        #[serde(rename = "in", default, skip_serializing_if = "is_zero")]
        parent: LaneId,
        /// The function's name.
        n: String,
        /// The first argument, which tells the calls of one function apart.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        a: String,
        /// Where the function stands.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        at: String,
    },
    /// A poll began. (The last pair of `poll` and `out` of a lane may be its drop: see [`view`](crate::view).)
    Poll {
        /// When.
        t: u64,
        /// Whose.
        id: LaneId,
    },
    /// A poll ended.
    Out {
        /// When.
        t: u64,
        /// Whose.
        id: LaneId,
        /// What it waits on, and where that was made: `sleep 300 ms @gather.rs:worker+2`.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        on: String,
        /// Milliseconds of real time for which the poll held the thread, rounded down to [`BUSY_STEP`]; 0 if under
        /// [`LEAST_BUSY`].
        #[serde(default, skip_serializing_if = "is_zero")]
        busy: u32,
        /// The thread was unwinding; in asyncio, an exception was raised out of the lane.
        #[serde(default, skip_serializing_if = "is_false")]
        panic: bool,
    },
    /// A waker was called.
    Wake {
        /// When.
        t: u64,
        /// Who was woken.
        id: LaneId,
        /// Who called it; 0 is nobody: the runtime itself, or another thread.
        #[serde(default, skip_serializing_if = "is_zero")]
        by: LaneId,
        /// It was called on a thread that is none of the runtime's.
        #[serde(default, skip_serializing_if = "is_false")]
        thread: bool,
    },
    /// The program's standard output has grown.
    Said {
        /// When it was noticed.
        t: u64,
        /// Who was being polled.
        id: LaneId,
        /// The length of the output in bytes, this text included.
        to: u64,
    },
    /// An event of `tracing`.
    Log {
        /// When.
        t: u64,
        /// Inside which lane.
        id: LaneId,
        /// `error`, `warn`, `info`, `debug` or `trace`.
        level: String,
        /// The message and its fields.
        m: String,
    },
    /// A tick of an interval was taken.
    Tick {
        /// When.
        t: u64,
        /// By whom.
        id: LaneId,
        /// Where the interval was made.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        at: String,
    },
    /// A panic began.
    Panic {
        /// When.
        t: u64,
        /// Inside which lane.
        id: LaneId,
        /// What it says, in one line.
        m: String,
        /// Where.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        at: String,
    },
    /// A lane is gone.
    End {
        /// When.
        t: u64,
        /// Whose.
        id: LaneId,
        /// It was dropped before it had finished.
        #[serde(default, skip_serializing_if = "is_false")]
        dropped: bool,
    },
    /// Nothing was left that could wake a task.
    Deadlock {
        /// When.
        t: u64,
        /// The tasks that nobody can wake, since nobody has a waker of theirs.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        deaf: Vec<LaneId>,
    },
    /// The clock stood still for too long. If a poll is under way, that is the one that does not end.
    Still {
        /// When.
        t: u64,
        /// Milliseconds of a processor's time that passed meanwhile.
        cpu: u32,
        /// It is one poll that goes on and on, not one after another.
        #[serde(default, skip_serializing_if = "is_false")]
        one_poll: bool,
    },
    /// The root future ended: what is dropped after this record is dropped because the program ends.
    Exit {
        /// When.
        t: u64,
        /// `ok` or `panic`.
        how: String,
        /// The number that the runner gave the program, so that no other program's end is taken for this one's.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        nonce: String,
    },
    /// The trace was cut here, because it had become too long.
    Cut {
        /// When.
        t: u64,
    },
}

/// The first record of a trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format.
    pub v: u32,
    /// The clock that the times are of.
    pub clock: Clock,
    /// The unit of the times: always `us`.
    pub unit: String,
    /// The version of Tokio.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tokio: String,
    /// The version of Python, major and minor, in its place if this is a run of asyncio's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub python: String,
    /// Whether Tokio told of its tasks and resources (`--cfg tokio_unstable`). asyncio always does.
    pub full: bool,
    /// How long the standard output was before the program began.
    #[serde(default, skip_serializing_if = "is_zero64")]
    pub said: u64,
}

/// Which clock a run was on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clock {
    /// Tokio's paused clock: it jumps to the next timer when nothing can run. Exact.
    Virtual,
    /// The paused clock, to which the real time of a poll that held the thread is added. For showing only.
    Hybrid,
    /// The clock on the wall.
    Real,
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Clock::Virtual => "virtual",
            Clock::Hybrid => "hybrid",
            Clock::Real => "real",
        })
    }
}

impl std::str::FromStr for Clock {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "virtual" => Ok(Clock::Virtual),
            "hybrid" => Ok(Clock::Hybrid),
            "real" => Ok(Clock::Real),
            _ => Err(format!("`{word}` is no clock: virtual, hybrid or real")),
        }
    }
}

/// A trace as it was read: the header and the records after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The first record.
    pub header: Header,
    /// All others, in the order in which they happened.
    pub records: Vec<Record>,
}

impl Trace {
    /// Reads JSON Lines.
    ///
    /// A last line without a newline is what a killed program leaves behind: it is passed over.
    /// Any other line that is no record is an error, which names the line.
    pub fn parse(text: &str) -> Result<Trace, String> {
        let mut lines = text.split_inclusive('\n').enumerate();
        let (_, first) = lines
            .next()
            .ok_or("the trace is empty: the program did not start a runtime")?;
        let header = match read(first, 1)? {
            Record::Run(header) if header.v == VERSION => header,
            Record::Run(header) => {
                return Err(format!(
                    "the trace has format {}, this workbook reads {VERSION}",
                    header.v
                ));
            }
            _ => return Err("the trace does not begin with a `run` record".into()),
        };
        let mut records = Vec::new();
        for (i, line) in lines {
            if !line.ends_with('\n') {
                break;
            }
            records.push(read(line, i + 1)?);
        }
        Ok(Trace { header, records })
    }
}

impl Trace {
    /// The same with times as a person would tell them: on the real clock the last digits are chance.
    /// To 10 ms in a run of 0.2 s or more, to 1 ms in one of 20 ms or more; a shorter run is left as it is.
    pub fn rounded(&self) -> Trace {
        let step = match self.records.iter().map(Record::t).max() {
            Some(200_000..) => 10_000,
            Some(20_000..) => 1_000,
            _ => 1,
        };
        let mut trace = self.clone();
        for t in trace.records.iter_mut().filter_map(Record::t_mut) {
            *t = (*t + step / 2) / step * step;
        }
        trace
    }
}

fn read(line: &str, number: usize) -> Result<Record, String> {
    serde_json::from_str(line).map_err(|e| format!("line {number} of the trace is no record: {e}"))
}

/// The time of a record, by reference, shared or not. The header has none.
macro_rules! time_of {
    ($record:expr) => {
        match $record {
            Record::Run(_) => None,
            Record::Task { t, .. }
            | Record::Span { t, .. }
            | Record::Poll { t, .. }
            | Record::Out { t, .. }
            | Record::Wake { t, .. }
            | Record::Said { t, .. }
            | Record::Log { t, .. }
            | Record::Tick { t, .. }
            | Record::Panic { t, .. }
            | Record::End { t, .. }
            | Record::Deadlock { t, .. }
            | Record::Still { t, .. }
            | Record::Exit { t, .. }
            | Record::Cut { t } => Some(t),
        }
    };
}

impl Record {
    /// When it happened. The header has no time: 0.
    pub fn t(&self) -> u64 {
        time_of!(self).copied().unwrap_or(0)
    }

    fn t_mut(&mut self) -> Option<&mut u64> {
        time_of!(self)
    }
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

fn is_zero64(n: &u64) -> bool {
    *n == 0
}

fn is_false(b: &bool) -> bool {
    !b
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "{\"k\":\"run\",\"v\":1,\"clock\":\"virtual\",\"unit\":\"us\",\"full\":true}\n";

    #[test]
    fn a_torn_last_line_is_passed_over() {
        let trace = Trace::parse(&format!(
            "{HEAD}{{\"k\":\"poll\",\"t\":1,\"id\":2}}\n{{\"k\":\"po"
        ))
        .unwrap();
        assert_eq!(trace.records, [Record::Poll { t: 1, id: 2 }]);
    }

    #[test]
    fn a_damaged_line_in_the_middle_is_named() {
        let e = Trace::parse(&format!(
            "{HEAD}junk\n{{\"k\":\"poll\",\"t\":1,\"id\":2}}\n"
        ))
        .unwrap_err();
        assert!(e.starts_with("line 2 of the trace is no record"), "{e}");
    }

    #[test]
    fn another_version_is_refused() {
        let e = Trace::parse(&HEAD.replace("\"v\":1", "\"v\":2")).unwrap_err();
        assert_eq!(e, "the trace has format 2, this workbook reads 1");
    }

    #[test]
    fn real_times_are_rounded_as_the_run_is_long() {
        let rounded = |times: &[u64]| {
            let records = times
                .iter()
                .map(|t| Record::Poll { t: *t, id: 1 })
                .collect();
            let trace = Trace {
                header: Trace::parse(HEAD).unwrap().header,
                records,
            };
            trace
                .rounded()
                .records
                .iter()
                .map(Record::t)
                .collect::<Vec<_>>()
        };
        assert_eq!(rounded(&[1_001_234, 5_002_345]), [1_000_000, 5_000_000]);
        assert_eq!(rounded(&[1_234, 20_700]), [1_000, 21_000]);
        assert_eq!(rounded(&[1_234]), [1_234]);
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        let out = Record::Out {
            t: 5,
            id: 3,
            on: "sleep 20 ms".into(),
            busy: 0,
            panic: true,
        };
        let line = serde_json::to_string(&out).unwrap();
        assert_eq!(
            line,
            r#"{"k":"out","t":5,"id":3,"on":"sleep 20 ms","panic":true}"#
        );
        assert_eq!(serde_json::from_str::<Record>(&line).unwrap(), out);
    }
}
