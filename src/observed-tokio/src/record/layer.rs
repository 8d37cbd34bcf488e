//! Hears what `tracing` tells and writes what it means.
//!
//! Two kinds of spans become lanes: those of `#[instrument]` in the program's own source, and Tokio's `runtime.spawn`.
//! Tokio's other spans and events (`tokio_unstable`) only tell what a lane waits on, who woke it, and whether
//! something was still pending when it was dropped. Raw they would be 27 records a sleep; translated they are 4.

use super::Recorder;
use super::root::RootWaker;
use super::stall::busy_ms;
use observer::time;
use observer::trace::{Clock, LaneId, Record};
use real::time::advance;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context as TaskContext, Waker};
use std::time::{Duration, Instant};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::{LookupSpan, SpanRef};

/// The target of Tokio's task spans, and of the root's span where Tokio makes none.
pub const ROOT_TARGET: &str = "tokio::task";

/// The real time of a poll is added to the hybrid clock in steps of this, so that a rerun is likely to be the same.
const STEP: Duration = Duration::from_millis(10);

pub struct RecordLayer(pub Recorder);

/// What a span is to the recorder, kept beside it in the registry.
enum Kind {
    Lane(Lane),
    Resource(Mutex<Resource>),
    /// One wait for a resource; true while its last poll found it not ready.
    Wait(AtomicBool),
    Other,
}

struct Lane {
    id: LaneId,
    task: bool,
    blocking: bool,
    /// [`TICKS`] at the end of the last poll.
    ticks: AtomicU64,
    /// The last pair of enter and exit bears the marks of a drop before the end.
    dropped: AtomicBool,
}

struct Resource {
    name: String,
    place: String,
}

/// Counts all that happens outside of a lane's own polls. A future that has finished is dropped at once:
/// if anything happened between its last poll and its drop, it had not finished.
static TICKS: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// The polls that are under way on this thread, outermost first.
    static POLLS: RefCell<Vec<PollUnderWay>> = const { RefCell::new(Vec::new()) };
    static ROOT: RefCell<Weak<RootWaker>> = const { RefCell::new(Weak::new()) };
}

struct PollUnderWay {
    lane: LaneId,
    since: Instant,
    since_virtual: u64,
    on: String,
    /// A waker, or a wait that was not over, was dropped inside.
    dropped_inside: bool,
    root_wakers: usize,
    late: bool,
}

/// The lane that is being polled on this thread, or 0.
pub fn current_lane() -> LaneId {
    POLLS.with_borrow(|polls| polls.last().map_or(0, |p| p.lane))
}

/// From now on the clones of this waker are counted: fewer after a drop than before means that it was waited on.
pub fn watch_root(waker: &Arc<RootWaker>) {
    ROOT.set(Arc::downgrade(waker));
}

fn root_wakers() -> usize {
    ROOT.with_borrow(Weak::strong_count)
}

