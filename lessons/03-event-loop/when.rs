//! Two dishes cook only while `block_on` runs, and one of them is never done.
//!
//!     cargo run -q -- run when

use std::io;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::time::sleep;
use tracing::instrument;

/// An oven that is turned off when it is dropped.
struct Oven(&'static str);

impl Drop for Oven {
    fn drop(&mut self) {
        println!("{}: oven off", self.0);
    }
}

fn main() -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.spawn(bake("bread", 3));
    runtime.spawn(bake("stew", 60));
    println!("both are ordered");

    // For two seconds this thread is the loop. Then nothing goes on.
    runtime.block_on(watch_the_clock(2));
    println!("a break after 2 s");

    // It goes on where it stopped.
    runtime.block_on(watch_the_clock(2));
    println!("closing time after 4 s");

    // Nobody polls the stew again: its future is dropped at its `.await`.
    drop(runtime);
    println!("closed");
    Ok(())
}

#[instrument]
async fn bake(dish: &'static str, seconds: u64) {
    let _oven = Oven(dish);
    println!("{dish}: oven on");
    sleep(Duration::from_secs(seconds)).await;
    println!("{dish}: done");
}

#[instrument]
async fn watch_the_clock(seconds: u64) {
    sleep(Duration::from_secs(seconds)).await;
}
