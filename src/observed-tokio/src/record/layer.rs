//! Hears what `tracing` tells and writes what it means.
//!
//! Two kinds of spans become lanes: those of `#[instrument]` in the program's own source, and Tokio's `runtime.spawn`.
//! Tokio's other spans and events (`tokio_unstable`) only tell what a lane waits on, who woke it, and whether
//! something was still pending when it was dropped. Raw they would be 27 records a sleep; translated they are 4.

use super::Recorder;
use super::fields::{
    DurationFields, FirstArgument, PollFields, ResourceFields, Sentence, TaskFields, WakerFields,
    WakerOp,
};
use super::hybrid;
use super::lane::{Call, Lane};
use super::polls::{self, PollUnderWay};
use crate::settings::settings;
use observer::time;
use observer::trace::{Clock, Record};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::thread::panicking;
use std::time::Duration;
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::{LookupSpan, SpanRef};

/// The target of Tokio's task spans, and of the root's span where Tokio makes none.
pub const ROOT_TARGET: &str = "tokio::task";

/// Bytes. The size of a future is worth a word from here on.
const LARGE: u64 = 4096;

pub struct RecordLayer(pub Recorder);

/// What a span is to the recorder, kept beside it in the registry.
enum Kind {
    Lane(Lane),
    Resource(Mutex<Resource>),
    /// One wait for a resource; true while its last poll found it not ready.
    Wait(AtomicBool),
    Other,
}

struct Resource {
    name: String,
    place: String,
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for RecordLayer {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        polls::tick();
        let meta = attributes.metadata();
        let kind = match (of_tokio(meta.target()), meta.name()) {
            (true, "runtime.spawn") => self.new_task(attributes),
            (true, "runtime.resource") => self.new_resource(attributes),
            (true, "runtime.resource.async_op") => Kind::Wait(AtomicBool::new(false)),
            (true, _) => Kind::Other,
            (false, _) if of_a_dependency(meta.file()) => Kind::Other,
            (false, _) => {
                let mut argument = FirstArgument::default();
                attributes.record(&mut argument);
                let argument = Mutex::new(argument.0.unwrap_or_default());
                Kind::Lane(Lane::new(0, Some(Call { meta, argument }), false))
            }
        };
        span.extensions_mut().insert(kind);
    }

    fn on_enter(&self, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let extensions = span.extensions();
        let Some(Kind::Lane(lane)) = extensions.get() else {
            return;
        };
        if polls::is_elsewhere() {
            return;
        }
        polls::end_is_told();
        if polls::is_entered_again(lane.id()) {
            return;
        }
        let mut state = self.0.state();
        let caller = polls::current_lane();
        if caller == 0 {
            self.0.0.watch.turn();
        }
        let t = state.now();
        lane.begin(caller, t, &mut state);
        state.listen(caller);
        state.write(Record::Poll { t, id: lane.id() });
        drop(state);
        polls::begin(lane.id(), t, polls::ticks() != lane.ticks.load(Relaxed));
    }

