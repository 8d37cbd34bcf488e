//! Two letters are written, one is never awaited, and the program says that all is well.
//!
//!     cargo run -q -- run forgotten

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    post("thanks").await;

    // Without a name, the compiler would warn. A name that begins with `_` says: I know.
    let _apology = post("apology");

    println!("all posted");
}

#[instrument]
async fn post(letter: &str) {
    sleep(Duration::from_secs(1)).await;
    println!("posted: {letter}");
}
