//! The seam: Tokio's runtime, built with the clock, the seed and the recorder that the launcher asks for.

pub use real::runtime::*;

use crate::record::{Hooks, Recorder, Root};
use crate::settings::settings;
use observer::trace::Clock;
use std::future::Future;
use std::io;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// [`real::runtime::Builder`], with the same methods.
pub struct Builder {
    inner: real::runtime::Builder,
    hooks: Hooks,
    paused: bool,
    #[cfg(tokio_unstable)]
    seeded: bool,
}

/// Methods that do to the inner builder what their name says, and nothing else.
macro_rules! forward {
    ($($(#[$attribute:meta])* $name:ident($($argument:ident: $kind:ty),*);)*) => {
        impl Builder {
            $(
                $(#[$attribute])*
                #[doc = concat!("See `tokio::runtime::Builder::", stringify!($name), "`.")]
                pub fn $name(&mut self, $($argument: $kind),*) -> &mut Self {
                    self.inner.$name($($argument),*);
                    self
                }
            )*
        }
    };
}

forward! {
    enable_all();
    enable_io();
    enable_time();
    worker_threads(val: usize);
    max_blocking_threads(val: usize);
    thread_name(val: impl Into<String>);
    name(val: impl Into<String>);
    thread_stack_size(val: usize);
    thread_keep_alive(duration: Duration);
    global_queue_interval(val: u32);
    event_interval(val: u32);
    max_io_events_per_tick(capacity: usize);
    #[cfg(tokio_unstable)] enable_alt_timer();
    #[cfg(tokio_unstable)] enable_eager_driver_handoff();
    #[cfg(tokio_unstable)] enable_sharded_blocking_queue();
    #[cfg(tokio_unstable)] max_io_events_per_busy_tick(capacity: usize);
    #[cfg(tokio_unstable)] unhandled_panic(behavior: UnhandledPanic);
    #[cfg(tokio_unstable)] disable_lifo_slot();
    #[cfg(tokio_unstable)] enable_metrics_poll_time_histogram();
    #[cfg(tokio_unstable)] metrics_poll_time_histogram_configuration(configuration: HistogramConfiguration);
}

impl Builder {
    /// See `tokio::runtime::Builder::new_current_thread`.
    pub fn new_current_thread() -> Builder {
        Builder::of(real::runtime::Builder::new_current_thread())
    }

    /// See `tokio::runtime::Builder::new_multi_thread`.
    /// One thread if the launcher asks for one: with several, a trace cannot be the same twice.
    pub fn new_multi_thread() -> Builder {
        if settings().one_thread {
            return Builder::new_current_thread();
        }
        Builder::of(real::runtime::Builder::new_multi_thread())
    }

    fn of(inner: real::runtime::Builder) -> Builder {
        Builder {
            inner,
            hooks: Hooks::default(),
            paused: false,
            #[cfg(tokio_unstable)]
            seeded: false,
        }
    }

    /// See `tokio::runtime::Builder::start_paused`.
    pub fn start_paused(&mut self, start_paused: bool) -> &mut Self {
        self.paused = start_paused;
        self
    }

    /// See `tokio::runtime::Builder::rng_seed`.
    #[cfg(tokio_unstable)]
    pub fn rng_seed(&mut self, seed: RngSeed) -> &mut Self {
        self.seeded = true;
        self.inner.rng_seed(seed);
        self
    }

    /// See `tokio::runtime::Builder::thread_name_fn`.
    pub fn thread_name_fn<F>(&mut self, f: F) -> &mut Self
    where
        F: Fn() -> String + Send + Sync + 'static,
    {
        self.inner.thread_name_fn(f);
        self
    }

    /// See `tokio::runtime::Builder::on_thread_start`.
    pub fn on_thread_start<F: Fn() + Send + Sync + 'static>(&mut self, f: F) -> &mut Self {
        self.hooks.start = Some(Arc::new(f));
        self
    }

    /// See `tokio::runtime::Builder::on_thread_stop`.
    pub fn on_thread_stop<F: Fn() + Send + Sync + 'static>(&mut self, f: F) -> &mut Self {
        self.hooks.stop = Some(Arc::new(f));
        self
    }

    /// See `tokio::runtime::Builder::on_thread_park`.
    pub fn on_thread_park<F: Fn() + Send + Sync + 'static>(&mut self, f: F) -> &mut Self {
        self.hooks.park = Some(Arc::new(f));
        self
    }

    /// See `tokio::runtime::Builder::on_thread_unpark`.
    pub fn on_thread_unpark<F: Fn() + Send + Sync + 'static>(&mut self, f: F) -> &mut Self {
        self.hooks.unpark = Some(Arc::new(f));
        self
    }

    /// See `tokio::runtime::Builder::build`.
    pub fn build(&mut self) -> io::Result<Runtime> {
        let recorder = self.prepare();
        Ok(Runtime {
            inner: self.inner.build()?,
            recorder,
        })
    }

    /// See `tokio::runtime::Builder::build_local`.
    pub fn build_local(&mut self, options: LocalOptions) -> io::Result<LocalRuntime> {
        let recorder = self.prepare();
        Ok(LocalRuntime {
            inner: self.inner.build_local(options)?,
            recorder,
        })
    }

    /// Puts what the launcher asks for, and the program's own hooks, into the inner builder.
    fn prepare(&mut self) -> Option<Recorder> {
        let paused = match settings().clock {
            Some(Clock::Virtual | Clock::Hybrid) => true,
            Some(Clock::Real) => false,
            None => self.paused,
        };
        if paused {
            // Only then: to ask a multi-thread runtime for it, even with `false`, is a panic in Tokio.
            self.inner.start_paused(true);
        }
        let recorder = Recorder::of_process(paused);
        #[cfg(tokio_unstable)]
        if recorder.is_some() && !self.seeded {
            self.inner.rng_seed(RngSeed::from_bytes(b"see async run"));
        }
        self.hooks.install(&mut self.inner, recorder.clone());
        if let Some(recorder) = &recorder {
            // A task may be spawned before `block_on`.
            recorder.listen();
        }
        recorder
    }
}

