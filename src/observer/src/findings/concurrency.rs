//! Did calls of one function wait one after another, or at the same time?

use super::lateness::snoozed_for;
use super::{Finding, source};
use crate::time::{show, show_sum};
use crate::trace::Clock;
use crate::view::{Kind, Lane, Outcome, View, Waker, What};
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
    let found = families.values().flat_map(|family| {
        waves(family)
            .into_iter()
            .filter_map(|wave| judge(view, &wave))
            .filter(|found| found.name != "sequential" || !is_of_a_worker(view, &families, family))
    });
    found.collect()
}

/// Whether the caller is one of several workers, each of which calls the same function in turn while the others do so
/// too. That is what a pool is for.
fn is_of_a_worker(
    view: &View,
    families: &BTreeMap<(u32, &str), Vec<&Lane>>,
    family: &[&Lane],
) -> bool {
    let Some(worker) = view.lane(family[0].parent) else {
        return false;
    };
    let is_another = |other: &&Lane| {
        other.id != worker.id
            && (other.parent, other.kind, &other.name) == (worker.parent, worker.kind, &worker.name)
            && other.start < worker.end
            && worker.start < other.end
    };
    let mut others = view.lanes.iter().filter(is_another);
    worker.kind != Kind::Root
        && others.any(|other| families.contains_key(&(other.id, &*family[0].name)))
}

/// A call that took time and came to its end. What waits for a lock takes turns on purpose: it is left out, and so are
/// what was cancelled, since it might have waited longer, what held the thread, since it did not wait, and the pool.
fn is_comparable(lane: &Lane) -> bool {
    let mut waits = lane.polls.iter().filter_map(|poll| poll.on.as_ref());
    let waits_for_a_lock = waits.any(|wait| LOCKS.iter().any(|lock| wait.what.starts_with(lock)));
    matches!(lane.kind, Kind::Call | Kind::Task)
        && !lane.is_of_a_library()
        && lane.outcome == Outcome::Done
        && lane.length() > 0
        // What was ready in its first poll has computed; it did not wait.
        && lane.polls.len() > 1
        && lane.polls.iter().all(|poll| poll.busy == 0)
        && !waits_for_a_lock
}

