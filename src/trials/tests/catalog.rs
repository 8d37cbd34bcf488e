//! The rows of the catalogue that only a trial shows: each wrong program passes on its own, and is named by a trial.

mod said;

use said::said_of;
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex as StdMutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex};
use tokio::sync::{Mutex, Notify, RwLock, broadcast, mpsc, watch};
use tokio::task::{JoinHandle, yield_now};
use tokio::time::sleep;
use trials::{cancel_sweep, jitter, schedules};

#[track_caller]
fn named(name: &str, trial: impl FnOnce()) {
    let said = said_of(trial).expect("the trial finds it");
    assert!(
        said.starts_with(&format!("{name}: passes by luck: it ")),
        "{said}"
    );
}

async fn pause() {
    sleep(Duration::from_secs(1)).await;
}

#[test]
fn r04_spawned_is_not_run() {
    named("wrong_time", || {
        schedules("wrong_time", async || {
            let (sender, mut readings) = mpsc::channel(1);
            sender.send(7).await.unwrap();
            let latest = Arc::new(AtomicU32::new(0));
            let storing = latest.clone();
            tokio::spawn(async move { storing.store(readings.recv().await.unwrap(), Relaxed) });
            yield_now().await;
            assert_eq!(latest.load(Relaxed), 7, "spawned a while ago");
        });
    });
}

#[test]
fn r16_the_other_write_is_dropped() {
    named("broken_invariant", || {
        schedules("broken_invariant", async || {
            let log = Mutex::new(Vec::new());
            let write = async {
                log.lock().await.push("written");
                Ok::<_, &str>(())
            };
            let fail = async { Err::<(), _>("no") };
            assert!(tokio::try_join!(biased; write, fail).is_err());
            assert_eq!(*log.lock().await, ["written"], "both are to finish");
        });
    });
}

/// A pipe with two messages in it, a line each, which come in halves.
fn halves() -> DuplexStream {
    let (near, mut far) = duplex(16);
    tokio::spawn(async move {
        for piece in ["wi", "nd\n", "ra", "in\n"] {
            far.write_all(piece.as_bytes()).await.unwrap();
            pause().await;
        }
    });
    near
}

#[test]
fn r22_read_exact_is_dropped() {
    async fn read(state: &mut (DuplexStream, Vec<String>)) {
        let mut message = [0; 5];
        state
            .0
            .read_exact(&mut message)
            .await
            .expect("five more bytes");
        state.1.push(String::from_utf8_lossy(&message).into());
    }
    named("lost_data", || {
        cancel_sweep(
            "lost_data",
            || (halves(), Vec::new()),
            read,
            async |state| {
                while state.1.len() < 2 {
                    read(state).await;
                }
                assert_eq!(state.1, ["wind\n", "rain\n"]);
            },
        );
    });
}

#[test]
fn r23_read_line_is_dropped() {
    async fn read(state: &mut (BufReader<DuplexStream>, Vec<String>)) {
        let mut line = String::new();
        state.0.read_line(&mut line).await.unwrap();
        state.1.push(line);
    }
    let setup = || (BufReader::new(halves()), Vec::new());
    named("lost_data", || {
        cancel_sweep("lost_data", setup, read, async |state| {
            while state.1.len() < 2 {
                read(state).await;
            }
            assert_eq!(state.1, ["wind\n", "rain\n"]);
        });
    });
}

#[test]
fn r24_write_all_is_dropped() {
    fn setup() -> (Option<DuplexStream>, Option<JoinHandle<String>>) {
        let (near, mut far) = duplex(4);
        let peer = tokio::spawn(async move {
            let mut heard = String::new();
            pause().await;
            far.read_to_string(&mut heard).await.unwrap();
            heard
        });
        (Some(near), Some(peer))
    }
    named("lost_data", || {
        cancel_sweep(
            "lost_data",
            setup,
            async |(near, _)| near.as_mut().unwrap().write_all(b"ABCDEFGH").await.unwrap(),
            async |(near, peer)| {
                near.as_mut().unwrap().write_all(b"12345678").await.unwrap();
                drop(near.take());
                let heard = peer.take().unwrap().await.unwrap();
                assert!(
                    ["ABCDEFGH12345678", "12345678"].contains(&&*heard),
                    "half a frame: {heard}"
                );
            },
        );
    });
}

#[test]
fn r25_debit_without_credit() {
    named("broken_invariant", || {
        cancel_sweep(
            "broken_invariant",
            || [100, 0],
            async |[from, to]: &mut [i32; 2]| {
                pause().await;
                *from -= 30;
                pause().await;
                *to += 30;
            },
            async |accounts| assert_eq!(accounts.iter().sum::<i32>(), 100),
        );
    });
}

#[test]
fn r26_counter_is_not_counted_down() {
    named("broken_invariant", || {
        cancel_sweep(
            "broken_invariant",
            || Cell::new(0),
            async |visitors| {
                visitors.set(visitors.get() + 1);
                pause().await;
                visitors.set(visitors.get() - 1);
            },
            async |visitors| assert_eq!(visitors.get(), 0, "nobody is inside"),
        );
    });
}

#[test]
fn r27_cleanup_never_runs() {
    named("broken_invariant", || {
        cancel_sweep(
            "broken_invariant",
            Vec::new,
            async |log| {
                log.push("opened");
                pause().await;
                log.push("closed");
            },
            async |log| assert_eq!(log.last(), Some(&"closed")),
        );
    });
}