#[cfg(tokio_unstable)]
impl Builder {
    /// See `tokio::runtime::Builder::on_task_spawn`.
    pub fn on_task_spawn<F: Fn(&TaskMeta<'_>) + Send + Sync + 'static>(
        &mut self,
        f: F,
    ) -> &mut Self {
        self.inner.on_task_spawn(f);
        self
    }

    /// See `tokio::runtime::Builder::on_before_task_poll`.
    pub fn on_before_task_poll<F: Fn(&TaskMeta<'_>) + Send + Sync + 'static>(
        &mut self,
        f: F,
    ) -> &mut Self {
        self.inner.on_before_task_poll(f);
        self
    }

    /// See `tokio::runtime::Builder::on_after_task_poll`.
    pub fn on_after_task_poll<F: Fn(&TaskMeta<'_>) + Send + Sync + 'static>(
        &mut self,
        f: F,
    ) -> &mut Self {
        self.inner.on_after_task_poll(f);
        self
    }

    /// See `tokio::runtime::Builder::on_task_terminate`.
    pub fn on_task_terminate<F: Fn(&TaskMeta<'_>) + Send + Sync + 'static>(
        &mut self,
        f: F,
    ) -> &mut Self {
        self.hooks.terminate = Some(Arc::new(f));
        self
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.inner.fmt(f)
    }
}

/// A runtime whose root future is watched. `$Real` is what it derefs to, for all methods that borrow it.
macro_rules! watched {
    ($(#[$attribute:meta])* $Name:ident, $Real:path) => {
        $(#[$attribute])*
        #[derive(Debug)]
        pub struct $Name {
            // Dropped first, so that the recorder sees which tasks end with the runtime.
            inner: $Real,
            recorder: Option<Recorder>,
        }

        impl $Name {
            /// Runs `future` to its end on this thread. See Tokio's `block_on`.
            #[track_caller]
            pub fn block_on<F: Future>(&self, future: F) -> F::Output {
                let mut output = None;
                self.drive(Box::pin(async { output = Some(future.await) }));
                output.expect("the future has ended")
            }

            /// Not generic: what of Tokio drives a root future is compiled here, and not in each test program anew.
            #[track_caller]
            fn drive(&self, future: Pin<Box<dyn Future<Output = ()> + '_>>) {
                match &self.recorder {
                    None => self.inner.block_on(future),
                    Some(recorder) => {
                        let run = recorder.begin();
                        self.inner.block_on(Root::new(recorder.clone(), future));
                        run.ok();
                    }
                }
            }

            /// See Tokio's `shutdown_timeout`.
            pub fn shutdown_timeout(self, duration: Duration) {
                self.inner.shutdown_timeout(duration);
            }

            /// See Tokio's `shutdown_background`.
            pub fn shutdown_background(self) {
                self.inner.shutdown_background();
            }
        }

        impl Deref for $Name {
            type Target = $Real;

            fn deref(&self) -> &$Real {
                &self.inner
            }
        }
    };
}

watched! {
    /// [`real::runtime::Runtime`], with the same methods.
    Runtime, real::runtime::Runtime
}

watched! {
    /// [`real::runtime::LocalRuntime`], with the same methods.
    LocalRuntime, real::runtime::LocalRuntime
}

impl Runtime {
    /// See Tokio's `Runtime::new`.
    pub fn new() -> io::Result<Runtime> {
        Builder::new_multi_thread().enable_all().build()
    }
}

impl LocalRuntime {
    /// See Tokio's `LocalRuntime::new`.
    pub fn new() -> io::Result<LocalRuntime> {
        Builder::new_current_thread()
            .enable_all()
            .build_local(LocalOptions::default())
    }
}
