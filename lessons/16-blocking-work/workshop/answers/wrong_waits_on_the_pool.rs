//! Wrong: waits for the permit inside the closure: each job that waits holds a thread of the pool.
//! Fails: a_job_that_waits_holds_no_thread

use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

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
        let runtime = Handle::current();
        let job = move || {
            let bench = runtime.block_on(benches.acquire_owned());
            let _bench = bench.expect("never closed");
            job()
        };
        spawn_blocking(job)
            .await
            .expect("a job that does not panic")
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
