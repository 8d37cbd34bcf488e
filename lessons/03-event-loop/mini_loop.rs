//! An event loop on one page: a queue of tasks, a loop that polls them, and wakers that queue them again.
//!
//!     cargo run -q -- run mini_loop

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let (queue, ready) = mpsc::channel();
    for (dish, ms) in [("soup", 200), ("rice", 100)] {
        let future = Mutex::new(Some(Box::pin(cook(dish, ms)) as Boxed));
        let queue = queue.clone();
        // A new task begins in the queue, as if it had been woken.
        Arc::new(Task {
            dish,
            future,
            queue,
        })
        .wake();
    }
    // The tasks have the other senders: when the last task is dropped, the loop ends.
    drop(queue);

    // This is the loop. Where nobody is ready, `recv` lets the thread sleep.
    while let Ok(task) = ready.recv() {
        println!("poll {}", task.dish);
        let waker = Waker::from(task.clone());
        let mut slot = task.future.lock().unwrap();
        if let Some(mut future) = slot.take()
            && future
                .as_mut()
                .poll(&mut Context::from_waker(&waker))
                .is_pending()
        {
            *slot = Some(future);
        }
    }
    println!("no task is left");
}

type Boxed = Pin<Box<dyn Future<Output = ()> + Send>>;

struct Task {
    dish: &'static str,
    /// Empty when it is done: it must not be polled again.
    future: Mutex<Option<Boxed>>,
    queue: Sender<Arc<Task>>,
}

// What a waker does: it does not poll, it puts the task back into the queue.
impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let _ = self.queue.clone().send(self);
    }
}

async fn cook(dish: &str, ms: u64) {
    println!("{dish}: started");
    sleep(Duration::from_millis(ms)).await;
    println!("{dish}: completed");
}

async fn sleep(time: Duration) {
    let end = Instant::now() + time;
    poll_fn(|context| {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Poll::Ready(());
        }
        // Somebody must call the waker: here a thread that plays the alarm clock.
        let waker = context.waker().clone();
        thread::spawn(move || {
            thread::sleep(left);
            waker.wake();
        });
        Poll::Pending
    })
    .await;
}
