//! The mistakes of the catalogue that a plain run shows, each as a learner makes it. The name is the number of its row,
//! and what is wrong. Which finding names it stands in `observer::catalog`.

use crate::by_hand::{Event, FirstWaker, NeverWakes, Together, WakesItself};
use crate::{compute_for, ms, programs};
use observed_tokio as tokio;
use std::future::ready;
use std::sync::Arc;
use std::thread;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufWriter, DuplexStream, duplex};
use tokio::runtime::{Builder, Handle};
use tokio::sync::{Mutex, RwLock, Semaphore, broadcast, mpsc, watch};
use tokio::task::{JoinSet, block_in_place, spawn_blocking};
use tokio::time::{interval, sleep, timeout};
use tracing::instrument;

programs![
    r03_spawn_await_in_a_loop,
    r05_main_returns,
    r06_timeout_on_a_handle,
    r06_timeout_on_a_kept_handle,
    r07_panic_in_a_task,
    r07_panic_under_a_name,
    r08_error_in_a_task,
    r10_handle_awaited_twice,
    r12_join_set_dropped,
    r13_task_local_in_a_task,
    r14_join_of_computing,
    r17_try_join_of_handles,
    r17_try_join_of_results,
    r21_then_is_not_concurrent,
    r29_finished_future_in_a_loop,
    r30_closed_channel_in_a_loop,
    r31_no_branch_left,
    r33_futurelock,
    r34_slow_loop_body,
    r34_pinned_and_left,
    r36_ticks_after_a_pause,
    r40_timeout_on_computing,
    r45_one_task_locks_twice,
    r46_two_orders,
    r47_guard_in_a_match,
    r48_upgrade,
    r48_read_behind_a_writer,
    r50_stampede,
    r52_sender_kept,
    r53_actor_with_its_own_sender,
    r54_full_before_anyone_reads,
    r55_two_inboxes,
    r58_late_subscriber,
    r60_borrow_across_an_await,
    r62_permit_dropped_at_once,
    r62_permit_dropped_in_a_block,
    r64_end_ignored,
    r65_not_flushed,
    r65_no_end,
    r66_blocking_sleep,
    r66_endless_computing,
    r66a_ready_things,
    r66b_child_of_a_blocked_parent,
    r66c_blocking_closure_goes_on,
    r66d_block_on_inside,
    r66d_runtime_dropped_inside,
    r66d_blocking_send,
    r66e_spawn_outside,
    r66f_block_in_place,
    r66g_needs_a_second_thread,
    r66h_only_inside_block_on,
    r66i_blocking_socket,
    r66k_tasks_cut_off,
    r67_no_waker,
    r67_no_waker_in_a_task,
    r68_first_waker_only,
    r69_wakes_itself,
    r70_large_locals,
];

#[instrument]
async fn fetch(name: &str, length: u64) -> u64 {
    sleep(ms(length)).await;
    length
}

#[tokio::main]
async fn r03_spawn_await_in_a_loop() {
    for length in [500, 300, 100] {
        tokio::spawn(fetch("page", length)).await.unwrap();
    }
}

#[tokio::main]
async fn r05_main_returns() {
    for name in ["a", "b", "c"] {
        tokio::spawn(fetch(name, 500));
    }
    sleep(ms(100)).await;
}

#[tokio::main]
async fn r06_timeout_on_a_handle() {
    let report = timeout(ms(100), tokio::spawn(fetch("report", 300))).await;
    assert!(report.is_err());
    sleep(ms(500)).await;
}

#[tokio::main]
async fn r06_timeout_on_a_kept_handle() {
    let report = tokio::spawn(fetch("report", 300));
    if timeout(ms(100), report).await.is_err() {
        println!("no report");
    }
    sleep(ms(500)).await;
}

/// Says nothing on stderr: what a panic prints is not what is tested.
#[instrument]
async fn explodes(after: u64) {
    sleep(ms(after)).await;
    std::panic::resume_unwind(Box::new("boom"));
}

#[tokio::main]
async fn r07_panic_in_a_task() {
    tokio::spawn(async {
        explodes(100).await;
    });
    sleep(ms(300)).await;
}

#[tokio::main]
async fn r07_panic_under_a_name() {
    let _task = tokio::spawn(explodes(100));
    sleep(ms(300)).await;
}

