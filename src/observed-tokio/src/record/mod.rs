//! Records a run.
//!
//! [`layer`] hears what `tracing` and Tokio tell, [`polls`] knows what is under way on a thread, [`root`] wraps the future that Tokio tells least of,
//! [`state`] numbers the lanes and knows the time, [`writer`] writes, [`watchdog`] looks at the run from outside.

mod fields;
mod hybrid;
mod lane;
mod layer;
mod polls;
mod root;
mod root_waker;
mod stall;
mod state;
mod watchdog;
mod writer;

pub use root::Root;

use crate::settings::{Settings, settings};
use layer::RecordLayer;
use observer::trace::{Clock, Header, LaneId, Record, VERSION};
use state::State;
use std::cell::Cell;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tracing::dispatcher::{self, Dispatch};
use tracing_subscriber::layer::SubscriberExt;
use watchdog::Watch;
use writer::Writer;

/// The version of Tokio whose internal spans [`layer`] reads. A test holds it to the manifest.
pub const TOKIO: &str = "1.54.1";

/// The recorder of this process. There is one trace a process: a second runtime goes on where the first ended.
#[derive(Clone, Debug)]
pub struct Recorder(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    /// The recorder's own, and one that hears nothing. While there is only one, `tracing` asks the thread that comes to
    /// a span first whether it is wanted, for good; a thread that does not listen would turn it off for all.
    dispatches: OnceLock<(Dispatch, Dispatch)>,
    watch: Watch,
    clock: Clock,
}

thread_local! {
    static LISTENS: Cell<bool> = const { Cell::new(false) };
}

impl Recorder {
    /// The recorder, if the launcher has asked for a trace and its file can be written.
    pub fn of_process(paused: bool) -> Option<Recorder> {
        static RECORDER: OnceLock<Option<Recorder>> = OnceLock::new();
        RECORDER
            .get_or_init(|| Recorder::start(settings(), paused))
            .clone()
    }

    fn start(settings: &'static Settings, paused: bool) -> Option<Recorder> {
        let writer = match Writer::create(settings.trace.as_ref()?) {
            Ok(writer) => writer,
            Err(e) => {
                eprintln!("the trace cannot be written: {e}");
                return None;
            }
        };
        let clock = match settings.clock {
            Some(Clock::Hybrid) => Clock::Hybrid,
            _ if paused => Clock::Virtual,
            _ => Clock::Real,
        };
        let state = State::new(writer, settings, clock);
        let recorder = Recorder(Arc::new(Shared {
            state: Mutex::new(state),
            dispatches: OnceLock::new(),
            watch: Watch::new(),
            clock,
        }));
        let subscriber = tracing_subscriber::registry().with(RecordLayer(recorder.clone()));
        let dispatches = (
            Dispatch::new(subscriber),
            Dispatch::new(tracing_subscriber::registry()),
        );
        recorder.0.dispatches.get_or_init(|| dispatches);
        watchdog::start(&recorder);
        recorder.hear_panics();
        Some(recorder)
    }

    /// A root future is about to run on this thread.
    pub fn begin(&self) -> Run {
        self.listen();
        self.0.watch.runs_here();
        self.state().begin();
        Run {
            recorder: self.clone(),
            ended: false,
        }
    }

    /// Makes this thread's `tracing` go to the recorder, for as long as the thread lives: also what is dropped
    /// when the runtime itself is, or in a thread-local's destructor, is part of the run.
    pub fn listen(&self) {
        if !LISTENS.replace(true)
            && let Some((dispatch, _)) = self.0.dispatches.get()
        {
            std::mem::forget(dispatcher::set_default(dispatch));
        }
    }

