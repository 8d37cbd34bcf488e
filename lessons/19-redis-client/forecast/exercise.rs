//! Ask a slow service for each city once, and keep what it says in Redis for ten minutes.
//!
//!     cargo run -q -- check redis-client/forecast

use redis::aio::MultiplexedConnection;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use tokio::sync::Barrier;
use tracing::instrument;

/// The service is closed.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Closed;

/// Forecasts from a service, and in front of it a cache in Redis.
struct Forecasts {
    service: Service,
    redis: MultiplexedConnection,
    prefix: String,
    locks: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

impl Forecasts {
    /// The forecast for a city: the one in the cache, which is found without
    /// waiting for anybody; or else the service's, which is then kept in the
    /// cache for 600 seconds. While the service is asked for a city, whoever
    /// wants the same waits for that and must not ask as well; other cities do
    /// not wait. That the service is closed is said, and not kept. If Redis
    /// fails, the service is asked all the same.
    #[instrument(skip(self))]
    async fn forecast(&self, city: &str) -> Result<String, Closed> {
        let key = self.key(city);
        todo!("look for {key} in Redis, or ask the service")
    }

    /// Given: where in Redis the forecast for a city is.
    fn key(&self, city: &str) -> String {
        format!("{}:{city}", self.prefix)
    }

    /// Given: a lock for each city, the same one each time.
    fn lock_of(&self, city: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut locks = self.locks.lock().expect("nobody panics with the lock");
        locks.entry(city.to_string()).or_default().clone()
    }
}

/// Given: a service that counts the questions, and answers as soon as so many are
/// asked at once.
struct Service {
    asked: AtomicUsize,
    is_closed: AtomicBool,
    together: Barrier,
}

impl Service {
    #[instrument(skip(self))]
    async fn ask(&self, city: &str) -> Result<String, Closed> {
        self.asked.fetch_add(1, Relaxed);
        self.together.wait().await;
        match self.is_closed.load(Relaxed) {
            true => Err(Closed),
            false => Ok(format!("rain in {city}")),
        }
    }
}

#[cfg(test)]
mod tests;
