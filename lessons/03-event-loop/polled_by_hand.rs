//! A future is polled by hand: twice it is not ready, and then it has a value.
//!
//!     cargo run -q -- run polled_by_hand

use std::pin::pin;
use std::task::{Context, Waker};
use tokio::task::yield_now;

fn main() {
    // `poll` wants a future that stays
    // where it is. `pin!` sees to that.
    let mut tea = pin!(make_tea());
    // This waker wakes nobody: we ask
    // again by ourselves.
    let waker = Waker::noop();
    let mut cx = Context::from_waker(waker);

    for n in 1..=3 {
        let future = tea.as_mut();
        let answer = future.poll(&mut cx);
        println!("poll {n}: {answer:?}");
    }
}

async fn make_tea() -> &'static str {
    println!("the kettle is on");
    // Not ready when it is first polled.
    yield_now().await;
    println!("the water boils");
    yield_now().await;
    "tea"
}
