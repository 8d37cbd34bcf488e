//! Planted races pass on their own and are found by the shuffle; the same programs put right pass every order.

mod said;

use said::said_of;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use tokio::sync::{Mutex, Notify, OnceCell, RwLock, mpsc};
use trials::schedules;

#[track_caller]
fn passes_by_luck(name: &str, trial: impl FnOnce()) {
    let said = said_of(trial).expect("the shuffle finds it");
    let begin = format!("{name}: passes by luck: it ");
    assert!(said.starts_with(&begin), "{said}");
    assert!(said.contains("\nagain: TRIALS_SEED="), "{said}");
}

#[test]
fn a_lost_update_across_an_await() {
    async fn visit(visitors: Arc<RwLock<u32>>) {
        let seen = *visitors.read().await;
        *visitors.write().await = seen + 1;
    }
    passes_by_luck("lost_update", || {
        schedules("lost_update", async || {
            let visitors = Arc::new(RwLock::new(0));
            let tasks = [0; 2].map(|_| tokio::spawn(visit(visitors.clone())));
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(*visitors.read().await, 2);
        });
    });
}

#[test]
fn a_lost_update_in_one_task() {
    passes_by_luck("lost_update", || {
        schedules("lost_update", async || {
            let visitors = RwLock::new(0);
            let visit = async || {
                let seen = *visitors.read().await;
                *visitors.write().await = seen + 1;
            };
            tokio::join!(visit(), visit());
            assert_eq!(visitors.into_inner(), 2);
        });
    });
}

#[test]
fn one_lock_from_reading_to_writing() {
    schedules("lost_update", async || {
        let visitors = Arc::new(RwLock::new(0));
        let visit = |visitors: Arc<RwLock<u32>>| async move { *visitors.write().await += 1 };
        let tasks = [0; 10].map(|_| tokio::spawn(visit(visitors.clone())));
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(*visitors.read().await, 10);
    });
}

#[test]
fn check_then_act() {
    async fn load(loads: &AtomicU32, cache: &Mutex<Option<u32>>) -> u32 {
        if let Some(value) = *cache.lock().await {
            return value;
        }
        let value = loads.fetch_add(1, Relaxed);
        *cache.lock().await = Some(value);
        value
    }
    passes_by_luck("duplicate_work", || {
        schedules("duplicate_work", async || {
            let shared = Arc::new((AtomicU32::new(0), Mutex::new(None)));
            let tasks = [0; 2].map(|_| {
                let shared = shared.clone();
                tokio::spawn(async move { load(&shared.0, &shared.1).await })
            });
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(shared.0.load(Relaxed), 1, "loaded once");
        });
    });
}

#[test]
fn a_cell_that_is_filled_once() {
    schedules("duplicate_work", async || {
        let shared = Arc::new((AtomicU32::new(0), OnceCell::new()));
        let tasks = [0; 3].map(|_| {
            let shared = shared.clone();
            tokio::spawn(async move {
                let load = async || shared.0.fetch_add(1, Relaxed);
                *shared.1.get_or_init(load).await
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(shared.0.load(Relaxed), 1, "loaded once");
    });
}

#[test]
fn an_order_that_is_assumed() {
    passes_by_luck("wrong_time", || {
        schedules("wrong_time", async || {
            let (sender, mut receiver) = mpsc::channel(2);
            for name in [1, 2] {
                let sender = sender.clone();
                tokio::spawn(async move { sender.send(name).await });
            }
            assert_eq!(receiver.recv().await, Some(1), "the first is spawned first");
        });
    });
}

#[test]
fn an_order_that_is_made() {
    schedules("wrong_time", async || {
        let (sender, mut receiver) = mpsc::channel(2);
        for name in [1, 2] {
            let sender = sender.clone();
            let sent = tokio::spawn(async move { sender.send(name).await });
            sent.await.unwrap().unwrap();
        }
        assert_eq!(receiver.recv().await, Some(1));
    });
}

async fn both(first: Arc<Mutex<()>>, second: Arc<Mutex<()>>) {
    let _first = first.lock().await;
    let _second = second.lock().await;
}

#[test]
fn two_locks_in_two_orders() {
    passes_by_luck("deadlock", || {
        schedules("broken_invariant", async || {
            let (a, b) = (Arc::new(Mutex::new(())), Arc::new(Mutex::new(())));
            let one = tokio::spawn(both(a.clone(), b.clone()));
            let other = tokio::spawn(both(b, a));
            one.await.unwrap();
            other.await.unwrap();
        });
    });
}

#[test]
fn two_locks_in_one_order() {
    schedules("broken_invariant", async || {
        let (a, b) = (Arc::new(Mutex::new(())), Arc::new(Mutex::new(())));
        let one = tokio::spawn(both(a.clone(), b.clone()));
        let other = tokio::spawn(both(a, b));
        one.await.unwrap();
        other.await.unwrap();
    });
}

/// A flag that is checked and then waited for, with an await in between.
struct Gate {
    open: Mutex<bool>,
    opened: Notify,
    log: Mutex<Vec<&'static str>>,
}

impl Gate {
    fn new() -> Arc<Gate> {
        Arc::new(Gate {
            open: Mutex::new(false),
            opened: Notify::new(),
            log: Mutex::default(),
        })
    }

    async fn open(&self) {
        *self.open.lock().await = true;
        self.opened.notify_waiters();
    }
}

#[test]
fn a_notification_that_nobody_waits_for_yet() {
    passes_by_luck("deadlock", || {
        schedules("broken_invariant", async || {
            let gate = Gate::new();
            let opener = gate.clone();
            let waiter = gate.clone();
            let waiting = tokio::spawn(async move {
                if !*waiter.open.lock().await {
                    // Opened just now, and nobody is told: the notification is asked for too late.
                    waiter.log.lock().await.push("waits");
                    waiter.opened.notified().await;
                }
            });
            let opening = tokio::spawn(async move { opener.open().await });
            waiting.await.unwrap();
            opening.await.unwrap();
        });
    });
}

#[test]
fn a_notification_that_is_asked_for_before_the_check() {
    schedules("broken_invariant", async || {
        let gate = Gate::new();
        let opener = gate.clone();
        let waiting = tokio::spawn(async move {
            let opened = gate.opened.notified();
            if !*gate.open.lock().await {
                opened.await;
            }
        });
        let opening = tokio::spawn(async move { opener.open().await });
        waiting.await.unwrap();
        opening.await.unwrap();
    });
}

#[test]
fn what_fails_in_every_order_is_no_matter_of_luck() {
    let said = said_of(|| schedules("lost_data", async || assert_eq!(1, 2, "never"))).unwrap();
    assert_eq!(
        said.lines().take(4).collect::<Vec<_>>(),
        [
            "lost_data: it fails in the order in which Tokio runs it",
            "never",
            "  left: 1",
            " right: 2"
        ]
    );
}

#[test]
fn a_program_that_ticks_for_ever_is_no_deadlock() {
    let said = said_of(|| {
        schedules("lost_data", async || {
            let mut ticks = tokio::time::interval(std::time::Duration::from_secs(60));
            loop {
                ticks.tick().await;
            }
        });
    });
    assert!(said.unwrap().starts_with("livelock: it does not end "));
}

#[test]
fn a_panic_of_a_task_that_the_program_expects_is_no_failure() {
    static TRIED: AtomicBool = AtomicBool::new(false);
    schedules("lost_data", async || {
        TRIED.store(true, Relaxed);
        let crashed = tokio::spawn(async { panic!("a bug") }).await;
        assert!(crashed.unwrap_err().is_panic());
    });
    assert!(TRIED.load(Relaxed));
}
