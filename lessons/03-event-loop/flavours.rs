//! Both flavours of runtime: which thread polls `block_on`, and which a task?
//!
//!     cargo run -q -- run flavours

use std::io;
use std::thread;
use tokio::runtime::Builder;
use tracing::instrument;

fn main() -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(look_around("current_thread"));

    // What `#[tokio::main]` makes. Without a number there is a worker for each core.
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("worker")
        .enable_all()
        .build()?;
    runtime.block_on(look_around("multi_thread"));
    Ok(())
}

#[instrument]
async fn look_around(flavour: &str) {
    println!("{flavour}: block_on on thread {}", thread_here());
    let task = tokio::spawn(async { thread_here() });
    let thread = task.await.expect("the task does not panic");
    println!("{flavour}: a task on thread {thread}");
}

fn thread_here() -> String {
    thread::current().name().unwrap_or("?").to_string()
}