/// It keeps its place in the queue as long as it is not dropped.
#[test]
fn r35_place_in_the_queue() {
    type State = (Arc<Mutex<()>>, Arc<StdMutex<Vec<&'static str>>>);
    fn setup() -> State {
        let (lock, order): State = Default::default();
        let (held, queued, log) = (lock.clone(), lock.clone(), order.clone());
        tokio::spawn(async move {
            let _guard = held.lock().await;
            sleep(Duration::from_secs(10)).await;
        });
        tokio::spawn(async move {
            pause().await;
            let _guard = queued.lock().await;
            log.lock().unwrap().push("second");
        });
        (lock, order)
    }
    async fn first((lock, order): &mut State) {
        yield_now().await;
        let mut place = std::pin::pin!(lock.lock());
        loop {
            tokio::select! {
                biased;
                _guard = &mut place => return order.lock().unwrap().push("first"),
                () = sleep(Duration::from_secs(3)) => {}
            }
        }
    }
    named("starved_branch", || {
        cancel_sweep("starved_branch", setup, first, async |state| {
            let is_done = state.1.lock().unwrap().contains(&"first");
            if !is_done {
                first(state).await;
            }
            sleep(Duration::from_secs(20)).await;
            assert_eq!(*state.1.lock().unwrap(), ["first", "second"]);
        });
    });
}

#[test]
fn r49_read_await_write() {
    async fn visit(visitors: Arc<RwLock<u32>>) {
        let seen = *visitors.read().await;
        *visitors.write().await = seen + 1;
    }
    named("lost_update", || {
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
fn r57_lag_is_taken_for_the_end() {
    named("lost_data", || {
        schedules("lost_data", async || {
            let (sender, mut receiver) = broadcast::channel(1);
            let heard = Arc::new(AtomicU32::new(0));
            let counter = heard.clone();
            let listener = tokio::spawn(async move {
                while receiver.recv().await.is_ok() {
                    counter.fetch_add(1, Relaxed);
                }
            });
            yield_now().await;
            for i in 0..10 {
                let _ = sender.send(i);
                yield_now().await;
            }
            drop(sender);
            listener.await.unwrap();
            assert_eq!(heard.load(Relaxed), 10);
        });
    });
}

#[test]
fn r58_late_subscriber() {
    named("lost_data", || {
        schedules("lost_data", async || {
            let (sender, _first) = broadcast::channel(4);
            let (joins, door) = (sender.clone(), Arc::new(Mutex::new(())));
            let listener = tokio::spawn(async move {
                drop(door.lock().await);
                let mut receiver = joins.subscribe();
                drop(joins);
                receiver.recv().await
            });
            yield_now().await;
            sender.send(1).unwrap();
            drop(sender);
            assert_eq!(listener.await.unwrap(), Ok(1), "was it there in time?");
        });
    });
}

#[test]
fn r59_watch_as_a_queue() {
    named("lost_data", || {
        schedules("lost_data", async || {
            let (sender, mut receiver) = watch::channel(0);
            let reader = tokio::spawn(async move {
                let mut seen = Vec::new();
                while receiver.changed().await.is_ok() {
                    seen.push(*receiver.borrow_and_update());
                }
                seen
            });
            yield_now().await;
            for i in 1..=3 {
                sender.send(i).unwrap();
                yield_now().await;
            }
            drop(sender);
            assert_eq!(reader.await.unwrap(), [1, 2, 3]);
        });
    });
}

#[test]
fn r61_check_then_wait() {
    named("deadlock", || {
        schedules("broken_invariant", async || {
            let (is_open, opened) = (Arc::new(Mutex::new(false)), Arc::new(Notify::new()));
            let (door, bell) = (is_open.clone(), opened.clone());
            let log = Arc::new(Mutex::new(Vec::new()));
            let waiter = tokio::spawn(async move {
                if !*door.lock().await {
                    log.lock().await.push("waits");
                    bell.notified().await;
                }
            });
            let opener = tokio::spawn(async move {
                *is_open.lock().await = true;
                opened.notify_waiters();
            });
            waiter.await.unwrap();
            opener.await.unwrap();
        });
    });
}

#[test]
fn r63_one_read_one_message() {
    let is_read = AtomicBool::new(false);
    named("lost_data", || {
        jitter("lost_data", async |pieces| {
            let (mut reader, mut message) = (pieces.of(&b"hello"[..]), [0; 5]);
            let length = reader.read(&mut message).await.unwrap();
            is_read.store(true, Relaxed);
            assert_eq!(&message[..length], b"hello");
        });
    });
    assert!(is_read.load(Relaxed));
}

/// Each row that a trial names has its test here.
#[test]
fn every_row_of_a_trial_was_tried() {
    let tests = include_str!("catalog.rs");
    let rows = observer::catalog::ROWS.iter();
    let of_a_trial = rows.filter_map(|row| match row.caught {
        observer::catalog::Caught::Trial(name) => Some((name, row.tried)),
        _ => None,
    });
    for (name, tried) in of_a_trial {
        for program in tried {
            let test = tests.split(&format!("fn {program}()")).nth(1);
            let body = test.unwrap_or_else(|| panic!("{program} has no test"));
            let body = body.split("#[test]").next().unwrap_or_default();
            assert!(
                body.contains(&format!("named(\"{name}\"")),
                "{program} is not called {name}"
            );
        }
    }
}