    fn on_exit(&self, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let extensions = span.extensions();
        let Some(Kind::Lane(lane)) = extensions.get() else {
            return;
        };
        let Some(poll) = polls::end(lane.id()) else {
            return;
        };
        // A panic takes its time to print a backtrace, which holds the thread, but is no mistake of its own.
        // And a lesson that is recorded on the paused clock is the same every time, however busy the machine is.
        let busy = if panicking() || settings().clock == Some(Clock::Virtual) {
            0
        } else {
            poll.since.busy_ms()
        };
        if self.0.0.clock == Clock::Hybrid {
            self.let_time_pass(lane, &poll);
        }
        let dropped = poll.has_dropped_a_wait();
        lane.dropped.store(dropped || poll.late, Relaxed);
        lane.ticks.store(polls::ticks(), Relaxed);
        // Who is dropped inside the drop of its caller was dropped by it.
        polls::innermost(|outer| {
            outer.pending_dropped |= dropped;
            outer.wakers_dropped += poll.wakers_dropped;
        });
        let mut state = self.0.state();
        state.listen(lane.id());
        state.set_deaf(lane.id(), lane.is_deaf());
        let t = state.now();
        state.write(Record::Out {
            t,
            id: lane.id(),
            on: poll.on,
            busy,
            panic: panicking(),
        });
        if polls::is_dropped_as_finished(lane.id()) {
            lane.ended.store(true, Relaxed);
            state.end(lane.id(), false);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        polls::tick();
        let meta = event.metadata();
        match meta.target() {
            "tokio::task::waker" => self.waker_event(event, &context),
            "runtime::resource::state_update" => self.set_duration(event, &context),
            "runtime::resource::poll_op" => self.poll_event(event, &context),
            target
                if of_tokio(target)
                    || target.starts_with("runtime::")
                    || of_a_dependency(meta.file()) => {}
            _ => {
                let mut sentence = Sentence::default();
                event.record(&mut sentence);
                let mut state = self.0.state();
                state.listen(polls::current_lane());
                let t = state.now();
                let level = meta.level().as_str().to_lowercase();
                state.write(Record::Log {
                    t,
                    id: polls::current_lane(),
                    level,
                    m: sentence.text(),
                });
            }
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else {
            return;
        };
        match span.extensions().get() {
            Some(Kind::Lane(lane)) if lane.id() != 0 && !lane.ended.load(Relaxed) => {
                let mut state = self.0.state();
                state.end(lane.id(), lane.dropped.load(Relaxed));
                if lane.blocking {
                    state.blocking(false);
                }
                if lane.call.is_none() {
                    polls::task_ended(lane.id());
                }
            }
            Some(Kind::Wait(pending)) => polls::innermost(|poll| {
                if poll.on_span == id.into_u64() {
                    poll.on.clear();
                }
                match pending.load(Relaxed) {
                    true => poll.pending_dropped = true,
                    false => poll.wakers_dropped -= 1,
                }
            }),
            _ => {}
        }
    }
}

impl RecordLayer {
    fn new_task(&self, attributes: &Attributes<'_>) -> Kind {
        let mut task = TaskFields::default();
        attributes.record(&mut task);
        if task.is_worker {
            return Kind::Other;
        }
        let (blocking, root) = (task.kind == "blocking", task.kind == "block_on");
        let size = if task.size < LARGE { 0 } else { task.size };
        let mut state = self.0.state();
        state.listen(polls::current_lane());
        let (t, id) = (state.now(), state.new_lane());
        let at = state.place(&task.file, task.line);
        state.write(Record::Task {
            t,
            id,
            by: polls::current_lane(),
            kind: task.kind,
            size,
            at,
        });
        if blocking {
            state.blocking(true);
        }
        let lane = Lane::new(id, None, blocking);
        lane.wakers.store(i32::from(root), Relaxed);
        Kind::Lane(lane)
    }

    fn new_resource(&self, attributes: &Attributes<'_>) -> Kind {
        let mut resource = ResourceFields::default();
        attributes.record(&mut resource);
        let name = match attributes.metadata().target() {
            // The type of both halves is `Sender|Receiver`; the channel's name says more.
            "tokio::sync::oneshot" => "oneshot".to_string(),
            _ => resource.concrete_type.to_lowercase(),
        };
        let place = self.0.state().place(&resource.file, resource.line);
        Kind::Resource(Mutex::new(Resource { name, place }))
    }

    /// On the hybrid clock the real time for which a poll held its thread has passed.
    fn let_time_pass(&self, lane: &Lane, poll: &PollUnderWay) {
        if lane.blocking {
            // The runtime's thread is parked meanwhile, and moves the clock when it wakes up.
            let parked = hybrid::in_steps(self.0.0.watch.parked_for());
            self.0.state().at_least(parked);
        } else if !panicking() {
            let passed = self.0.state().now() - poll.since_virtual;
            hybrid::jump(
                poll.since
                    .elapsed()
                    .saturating_sub(Duration::from_micros(passed)),
            );
        }
    }

    fn waker_event<S: Subscriber + for<'a> LookupSpan<'a>>(
        &self,
        event: &Event<'_>,
        context: &Context<'_, S>,
    ) {
        let mut waker = WakerFields::default();
        event.record(&mut waker);
        if waker.op == WakerOp::Drop {
            polls::innermost(|poll| poll.wakers_dropped += 1);
        }
        if waker.span == 0 {
            return;
        }
        // The number is the span's, not the task's: it is used again after the task has ended.
        let Some(span) = context.span(&Id::from_u64(waker.span)) else {
            return;
        };
        if let Some(Kind::Lane(lane)) = span.extensions().get() {
            match waker.op {
                WakerOp::Clone => lane.wakers.fetch_add(1, Relaxed),
                WakerOp::Drop | WakerOp::Wake => lane.wakers.fetch_sub(1, Relaxed),
                WakerOp::WakeByRef | WakerOp::Other => 0,
            };
            if matches!(waker.op, WakerOp::Wake | WakerOp::WakeByRef) {
                self.0.wake(lane.id());
            }
        }
    }

    /// A resource tells of its state; the one worth keeping is for how long a `Sleep` sleeps.
    fn set_duration<S: Subscriber + for<'a> LookupSpan<'a>>(
        &self,
        event: &Event<'_>,
        context: &Context<'_, S>,
    ) {
        let mut fields = DurationFields::default();
        event.record(&mut fields);
        let (Some(ms), true) = (fields.duration, fields.is_ms) else {
            return;
        };
        // Tokio counts whole milliseconds from the runtime's start, and rounds the deadline up and the present down:
        // between two of them a sleep seems to be one too long.
        let is_between = !self.0.state().now().is_multiple_of(1000);
        let length = time::show((if is_between { ms.saturating_sub(1) } else { ms }) * 1000);
        each_span(context, |_, kind| {
            let Kind::Resource(resource) = kind else {
                return false;
            };
            resource.lock().unwrap_or_else(PoisonError::into_inner).name =
                format!("sleep {length}");
            true
        });
    }

    /// An operation on a resource was polled. Each begins with one that is ready, for Tokio's budget: the last counts.
    fn poll_event<S: Subscriber + for<'a> LookupSpan<'a>>(
        &self,
        event: &Event<'_>,
        context: &Context<'_, S>,
    ) {
        let mut fields = PollFields::default();
        event.record(&mut fields);
        let (mut on, mut on_span, mut tick) = (String::new(), 0, None);
        each_span(context, |span, kind| {
            match kind {
                Kind::Wait(last) => {
                    last.store(fields.is_pending, Relaxed);
                    on_span = span.into_u64();
                }
                Kind::Resource(resource) if fields.is_pending => {
                    // Innermost first. An outer one, the mutex around its semaphore, names it better.
                    let resource = resource.lock().unwrap_or_else(PoisonError::into_inner);
                    if on.is_empty() || !of_a_dependency(Some(&resource.place)) {
                        on = match resource.place.as_str() {
                            "" => resource.name.clone(),
                            place => format!("{} @{place}", resource.name),
                        };
                    }
                }
                Kind::Resource(resource) if fields.is_tick => {
                    let resource = resource.lock().unwrap_or_else(PoisonError::into_inner);
                    tick = Some(resource.place.clone());
                }
                Kind::Lane(_) => return true,
                _ => {}
            }
            false
        });
        polls::innermost(|poll| (poll.on, poll.on_span) = (on, on_span));
        if let Some(at) = tick {
            let mut state = self.0.state();
            let (t, id) = (state.now(), polls::current_lane());
            state.write(Record::Tick { t, id, at });
        }
    }
}

/// Shows the spans around the current one, innermost first, until `stop` says so.
fn each_span<S: Subscriber + for<'a> LookupSpan<'a>>(
    context: &Context<'_, S>,
    mut stop: impl FnMut(Id, &Kind) -> bool,
) {
    let Some(current) = context.lookup_current() else {
        return;
    };
    let _ = current.scope().find(|span: &SpanRef<'_, S>| {
        let extensions = span.extensions();
        extensions
            .get::<Kind>()
            .is_some_and(|kind| stop(span.id(), kind))
    });
}

fn of_tokio(target: &str) -> bool {
    target
        .strip_prefix("tokio")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Spans and events of other libraries are no part of the lesson.
fn of_a_dependency(file: Option<&str>) -> bool {
    file.is_none_or(|file| file.contains("/registry/") || file.contains("\\registry\\"))
}
