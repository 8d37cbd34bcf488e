//! What it costs to record one call of an instrumented function: `cargo bench -p observed-tokio`,
//! in a debug build `cargo bench -p observed-tokio --profile dev`.
//!
//! The program runs itself three times, in processes of their own: without the recorder, with it, and with it while it
//! also watches the standard output as the launcher lets it do.

use observed_tokio as tokio;
use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::time::Instant;
use std::{env, fs};
use tokio::runtime::Builder;
use tracing::instrument;

/// Six records each: below the number at which a trace is cut.
const CALLS: u32 = 15_000;
const ROUNDS: usize = 7;
/// Microseconds a call, in a release build and in a debug build.
const BARS: [f64; 2] = [2.0, 8.0];

fn main() -> ExitCode {
    if env::args().any(|arg| arg == "measure") {
        println!("{}", measure());
        return ExitCode::SUCCESS;
    }
    let without = best(&[]);
    let trace = env::temp_dir().join(format!("record-bench-{}.jsonl", std::process::id()));
    let output = trace.with_extension("txt");
    let _ = fs::write(&output, "");
    let (trace_text, output_text) = (trace.to_string_lossy(), output.to_string_lossy());
    let recorded = best(&[("WORKBOOK_TRACE", &trace_text)]);
    let heard = best(&[
        ("WORKBOOK_TRACE", &trace_text),
        ("WORKBOOK_STDOUT", &output_text),
    ]);
    let bytes = fs::metadata(&trace).map_or(0, |trace| trace.len()) / u64::from(CALLS);
    let _ = (fs::remove_file(&trace), fs::remove_file(&output));
    let (build, bar) = if cfg!(debug_assertions) {
        ("debug", BARS[1])
    } else {
        ("release", BARS[0])
    };
    println!("one #[instrument] call, {build} build, the best of {ROUNDS} runs of {CALLS} calls");
    println!("  not recorded               {without:6.2} µs");
    println!("  recorded                   {recorded:6.2} µs, {bytes} bytes");
    println!("  recorded, output watched   {heard:6.2} µs, the bar is {bar} µs");
    if heard - without <= bar {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Microseconds a call, the least of several processes: what disturbs a run only makes it longer.
fn best(settings: &[(&str, &str)]) -> f64 {
    let run = || {
        let mut program = Command::new(env::current_exe().expect("a program has a path"));
        program
            .arg("measure")
            .env_remove("WORKBOOK_TRACE")
            .env_remove("WORKBOOK_STDOUT");
        let output = program
            .envs(settings.iter().copied())
            .output()
            .expect("this program can be run");
        let text = String::from_utf8_lossy(&output.stdout);
        text.trim()
            .parse::<f64>()
            .expect("the program prints a number")
    };
    (0..ROUNDS).map(|_| run()).fold(f64::MAX, f64::min)
}

/// Microseconds a call in this process.
fn measure() -> f64 {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let clock = Clock::start();
        for i in 0..CALLS {
            black_box(add("one", i).await);
        }
        clock.elapsed() * 1e6 / f64::from(CALLS)
    })
}

/// The processor's time of this thread where the system tells it: on a machine that others use too, it varies less.
struct Clock {
    real: Instant,
    on_processor: Option<f64>,
}

impl Clock {
    fn start() -> Clock {
        Clock {
            real: Instant::now(),
            on_processor: seconds_on_processor(),
        }
    }

    /// In seconds.
    fn elapsed(&self) -> f64 {
        match (self.on_processor, seconds_on_processor()) {
            (Some(before), Some(now)) => now - before,
            _ => self.real.elapsed().as_secs_f64(),
        }
    }
}

fn seconds_on_processor() -> Option<f64> {
    // Linux adds up what has passed since the last tick only when the thread gives way.
    std::thread::yield_now();
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
}

#[instrument]
async fn add(name: &str, number: u32) -> u32 {
    name.len() as u32 + number
}
