//! Futures that did not come to their end.

use super::{Finding, source};
use crate::time::{self, show};
use crate::trace::LaneId;
use crate::view::{Kind, Lane, Outcome, Said, View};
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
        // A library lets go of its own tasks as it likes: at the end of a program that is now so, now so.
        .filter(|lane| !lane.is_of_a_library())
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
        .filter(|lane| lane.kind == Kind::Task && lane.at_exit && !lane.is_of_a_library())
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

/// A task panicked and its handle was dropped.
///
/// A trace does not tell whether a handle is awaited *later*. So this is said only where the source shows that it is
/// not: the spawn is a statement of its own, or the handle gets a name that is never mentioned again.
pub fn lost_panic(view: &View) -> Vec<Finding> {
    let lost = |lane: &&Lane| lane.outcome == Outcome::Panicked && is_handle_lost(view, lane);
    let found = tasks(view).filter(lost).map(|lane| {
        let message = format!(
            "{} panicked at {} and its handle was dropped without being awaited: nobody will know",
            lane.label(),
            show(lane.end)
        );
        Finding::new("lost_panic", message, lane.at.clone(), vec![lane.id])
    });
    found.collect()
}

/// A task ended with an error, as `#[instrument(err)]` notes it, and its handle was dropped.
pub fn lost_error(view: &View) -> Vec<Finding> {
    let lost = |lane: &&Lane| lane.outcome == Outcome::Done && is_handle_lost(view, lane);
    let found = tasks(view).filter(lost).filter_map(|lane| {
        let error = error_of(view, lane)?;
        let message = format!(
            "{} ended with the error {} at {}, and its handle was dropped without being awaited: nobody will know",
            lane.label(),
            error.text.trim_start_matches(ERROR),
            show(error.t)
        );
        Some(Finding::new("lost_error", message, lane.at.clone(), vec![lane.id]))
    });
    found.collect()
}

/// What `#[instrument(err)]` writes.
const ERROR: &str = "error=";

/// The last error that was logged in a task, or in a call in it.
fn error_of<'a>(view: &'a View, task: &'a Lane) -> Option<&'a Said> {
    let calls = view.inside(task.id).filter(|lane| lane.kind == Kind::Call);
    let logs = calls.flat_map(|lane| &lane.logs).chain(&task.logs);
    logs.filter(|said| said.text.starts_with(ERROR))
        .max_by_key(|said| said.t)
}

fn tasks(view: &View) -> impl Iterator<Item = &Lane> {
    view.lanes
        .iter()
        .filter(|lane| matches!(lane.kind, Kind::Task | Kind::Blocking))
        .filter(|lane| !lane.is_of_a_library())
}

/// Whether the source shows that nobody awaits the handle of a task.
fn is_handle_lost(view: &View, task: &Lane) -> bool {
    let Some(at) = &task.at else { return false };
    let is_forgotten = |name: &str| {
        let spawner = view.lane(task.parent);
        spawner.is_some_and(|spawner| source::count(&spawner.code, name) == 1)
    };
    source::is_a_bare_spawn(&at.text)
        || (at.text.contains("spawn") && handle_of(&at.text).is_some_and(is_forgotten))
}

/// The name of the handle that a statement keeps, if what it keeps is the handle.
fn handle_of(statement: &str) -> Option<&str> {
    let name = source::bound_name(statement)?;
    let made = statement.split_once("= ")?.1;
    let made = made.strip_prefix("tokio::").unwrap_or(made);
    let made = made.strip_prefix("task::").unwrap_or(made);
    let is_the_handle = source::SPAWNS.iter().any(|spawn| made.starts_with(spawn));
    (is_the_handle && statement.ends_with(");")).then_some(name)
}

