//! A future that has been polled may point into itself: its box can be moved, the future in it cannot.
//!
//!     cargo run -q -- run pin

use futures::poll;
use std::ptr;
use tokio::task::yield_now;
use tracing::instrument;

#[tokio::main]
async fn main() {
    // Before its first poll a future is a value like any other, and may be moved.
    let count = count_votes();
    let first_place = address(&count);
    let mut boxed = Box::pin(count);
    println!("moved into a box: {}", address(&*boxed) != first_place);

    let place = address(&*boxed);
    assert!(poll!(&mut boxed).is_pending());

    // This moves the box, which is a pointer.
    let mut drawer = vec![boxed];
    println!("moved with its box: {}", address(&*drawer[0]) != place);

    if let Some(count) = drawer.pop() {
        count.await;
    }
}

#[instrument]
async fn count_votes() {
    let votes = [3, 5, 2];
    // Both are kept in the future: an array, and a reference to a part of it.
    let most = &votes[1];
    let place = address(most);
    println!("polled: the most is {most}");
    yield_now().await;
    println!("polled again: the most is {most}");
    println!("moved between the polls: {}", address(&votes[1]) != place);
}

fn address<T>(value: &T) -> usize {
    ptr::from_ref(value).addr()
}
