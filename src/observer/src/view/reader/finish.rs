//! Makes the view of what was read. Here is what the whole trace must be known for: whose time a held thread is, which
//! task is nothing but one call, in what order things happened and are drawn.

use super::{Mark, Open, Reader};
use crate::trace::{BUSY_STEP, LEAST_BUSY, LaneId};
use crate::view::{Kind, Lane, Outcome, Step, View, Wake, Waker, What};
use std::collections::{BTreeMap, HashMap};

impl Reader<'_> {
    pub(super) fn finish(mut self) -> View {
        let end = self.view.end;
        for Open { lane, .. } in self.lanes.values_mut() {
            let last = if lane.outcome == Outcome::Open {
                end
            } else {
                lane.end.min(end)
            };
            lane.end = last.max(lane.start);
        }
        self.own_busy_only();
        let shown_as = self.merge_tasks();
        self.tell_of_polls();
        self.rename(&shown_as);
        number_alike(&mut self.lanes);
        self.place();
        self.view
    }

    /// Takes from a poll the real time of the polls inside it, so that only who held the thread is said to have.
    fn own_busy_only(&mut self) {
        let mut inside: HashMap<LaneId, Vec<(Mark, u32)>> = HashMap::new();
        for Open { lane, marks, .. } in self
            .lanes
            .values()
            .filter(|open| open.lane.kind == Kind::Call)
        {
            let busy = marks
                .iter()
                .zip(&lane.polls)
                .filter(|(_, poll)| poll.busy > 0);
            inside
                .entry(lane.parent)
                .or_default()
                .extend(busy.map(|(mark, poll)| (*mark, poll.busy)));
        }
        for Open { lane, marks, .. } in self.lanes.values_mut() {
            let inside = inside.get(&lane.id).map_or(&[][..], Vec::as_slice);
            for (poll, mark) in lane
                .polls
                .iter_mut()
                .zip(marks)
                .filter(|(poll, _)| poll.busy > 0)
            {
                let inside = inside.iter().filter(|(inner, _)| mark.contains(inner));
                // Each was rounded down: what is less than the sum of that is no time of its own.
                let (taken, rounded) = inside.fold((0, 0), |(taken, rounded), (_, busy)| {
                    (taken + busy, rounded + BUSY_STEP)
                });
                poll.busy = poll.busy.saturating_sub(taken);
                if poll.busy < LEAST_BUSY + rounded {
                    poll.busy = 0;
                }
            }
        }
    }

    /// Rule 3. Returns which lane each merged task is shown as.
    fn merge_tasks(&mut self) -> HashMap<LaneId, LaneId> {
        let inside = self.inside();
        let shown_as: HashMap<LaneId, LaneId> = inside
            .iter()
            .filter_map(|(task, inside)| Some((*task, self.only_call(*task, inside)?)))
            .collect();
        for (task, call) in &shown_as {
            let Some(outer) = self.lanes.remove(task) else {
                continue;
            };
            if let Some(inner) = self.lanes.get_mut(call) {
                inner.absorb(outer);
            }
        }
        // A lane spawned by a merged task is inside the call that the task is shown as.
        for open in self.lanes.values_mut() {
            open.lane.parent = *shown_as.get(&open.lane.parent).unwrap_or(&open.lane.parent);
        }
        shown_as
    }

    /// The call that a task is nothing but.
    fn only_call(&self, task: LaneId, inside: &[LaneId]) -> Option<LaneId> {
        let task = self.lanes.get(&task)?;
        let inside = inside.iter().filter_map(|id| self.lanes.get(id));
        let mut calls = inside.filter(|open| open.lane.kind == Kind::Call);
        let (call, None) = (calls.next()?, calls.next()) else {
            return None;
        };
        let is_wanted = match task.lane.kind {
            Kind::Task => true,
            // `main` may be instrumented itself. Any other call inside of it is a call of its own.
            Kind::Root => call.lane.name == task.lane.name,
            Kind::Blocking | Kind::Call => false,
        };
        let mut inner = call.marks.iter();
        let is_covered = task
            .marks
            .iter()
            .all(|outer| inner.any(|inner| outer.contains(inner)));
        let is_idle = task.lane.polls.iter().all(|poll| poll.busy == 0);
        (is_wanted && is_covered && is_idle).then_some(call.lane.id)
    }

    /// What the polls have to tell: that a lane starts, what it waits on, how it ends.
    fn tell_of_polls(&mut self) {
        for Open {
            lane,
            marks,
            dropped,
            ..
        } in self.lanes.values()
        {
            let mut tell = |(i, t): (usize, u64), what| {
                self.steps.push((
                    i,
                    Step {
                        t,
                        lane: lane.id,
                        what,
                    },
                ))
            };
            // The poll in which it ended waits on nothing.
            let pending = match lane.outcome {
                Outcome::Done | Outcome::Panicked | Outcome::Raised => {
                    marks.len().saturating_sub(1)
                }
                Outcome::Cancelled | Outcome::Open => marks.len(),
            };
            for (i, (mark, poll)) in marks.iter().zip(&lane.polls).enumerate() {
                tell(
                    (mark.first, poll.start),
                    if i == 0 { What::Starts } else { What::Polled },
                );
                if poll.busy > 0 {
                    tell((mark.last, mark.t), What::Held(poll.busy));
                }
                if i < pending {
                    tell((mark.last, mark.t), What::Waits(poll.on.clone()));
                }
            }
            let last = if lane.outcome == Outcome::Cancelled {
                dropped.as_ref()
            } else {
                marks.last()
            };
            if let Some(last) = last.filter(|_| lane.outcome != Outcome::Open) {
                tell((last.last, last.t), What::Ends(lane.outcome));
            }
        }
        self.steps.sort_by_key(|(i, _)| *i);
    }

    /// Puts the lanes that are shown in place of those that were merged into them.
    fn rename(&mut self, shown_as: &HashMap<LaneId, LaneId>) {
        let rename = |id: LaneId| *shown_as.get(&id).unwrap_or(&id);
        let rename_waker = |by: Waker| {
            if let Waker::Lane(id) = by {
                Waker::Lane(rename(id))
            } else {
                by
            }
        };
        for wake in &mut self.view.wakes {
            *wake = Wake {
                of: rename(wake.of),
                by: rename_waker(wake.by),
                ..*wake
            };
        }
        self.view.steps = self.steps.drain(..).map(|(_, step)| step).collect();
        for step in &mut self.view.steps {
            step.lane = rename(step.lane);
            match &mut step.what {
                What::Spawned(by) => *by = rename(*by),
                What::Woken(by) => *by = rename_waker(*by),
                _ => {}
            }
        }
        for tick in &mut self.view.ticks {
            tick.lane = rename(tick.lane);
        }
        for panic in &mut self.view.panics {
            panic.lane = rename(panic.lane);
        }
        if let Some(still) = &mut self.view.still {
            still.in_poll_of = still.in_poll_of.map(rename);
        }
    }

    /// Puts the lanes in the order of drawing. Without recursion: ten thousand calls may be inside each other.
    fn place(&mut self) {
        let mut inside = self.inside();
        let mut open: Vec<(LaneId, usize)> = inside
            .remove(&0)
            .into_iter()
            .flatten()
            .rev()
            .map(|id| (id, 0))
            .collect();
        while let Some((id, depth)) = open.pop() {
            if let Some(Open { lane, .. }) = self.lanes.remove(&id) {
                self.view.lanes.push(Lane { depth, ..lane });
            }
            open.extend(
                inside
                    .remove(&id)
                    .into_iter()
                    .flatten()
                    .rev()
                    .map(|id| (id, depth + 1)),
            );
        }
    }

    /// The lanes inside each lane, in order of birth; those whose caller is not known are inside 0.
    fn inside(&self) -> HashMap<LaneId, Vec<LaneId>> {
        let mut inside: HashMap<LaneId, Vec<LaneId>> = HashMap::new();
        for Open { lane, .. } in self.lanes.values() {
            let parent = if self.lanes.contains_key(&lane.parent) {
                lane.parent
            } else {
                0
            };
            inside.entry(parent).or_default().push(lane.id);
        }
        for ids in inside.values_mut() {
            ids.sort_by_key(|id| self.lanes.get(id).map(|open| open.born));
        }
        inside
    }
}