/// Whether the end of a call brings its caller on. That of a task does if somebody was woken by it; else the caller
/// waited for something else, a client say, which came at the same time.
fn hands_over(view: &View, call: &Lane) -> bool {
    let by_it = What::Woken(Waker::Lane(call.id));
    let mut later = view.steps.iter().filter(|step| step.t >= call.end);
    call.kind != Kind::Task || later.any(|step| step.what == by_it)
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
    let waited = |lane: &Lane| lane.length() - snoozed_for(view, lane).min(lane.length());
    let lengths: Vec<u64> = wave.iter().map(|lane| waited(lane)).collect();
    let longest = lengths.iter().copied().max()?;
    let sum: u64 = lengths.iter().sum();
    let took = wave.iter().map(|lane| lane.start + waited(lane)).max()?
        - wave.iter().map(|lane| lane.start).min()?;
    let lanes = wave.iter().map(|lane| lane.id).collect();
    let calls = format!("the {} calls of {}", wave.len(), wave[0].name);

    let in_turn = wave
        .windows(2)
        .all(|pair| pair[1].start + slack >= pair[0].end && pair[1].start <= pair[0].end + slack);
    // Between calls as short as the slack nobody can tell.
    if longest <= 3 * slack {
        return None;
    }
    if in_turn && wave.windows(2).all(|pair| hands_over(view, pair[0])) {
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

/// A sum with its terms, as long as they can be read: `5 + 3 + 1 = 9 s`, `20 × 100 ms = 2 s`.
fn sum_of(lengths: &[u64]) -> String {
    let is_one_length = lengths.windows(2).all(|pair| pair[0] == pair[1]);
    match lengths.len() {
        ..=MOST_TERMS => show_sum(lengths),
        n if is_one_length => format!(
            "{n} × {} = {}",
            show(lengths[0]),
            show(lengths.iter().sum())
        ),
        _ => show(lengths.iter().sum()),
    }
}

/// Calls that compute, in one task: `join!` lets them wait together, but there is one thread for all.
pub fn not_concurrent(view: &View) -> Vec<Finding> {
    let mut families: BTreeMap<(u32, &str), Vec<&Lane>> = BTreeMap::new();
    let calls = view.lanes.iter().filter(|lane| lane.kind == Kind::Call);
    for lane in calls.filter(|lane| lane.holds_thread()) {
        families
            .entry((lane.parent, &lane.name))
            .or_default()
            .push(lane);
    }
    families.retain(|(caller, name), family| {
        family.len() > 1
            && view
                .lane(*caller)
                .is_some_and(|caller| are_joined(&caller.code, name))
    });
    let found = families.into_iter().map(|((_, name), family)| {
        let busy = |lane: &&Lane| lane.polls.iter().map(|poll| u64::from(poll.busy)).sum::<u64>();
        let times: Vec<u64> = family.iter().map(|lane| busy(lane) * 1000).collect();
        let message = format!(
            "the {} calls of {name} were joined, but held one thread in turn: {} of real time; a task runs on one thread at a time, so give each its own with spawn_blocking",
            family.len(),
            sum_of(&times),
        );
        let lanes = family.iter().map(|lane| lane.id).collect();
        Finding::new("not_concurrent", message, family[0].at.clone(), lanes)
    });
    found.collect()
}

/// Whether the code joins calls of this function.
fn are_joined(code: &str, function: &str) -> bool {
    let joins = ["join!(", "try_join!(", "join_all(", "try_join_all("];
    let mut joined = joins.iter().flat_map(|join| source::arguments(code, join));
    joined.any(|futures| source::count(futures, function) > 0)
}

/// A permit that is dropped on the line where it is acquired limits nothing.
pub fn over_limit(view: &View) -> Vec<Finding> {
    let mut families: BTreeMap<&str, Vec<&Lane>> = BTreeMap::new();
    for lane in view.lanes.iter().filter(|lane| lane.kind != Kind::Root) {
        if drops_its_permit(&lane.code) {
            families.entry(&lane.name).or_default().push(lane);
        }
    }
    let found = families.into_iter().filter_map(|(name, family)| {
        let at_once = most_at_once(&family);
        let message = format!(
            "{at_once} of the {} calls of {name} were in progress at once: `let _ = …` drops the permit as soon as it is acquired; give it a name",
            family.len()
        );
        let lanes = family.iter().map(|lane| lane.id).collect();
        (at_once > 1).then(|| Finding::new("over_limit", message, family[0].at.clone(), lanes))
    });
    found.collect()
}

fn drops_its_permit(code: &str) -> bool {
    let acquires = [".acquire(", ".acquire_owned(", ".acquire_many("];
    let mut statements = code.lines().filter(|line| line.starts_with("let _ = "));
    statements.any(|line| source::has(line, &acquires))
}

/// How a caller looks whether something is there.
const CHECKS: [&str; 4] = [".is_none()", ".contains_key(", ".is_empty()", "None =>"];

/// Several callers saw that something was missing, and each of them went to make it.
///
/// The trace shows that alike calls were in progress at once; the source of their callers, that each looked before.
pub fn duplicate_work(view: &View) -> Vec<Finding> {
    let mut families: BTreeMap<(&str, &str), Vec<&Lane>> = BTreeMap::new();
    let calls = view.lanes.iter().filter(|lane| lane.kind == Kind::Call);
    for lane in calls.filter(|lane| lane.length() > 0 && is_checked_before(view, lane)) {
        let argument = lane.arg.split(" #").next().unwrap_or_default();
        families
            .entry((&lane.name, argument))
            .or_default()
            .push(lane);
    }
    let found = families.into_iter().filter_map(|((name, argument), family)| {
        let at_once = most_at_once(&family);
        let what = format!("{name} {argument}");
        let message = format!(
            "{} ran {} times, {at_once} of them at once: each caller looked before any had an answer; keep it in a OnceCell",
            what.trim_end(),
            family.len()
        );
        let lanes = family.iter().map(|lane| lane.id).collect();
        (at_once > 1)
            .then(|| Finding::new("duplicate_work", message, family[0].at.clone(), lanes))
    });
    found.collect()
}

/// Whether the caller of a call looked, further up in its source, whether something is there.
fn is_checked_before(view: &View, call: &Lane) -> bool {
    let caller = view
        .lane(call.parent)
        .filter(|caller| caller.kind != Kind::Root);
    let Some(code) = caller.map(|caller| &caller.code) else {
        return false;
    };
    let check = CHECKS.iter().filter_map(|check| code.find(check)).min();
    check.is_some_and(|check| source::count(&code[check..], &call.name) > 0)
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
