//! A future is polled by hand: twice it is not ready, and then it has a value.
//!
//!     cargo run -q -- run polled_by_hand

use std::pin::pin;
use std::task::{Context, Waker};
use tokio::task::yield_now;

fn main() {
    // `poll` wants a future that stays where it is. `pin!` sees to that.
    let mut tea = pin!(make_tea());
    // A poll brings a waker with it. This one wakes nobody: we ask again by ourselves.
    let mut context = Context::from_waker(Waker::noop());

    for number in 1..=3 {
        let answer = tea.as_mut().poll(&mut context);
        println!("poll {number}: {answer:?}");
    }
}

// `yield_now` is not ready when it is first polled, and ready when it is polled again.
async fn make_tea() -> &'static str {
    println!("the kettle is on");
    yield_now().await;
    println!("the water boils");
    yield_now().await;
    "tea"
}
