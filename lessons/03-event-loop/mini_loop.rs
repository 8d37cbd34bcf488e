//! An event loop on one page: a queue of tasks, a loop that polls them, and their wakers.
//!
//!     cargo run -q -- run mini_loop

use futures::future::BoxFuture;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let (queue, ready) = mpsc::channel();
    for (dish, ms) in [("soup", 200), ("rice", 100)] {
        let future = Mutex::new(Some(Box::pin(cook(dish, ms)) as BoxFuture<()>));
        let task = Task {
            dish,
            future,
            queue: queue.clone(),
        };
        // A new task begins in the queue, as if it had been woken.
        Arc::new(task).wake();
    }
    // Each task has a sender of its own: when the last task is dropped, the loop ends.
    drop(queue);

    // This is the loop. When nobody is ready, `recv` lets the thread sleep.
    while let Ok(task) = ready.recv() {
        println!("poll {}", task.dish);
        let waker = Waker::from(task.clone());
        let mut context = Context::from_waker(&waker);
        let mut slot = task.future.lock().expect("no poll panics");
        slot.take_if(|future| future.as_mut().poll(&mut context).is_ready());
    }
    println!("no task is left");
}

struct Task {
    dish: &'static str,
    /// Taken out when it is done: it must not be polled again.
    future: Mutex<Option<BoxFuture<'static, ()>>>,
    queue: mpsc::Sender<Arc<Task>>,
}

// A waker does not poll. It puts the task back into the queue.
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

fn sleep(time: Duration) -> impl Future<Output = ()> {
    let end = Instant::now() + time;
    poll_fn(move |context| {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Poll::Ready(());
        }
        // Somebody must call the waker: here a thread that plays the alarm clock.
        let waker = context.waker().clone();
        thread::spawn(move || (thread::sleep(left), waker.wake()));
        Poll::Pending
    })
}