fn innermost(change: impl FnOnce(&mut PollUnderWay)) {
    POLLS.with_borrow_mut(|polls| polls.last_mut().map(change));
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for RecordLayer {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        TICKS.fetch_add(1, SeqCst);
        let meta = attributes.metadata();
        let kind = match (of_tokio(meta.target()), meta.name()) {
            (true, "runtime.spawn") => self.new_task(&Fields::of(|v| attributes.record(v))),
            (true, "runtime.resource") => {
                self.new_resource(meta.target(), &Fields::of(|v| attributes.record(v)))
            }
            (true, "runtime.resource.async_op") => Kind::Wait(AtomicBool::new(false)),
            (true, _) => Kind::Other,
            (false, _) if of_a_dependency(meta.file()) => Kind::Other,
            (false, name) => {
                let fields = Fields::of(|v| attributes.record(v));
                self.new_span(
                    name,
                    fields.first,
                    meta.file().unwrap_or(""),
                    meta.line().unwrap_or(0),
                )
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
        let mut state = self.0.state();
        state.listen(current_lane());
        let t = state.now();
        state.write(Record::Poll { t, id: lane.id });
        drop(state);
        let poll = PollUnderWay {
            lane: lane.id,
            since: Instant::now(),
            since_virtual: t,
            on: String::new(),
            dropped_inside: false,
            root_wakers: root_wakers(),
            late: TICKS.load(SeqCst) != lane.ticks.load(SeqCst),
        };
        POLLS.with_borrow_mut(|polls| polls.push(poll));
    }

    fn on_exit(&self, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let extensions = span.extensions();
        let Some(Kind::Lane(lane)) = extensions.get() else {
            return;
        };
        let found = POLLS.with_borrow_mut(|polls| {
            let i = polls.iter().rposition(|p| p.lane == lane.id)?;
            Some(polls.remove(i))
        });
        let Some(poll) = found else { return };
        // A panic takes its time to print a backtrace, which holds the thread, but is no mistake of its own.
        let busy = if std::thread::panicking() {
            0
        } else {
            busy_ms(poll.since)
        };
        if self.0.0.clock == Clock::Hybrid && !lane.blocking {
            let passed = self.0.state().now() - poll.since_virtual;
            jump(
                poll.since
                    .elapsed()
                    .saturating_sub(Duration::from_micros(passed)),
            );
        }
        let dropped = poll.dropped_inside || root_wakers() < poll.root_wakers;
        lane.dropped.store(dropped || poll.late, SeqCst);
        lane.ticks.store(TICKS.load(SeqCst), SeqCst);
        if dropped {
            // What dropped a waker inside its parent's drop was dropped by the parent.
            innermost(|outer| outer.dropped_inside = true);
        }
        let mut state = self.0.state();
        state.listen(lane.id);
        let t = state.now();
        state.write(Record::Out {
            t,
            id: lane.id,
            on: poll.on,
            busy,
            panic: std::thread::panicking(),
        });
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        TICKS.fetch_add(1, SeqCst);
        let meta = event.metadata();
        match meta.target() {
            "tokio::task::waker" => self.waker_event(&Fields::of(|v| event.record(v)), &context),
            "runtime::resource::state_update" => {
                set_duration(&Fields::of(|v| event.record(v)), &context)
            }
            "runtime::resource::poll_op" => poll_event(&Fields::of(|v| event.record(v)), &context),
            target
                if of_tokio(target)
                    || target.starts_with("runtime::")
                    || of_a_dependency(meta.file()) => {}
            _ => {
                let fields = Fields::of(|v| event.record(v));
                let mut state = self.0.state();
                let t = state.now();
                let level = meta.level().as_str().to_lowercase();
                state.write(Record::Log {
                    t,
                    id: current_lane(),
                    level,
                    m: fields.sentence(),
                });
            }
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else {
            return;
        };
        match span.extensions().get() {
            Some(Kind::Lane(lane)) => {
                let mut state = self.0.state();
                state.end(lane.id, lane.task, lane.dropped.load(SeqCst));
                if lane.blocking {
                    state.blocking(false);
                }
            }
            Some(Kind::Wait(pending)) if pending.load(SeqCst) => {
                innermost(|poll| poll.dropped_inside = true)
            }
            _ => {}
        }
    }
}

impl RecordLayer {
    fn new_task(&self, fields: &Fields) -> Kind {
        if fields.get("fn").contains("multi_thread::worker") {
            return Kind::Other; // A worker thread of the runtime, which runs on its blocking pool.
        }
        let kind = fields.get("kind").to_string();
        let blocking = kind == "blocking";
        let mut state = self.0.state();
        let (t, id) = (state.now(), state.new_lane());
        let at = state.place(
            fields.get("loc.file"),
            fields.get("loc.line").parse().unwrap_or(0),
        );
        state.write(Record::Task {
            t,
            id,
            by: current_lane(),
            kind,
            at,
        });
        if blocking {
            state.blocking(true);
        }
        Kind::Lane(Lane::new(id, true, blocking))
    }

    fn new_span(&self, name: &str, argument: String, file: &str, line: u32) -> Kind {
        let mut state = self.0.state();
        let (t, id) = (state.now(), state.new_lane());
        let at = state.place(file, line);
        state.write(Record::Span {
            t,
            id,
            parent: current_lane(),
            n: name.into(),
            a: argument,
            at,
        });
        Kind::Lane(Lane::new(id, false, false))
    }

    fn new_resource(&self, target: &str, fields: &Fields) -> Kind {
        let name = match target {
            // The type of both halves is `Sender|Receiver`; the channel's name says more.
            "tokio::sync::oneshot" => "oneshot".to_string(),
            _ => fields.get("concrete_type").to_lowercase(),
        };
        let line = fields.get("loc.line").parse().unwrap_or(0);
        let place = self.0.state().place(fields.get("loc.file"), line);
        Kind::Resource(Mutex::new(Resource { name, place }))
    }

    fn waker_event<S: Subscriber + for<'a> LookupSpan<'a>>(
        &self,
        fields: &Fields,
        context: &Context<'_, S>,
    ) {
        match fields.get("op") {
            "waker.drop" => innermost(|poll| poll.dropped_inside = true),
            "waker.wake" | "waker.wake_by_ref" => {
                // The number is the span's, not the task's: it is used again after the task has ended.
                let id = fields
                    .get("task.id")
                    .parse()
                    .ok()
                    .filter(|id| *id != 0)
                    .map(Id::from_u64);
                let Some(span) = id.and_then(|id| context.span(&id)) else {
                    return;
                };
                if let Some(Kind::Lane(lane)) = span.extensions().get() {
                    self.0.state().wake(lane.id, current_lane());
                }
            }
            _ => {}
        }
    }
}

impl Lane {
    fn new(id: LaneId, task: bool, blocking: bool) -> Lane {
        Lane {
            id,
            task,
            blocking,
            ticks: AtomicU64::new(0),
            dropped: AtomicBool::new(false),
        }
    }
}

/// A resource tells of its state; the one worth keeping is for how long a `Sleep` sleeps.
fn set_duration<S: Subscriber + for<'a> LookupSpan<'a>>(fields: &Fields, context: &Context<'_, S>) {
    let Ok(number) = fields.get("duration").parse::<u64>() else {
        return;
    };
    let length = match fields.get("duration.unit") {
        "ms" => time::show(number * 1000),
        unit => format!("{number} {unit}"),
    };
    each_span(context, |kind| {
        let Kind::Resource(resource) = kind else {
            return false;
        };
        resource.lock().unwrap_or_else(PoisonError::into_inner).name = format!("sleep {length}");
        true
    });
}

/// An operation on a resource was polled. Each begins with one that is ready, for Tokio's budget: the last counts.
fn poll_event<S: Subscriber + for<'a> LookupSpan<'a>>(fields: &Fields, context: &Context<'_, S>) {
    let pending = fields.get("is_ready") == "false";
    let mut on = String::new();
    each_span(context, |kind| {
        match kind {
            Kind::Wait(last) => last.store(pending, SeqCst),
            Kind::Resource(resource) if pending => {
                // Innermost first. An outer one, the mutex around its semaphore, names it better.
                let resource = resource.lock().unwrap_or_else(PoisonError::into_inner);
                if on.is_empty() || !of_a_dependency(Some(&resource.place)) {
                    on = match resource.place.as_str() {
                        "" => resource.name.clone(),
                        place => format!("{} @{place}", resource.name),
                    };
                }
            }
            Kind::Lane(_) => return true,
            _ => {}
        }
        false
    });
    innermost(|poll| poll.on = on);
}

/// Shows the spans around the current one, innermost first, until `stop` says so.
fn each_span<S: Subscriber + for<'a> LookupSpan<'a>>(
    context: &Context<'_, S>,
    mut stop: impl FnMut(&Kind) -> bool,
) {
    let Some(current) = context.lookup_current() else {
        return;
    };
    let _ = current
        .scope()
        .find(|span: &SpanRef<'_, S>| span.extensions().get::<Kind>().is_some_and(&mut stop));
}

/// On the hybrid clock, what the thread slept through while it was parked (the blocking pool worked) has passed too.
pub fn after_park(recorder: &Recorder) {
    if recorder.0.clock == Clock::Hybrid {
        jump(recorder.0.watch.take_parked());
    }
}

/// Moves the paused clock, in whole steps. `advance` does so when it is first polled.
fn jump(by: Duration) {
    let steps = (by.as_millis() / STEP.as_millis()) as u32;
    if steps == 0 || real::runtime::Handle::try_current().is_err() {
        return;
    }
    // A program that resumes the clock itself makes `advance` panic; then the clock is real, as it wants.
    let _ = catch_unwind(AssertUnwindSafe(|| {
        let mut advance = std::pin::pin!(advance(STEP * steps));
        let _ = advance
            .as_mut()
            .poll(&mut TaskContext::from_waker(Waker::noop()));
    }));
}

fn of_tokio(target: &str) -> bool {
    target == "tokio" || target.starts_with("tokio::")
}

/// Spans and events of other libraries are no part of the lesson.
fn of_a_dependency(file: Option<&str>) -> bool {
    file.is_none_or(|file| file.contains("/registry/") || file.contains("\\registry\\"))
}

/// The fields of a span or an event as text.
#[derive(Default)]
struct Fields {
    message: String,
    first: String,
    all: BTreeMap<&'static str, String>,
}

impl Fields {
    fn of(record: impl FnOnce(&mut Fields)) -> Fields {
        let mut fields = Fields::default();
        record(&mut fields);
        fields
    }

    fn get(&self, name: &str) -> &str {
        self.all.get(name).map_or("", String::as_str)
    }

    /// The message, and `name=value` for every other field.
    fn sentence(&self) -> String {
        let pairs = self
            .all
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let words = [self.message.clone()].into_iter().chain(pairs);
        words
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn put(&mut self, field: &Field, value: String) {
        match field.name() {
            "message" => self.message = value,
            // `#[instrument]` on a method records its receiver, which names no call.
            "self" => {}
            name => {
                if self.all.is_empty() {
                    self.first = value.trim_matches('"').to_string();
                }
                self.all.insert(name, value);
            }
        }
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.put(field, format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value.to_string());
    }
}