#[instrument(err)]
async fn save(number: u32) -> Result<(), String> {
    sleep(ms(100)).await;
    match number {
        0 => Ok(()),
        _ => Err(format!("the disk {number} is full")),
    }
}

#[tokio::main]
async fn r08_error_in_a_task() {
    tokio::spawn(save(1));
    sleep(ms(300)).await;
}

#[tokio::main]
async fn r10_handle_awaited_twice() {
    let mut task = tokio::spawn(fetch("page", 100));
    (&mut task).await.unwrap();
    (&mut task).await.unwrap();
}

#[tokio::main]
async fn r12_join_set_dropped() {
    {
        let mut tasks = JoinSet::new();
        for name in ["a", "b", "c"] {
            tasks.spawn(fetch(name, 100));
        }
    }
    sleep(ms(300)).await;
}

tokio::task_local! {
    static REQUEST: u32;
}

#[expect(
    clippy::async_yields_async,
    reason = "the task outlives the scope, which is the mistake"
)]
#[tokio::main]
async fn r13_task_local_in_a_task() {
    let task = REQUEST.scope(7, async { tokio::spawn(async { REQUEST.get() }) });
    let _ = task.await.await;
}

#[instrument]
async fn crunch(length: u64) {
    compute_for(ms(length));
}

#[tokio::main]
async fn r14_join_of_computing() {
    tokio::join!(crunch(60), crunch(80));
}

#[tokio::main]
async fn r17_try_join_of_handles() {
    let first = tokio::spawn(explodes(100));
    let second = tokio::spawn(fetch("second", 300));
    assert!(tokio::try_join!(first, second).is_err());
    sleep(ms(500)).await;
}

async fn flat(task: tokio::task::JoinHandle<Result<(), String>>) -> Result<(), String> {
    task.await.map_err(|e| e.to_string())?
}

#[instrument(err)]
async fn slow_save(length: u64) -> Result<(), String> {
    sleep(ms(length)).await;
    Ok(())
}

#[tokio::main]
async fn r17_try_join_of_results() {
    let first = tokio::spawn(save(1));
    let second = tokio::spawn(slow_save(300));
    assert!(tokio::try_join!(flat(first), flat(second)).is_err());
    sleep(ms(500)).await;
}

/// A stream with `then` awaits each answer before it asks for the next, as this loop does.
#[tokio::main]
async fn r21_then_is_not_concurrent() {
    let next = async |length| fetch("page", length).await;
    for length in [300, 100, 200] {
        next(length).await;
    }
}

#[tokio::main]
async fn r29_finished_future_in_a_loop() {
    let mut page = std::pin::pin!(fetch("page", 150));
    let mut ticks = interval(ms(100));
    for _ in 0..4 {
        tokio::select! {
            biased;
            _ = &mut page => println!("page"),
            _ = ticks.tick() => {}
        }
    }
}

#[tokio::main]
async fn r30_closed_channel_in_a_loop() {
    let (sender, mut receiver) = mpsc::channel::<u32>(1);
    drop(sender);
    let mut deadline = std::pin::pin!(sleep(ms(50)));
    loop {
        tokio::select! {
            _ = receiver.recv() => {}
            _ = &mut deadline => break,
        }
    }
}

#[tokio::main]
async fn r31_no_branch_left() {
    let (sender, mut receiver) = mpsc::channel::<u32>(1);
    drop(sender);
    let number = tokio::select! {
        Some(number) = receiver.recv() => number,
    };
    println!("{number}");
}

/// The branch that is paused has the place in the queue that the handler waits behind.
#[tokio::main]
async fn r33_futurelock() {
    let lock = Arc::new(Mutex::new(0));
    let guard = lock.clone().lock_owned().await;
    tokio::spawn(async move {
        sleep(ms(200)).await;
        drop(guard);
    });
    let mut first = std::pin::pin!(update(lock.clone()));
    tokio::select! {
        _ = &mut first => {}
        _ = sleep(ms(100)) => update(lock.clone()).await,
    }
}

#[instrument(skip_all)]
async fn update(lock: Arc<Mutex<u32>>) {
    *lock.lock().await += 1;
}

