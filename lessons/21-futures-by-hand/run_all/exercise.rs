//! Write an executor that queues a task once, however often it is woken, and runs all to their end.
//!
//!     cargo run -q -- check futures-by-hand/run_all

use futures::future::BoxFuture;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Wake, Waker};

struct Executor {
    sender: mpsc::Sender<Arc<Task>>,
    queue: mpsc::Receiver<Arc<Task>>,
}

struct Task {
    /// Taken out when it is done.
    future: Mutex<Option<BoxFuture<'static, ()>>>,
    is_queued: AtomicBool,
    sender: mpsc::Sender<Arc<Task>>,
}

impl Executor {
    fn new() -> Executor {
        let (sender, queue) = mpsc::channel();
        Executor { sender, queue }
    }

    /// Given: a new task, which begins in the queue.
    fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        let task = Arc::new(Task {
            future: Mutex::new(Some(Box::pin(future))),
            is_queued: AtomicBool::new(true),
            sender: self.sender.clone(),
        });
        self.sender.send(task).expect("the executor has the queue");
    }

    /// Polls the tasks in the order of the queue, each only when it is new or has
    /// been woken. Returns when all of them are done, and not before. A task that
    /// is done must not be polled again. Its future is dropped at once.
    fn run(self) {
        let first = self.queue.try_recv().is_ok();
        todo!("there is a task in the queue: {first}")
    }
}

/// Puts the task into the queue, unless it is there. A wake must not be lost:
/// also not one that comes while the task is being polled, or from another
/// thread.
impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let is_queued = self.is_queued.load(SeqCst);
        todo!("it is in the queue: {is_queued}")
    }
}

#[cfg(test)]
mod tests;