impl Open {
    /// Becomes the task that it is the only call of.
    fn absorb(&mut self, task: Open) {
        let (lane, outer) = (&mut self.lane, task.lane);
        lane.kind = outer.kind;
        lane.parent = outer.parent;
        lane.start = outer.start;
        lane.end = lane.end.max(outer.end);
        lane.at = outer.at.or(lane.at.take());
        // What the block that was spawned does around its only call is this lane's doing.
        lane.code = format!("{}\n{}", outer.code, lane.code);
        lane.at_exit |= outer.at_exit;
        lane.size = outer.size;
        lane.deaf = outer.deaf;
        lane.said.extend(outer.said);
        lane.logs.extend(outer.logs);
        lane.said.sort_by_key(|said| said.t);
        lane.logs.sort_by_key(|said| said.t);
        if outer.outcome == Outcome::Panicked {
            lane.outcome = Outcome::Panicked;
        }
        self.born = task.born;
    }
}

/// Calls of one caller that are alike are numbered, and so are tasks without a name, over the whole run.
fn number_alike(lanes: &mut BTreeMap<LaneId, Open>) {
    let mut alike: HashMap<(LaneId, String), Vec<LaneId>> = HashMap::new();
    for Open { lane, .. } in lanes.values() {
        let has_name = lane.kind == Kind::Call
            || !lane.arg.is_empty()
            || !matches!(lane.name.as_str(), "task" | "blocking");
        alike
            .entry((if has_name { lane.parent } else { 0 }, lane.label()))
            .or_default()
            .push(lane.id);
    }
    for ids in alike.into_values().filter(|ids| ids.len() > 1) {
        for (id, number) in ids.into_iter().zip(1..) {
            let Some(Open { lane, .. }) = lanes.get_mut(&id) else {
                continue;
            };
            lane.arg = if lane.arg.is_empty() {
                number.to_string()
            } else {
                format!("{} #{number}", lane.arg)
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::trace::Trace;
    use crate::view::{Sources, View};

    #[test]
    fn who_polls_one_that_holds_the_thread_holds_it_for_the_rest_if_that_is_worth_a_word() {
        let own = |outer: u32| {
            let trace = format!(
                r#"{{"k":"run","v":1,"clock":"hybrid","unit":"us","tokio":"","full":true}}
{{"k":"task","t":0,"id":1,"kind":"block_on","at":""}}
{{"k":"poll","t":0,"id":1}}
{{"k":"span","t":0,"id":2,"in":1,"n":"crunch","a":"","at":""}}
{{"k":"poll","t":0,"id":2}}
{{"k":"out","t":0,"id":2,"busy":60}}
{{"k":"out","t":0,"id":1,"busy":{outer}}}
"#
            );
            let view = View::new(&Trace::parse(&trace).unwrap(), b"", &Sources::default());
            view.lanes[0].polls[0].busy
        };
        assert_eq!(own(60), 0);
        // Both were rounded down, so that of the 50 between them no more than 40 are sure.
        assert_eq!(own(110), 0);
        assert_eq!(own(120), 60);
    }
}