/// `buffered` without a library: three are polled together, but only while somebody asks for the next.
#[tokio::main]
async fn r34_slow_loop_body() {
    let mut letters = Together::new((1..=4).map(receive));
    while let Some(letter) = letters.next().await {
        answer(letter).await;
    }
}

#[instrument]
async fn receive(letter: u32) -> u32 {
    sleep(ms(100)).await;
    letter
}

#[instrument]
async fn answer(letter: u32) {
    sleep(ms(100)).await;
}

#[tokio::main]
async fn r34_pinned_and_left() {
    let mut page = std::pin::pin!(fetch("page", 200));
    tokio::select! {
        _ = &mut page => {}
        _ = sleep(ms(100)) => sleep(ms(400)).await,
    }
    page.await;
}

#[tokio::main]
async fn r36_ticks_after_a_pause() {
    let mut ticks = interval(ms(100));
    for i in 0..6 {
        ticks.tick().await;
        if i == 1 {
            sleep(ms(350)).await;
        }
    }
}

#[tokio::main]
async fn r40_timeout_on_computing() {
    assert!(timeout(ms(10), crunch(100)).await.is_ok());
}

#[tokio::main]
async fn r45_one_task_locks_twice() {
    let account = Mutex::new(100);
    let from = account.lock().await;
    let to = account.lock().await;
    println!("{from} {to}");
}

#[tokio::main]
async fn r46_two_orders() {
    let (a, b) = (Arc::new(Mutex::new(1)), Arc::new(Mutex::new(2)));
    let there = tokio::spawn(both("there", a.clone(), b.clone()));
    let back = tokio::spawn(both("back", b, a));
    there.await.unwrap();
    back.await.unwrap();
}

#[instrument(skip(first, second))]
async fn both(name: &str, first: Arc<Mutex<u32>>, second: Arc<Mutex<u32>>) {
    let first = first.lock().await;
    sleep(ms(10)).await;
    println!("{}", *first + *second.lock().await);
}

#[expect(
    clippy::single_match,
    reason = "the guard lives as long as the match, which is the mistake"
)]
#[tokio::main]
async fn r47_guard_in_a_match() {
    let job = Mutex::new(Some(1));
    match job.lock().await.take() {
        Some(number) => *job.lock().await = Some(number + 1),
        None => {}
    }
}

#[tokio::main]
async fn r48_upgrade() {
    let prices = RwLock::new(1);
    let seen = prices.read().await;
    *prices.write().await = *seen + 1;
}

#[tokio::main]
async fn r48_read_behind_a_writer() {
    let prices = Arc::new(RwLock::new(1));
    let first = prices.read().await;
    let writer = prices.clone();
    let task = tokio::spawn(async move { *writer.write().await += 1 });
    sleep(ms(10)).await;
    let second = prices.read().await;
    println!("{first} {second}");
    drop((first, second));
    task.await.unwrap();
}

/// A cache: each looks, finds nothing, and loads.
#[tokio::main]
async fn r50_stampede() {
    let cache = Arc::new(Mutex::new(None));
    let mut tasks = JoinSet::new();
    for _ in 0..10 {
        tasks.spawn(cached(cache.clone()));
    }
    tasks.join_all().await;
}

#[instrument(skip_all)]
async fn cached(cache: Arc<Mutex<Option<u64>>>) -> u64 {
    let seen = *cache.lock().await;
    if seen.is_none() {
        let loaded = load("rates").await;
        *cache.lock().await = Some(loaded);
    }
    cache.lock().await.unwrap_or_default()
}

#[instrument]
async fn load(name: &str) -> u64 {
    sleep(ms(100)).await;
    42
}

#[tokio::main]
async fn r52_sender_kept() {
    let (sender, mut receiver) = mpsc::channel(4);
    for i in 0..3 {
        let sender = sender.clone();
        tokio::spawn(async move { sender.send(i).await.unwrap() });
    }
    while let Some(i) = receiver.recv().await {
        println!("{i}");
    }
    drop(sender);
}

#[tokio::main]
async fn r53_actor_with_its_own_sender() {
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(actor(receiver, sender.clone()));
    sender.send(1).await.unwrap();
    drop(sender);
    sleep(ms(100)).await;
}

#[instrument(skip_all)]
async fn actor(mut inbox: mpsc::Receiver<u32>, own: mpsc::Sender<u32>) {
    while let Some(number) = inbox.recv().await {
        println!("{number} of {}", own.max_capacity());
    }
}

