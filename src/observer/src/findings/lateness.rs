//! What was due and came too late: a future that nobody polled, ticks that are made up for.

use super::Finding;
use crate::time::{self, show};
use crate::trace::{Clock, LaneId};
use crate::view::{At, Lane, View};
use std::collections::BTreeMap;
use std::iter;

/// On the real clock a poll may come so much later than its timer, because the machine is busy.
const REAL_SLACK: u64 = 50_000;
/// One missed tick is made up for by one that comes at once; so many at one instant are a burst.
const BURST: usize = 3;

/// A time for which a lane lay still, although what it waited on had come.
#[derive(Clone, Copy)]
struct Snooze {
    due: u64,
    polled: u64,
}

impl Snooze {
    fn length(self) -> u64 {
        self.polled - self.due
    }
}

/// A future was woken, and whoever holds it did something else instead of polling it.
///
/// It is known of a future that waits for a time, since the trace tells when that time had come. When a lock was
/// handed over, or a message arrived, it does not tell.
pub fn snoozed(view: &View) -> Vec<Finding> {
    let mut families: BTreeMap<(LaneId, &str), Vec<(&Lane, Snooze)>> = BTreeMap::new();
    for lane in &view.lanes {
        if let Some(longest) = snoozes(view, lane).into_iter().max_by_key(|s| s.length()) {
            let family = families.entry((lane.parent, &lane.name)).or_default();
            family.push((lane, longest));
        }
    }
    let sentences = families.into_values().filter_map(|family| {
        let (lane, longest) = family.iter().max_by_key(|(_, snooze)| snooze.length())?;
        let who = match family.len() {
            1 => lane.label(),
            n => format!("{n} calls of {}, the longest {},", lane.name, lane.label()),
        };
        let message = format!(
            "{who} lay still for {}: woken at {}, polled at {}; whoever holds it awaited something else meanwhile",
            show(longest.length()),
            show(longest.due),
            show(longest.polled)
        );
        let lanes = family.iter().map(|(lane, _)| lane.id).collect();
        Some(Finding::new("snoozed", message, lane.at.clone(), lanes))
    });
    sentences.collect()
}

/// For how long a lane lay still in all: it did not wait meanwhile.
pub fn snoozed_for(view: &View, lane: &Lane) -> u64 {
    snoozes(view, lane).into_iter().map(Snooze::length).sum()
}

fn snoozes(view: &View, lane: &Lane) -> Vec<Snooze> {
    let is_virtual = view.clock == Clock::Virtual;
    let slack = if is_virtual { 0 } else { REAL_SLACK };
    let pairs = lane.polls.windows(2).filter_map(|pair| {
        let length = pair[0].on.as_ref()?.what.strip_prefix("sleep ")?;
        // The sleep began at the latest in that poll.
        let due = pair[0].end + time::parse(length)?;
        let polled = pair[1].start;
        let is_late = polled > due + slack && !is_held(view, due, polled);
        (is_late && (is_virtual || holder_was_polled(view, lane, due, polled)))
            .then_some(Snooze { due, polled })
    });
    pairs.collect()
}

/// Whether one that holds this lane was polled in this time, and did not poll it. Else the thread had no turn: a busy
/// machine lets it wait, too.
fn holder_was_polled(view: &View, lane: &Lane, due: u64, polled: u64) -> bool {
    let holders = iter::successors(view.lane(lane.parent), |holder| view.lane(holder.parent));
    let mut polls = holders.flat_map(|holder| &holder.polls);
    polls.any(|poll| due <= poll.start && poll.end < polled)
}

/// Whether a poll held the thread in this time: then nobody could be polled.
fn is_held(view: &View, from: u64, to: u64) -> bool {
    let mut polls = view.lanes.iter().flat_map(|lane| &lane.polls);
    polls.any(|poll| poll.busy > 0 && poll.start <= to && from <= poll.end)
}

/// An interval that was kept waiting sends the ticks that it missed all at once.
pub fn tick_burst(view: &View) -> Vec<Finding> {
    if view.clock == Clock::Real {
        // Times of the real clock are rounded, so that the ticks of a fast interval fall together.
        return Vec::new();
    }
    let mut intervals: Vec<(LaneId, &At, Vec<u64>)> = Vec::new();
    for tick in &view.ticks {
        let Some(at) = &tick.at else { continue };
        match intervals
            .iter_mut()
            .find(|(lane, other, _)| *lane == tick.lane && *other == at)
        {
            Some((_, _, times)) => times.push(tick.t),
            None => intervals.push((tick.lane, at, vec![tick.t])),
        }
    }
    intervals
        .into_iter()
        .filter_map(|(lane, at, times)| burst(view, lane, at, &times))
        .collect()
}

fn burst(view: &View, lane: LaneId, at: &At, times: &[u64]) -> Option<Finding> {
    let first = times
        .windows(BURST)
        .position(|ticks| ticks[0] == ticks[BURST - 1])?;
    let t = times[first];
    let ticks = times.iter().filter(|time| **time == t).count();
    // Of the first tick nothing can have been missed: there several were asked for, of several intervals.
    let before = *times[..first].last()?;
    let message = format!(
        "the interval of {} ticked {ticks} times at {}, to make up for the {} without a tick: set its missed tick behaviour to Delay or Skip",
        view.who(lane),
        show(t),
        show(t - before)
    );
    Some(Finding::new(
        "tick_burst",
        message,
        Some(at.clone()),
        vec![lane],
    ))
}
