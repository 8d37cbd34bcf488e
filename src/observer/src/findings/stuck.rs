//! Who held the thread, and who waits for ever.

use super::{Finding, join, source};
use crate::time::show;
use crate::trace::LaneId;
use crate::view::{Kind, Lane, Outcome, Step, Still, View, Waker, What};

/// A poll of real time. On the blocking pool that is what the pool is for.
pub fn blocked_thread(view: &View) -> Vec<Finding> {
    if let Some(finding) = endless_poll(view) {
        return vec![finding];
    }
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
        "from {} on, {}, and no timer is left that could wake anybody",
        show(view.end),
        join(&sentences)
    );
    vec![Finding::new(
        "deadlock",
        message,
        at,
        waiting.iter().map(|lane| lane.id).collect(),
    )]
}

/// One poll that did not end: the run was stopped in it.
fn endless_poll(view: &View) -> Option<Finding> {
    let still = view.still?;
    let lane = view.lane(still.in_poll_of?)?;
    let how = match still.cpu {
        ..1000 => "waits in a blocking call".to_string(),
        cpu => format!("has computed for {}", show(u64::from(cpu) * 1000)),
    };
    let message = format!(
        "{} {how} in a poll that does not end: nothing else can run, and the run was stopped",
        lane.label()
    );
    Some(Finding::new(
        "blocked_thread",
        message,
        lane.at.clone(),
        vec![lane.id],
    ))
}

/// Awaits that never give way: calls that begin and end within one long poll of their caller.
pub fn never_yields(view: &View) -> Vec<Finding> {
    let found = view.lanes.iter().filter_map(|lane| {
        let (calls, busy) = longest_run_of_calls(view, lane)?;
        let message = format!(
            "{} awaited {calls} calls in one poll of {busy} ms of real time: each was ready at once, so none gave way; await yield_now() now and then",
            lane.label(),
        );
        Some(Finding::new("never_yields", message, lane.at.clone(), vec![lane.id]))
    });
    found.collect()
}

/// The most calls that began and ended within one poll of a lane that held the thread, and for how long it did.
fn longest_run_of_calls(view: &View, lane: &Lane) -> Option<(usize, u32)> {
    const FEWEST: usize = 3;
    if !lane.holds_thread() || lane.kind == Kind::Blocking {
        return None;
    }
    let is_call = |id| {
        view.lane(id)
            .is_some_and(|call| call.parent == lane.id && call.kind == Kind::Call)
    };
    let (mut ended, mut runs) = (0, Vec::new());
    for step in &view.steps {
        match step.what {
            What::Starts | What::Polled if step.lane == lane.id => ended = 0,
            What::Ends(Outcome::Done) if is_call(step.lane) => ended += 1,
            What::Held(busy) if step.lane == lane.id => runs.push((ended, busy)),
            _ => {}
        }
    }
    runs.into_iter().filter(|(calls, _)| *calls >= FEWEST).max()
}

/// Tasks that run and run at one instant.
pub fn livelock(view: &View) -> Vec<Finding> {
    let Some((still, spinning)) = spinning(view) else {
        return Vec::new();
    };
    let who: Vec<String> = spinning.iter().map(|(lane, _)| lane.label()).collect();
    let polls = spinning.iter().map(|(_, polls)| *polls).max().unwrap_or(0);
    let message = format!(
        "{} {} polled again and again at {}, over {} times, while the clock stood still and {} of processor time passed: what it asks for is always ready, or it wakes itself",
        join(&who),
        if who.len() == 1 { "was" } else { "were" },
        show(still.t),
        round(polls),
        show(u64::from(still.cpu) * 1000)
    );
    let lanes: Vec<LaneId> = spinning.iter().map(|(lane, _)| lane.id).collect();
    vec![Finding::new(
        "livelock",
        message,
        spinning[0].0.at.clone(),
        lanes,
    )]
}

/// A future that wakes itself in its own poll, each time, instead of waiting to be woken.
pub fn self_wake_storm(view: &View) -> Vec<Finding> {
    let Some((still, spinning)) = spinning(view) else {
        return Vec::new();
    };
    let found = spinning.into_iter().filter_map(|(lane, polls)| {
        let wakes = wakes_in_its_own_poll(view, lane, still);
        let message = format!(
            "{} woke itself in over {} polls at {}: a future that is woken at once is polled at once; keep the waker, and let whoever brings the event wake it",
            lane.label(),
            round(wakes),
            show(still.t)
        );
        (wakes * 10 > polls * 9).then(|| {
            Finding::new("self_wake_storm", message, lane.at.clone(), vec![lane.id])
        })
    });
    found.collect()
}