/// A task that went on after whoever waited for it had given up.
///
/// Dropping a handle stops nothing. The trace shows that the wait was over and the task was not; the source shows that
/// the wait was one for the handle.
pub fn orphan_task(view: &View) -> Vec<Finding> {
    let orphans = tasks(view).filter(|task| {
        matches!(task.outcome, Outcome::Done | Outcome::Panicked) && !task.polls.is_empty()
    });
    let found = orphans.filter_map(|task| {
        let spawner = view.lane(task.parent)?;
        let (t, why) = timed_out(spawner, task).or_else(|| sibling_failed(view, spawner, task))?;
        let message = format!(
            "{} went on until {} although {why} at {}: a handle that is dropped stops nothing; abort the task, or keep it in a JoinSet",
            task.label(),
            show(task.end),
            show(t)
        );
        Some(Finding::new("orphan_task", message, task.at.clone(), vec![task.id]))
    });
    found.collect()
}

/// When a timeout on the handle of a task was over, if the task was not.
fn timed_out(spawner: &Lane, task: &Lane) -> Option<(u64, String)> {
    let statement = &task.at.as_ref()?.text;
    let is_of_task = |arguments: &str| {
        let waited = arguments
            .split_once(", ")
            .map_or("", |(_, future)| future.trim());
        let is_spawned_there = source::has(waited, &source::SPAWNS) && statement.contains(waited);
        is_spawned_there || handle_of(statement) == Some(waited)
    };
    if !source::arguments(&spawner.code, "timeout(").any(is_of_task) {
        return None;
    }
    let over = spawner.polls.windows(2).find_map(|pair| {
        let on = pair[0].on.as_ref()?;
        let is_timeout = on
            .at
            .as_ref()
            .is_some_and(|at| at.text.contains("timeout("));
        let due = pair[0].end + time::parse(on.what.strip_prefix("sleep ")?)?;
        (is_timeout && due <= pair[1].start).then_some(pair[1].start)
    })?;
    (task.start < over && over < task.end)
        .then(|| (over, format!("{} gave up on it", spawner.label())))
}

/// When another handle in the same `try_join!` failed, if the task was not over by then.
fn sibling_failed(view: &View, spawner: &Lane, task: &Lane) -> Option<(u64, String)> {
    let name = handle_of(&task.at.as_ref()?.text)?;
    let joined: Vec<&str> = source::arguments(&spawner.code, "try_join!(")
        .filter(|futures| source::count(futures, name) > 0)
        .collect();
    let siblings = view.inside(spawner.id).filter(|other| other.id != task.id);
    let failed = siblings.filter_map(|other| {
        let name = handle_of(&other.at.as_ref()?.text)?;
        let is_bare = |futures: &&str| futures.split(',').any(|future| future.trim() == name);
        let futures = joined
            .iter()
            .find(|futures| source::count(futures, name) > 0)?;
        // A handle gives an error of its own if its task panics; one that the task returns is inside of an `Ok`.
        let has_failed = other.outcome == Outcome::Panicked
            || (error_of(view, other).is_some() && !is_bare(futures));
        (has_failed && other.end < task.end)
            .then(|| (other.end, format!("{} had failed", other.label())))
    });
    failed.min()
}

/// A task was dropped before its first poll. A future that is no task leaves no trace when it is never polled:
/// for those the compiler's `unused_must_use` speaks.
pub fn never_polled(view: &View) -> Vec<Finding> {
    view.lanes
        .iter()
        .filter(|lane| {
            lane.kind == Kind::Task && lane.outcome == Outcome::Cancelled && !lane.at_exit
        })
        .filter(|lane| lane.polls.is_empty() && !lane.is_of_a_library())
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

/// A task whose future is so large that it is copied about, and hard to place on a stack.
pub fn big_future(view: &View) -> Vec<Finding> {
    let large = |lane: &&Lane| lane.kind == Kind::Task && lane.size >= LARGE;
    let found = view.lanes.iter().filter(large).map(|lane| {
        let message = format!(
            "the future of {} has {} bytes: what lives across an await is stored in it; keep large buffers in a Vec, or box the future",
            lane.label(),
            lane.size
        );
        Finding::new("big_future", message, lane.at.clone(), vec![lane.id])
    });
    found.collect()
}

/// Bytes.
const LARGE: u64 = 4096;
