//! An event loop is made by hand, runs two tasks to their end, and is closed.
//!
//!     cargo run -q -- run event_loop

use std::io;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::time::sleep;
use tracing::instrument;

fn main() -> io::Result<()> {
    let runtime = Builder::new_current_thread()
        // Timers, sockets and the like.
        .enable_all()
        .build()?;
    // This thread is the loop until it returns.
    runtime.block_on(both());
    // Closes the loop.
    drop(runtime);
    Ok(())
}

#[instrument]
async fn both() {
    tokio::join!(task(), task());
}

#[instrument]
async fn task() {
    println!("Task started");
    sleep(Duration::from_secs(1)).await;
    println!("Task completed");
}
