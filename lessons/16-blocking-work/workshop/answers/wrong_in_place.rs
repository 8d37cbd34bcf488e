//! Wrong: runs the job on the thread of the runtime.
//! Fails: uses_all_benches

use std::sync::Arc;
use tokio::sync::Semaphore;

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
        let _bench = self.benches.acquire().await.expect("never closed");
        job()
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
