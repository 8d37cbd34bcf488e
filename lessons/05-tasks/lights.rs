//! A dropped handle stops nothing, `abort` asks for it, and the awaited handle says that it has happened.
//!
//!     cargo run -q -- run lights

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// A light that goes out when it is dropped.
struct Light(&'static str);

impl Drop for Light {
    fn drop(&mut self) {
        println!("{}: light out", self.0);
    }
}

#[tokio::main]
async fn main() {
    let attic = tokio::spawn(watch("attic", 2));
    let cellar = tokio::spawn(watch("cellar", 3600));
    sleep(Duration::from_secs(1)).await;

    // The task of the attic no longer has a handle. It still has its runtime.
    drop(attic);
    println!("attic: handle dropped");

    cellar.abort();
    println!("cellar: asked to stop");
    // While `main` waits, the runtime drops the future, with the light in it.
    let end = cellar.await.expect_err("it had an hour to go");
    println!("cellar: stopped, cancelled = {}", end.is_cancelled());

    sleep(Duration::from_secs(2)).await;
}

#[instrument]
async fn watch(room: &'static str, seconds: u64) {
    let _light = Light(room);
    println!("{room}: light on");
    sleep(Duration::from_secs(seconds)).await;
    println!("{room}: nothing to see");
}