    /// Notes what a panic says, before it unwinds. Whoever catches it may say nothing of it.
    fn hear_panics(&self) {
        let recorder = self.clone();
        let theirs = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            recorder.panicked(panic);
            theirs(panic);
        }));
    }

    fn panicked(&self, panic: &std::panic::PanicHookInfo<'_>) {
        let text = panic.payload_as_str().unwrap_or_default();
        let m = text.lines().next().unwrap_or_default().to_string();
        let id = polls::current_lane();
        // A panic inside of the recorder itself must not wait for itself.
        let Ok(mut state) = self.0.state.try_lock() else {
            return;
        };
        let t = state.now();
        let at = panic
            .location()
            .map_or(String::new(), |at| state.place(at.file(), at.line()));
        state.write(Record::Panic { t, id, m, at });
    }

    /// A waker of this lane was called on this thread.
    fn wake(&self, of: LaneId) {
        let mut state = self.state();
        let said_by = polls::current_lane();
        if said_by != 0 {
            state.listen(said_by);
        }
        let t = state.now();
        let thread = !LISTENS.get();
        state.write(Record::Wake {
            t,
            id: of,
            by: polls::waker_of_now(),
            thread,
        });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever lets go of the recorder leaves the trace complete: a runtime when all its tasks are dropped, the watchdog
/// after each look.
impl Drop for Recorder {
    fn drop(&mut self) {
        self.state().flush();
    }
}

/// One call of `block_on`.
pub struct Run {
    recorder: Recorder,
    ended: bool,
}

impl Run {
    /// The root future has returned.
    pub fn ok(mut self) {
        self.ended = true;
        self.recorder.state().exit("ok", &settings().nonce);
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        if !self.ended {
            self.recorder.state().exit("panic", &settings().nonce);
        }
    }
}

/// The program's own thread hooks; the recorder's go before them.
#[derive(Default)]
pub struct Hooks {
    pub start: Option<Hook>,
    pub stop: Option<Hook>,
    pub park: Option<Hook>,
    pub unpark: Option<Hook>,
    #[cfg(tokio_unstable)]
    pub terminate: Option<TaskHook>,
}

pub type Hook = Arc<dyn Fn() + Send + Sync>;
#[cfg(tokio_unstable)]
pub type TaskHook = Arc<dyn Fn(&real::runtime::TaskMeta<'_>) + Send + Sync>;

impl Hooks {
    /// Gives Tokio the program's hooks, each behind the recorder's where there is one.
    pub fn install(&self, builder: &mut real::runtime::Builder, recorder: Option<Recorder>) {
        let chain = |own: fn(&Recorder), theirs: &Option<Hook>| {
            let (recorder, theirs) = (recorder.clone(), theirs.clone());
            if recorder.is_none() && theirs.is_none() {
                return None;
            }
            Some(move || {
                if let Some(recorder) = &recorder {
                    own(recorder);
                }
                if let Some(theirs) = &theirs {
                    theirs();
                }
            })
        };
        #[cfg(tokio_unstable)]
        self.install_terminate(builder, recorder.is_some());
        if let Some(f) = chain(|r| (r.listen(), r.0.watch.thread_started()).1, &self.start) {
            builder.on_thread_start(f);
        }
        if let Some(f) = chain(|r| r.0.watch.thread_stopped(), &self.stop) {
            builder.on_thread_stop(f);
        }
        if let Some(f) = chain(Recorder::parked, &self.park) {
            builder.on_thread_park(f);
        }
        if let Some(f) = chain(Recorder::unparked, &self.unpark) {
            builder.on_thread_unpark(f);
        }
    }

    #[cfg(tokio_unstable)]
    fn install_terminate(&self, builder: &mut real::runtime::Builder, is_recorded: bool) {
        let theirs = self.terminate.clone();
        if is_recorded || theirs.is_some() {
            builder.on_task_terminate(move |meta| {
                polls::end_is_told();
                if let Some(theirs) = &theirs {
                    theirs(meta);
                }
            });
        }
    }
}

fn header(clock: Clock, said: u64) -> Record {
    Record::Run(Header {
        v: VERSION,
        clock,
        unit: "us".into(),
        python: String::new(),
        tokio: TOKIO.into(),
        full: cfg!(tokio_unstable),
        said,
    })
}
