//! The run as Trace Event JSON, for <https://ui.perfetto.dev> and `chrome://tracing`.
//!
//! The format knows threads and slices nested in them; futures overlap. So each lane becomes a thread of its own: its
//! life is a slice, and inside of it every poll and every wait is one. Who woke whom is a flow between two lanes.

use super::story;
use crate::trace::LaneId;
use crate::view::{Lane, View, Waker};
use serde_json::{Value, json};

/// Draws a view: one JSON object, with an event a line.
pub fn draw(view: &View) -> String {
    let mut events: Vec<Value> = Vec::new();
    for (lane, row) in view.lanes.iter().zip(1..) {
        events.extend(names(lane, row));
        events.extend(slices(lane, row));
        let said = lane.said.iter().chain(&lane.logs);
        events.extend(
            said.map(|said| json!({"ph": "i", "s": "t", "pid": 1, "tid": row, "ts": said.t, "name": said.text})),
        );
    }
    for (wake, id) in view.wakes.iter().zip(1..) {
        let row = |of: LaneId| {
            view.lanes
                .iter()
                .position(|lane| lane.id == of)
                .map(|row| row + 1)
        };
        let Waker::Lane(by) = wake.by else { continue };
        let (Some(by), Some(of)) = (row(by), row(wake.of)) else {
            continue;
        };
        let flow = |ph, row| json!({"ph": ph, "bp": "e", "id": id, "cat": "wake", "name": "wake", "pid": 1, "tid": row, "ts": wake.t});
        events.extend([flow("s", by), flow("f", of)]);
    }
    let lines: Vec<String> = events.iter().map(Value::to_string).collect();
    format!(
        "{{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n{}\n]}}\n",
        lines.join(",\n")
    )
}

/// The name of a lane, and its place among the others.
fn names(lane: &Lane, row: usize) -> [Value; 2] {
    [
        json!({"ph": "M", "pid": 1, "tid": row, "name": "thread_name", "args": {"name": lane.label()}}),
        json!({"ph": "M", "pid": 1, "tid": row, "name": "thread_sort_index", "args": {"sort_index": row}}),
    ]
}

/// The slices of a lane, the outermost first. None reaches over the end of the one that it is in.
fn slices(lane: &Lane, row: usize) -> Vec<Value> {
    let at = lane.at.as_ref().map_or(String::new(), |at| at.to_string());
    let slice = |from: u64, until: u64, name: &str, args: Value| json!({"ph": "X", "pid": 1, "tid": row, "ts": from, "dur": until.saturating_sub(from), "name": name, "args": args});
    let life = json!({"at": at, "end": story::ends(lane, lane.outcome)});
    let mut slices = vec![slice(lane.start, lane.end, &lane.label(), life)];
    let mut free = lane.start;
    let starts = lane
        .polls
        .iter()
        .skip(1)
        .map(|poll| poll.start)
        .chain([lane.end]);
    for (poll, next) in lane.polls.iter().zip(starts) {
        let (from, until) = (
            poll.start.clamp(free, lane.end.max(free)),
            poll.end.clamp(free, lane.end.max(free)),
        );
        let is_held = poll.busy > 0 && lane.holds_thread();
        let name = if is_held {
            "poll, holds the thread"
        } else {
            "poll"
        };
        slices.push(slice(from, until, name, json!({"busy_ms": poll.busy})));
        free = until.max(from);
        let next = next.clamp(free, lane.end.max(free));
        if next > free {
            let on = poll
                .on
                .as_ref()
                .map_or("wait".into(), |wait| wait.to_string());
            slices.push(slice(free, next, &on, json!({})));
            free = next;
        }
    }
    slices
}
