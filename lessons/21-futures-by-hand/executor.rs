//! An executor for one future: it polls, lets its thread sleep, and polls again when the waker was called.
//!
//!     cargo run -q -- run executor

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;
use tokio::sync::oneshot;

fn main() {
    let (kitchen, table) = oneshot::channel();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(100));
        println!("the kettle whistles");
        // `send` calls the waker that the receiver has kept.
        kitchen.send("tea")
    });

    let cup = block_on(async {
        let drink = table.await.expect("the kitchen sends");
        format!("a cup of {drink}")
    });
    println!("{cup}");
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Bell(thread::current())));
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        println!("not yet");
        // If the bell has rung by now, `park` returns at once: no wake is lost.
        thread::park();
    }
}

/// Wakes a thread.
struct Bell(Thread);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
