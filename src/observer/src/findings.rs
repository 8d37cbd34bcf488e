//! What is said of a run: named sentences with numbers, each drawn from the view by one rule.
//!
//! The list is closed: [`ALL`] has every name, its kind and what it means. A finding's name is also the id of the
//! section of the book that explains it.

mod concurrency;
mod endings;
mod stuck;

use crate::trace::LaneId;
use crate::view::{At, View};

/// One sentence about a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its name in [`ALL`].
    pub name: &'static str,
    /// Good news, or a mistake.
    pub kind: Kind,
    /// The sentence: lower case, without a full stop, with numbers.
    pub message: String,
    /// The place in the source that it speaks of.
    pub at: Option<At>,
    /// The lanes that it speaks of.
    pub lanes: Vec<LaneId>,
}

/// Whether a finding is good news or bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What happened, without a judgement.
    Fact,
    /// What is wrong, unless it was meant.
    Mistake,
}

/// An entry of the closed list.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The field's word for it.
    pub name: &'static str,
    /// Good news, or a mistake.
    pub kind: Kind,
    /// What it means, in one sentence.
    pub meaning: &'static str,
}

/// All findings that there are.
pub const ALL: [Entry; 10] = [
    Entry {
        name: "sequential",
        kind: Kind::Mistake,
        meaning: "calls that could wait together waited one after another",
    },
    Entry {
        name: "concurrent",
        kind: Kind::Fact,
        meaning: "calls waited at the same time",
    },
    Entry {
        name: "blocked_thread",
        kind: Kind::Mistake,
        meaning: "one poll held the thread, so that nothing else could run",
    },
    Entry {
        name: "cancelled",
        kind: Kind::Fact,
        meaning: "a future was dropped before it had finished",
    },
    Entry {
        name: "deadlock",
        kind: Kind::Mistake,
        meaning: "nothing was left that could wake a task",
    },
    Entry {
        name: "aborted_at_exit",
        kind: Kind::Mistake,
        meaning: "a task was dropped because the program ended",
    },
    Entry {
        name: "lost_panic",
        kind: Kind::Mistake,
        meaning: "a task panicked and nobody will know",
    },
    Entry {
        name: "never_polled",
        kind: Kind::Mistake,
        meaning: "a future was made and dropped without being polled",
    },
    Entry {
        name: "lost_data",
        kind: Kind::Mistake,
        meaning: "bytes or messages that were sent are not among those that came",
    },
    Entry {
        name: "orphan_task",
        kind: Kind::Mistake,
        meaning: "a task goes on that nobody waits for any more",
    },
];

/// All findings of a run, the mistakes first, each kind in the order of the list.
pub fn find(view: &View) -> Vec<Finding> {
    let rules = [
        concurrency::find,
        stuck::blocked_thread,
        stuck::deadlock,
        endings::cancelled,
        endings::aborted_at_exit,
        endings::lost_panic,
        endings::never_polled,
    ];
    let mut findings: Vec<Finding> = rules.iter().flat_map(|rule| rule(view)).collect();
    findings.sort_by_key(|finding| (finding.kind == Kind::Fact, order(finding.name)));
    findings
}

impl Finding {
    /// Makes a finding of the list. Whoever names one that is not on it hears so from the first test.
    pub fn new(name: &'static str, message: String, at: Option<At>, lanes: Vec<LaneId>) -> Finding {
        Finding {
            name,
            kind: ALL[order(name)].kind,
            message,
            at,
            lanes,
        }
    }
}

fn order(name: &str) -> usize {
    ALL.iter()
        .position(|entry| entry.name == name)
        .unwrap_or_else(|| panic!("`{name}` is not on the list of findings"))
}

/// `a`, `a and b`, `a, b and c`.
fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
