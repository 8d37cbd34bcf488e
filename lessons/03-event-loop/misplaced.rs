//! Four calls in the wrong place, and what Tokio says to each.
//!
//!     cargo run -q -- run misplaced

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::block_in_place;
use tokio::time::sleep;
use tracing::instrument;

fn main() -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(cash_desk());

    // Here no runtime is running, and so there is none that could keep a timer.
    attempt("sleep", || sleep(Duration::from_secs(1)));
    Ok(())
}

#[instrument]
async fn cash_desk() {
    attempt("block_on", || Handle::current().block_on(price()));
    attempt("drop", || drop(Runtime::new()));
    attempt("block_in_place", || block_in_place(|| {}));
}

#[instrument]
async fn price() -> u32 {
    3
}

/// Catches the panic, so that the program comes to the next one.
fn attempt<T>(what: &str, call: impl FnOnce() -> T) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(call)) {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or(panic.downcast_ref::<&str>().copied());
        let text = text.unwrap_or_default();
        println!("{what}: {}", text.split(['.', ',']).next().unwrap_or(text));
    }
}
