//! Did calls of one function wait one after another, or at the same time?

use super::Finding;
use crate::time::{show, show_sum};
use crate::trace::Clock;
use crate::view::{Kind, Lane, Outcome, View};
use std::collections::BTreeMap;

/// On the real clock two calls that follow each other are a little apart, and no two take exactly the same time.
const TOLERANCE: u64 = 20_000;

/// What Tokio calls a wait that takes turns.
const LOCKS: [&str; 4] = ["mutex", "rwlock", "semaphore", "barrier"];

/// A sentence with more terms than this is no longer read.
const MOST_TERMS: usize = 6;

/// Looks at the calls of each function within each caller.
pub fn find(view: &View) -> Vec<Finding> {
    let mut families: BTreeMap<(u32, &str), Vec<&Lane>> = BTreeMap::new();
    for lane in view.lanes.iter().filter(|lane| is_comparable(lane)) {
        families
            .entry((lane.parent, &lane.name))
            .or_default()
            .push(lane);
    }
    families
        .into_values()
        .flat_map(|family| {
            waves(&family)
                .into_iter()
                .filter_map(|wave| judge(view, &wave))
        })
        .collect()
}

/// A call that took time and came to its end. What waits for a lock takes turns on purpose: it is left out, and so are
/// what was cancelled, since it might have waited longer, what held the thread, since it did not wait, and the pool.
fn is_comparable(lane: &Lane) -> bool {
    let mut waits = lane.polls.iter().filter_map(|poll| poll.on.as_ref());
    let waits_for_a_lock = waits.any(|wait| LOCKS.iter().any(|lock| wait.what.starts_with(lock)));
    matches!(lane.kind, Kind::Call | Kind::Task)
        && lane.outcome == Outcome::Done
        && lane.length() > 0
        && lane.polls.iter().all(|poll| poll.busy == 0)
        && !waits_for_a_lock
}

/// Cuts a family, which is in order of birth, where a call begins later than the ones before it have ended:
/// there something else happened in between, and the two sides have nothing to do with each other.
fn waves<'a>(family: &[&'a Lane]) -> Vec<Vec<&'a Lane>> {
    let mut waves: Vec<Vec<&Lane>> = Vec::new();
    for lane in family {
        match waves.last_mut() {
            Some(wave)
                if wave.iter().any(|before| {
                    lane.start <= before.end + TOLERANCE.min(before.length() / 10)
                }) =>
            {
                wave.push(lane);
            }
            _ => waves.push(vec![lane]),
        }
    }
    waves
}

fn judge(view: &View, wave: &[&Lane]) -> Option<Finding> {
    if wave.len() < 2 {
        return None;
    }
    let slack = if view.clock == Clock::Real {
        TOLERANCE
    } else {
        0
    };
    let lengths: Vec<u64> = wave.iter().map(|lane| lane.length()).collect();
    let longest = lengths.iter().copied().max()?;
    let sum: u64 = lengths.iter().sum();
    let took =
        wave.iter().map(|lane| lane.end).max()? - wave.iter().map(|lane| lane.start).min()?;
    let lanes = wave.iter().map(|lane| lane.id).collect();
    let calls = format!("the {} calls of {}", wave.len(), wave[0].name);

    let in_turn = wave
        .windows(2)
        .all(|pair| pair[1].start + slack >= pair[0].end && pair[1].start <= pair[0].end + slack);
    if in_turn {
        let message = format!(
            "{calls} ran one after another: {}; together they take {}, the slowest one",
            sum_of(&lengths),
            show(longest)
        );
        return Some(Finding::new(
            "sequential",
            message,
            wave[0].at.clone(),
            lanes,
        ));
    }
    if took >= sum {
        return None;
    }
    let at_once = most_at_once(wave);
    let message = if at_once == wave.len() {
        format!(
            "{calls} waited at the same time: {}, not {}",
            show(took),
            sum_of(&lengths)
        )
    } else {
        format!(
            "{calls} waited at most {at_once} at a time: {}, not {}",
            show(took),
            sum_of(&lengths)
        )
    };
    Some(Finding::new(
        "concurrent",
        message,
        wave[0].at.clone(),
        lanes,
    ))
}

fn sum_of(lengths: &[u64]) -> String {
    match lengths.len() {
        ..=MOST_TERMS => show_sum(lengths),
        _ => show(lengths.iter().sum()),
    }
}

fn most_at_once(wave: &[&Lane]) -> usize {
    wave.iter()
        .map(|lane| {
            wave.iter()
                .filter(|other| other.start <= lane.start && lane.start < other.end)
                .count()
        })
        .max()
        .unwrap_or(0)
}
