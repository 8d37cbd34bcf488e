//! A coroutine says hello, because another one awaits it.
//!
//!     cargo run -q -- run coroutines

use tracing::instrument;

// A `main` cannot be awaited by anybody. The attribute makes it an ordinary function again,
// which starts a runtime and hands it this body.
#[tokio::main]
async fn main() {
    // The call makes a future, and nothing else. `.await` runs it, here, until it is done.
    greet().await;
}

#[instrument]
async fn greet() {
    println!("Hello, asyncio!");
}