#[tokio::main]
async fn r54_full_before_anyone_reads() {
    let (sender, mut receiver) = mpsc::channel(2);
    for i in 0..3 {
        sender.send(i).await.unwrap();
    }
    let consumer = tokio::spawn(async move { while receiver.recv().await.is_some() {} });
    drop(sender);
    consumer.await.unwrap();
}

#[tokio::main]
async fn r55_two_inboxes() {
    let (to_ping, of_ping) = mpsc::channel(1);
    let (to_pong, of_pong) = mpsc::channel(1);
    to_ping.send(0).await.unwrap();
    to_pong.send(0).await.unwrap();
    let ping = tokio::spawn(chats("ping", of_ping, to_pong));
    let pong = tokio::spawn(chats("pong", of_pong, to_ping));
    ping.await.unwrap();
    pong.await.unwrap();
}

/// Answers twice before it reads on: the inbox of the other is full by then, and so is its own.
#[instrument(skip(inbox, other))]
async fn chats(name: &str, mut inbox: mpsc::Receiver<u32>, other: mpsc::Sender<u32>) {
    while let Some(number) = inbox.recv().await {
        other.send(number + 1).await.unwrap();
        other.send(number + 1).await.unwrap();
    }
}

#[tokio::main]
async fn r58_late_subscriber() {
    let (sender, first) = broadcast::channel(4);
    sender.send(1).unwrap();
    let mut late = sender.subscribe();
    println!("{:?}", late.recv().await);
    drop((first, sender));
}

/// The sender waits for the borrow to end, and holds the thread that would end it.
#[tokio::main]
async fn r60_borrow_across_an_await() {
    let (sender, receiver) = watch::channel(1);
    let shown = async {
        let seen = receiver.borrow();
        sleep(ms(100)).await;
        println!("{}", *seen);
    };
    let set = async {
        sleep(ms(50)).await;
        sender.send(2).unwrap();
    };
    tokio::join!(shown, set);
}

#[tokio::main]
async fn r62_permit_dropped_at_once() {
    let door = Arc::new(Semaphore::new(2));
    let mut tasks = JoinSet::new();
    for i in 0..6 {
        tasks.spawn(visit(i, door.clone()));
    }
    tasks.join_all().await;
}

#[instrument(skip(door))]
async fn visit(number: u32, door: Arc<Semaphore>) {
    let _ = door.acquire().await.unwrap();
    sleep(ms(100)).await;
}

#[tokio::main]
async fn r62_permit_dropped_in_a_block() {
    let door = Arc::new(Semaphore::new(2));
    let mut tasks = JoinSet::new();
    for i in 0..6 {
        let door = door.clone();
        tasks.spawn(async move {
            let _ = door.acquire().await.unwrap();
            fetch(&i.to_string(), 100).await
        });
    }
    tasks.join_all().await;
}

#[tokio::main]
async fn r64_end_ignored() {
    let (near, mut far) = duplex(16);
    drop(near);
    let mut letters = [0; 4];
    loop {
        let length = far.read(&mut letters).await.unwrap();
        tokio::task::consume_budget().await;
        if length == 4 {
            break;
        }
    }
}

#[tokio::main]
async fn r65_not_flushed() {
    let (near, far) = duplex(64);
    tokio::join!(asks(near), replies(far));
}

#[instrument(skip_all)]
async fn asks(stream: DuplexStream) {
    let (mut read, write) = tokio::io::split(stream);
    let mut write = BufWriter::new(write);
    write.write_all(b"question").await.unwrap();
    let mut answer = [0; 8];
    read.read_exact(&mut answer).await.unwrap();
}

#[instrument(skip_all)]
async fn replies(mut stream: DuplexStream) {
    let mut question = [0; 8];
    stream.read_exact(&mut question).await.unwrap();
    stream.write_all(&question).await.unwrap();
}

/// Both halves of `split` keep the stream open.
#[tokio::main]
async fn r65_no_end() {
    let (near, far) = duplex(64);
    let reader = tokio::spawn(reads_all(far));
    let (_read, mut write) = tokio::io::split(near);
    write.write_all(b"hello").await.unwrap();
    drop(write);
    reader.await.unwrap();
}

