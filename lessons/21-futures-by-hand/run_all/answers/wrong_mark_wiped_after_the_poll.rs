//! Wrong: wipes off the mark after the poll, and with it each wake that came meanwhile.
//! Fails: runs_all_tasks_in_order

use futures::future::BoxFuture;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Wake, Waker};

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
        // The senders that are left are in the tasks: with the last task, the queue ends.
        drop(self.sender);
        while let Ok(task) = self.queue.recv() {
            let waker = Waker::from(task.clone());
            let mut future = task.future.lock().expect("no poll panics");
            let mut cx = Context::from_waker(&waker);
            future.take_if(|future| future.as_mut().poll(&mut cx).is_ready());
            task.is_queued.store(false, SeqCst);
        }
    }
}

/// Puts the task into the queue, unless it is there. A wake must not be lost:
/// also not one that comes while the task is being polled, or from another
/// thread.
impl Wake for Task {
    fn wake(self: Arc<Self>) {
        if !self.is_queued.swap(true, SeqCst) {
            // The queue is gone when the executor is: then there is nothing to wake.
            let _ = self.sender.clone().send(self);
        }
    }
}

#[cfg(test)]
mod tests;
