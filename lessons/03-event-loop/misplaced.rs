//! Four calls in the wrong place, and what Tokio says to each.
//!
//!     cargo run -q -- run misplaced

use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::runtime::{Handle, Runtime};
use tokio::task::block_in_place;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    attempt("block_on", || Handle::current().block_on(async {}));
    attempt("drop of a runtime", || drop(Runtime::new()));
    attempt("block_in_place", || block_in_place(|| {}));

    // This thread belongs to no runtime.
    let elsewhere = || attempt("spawn", || drop(tokio::spawn(async {})));
    std::thread::spawn(elsewhere).join().expect("it is caught");
}

/// Catches the panic, so that the program comes to the next one.
fn attempt(what: &str, call: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(call)) {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or(panic.downcast_ref::<&str>().copied());
        println!("{what}: {}", first_sentence(text.unwrap_or("?")));
    }
}

fn first_sentence(text: &str) -> &str {
    text.split(". ").next().unwrap_or(text)
}
