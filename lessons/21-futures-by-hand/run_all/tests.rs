// Counts: blocked_thread, poll_after_ready

use super::*;
use std::future::poll_fn;
use std::sync::atomic::AtomicU32;
use std::task::Poll;
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

/// What happened, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<&'static str>>>);

impl Log {
    fn add(&self, what: &'static str) {
        self.0.lock().unwrap().push(what);
    }

    fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

// This executor needs no runtime. It is run inside of one, which ends a poll that does not end.

#[tokio::test(start_paused = true)]
async fn runs_all_tasks_in_order() {
    let log = Log::default();
    let executor = Executor::new();
    for (begins, ends) in [("soup on", "soup done"), ("rice on", "rice done")] {
        let log = log.clone();
        executor.spawn(async move {
            log.add(begins);
            give_way().await;
            log.add(ends);
        });
    }
    executor.run();
    assert_eq!(
        log.take(),
        ["soup on", "rice on", "soup done", "rice done"],
        "each task wakes itself during its first poll, and so has its turn again behind the other one"
    );
}

#[tokio::test(start_paused = true)]
async fn polls_in_the_order_of_the_wakes() {
    let log = Log::default();
    let (soup, first) = oneshot::channel();
    let (rice, second) = oneshot::channel();
    let executor = Executor::new();
    for table in [first, second] {
        let log = log.clone();
        executor.spawn(async move { log.add(table.await.expect("the kitchen sends")) });
    }
    executor.spawn(async move {
        rice.send("rice").expect("the second table waits");
        soup.send("soup").expect("the first table waits");
    });
    executor.run();
    assert_eq!(
        log.take(),
        ["rice", "soup"],
        "the second table was woken before the first: who is first in the queue?"
    );
}

#[tokio::test(start_paused = true)]
async fn queues_a_task_once() {
    let log = Log::default();
    let executor = Executor::new();
    executor.spawn({
        let (log, mut polls) = (log.clone(), 0);
        poll_fn(move |cx| {
            log.add("poll");
            polls += 1;
            if polls == 3 {
                return Poll::Ready(());
            }
            for _ in 0..3 {
                cx.waker().wake_by_ref();
            }
            Poll::Pending
        })
    });
    executor.spawn({
        let log = log.clone();
        async move {
            for _ in 0..3 {
                log.add("other");
                give_way().await;
            }
        }
    });
    executor.run();
    assert_eq!(
        log.take(),
        ["poll", "other", "poll", "other", "poll", "other"],
        "a task that is woken three times during one poll: how many places in the queue does it have?"
    );
}

#[tokio::test(start_paused = true)]
async fn polls_nobody_who_was_not_woken() {
    let polls = Arc::new(AtomicU32::new(0));
    let (kitchen, mut table) = oneshot::channel();
    let executor = Executor::new();
    executor.spawn({
        let polls = polls.clone();
        poll_fn(move |cx| {
            polls.fetch_add(1, SeqCst);
            std::pin::Pin::new(&mut table)
                .poll(cx)
                .map(|dish| assert!(dish.is_ok()))
        })
    });
    executor.spawn(async move {
        for _ in 0..10 {
            give_way().await;
        }
        kitchen.send("soup").expect("the table waits");
    });
    executor.run();
    assert_eq!(
        polls.load(SeqCst),
        2,
        "the table was polled when it was new and when the soup came: who else had woken it?"
    );
}

#[tokio::test(start_paused = true)]
async fn drops_a_future_when_it_is_done() {
    struct Apron(Log);
    impl Drop for Apron {
        fn drop(&mut self) {
            self.0.add("apron off");
        }
    }

    let log = Log::default();
    let (cook, other) = (log.clone(), log.clone());
    // Whoever has this waker has the task.
    let (keep, kept) = mpsc::channel();
    let executor = Executor::new();
    executor.spawn({
        let apron = Apron(cook);
        poll_fn(move |cx| {
            apron.0.add("cooked");
            let _ = keep.send(cx.waker().clone());
            Poll::Ready(())
        })
    });
    executor.spawn(async move {
        other.add("next");
        // The task is woken when it is done: it has no future that could be polled.
        let waker: Waker = kept.recv().expect("it was polled before");
        waker.wake();
    });
    executor.run();
    assert_eq!(
        log.take(),
        ["cooked", "apron off", "next"],
        "what becomes of a future that has given its value?"
    );
}

#[tokio::test(start_paused = true)]
async fn waits_for_another_thread() {
    let log = Log::default();
    let (kitchen, table) = oneshot::channel();
    let (waits, is_waiting) = mpsc::channel();
    let (returned, has_returned) = mpsc::channel();
    let executor = Executor::new();
    executor.spawn({
        let log = log.clone();
        async move {
            waits.send(()).expect("the cook listens");
            log.add(table.await.expect("the kitchen sends"))
        }
    });
    let cook = thread::spawn(move || {
        // If nobody polls the table, `run` has returned as well.
        let _ = is_waiting.recv();
        // Real time, for a real thread: so long `run` must wait. It is only lost if it does.
        let early = has_returned.recv_timeout(Duration::from_millis(100));
        // If `run` has dropped the table, nobody is left to eat it.
        let _ = kitchen.send("soup");
        early.is_ok()
    });
    // Here the thread sleeps for real, as it may on the blocking pool.
    let run = spawn_blocking(move || {
        executor.run();
        let _ = returned.send(());
    });
    run.await.expect("`run` does not panic");
    assert!(
        !cook.join().unwrap(),
        "`run` has returned while a task was waiting for another thread"
    );
    assert_eq!(log.take(), ["soup"], "the kitchen has sent the soup");
}

/// Not ready once, and woken at once.
async fn give_way() {
    let mut is_second = false;
    poll_fn(|cx| {
        if is_second {
            return Poll::Ready(());
        }
        is_second = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}