#[instrument(skip_all)]
async fn reads_all(mut stream: DuplexStream) -> usize {
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap()
}

#[tokio::main]
async fn r66_blocking_sleep() {
    tokio::join!(crunch(100), fetch("page", 10));
}

/// It never comes to its end.
#[tokio::main]
async fn r66_endless_computing() {
    compute().await;
}

#[instrument]
async fn compute() {
    let mut n = 0_u64;
    while std::hint::black_box(n) < u64::MAX {
        n += 1;
    }
}

#[tokio::main]
async fn r66a_ready_things() {
    tokio::join!(adds_up(100), fetch("page", 10));
}

#[instrument]
async fn adds_up(count: u64) {
    for i in 0..count {
        square(i).await;
    }
}

#[instrument]
async fn square(i: u64) -> u64 {
    compute_for(ms(1));
    ready(i * i).await
}

#[tokio::main]
async fn r66b_child_of_a_blocked_parent() {
    let parent = tokio::spawn(async {
        let child = tokio::spawn(fetch("child", 10));
        compute_for(ms(200));
        child.await.unwrap()
    });
    parent.await.unwrap();
}

#[tokio::main]
async fn r66c_blocking_closure_goes_on() {
    let report = timeout(ms(50), spawn_blocking(|| thread::sleep(ms(200)))).await;
    assert!(report.is_err());
    sleep(ms(400)).await;
}

#[tokio::main]
async fn r66d_block_on_inside() {
    Handle::current().block_on(async {});
}

#[tokio::main]
async fn r66d_runtime_dropped_inside() {
    let inner = Builder::new_multi_thread().build().unwrap();
    sleep(ms(10)).await;
    drop(inner);
}

#[tokio::main]
async fn r66d_blocking_send() {
    let (sender, _receiver) = mpsc::channel(1);
    sender.blocking_send(1).unwrap();
}

fn r66e_spawn_outside() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {});
    drop(runtime);
    drop(tokio::spawn(async {}));
}

#[tokio::main(flavor = "current_thread")]
async fn r66f_block_in_place() {
    block_in_place(|| thread::sleep(ms(1)));
}

/// With a second worker the answer would come.
#[tokio::main(flavor = "current_thread")]
async fn r66g_needs_a_second_thread() {
    let (sender, receiver) = std::sync::mpsc::channel();
    tokio::spawn(async move { sender.send(1).unwrap() });
    println!("{}", receiver.recv().unwrap());
}

fn r66h_only_inside_block_on() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.spawn(fetch("page", 10));
    thread::sleep(ms(50));
}

#[tokio::main]
async fn r66i_blocking_socket() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    drop(tokio::net::TcpListener::from_std(listener));
}

#[tokio::main]
async fn r66k_tasks_cut_off() {
    let (sender, mut receiver) = mpsc::channel::<u32>(1);
    tokio::spawn(async move {
        loop {
            sleep(ms(300)).await;
            sender.send(1).await.unwrap();
        }
    });
    tokio::spawn(async move { while receiver.recv().await.is_some() {} });
    sleep(ms(1000)).await;
}

#[tokio::main]
async fn r67_no_waker() {
    NeverWakes.await;
}

#[tokio::main]
async fn r67_no_waker_in_a_task() {
    tokio::spawn(NeverWakes).await.unwrap();
}

/// The future is polled in one task and finished in another, whose waker it never takes.
#[tokio::main]
async fn r68_first_waker_only() {
    let event = Arc::new(Event::default());
    let mut wait = Box::pin(FirstWaker(event.clone()));
    tokio::select! {
        biased;
        _ = &mut wait => {}
        _ = sleep(ms(50)) => {}
    }
    tokio::spawn(async move {
        sleep(ms(100)).await;
        event.set();
    });
    tokio::spawn(wait).await.unwrap();
}

#[tokio::main]
async fn r69_wakes_itself() {
    WakesItself(tokio::time::Instant::now() + ms(100)).await;
}

#[tokio::main]
async fn r70_large_locals() {
    tokio::spawn(copies()).await.unwrap();
}

#[instrument]
async fn copies() -> usize {
    let buffer = [0_u8; 16384];
    sleep(ms(10)).await;
    buffer.len()
}
