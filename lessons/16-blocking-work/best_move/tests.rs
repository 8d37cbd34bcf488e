// Counts: runtime_misuse

use super::*;
use std::future::Future;
use std::pin::pin;
use std::sync::mpsc as std_mpsc;
use std::thread::{self, ThreadId};
use std::time::Duration;
use tokio::runtime::{Builder, Handle};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

#[derive(Debug, PartialEq)]
enum Seen {
    Step {
        number: u32,
        on: ThreadId,
        is_of_the_runtime: bool,
    },
    Dropped {
        after: u32,
    },
}

/// A game that tells of each step, and may end it only when it is allowed to.
#[derive(Debug)]
struct Chess {
    steps: u32,
    tell: mpsc::UnboundedSender<Seen>,
    allowed: std_mpsc::Receiver<()>,
}

impl Game for Chess {
    fn think(&mut self) {
        self.steps += 1;
        let (number, on) = (self.steps, thread::current().id());
        // A test that has ended listens to nobody.
        let is_of_the_runtime = Handle::try_current().is_ok();
        let _ = self.tell.send(Seen::Step {
            number,
            on,
            is_of_the_runtime,
        });
        // When the sender is gone, all is allowed.
        let _ = self.allowed.recv();
    }

    fn best(self) -> String {
        format!("the best of {} steps", self.steps)
    }
}

impl Drop for Chess {
    fn drop(&mut self) {
        let _ = self.tell.send(Seen::Dropped { after: self.steps });
    }
}

/// What a test has of a game: it hears of each step, and allows each to end.
struct Watch {
    seen: mpsc::UnboundedReceiver<Seen>,
    allow: std_mpsc::Sender<()>,
}

fn chess() -> (Chess, Watch) {
    let (tell, seen) = mpsc::unbounded_channel();
    let (allow, allowed) = std_mpsc::channel();
    (
        Chess {
            steps: 0,
            tell,
            allowed,
        },
        Watch { seen, allow },
    )
}

impl Watch {
    async fn next(&mut self, or_else: &str) -> Seen {
        let seen = timeout(Duration::from_secs(3), self.seen.recv()).await;
        seen.expect(or_else).expect("the game was dropped before")
    }

    async fn step(&mut self, wanted: u32) {
        let seen = self.next("is anybody thinking?").await;
        assert!(
            matches!(seen, Seen::Step { number, .. } if number == wanted),
            "{seen:?}, where step {wanted} should begin"
        );
    }
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_all().max_blocking_threads(1).build();
    runtime.expect("a runtime")
}

#[test]
fn thinks_all_steps() {
    let (game, watch) = chess();
    drop(watch.allow);
    let best = runtime().block_on(best_move(game, 5));
    assert_eq!(
        best, "the best of 5 steps",
        "it was to think five steps, and nobody stopped it"
    );
}

#[test]
fn leaves_the_runtime_its_thread() {
    let (game, mut watch) = chess();
    drop(watch.allow);
    runtime().block_on(best_move(game, 2));
    let seen = watch.seen.try_recv().expect("a step was made");
    assert!(
        matches!(seen, Seen::Step { on, .. } if on != thread::current().id()),
        "a step holds its thread, and it was made on that of the runtime: nothing else could run meanwhile"
    );
    assert!(
        matches!(seen, Seen::Step { is_of_the_runtime, .. } if is_of_the_runtime),
        "a step was made on a thread that the runtime knows nothing of: is that the blocking pool?"
    );
}

#[test]
fn stops_when_nobody_waits() {
    runtime().block_on(async {
        let (game, mut watch) = chess();
        let caller = tokio::spawn(best_move(game, 1000));
        watch.step(1).await;
        watch.allow.send(()).expect("a step waits for it");
        watch.step(2).await;
        caller.abort();
        assert!(caller.await.expect_err("it was aborted").is_cancelled());

        // Now the second step may end, and so might all others.
        drop(watch.allow);
        let seen = timeout(Duration::from_secs(3), watch.seen.recv()).await;
        assert_eq!(
            seen.expect("the caller is gone, and the game is still kept: by whom?"),
            Some(Seen::Dropped { after: 2 }),
            "in the second step the caller went away: how does the thread hear of it?"
        );
    });
}

#[test]
fn does_not_begin_for_nobody() {
    runtime().block_on(async {
        // The only thread of the pool is held, so that the game has to wait for it.
        let (let_go, held) = std_mpsc::channel::<()>();
        let (begun, has_begun) = oneshot::channel();
        let holder = tokio::task::spawn_blocking(move || {
            let _ = begun.send(());
            let _ = held.recv();
        });
        has_begun.await.expect("it begins");

        let (game, mut watch) = chess();
        drop(watch.allow);
        {
            let mut thinking = pin!(best_move(game, 1000));
            let first = std::future::poll_fn(|cx| {
                std::task::Poll::Ready(thinking.as_mut().poll(cx).is_pending())
            });
            assert!(
                first.await,
                "the pool has no thread for it, so it has to wait"
            );
        }
        drop(let_go);
        holder.await.expect("no panic");
        let seen = timeout(Duration::from_secs(3), watch.seen.recv()).await;
        assert_eq!(
            seen.expect("nobody waits for the move, and the game is still kept: by whom?"),
            Some(Seen::Dropped { after: 0 }),
            "the caller went away while the pool was busy: for whom did this step begin?"
        );
    });
}
