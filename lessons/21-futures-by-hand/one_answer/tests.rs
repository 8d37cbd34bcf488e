// Counts: no_waker, self_wake_storm, deadlock

use super::*;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::task::Wake;
use std::time::Duration;
use tokio::time::{sleep, timeout};
use tokio_test::{assert_pending, assert_ready_eq, task};

#[tokio::test(start_paused = true)]
async fn receives_what_was_sent() {
    let (sender, receiver) = channel();
    sender.send(7);
    let mut receiver = task::spawn(receiver);
    assert_ready_eq!(
        receiver.poll(),
        Some(7),
        "the answer was there before the question"
    );
}

#[tokio::test(start_paused = true)]
async fn wakes_the_receiver() {
    let (sender, receiver) = channel();
    let waiting = tokio::spawn(wait_for("Ada", receiver));
    sleep(Duration::from_secs(1)).await;
    sender.send(7);
    assert_eq!(waiting.await.ok(), Some(Some(7)), "7 was sent");
}

#[tokio::test(start_paused = true)]
async fn hears_that_no_answer_will_come() {
    let (sender, receiver) = channel();
    let waiting = tokio::spawn(wait_for("Ada", receiver));
    sleep(Duration::from_secs(1)).await;
    drop(sender);
    assert_eq!(
        waiting.await.ok(),
        Some(None),
        "the sender was dropped without an answer"
    );

    let (sender, receiver) = channel::<u32>();
    drop(sender);
    assert_ready_eq!(
        task::spawn(receiver).poll(),
        None,
        "the sender was gone before the question"
    );
}

#[tokio::test(start_paused = true)]
async fn wakes_the_task_that_polled_last() {
    let (sender, mut receiver) = channel();
    // Polled here first, and then moved into a task of its own.
    let early = timeout(Duration::from_secs(1), &mut receiver).await;
    assert!(early.is_err(), "nothing was sent, and the sender is there");
    let waiting = tokio::spawn(wait_for("Ada", receiver));
    sleep(Duration::from_secs(1)).await;
    sender.send(7);
    assert_eq!(waiting.await.ok(), Some(Some(7)), "7 was sent");
}

#[tokio::test(start_paused = true)]
async fn wakes_once_and_for_a_reason() {
    let (sender, mut receiver) = channel();
    let (mut before, mut last) = (task::spawn(()), task::spawn(()));
    for task in [&mut before, &mut last] {
        for _ in 0..2 {
            let poll = task.enter(|cx, _| Pin::new(&mut receiver).poll(cx));
            assert_pending!(poll, "nothing was sent");
            assert!(!task.is_woken(), "there was nothing to wake it for");
        }
    }
    sender.send(7);
    assert!(last.is_woken(), "7 was sent");
    assert!(
        !before.is_woken(),
        "this task does not have the receiver any more: for what was it woken?"
    );
    let poll = last.enter(|cx, _| Pin::new(&mut receiver).poll(cx));
    assert_ready_eq!(poll, Some(7), "7 was sent");
}

#[tokio::test(start_paused = true)]
async fn wakes_with_the_lock_free() {
    for answer in [Some(7), None] {
        rings_once(answer);
    }
}

/// The receiver is polled in a `Bell`, and is sent the answer, or none.
fn rings_once(answer: Option<u32>) {
    let (sender, mut receiver) = channel();
    let bell = Arc::new(Bell {
        slot: receiver.0.clone(),
        rung: AtomicU32::new(0),
        locked: AtomicU32::new(0),
        early: AtomicU32::new(0),
    });
    let waker = Waker::from(bell.clone());
    let poll = Pin::new(&mut receiver).poll(&mut Context::from_waker(&waker));
    assert_pending!(poll, "nothing was sent");
    match answer {
        Some(answer) => sender.send(answer),
        None => drop(sender),
    }
    assert_eq!(
        bell.rung.load(Relaxed),
        1,
        "one answer, or one end: how often was the receiver woken?"
    );
    assert_eq!(
        bell.locked.load(Relaxed),
        0,
        "the slot was locked when the waker was called: an executor that polls in `wake` would wait for you for ever. \
         Until where does the guard live?"
    );
    assert_eq!(
        bell.early.load(Relaxed),
        0,
        "an executor that polls in `wake` was told \"not yet\": what did you do only after the wake?"
    );
}

/// A waker that polls at once, if the lock is free.
struct Bell {
    slot: Arc<Mutex<Slot<u32>>>,
    rung: AtomicU32,
    locked: AtomicU32,
    early: AtomicU32,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.rung.fetch_add(1, Relaxed);
        if self.slot.try_lock().is_err() {
            self.locked.fetch_add(1, Relaxed);
            return;
        }
        let mut receiver = Receiver(self.slot.clone());
        let poll = Pin::new(&mut receiver).poll(&mut Context::from_waker(Waker::noop()));
        if poll.is_pending() {
            self.early.fetch_add(1, Relaxed);
        }
    }
}
