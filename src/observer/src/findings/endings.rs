//! Futures that did not come to their end.

use super::Finding;
use crate::time::show;
use crate::view::{Kind, Lane, Outcome, View, Waker};

/// Dropped before it had finished, while the program went on.
pub fn cancelled(view: &View) -> Vec<Finding> {
    view.lanes
        .iter()
        .filter(|lane| {
            lane.outcome == Outcome::Cancelled && !lane.at_exit && !lane.polls.is_empty()
        })
        // Whoever is dropped takes along what is inside it: the outermost one says it all.
        .filter(|lane| {
            !view
                .lane(lane.parent)
                .is_some_and(|outer| is_dropped_with(lane, outer))
        })
        .map(|lane| {
            let waited = lane
                .last_wait()
                .map_or(String::new(), |wait| format!(" while it waited on {wait}"));
            let message = format!(
                "{} was cancelled at {}: dropped{waited}",
                lane.label(),
                show(lane.end)
            );
            Finding::new("cancelled", message, lane.at.clone(), vec![lane.id])
        })
        .collect()
}

fn is_dropped_with(lane: &Lane, outer: &Lane) -> bool {
    lane.kind == Kind::Call && outer.outcome == Outcome::Cancelled && outer.end == lane.end
}

/// A task that nobody waited for, dropped when the root future returned.
pub fn aborted_at_exit(view: &View) -> Vec<Finding> {
    let Some(exit) = view.exit.as_ref().filter(|exit| exit.ok) else {
        return Vec::new();
    };
    view.lanes
        .iter()
        .filter(|lane| lane.kind == Kind::Task && lane.at_exit)
        .map(|lane| {
            let message = format!(
                "{} had not finished when the program ended at {}, and was dropped: keep its handle and await it",
                lane.label(),
                show(exit.t)
            );
            Finding::new("aborted_at_exit", message, lane.at.clone(), vec![lane.id])
        })
        .collect()
}

/// A task panicked and its handle was dropped where it was spawned.
///
/// A trace does not tell whether a handle is awaited *later*. So this is said only where the source shows that there
/// is none: the line of the spawn is a statement of its own. What is dropped in another way is not found.
pub fn lost_panic(view: &View) -> Vec<Finding> {
    view.lanes
        .iter()
        .filter(|lane| lane.kind == Kind::Task && lane.outcome == Outcome::Panicked)
        .filter(|lane| !view.wakes.iter().any(|wake| wake.by == Waker::Lane(lane.id) && wake.t == lane.end))
        .filter(|lane| lane.at.as_ref().is_some_and(|at| is_a_bare_spawn(&at.text)))
        .map(|lane| {
            let message = format!(
                "{} panicked at {} and its handle was dropped where it was spawned: nobody will know",
                lane.label(),
                show(lane.end)
            );
            Finding::new("lost_panic", message, lane.at.clone(), vec![lane.id])
        })
        .collect()
}

fn is_a_bare_spawn(line: &str) -> bool {
    [
        "tokio::spawn(",
        "spawn(",
        "task::spawn(",
        "tokio::task::spawn(",
    ]
    .iter()
    .any(|call| line.starts_with(call))
}

/// A task was dropped before its first poll. A future that is no task leaves no trace when it is never polled:
/// for those the compiler's `unused_must_use` speaks.
pub fn never_polled(view: &View) -> Vec<Finding> {
    view.lanes
        .iter()
        .filter(|lane| {
            lane.kind == Kind::Task && lane.outcome == Outcome::Cancelled && !lane.at_exit
        })
        .filter(|lane| lane.polls.is_empty())
        .map(|lane| {
            let message = format!(
                "{} was dropped at {} without being polled once",
                lane.label(),
                show(lane.end)
            );
            Finding::new("never_polled", message, lane.at.clone(), vec![lane.id])
        })
        .collect()
}
