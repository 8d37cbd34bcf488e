//! Wrong: runs the job on a thread of its own, where no limit of the pool counts.
//! Fails: uses_all_benches

use std::sync::Arc;
use std::thread;
use tokio::sync::Semaphore;
use tokio::sync::oneshot;

impl Workshop {
    /// Runs `job`, which holds its thread, on the blocking pool, and returns what
    /// it returns. Each job has a bench from its begin to its end, so that only
    /// as many jobs run at once as there are benches, also when a caller has gone
    /// away. A job that waits for a bench holds no thread, and if its caller goes
    /// away it must not begin. A job that panics gives its bench back, and `run`
    /// panics too.
    async fn run<T, F>(&self, job: F) -> T
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let benches = self.benches.clone();
        let bench = benches.acquire_owned().await.expect("never closed");
        let job = move || {
            // The closure owns the permit: it is given back when the job has ended, or panicked.
            let _bench = bench;
            job()
        };
        let (send, done) = oneshot::channel();
        thread::spawn(move || send.send(job()));
        done.await.expect("a job that does not panic")
    }
}

/// Given: a workshop with `benches`, as many permits as there are benches.
#[derive(Clone)]
struct Workshop {
    benches: Arc<Semaphore>,
}

impl Workshop {
    fn new(benches: usize) -> Workshop {
        let benches = Arc::new(Semaphore::new(benches));
        Workshop { benches }
    }
}

#[cfg(test)]
mod tests;
