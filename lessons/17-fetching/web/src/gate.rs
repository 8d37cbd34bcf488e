//! A gate in a server, which holds requests back until as many have come as should come at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// Who asks one after another would wait here for ever. After this time the gate opens all the same, so that a test
/// can say what was wrong.
const PATIENCE: Duration = Duration::from_secs(2);

/// Who asks for too much at once has this long to do so.
const A_MOMENT: Duration = Duration::from_millis(100);

/// Counts who is inside, and opens for good when `n` are.
#[derive(Debug, Clone)]
pub struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    n: usize,
    opened: watch::Sender<bool>,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    inside: HashMap<String, usize>,
    most: usize,
    most_of_one: usize,
}

impl Gate {
    /// A gate that opens when `n` are inside at once.
    pub fn of(n: usize) -> Gate {
        Gate(Arc::new(Inner {
            n,
            opened: watch::Sender::new(n == 0),
            seen: Mutex::default(),
        }))
    }

    /// Goes in, waits until the gate opens, and goes out. `who` is told apart by [`Gate::most_of_one`].
    pub async fn pass(&self, who: &str) {
        let _inside = self.enter(who);
        let mut opened = self.0.opened.subscribe();
        let _ = timeout(PATIENCE, opened.wait_for(|is_open| *is_open)).await;
        // Once somebody has run out of patience, nobody else need.
        self.0.opened.send_replace(true);
        sleep(A_MOMENT).await;
    }

    /// How many were inside at once, at most.
    pub fn most(&self) -> usize {
        self.seen().most
    }

    /// How many of one name were inside at once, at most.
    pub fn most_of_one(&self) -> usize {
        self.seen().most_of_one
    }

    fn enter(&self, who: &str) -> Inside {
        let mut seen = self.seen();
        let of_one = seen.inside.entry(who.to_string()).or_default();
        *of_one += 1;
        let (of_one, of_all) = (*of_one, seen.inside.values().sum());
        seen.most = seen.most.max(of_all);
        seen.most_of_one = seen.most_of_one.max(of_one);
        if of_all == self.0.n {
            self.0.opened.send_replace(true);
        }
        Inside {
            gate: self.clone(),
            who: who.to_string(),
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever is inside. A client that hangs up goes out as well.
struct Inside {
    gate: Gate,
    who: String,
}

impl Drop for Inside {
    fn drop(&mut self) {
        if let Some(inside) = self.gate.seen().inside.get_mut(&self.who) {
            *inside -= 1;
        }
    }
}
