//! Who held the thread, and who waits for ever.

use super::{Finding, join};
use crate::view::{Kind, Lane, Outcome, View};

/// A poll of real time. On the blocking pool that is what the pool is for.
pub fn blocked_thread(view: &View) -> Vec<Finding> {
    let held = |lane: &Lane| {
        lane.polls
            .iter()
            .map(|poll| poll.busy)
            .max()
            .filter(|busy| *busy > 0)
    };
    view.lanes
        .iter()
        .filter(|lane| lane.kind != Kind::Blocking)
        .filter_map(|lane| {
            let busy = held(lane)?;
            let message = format!(
                "{} held the thread for {busy} ms of real time in one poll: nothing else could run meanwhile",
                lane.label()
            );
            Some(Finding::new("blocked_thread", message, lane.at.clone(), vec![lane.id]))
        })
        .collect()
}

/// The runtime was idle for good. Said of the innermost lanes that are still there, and of what each waits on.
pub fn deadlock(view: &View) -> Vec<Finding> {
    if view.deadlock.is_none() {
        return Vec::new();
    }
    let is_open = |lane: &&Lane| lane.outcome == Outcome::Open;
    let waiting: Vec<&Lane> = view
        .lanes
        .iter()
        .filter(is_open)
        .filter(|lane| view.inside(lane.id).all(|inner| !is_open(&inner)))
        .collect();
    let sentences: Vec<String> = waiting
        .iter()
        .map(|lane| match lane.last_wait() {
            Some(wait) => format!("{} waits on {wait}", lane.label()),
            None => format!(
                "{} waits{}",
                lane.label(),
                lane.at
                    .as_ref()
                    .map_or(String::new(), |at| format!(" ({at})"))
            ),
        })
        .collect();
    let at = waiting
        .iter()
        .find_map(|lane| lane.last_wait().and_then(|wait| wait.at.clone()));
    let at = at.or_else(|| waiting.first().and_then(|lane| lane.at.clone()));
    let message = format!(
        "{}, and no timer is left that could wake anybody",
        join(&sentences)
    );
    vec![Finding::new(
        "deadlock",
        message,
        at,
        waiting.iter().map(|lane| lane.id).collect(),
    )]
}
