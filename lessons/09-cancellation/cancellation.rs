//! Two things are baked, and nobody waits longer than two seconds: what is dropped never cools, but the oven goes off.
//!
//!     cargo run -q -- run cancellation

use std::time::Duration;
use tokio::time::{sleep, timeout};
use tracing::instrument;

#[tokio::main]
async fn main() {
    for (what, seconds) in [("rolls", 1), ("bread", 3)] {
        match timeout(Duration::from_secs(2), bake(what, seconds)).await {
            Ok(()) => println!("the {what} are served"),
            // By now the future is gone: `timeout` drops it before it returns.
            Err(_) => println!("nobody waits for the {what}"),
        }
    }
}

#[instrument]
async fn bake(what: &str, seconds: u64) {
    let _oven = Oven::on(what);
    // Dropped here, the future drops what it holds, and no line below is run.
    sleep(Duration::from_secs(seconds)).await;
    println!("{what}: out of the oven");
}

/// An oven that is on as long as this value lives.
struct Oven(String);

impl Oven {
    fn on(what: &str) -> Oven {
        println!("{what}: oven on");
        Oven(what.to_string())
    }
}

impl Drop for Oven {
    fn drop(&mut self) {
        println!("{}: oven off", self.0);
    }
}
