//! Futures that did not come to their end.

use super::Finding;
use crate::time::show;
use crate::trace::LaneId;
use crate::view::{Kind, Lane, Outcome, View};
use std::collections::HashMap;

/// A caller and the call inside of it are dropped at the same time, as the real clock sees it.
const AT_ONCE: u64 = 1_000;

/// Dropped before it had finished, while the program went on.
pub fn cancelled(view: &View) -> Vec<Finding> {
    let lanes: HashMap<LaneId, &Lane> = view.lanes.iter().map(|lane| (lane.id, lane)).collect();
    view.lanes
        .iter()
        .filter(|lane| {
            lane.outcome == Outcome::Cancelled && !lane.at_exit && !lane.polls.is_empty()
        })
        // Whoever is dropped takes along what is inside it: the outermost one says it all.
        .filter(|lane| {
            !lanes
                .get(&lane.parent)
                .is_some_and(|outer| is_dropped_with(lane, outer))
        })
        .map(|lane| {
            let wait = lane.last_wait();
            let waited = wait.map_or(String::new(), |wait| {
                format!(" while it waited on {}", wait.what)
            });
            let at = wait
                .and_then(|wait| wait.at.clone())
                .or_else(|| lane.at.clone());
            let message = format!(
                "{} was cancelled at {}: dropped{waited}",
                lane.label(),
                show(lane.end)
            );
            Finding::new("cancelled", message, at, vec![lane.id])
        })
        .collect()
}

fn is_dropped_with(lane: &Lane, outer: &Lane) -> bool {
    let at_once = outer.end.abs_diff(lane.end) < AT_ONCE;
    lane.kind == Kind::Call && outer.outcome == Outcome::Cancelled && at_once
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
            let what = if lane.polls.is_empty() { "was never polled" } else { "had not finished" };
            let message = format!(
                "{} {what} when the program ended at {}, and was dropped: keep its handle and await it",
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
/// is none: the spawn is a statement of its own. What is dropped in another way is not found.
pub fn lost_panic(view: &View) -> Vec<Finding> {
    view.lanes
        .iter()
        .filter(|lane| lane.kind == Kind::Task && lane.outcome == Outcome::Panicked)
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

/// Whether a statement spawns a task and does nothing with its handle. Without its semicolon it is no statement but a
/// value; with `.await` behind it, it is awaited.
fn is_a_bare_spawn(statement: &str) -> bool {
    let spawns = [
        "spawn(",
        "spawn_local(",
        "task::spawn(",
        "task::spawn_local(",
    ];
    let call = statement
        .strip_prefix("let _ = ")
        .or_else(|| statement.strip_prefix("drop("))
        .unwrap_or(statement);
    let call = call.strip_prefix("tokio::").unwrap_or(call);
    let end = if statement.starts_with("drop(") {
        "));"
    } else {
        ");"
    };
    spawns.iter().any(|spawn| call.starts_with(spawn)) && statement.ends_with(end)
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