/// The innermost lanes that were polled most often while the clock stood still, and how often.
fn spinning(view: &View) -> Option<(Still, Vec<(&Lane, usize)>)> {
    let still = view.still.filter(|still| still.in_poll_of.is_none())?;
    let polls = |lane: &Lane| {
        lane.polls
            .iter()
            .filter(|poll| poll.start == still.t)
            .count()
    };
    let most = view
        .lanes
        .iter()
        .map(polls)
        .max()
        .filter(|most| *most > 10)?;
    let is_spinning = |lane: &Lane| polls(lane) * 4 >= most;
    let lanes = view.lanes.iter().filter(|lane| is_spinning(lane));
    let innermost = lanes.filter(|lane| {
        !view
            .inside(lane.id)
            .any(|inner| inner.kind == Kind::Call && is_spinning(inner))
    });
    Some((still, innermost.map(|lane| (lane, polls(lane))).collect()))
}

/// How often a task, or the call that it is shown as, woke itself before its poll was over. A task that gives way on
/// purpose, with `yield_now`, is woken after its poll.
fn wakes_in_its_own_poll(view: &View, lane: &Lane, still: Still) -> usize {
    let (mut is_polled, mut wakes) = (false, 0);
    for Step { t, lane: id, what } in &view.steps {
        if *id != lane.id || *t != still.t {
            continue;
        }
        match what {
            What::Starts | What::Polled => is_polled = true,
            What::Waits(_) | What::Ends(_) => is_polled = false,
            What::Woken(Waker::Lane(by)) if *by == lane.id && is_polled => wakes += 1,
            _ => {}
        }
    }
    wakes
}

/// A number that a person remembers, not greater than this one.
fn round(n: usize) -> usize {
    let power = 10_usize.pow(n.max(1).ilog10());
    n / power * power
}

/// A task that answered `Pending` without leaving anybody its waker.
pub fn no_waker(view: &View) -> Vec<Finding> {
    let deaf = view
        .lanes
        .iter()
        .filter(|lane| lane.deaf && lane.outcome == Outcome::Open);
    let found = deaf.map(|lane| {
        let message = format!(
            "{} answered Pending at {}, and nobody has a waker of it: store a clone of `cx.waker()` before you answer, or nobody can wake it",
            lane.label(),
            show(lane.polls.last().map_or(lane.end, |poll| poll.end))
        );
        Finding::new("no_waker", message, lane.at.clone(), vec![lane.id])
    });
    found.collect()
}

/// Bytes that were written and are still in the buffer of the writer, who waits.
pub fn unflushed(view: &View) -> Vec<Finding> {
    const BUFFERS: [&str; 3] = ["BufWriter::", "BufStream::", "BufWriter<"];
    const FLUSHES: [&str; 4] = [".flush(", ".shutdown(", ".close(", ".send("];
    let keeps = |lane: &&Lane| {
        source::has(&lane.code, &BUFFERS)
            && lane.code.contains(".write")
            && !source::has(&lane.code, &FLUSHES)
    };
    stuck_on_bytes(view)
        .into_iter()
        .filter(keeps)
        .map(|lane| {
            let message = format!(
                "{} waits for an answer at {}, while what it wrote is still in its buffer: flush before you wait",
                lane.label(),
                show(view.end)
            );
            Finding::new("unflushed", message, lane.at.clone(), vec![lane.id])
        })
        .collect()
}

/// Whoever reads to the end of a stream waits for somebody to end it.
pub fn no_eof(view: &View) -> Vec<Finding> {
    const TO_THE_END: [&str; 4] = [
        ".read_to_end(",
        ".read_to_string(",
        "io::copy(",
        ".next_line(",
    ];
    let ends = |lane: &Lane| lane.code.contains(".shutdown(");
    if view.lanes.iter().any(ends) {
        return Vec::new();
    }
    stuck_on_bytes(view)
        .into_iter()
        .filter(|lane| source::has(&lane.code, &TO_THE_END))
        .map(|lane| {
            let message = format!(
                "{} reads until the end of its stream, and at {} nobody is left to end it: shut the writer down, or drop all of it",
                lane.label(),
                show(view.end)
            );
            Finding::new("no_eof", message, lane.at.clone(), vec![lane.id])
        })
        .collect()
}

/// The lanes that wait for ever on something that Tokio does not name, as it names no pipe, and that read.
fn stuck_on_bytes(view: &View) -> Vec<&Lane> {
    if view.deadlock.is_none() {
        return Vec::new();
    }
    let is_open = |lane: &&Lane| lane.outcome == Outcome::Open;
    let is_innermost = |lane: &&Lane| !view.inside(lane.id).any(|inner| is_open(&inner));
    let reads = |lane: &&Lane| source::has(&lane.code, &[".read", ".next_line(", "io::copy("]);
    let lanes = view.lanes.iter().filter(is_open).filter(is_innermost);
    lanes
        .filter(|lane| lane.last_wait().is_none())
        .filter(reads)
        .collect()
}
