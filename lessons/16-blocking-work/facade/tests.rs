// Counts: runtime_misuse

use super::*;
use std::panic::resume_unwind;
use std::sync::mpsc as std_mpsc;
use std::thread;
use std::time::Duration;
use tokio::runtime::Builder as Outer;

fn shop(answers_together: usize) -> Arc<Shop> {
    Arc::new(Shop {
        prices: HashMap::from([("tea", 3), ("honey", 7)]),
        connections: AtomicU32::new(0),
        answers_together,
    })
}

/// Runs a test on a thread that belongs to no runtime, while a runtime of the test waits for it: a client may have
/// one of its own, on a thread of its own, that is still at work when the test ends.
fn in_sync_code(test: impl FnOnce() + Send + 'static) {
    let (done, is_done) = oneshot::channel::<()>();
    let test = thread::spawn(move || {
        let _dropped_at_the_end = done;
        test();
    });
    let waiting = Outer::new_current_thread().build().expect("a runtime");
    let _ = waiting.block_on(is_done);
    if let Err(panic) = test.join() {
        resume_unwind(panic);
    }
}

fn client(shop: &Arc<Shop>) -> Client {
    Client::connect(shop.clone()).expect("this thread belongs to no runtime")
}

#[test]
fn asks_for_a_price() {
    in_sync_code(|| {
        let client = client(&shop(1));
        assert_eq!(client.price("tea").expect("the shop has tea"), 3);
        assert_eq!(client.price("honey").expect("the shop has honey"), 7);
    });
}

#[test]
fn says_what_went_wrong() {
    in_sync_code(|| {
        let price = client(&shop(1)).price("gold");
        assert!(
            matches!(&price, Err(AskError::Unknown(item)) if item == "gold"),
            "{price:?}: the shop has no gold, and the caller wants to know"
        );
    });
}

#[test]
fn keeps_one_connection() {
    in_sync_code(|| {
        let shop = shop(1);
        let client = client(&shop);
        assert_eq!(
            shop.connections.load(Relaxed),
            1,
            "`connect` has returned: is there a connection?"
        );
        for _ in 0..3 {
            assert_eq!(client.price("tea").expect("the shop has tea"), 3);
        }
        assert_eq!(
            shop.connections.load(Relaxed),
            1,
            "three questions need one connection: what has to live as long as the client?"
        );
    });
}

#[test]
fn refuses_to_ask_in_async_code() {
    in_sync_code(|| {
        let client = client(&shop(1));
        let one_thread = Outer::new_current_thread().build().expect("a runtime");
        let price = one_thread.block_on(async { client.price("tea") });
        assert!(
            matches!(price, Err(AskError::InAsyncCode)),
            "{price:?}: the one thread of a runtime is polling this, and must not be held"
        );
        let workers = Outer::new_multi_thread()
            .worker_threads(1)
            .build()
            .expect("a runtime");
        let price = workers.block_on(async { client.price("tea") });
        assert!(
            matches!(price, Err(AskError::InAsyncCode)),
            "{price:?}: this is async code too, though there are other threads"
        );
        assert_eq!(client.price("tea").expect("this is no async code"), 3);
    });
}

#[test]
fn refuses_to_connect_in_async_code() {
    in_sync_code(|| {
        let shop = shop(1);
        let outer = Outer::new_current_thread().build().expect("a runtime");
        let client = outer.block_on(async { Client::connect(shop.clone()).map(drop) });
        assert!(
            matches!(client, Err(AskError::InAsyncCode)),
            "{client:?}: to connect is to wait, and async code must not be held"
        );
        assert_eq!(
            shop.connections.load(Relaxed),
            0,
            "whoever was refused has no connection"
        );
    });
}

#[test]
fn may_be_dropped_in_async_code() {
    in_sync_code(|| {
        let client = client(&shop(1));
        let outer = Outer::new_current_thread().build().expect("a runtime");
        // A runtime that is dropped waits for its threads, and panics where it must not wait.
        outer.block_on(async move { drop(client) });
    });
}

#[test]
fn lets_two_threads_ask_at_once() {
    in_sync_code(|| {
        let client = Arc::new(client(&shop(2)));
        let (answer, answers) = std_mpsc::channel();
        for item in ["tea", "honey"] {
            let (client, answer) = (client.clone(), answer.clone());
            thread::spawn(move || answer.send(client.price(item).expect("the shop has it")));
        }
        let sum: u32 = (0..2)
        .map(|_| {
            // A right answer needs some milliseconds.
            let answer = answers.recv_timeout(Duration::from_secs(3));
            answer.expect("this shop answers when two questions are there: does one thread wait for the other?")
        })
        .sum();
        assert_eq!(sum, 10);
    });
}
