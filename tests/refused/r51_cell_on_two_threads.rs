//! Refused: E0277

use std::cell::Cell;

static COUNT: Cell<u32> = Cell::new(0);

#[tokio::main]
async fn main() {
    tokio::spawn(async { COUNT.set(COUNT.get() + 1) })
        .await
        .unwrap();
}
