//! One run of a program, in a runtime of its own, on the paused clock.

use crate::shuffle::{Coin, Shuffled};
use std::any::Any;
use std::cell::Cell;
use std::future::poll_fn;
use std::panic::{self, AssertUnwindSafe};
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Once, OnceLock};
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// On the paused clock a runtime with nothing to do jumps to the next timer. If nothing was polled for long before this
/// one, there was no other.
const LIMIT: Duration = Duration::from_secs(24 * 3600);

/// How a program broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It panicked: a failed assertion, most likely. This is what it said.
    Panicked(String),
    /// Nothing was left that could wake a task.
    Deadlocked,
    /// It was still busy after a day on the paused clock.
    Endless,
}

/// A runtime of Tokio's, or the observed one, and a coin for the root. This seed shuffles its tasks; 0 leaves them be.
macro_rules! runtime {
    ($Builder:ty, $seed:expr, $pulse:expr) => {{
        let mut builder = <$Builder>::new_current_thread();
        builder.enable_all().start_paused(true);
        #[cfg(tokio_unstable)]
        {
            let seed: u64 = $seed;
            builder.rng_seed(tokio::runtime::RngSeed::from_bytes(&seed.to_le_bytes()));
        }
        let coin = ($seed != 0).then(|| Coin::new($seed));
        #[cfg(tokio_unstable)]
        {
            let (coin, pulse): (Option<Coin>, Arc<Pulse>) = (coin.clone(), $pulse.clone());
            builder.on_before_task_poll(move |_| {
                pulse.beat();
                coin.iter().for_each(Coin::flip);
            });
        }
        (builder.build().expect("a runtime can be made"), coin)
    }};
}

/// Runs a program without a word: the recorder is off, and a panic is only told to the caller.
pub fn silently<T>(seed: u64, program: impl Future<Output = T>) -> Result<T, Failure> {
    let pulse = Arc::new(Pulse::default());
    let (runtime, coin) = runtime!(tokio::runtime::Builder, seed, pulse);
    let mut program = pin!(program);
    let beating = poll_fn(|cx| {
        pulse.beat();
        program.as_mut().poll(cx)
    });
    let limited = async { timeout(LIMIT, beating).await };
    match catch(|| runtime.block_on(Shuffled::new(coin, limited)))? {
        Ok(output) => Ok(output),
        Err(_) if pulse.has_stopped() => Err(Failure::Deadlocked),
        Err(_) => Err(Failure::Endless),
    }
}

/// Runs a program once more for the recorder, which ends the process if it is deadlocked. A panic is told as above.
pub fn recorded<T>(seed: u64, program: impl Future<Output = T>) -> Result<T, Failure> {
    let pulse = Arc::new(Pulse::default());
    let (runtime, coin) = runtime!(observed_tokio::runtime::Builder, seed, pulse);
    catch(|| runtime.block_on(Shuffled::new(coin, program)))
}

/// When something was last polled before the limit.
#[derive(Debug, Default)]
struct Pulse {
    start: OnceLock<Instant>,
    /// Milliseconds after the start.
    last: AtomicU64,
}

impl Pulse {
    fn beat(&self) {
        let passed = self.start.get_or_init(Instant::now).elapsed();
        if passed < LIMIT {
            self.last.store(passed.as_millis() as u64, Relaxed);
        }
    }

    fn has_stopped(&self) -> bool {
        u128::from(self.last.load(Relaxed)) < LIMIT.as_millis() / 2
    }
}

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Runs `f`; a panic on this thread is not shown.
fn catch<T>(f: impl FnOnce() -> T) -> Result<T, Failure> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let show = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !SILENT.get() {
                show(info);
            }
        }));
    });
    let before = SILENT.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(f));
    SILENT.set(before);
    result.map_err(|payload| Failure::Panicked(text(&*payload)))
}

fn text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("it panicked")
        .to_string()
}
