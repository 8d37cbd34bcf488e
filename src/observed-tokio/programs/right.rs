//! Right programs, many of which come close to a mistake of the catalogue. No finding may call one of them a mistake.

use crate::by_hand::{Event, GivesWay, LastWaker, Together};
use crate::{ms, programs};
use observed_tokio as tokio;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, BufWriter};
use tokio::io::{DuplexStream, duplex};
use tokio::sync::{
    Barrier, Mutex, Notify, OnceCell, RwLock, Semaphore, broadcast, mpsc, oneshot, watch,
};
use tokio::task::{AbortHandle, JoinHandle, JoinSet, LocalSet, spawn_blocking, yield_now};
use tokio::time::{Instant, MissedTickBehavior, interval, interval_at, sleep, timeout};
use tracing::instrument;

programs![
    fan_out_and_collect,
    each_needs_the_one_before,
    worker_pool,
    one_client_after_another,
    worker_pool_of_calls,
    pipeline_of_stages,
    actor_with_replies,
    actor_that_ends_with_its_users,
    request_with_deadline,
    race_of_two_mirrors,
    retry_with_backoff,
    heartbeat_beside_work,
    debounce,
    batches_by_size_or_time,
    rate_limit_by_interval,
    limited_by_a_semaphore,
    permit_moved_into_the_task,
    permit_checked_and_given_back,
    bank_with_one_order,
    read_mostly_settings,
    cache_filled_once,
    cache_that_is_full,
    different_keys_at_once,
    shutdown_by_watch,
    shutdown_by_dropping_the_sender,
    graceful_drain,
    abort_and_await,
    abort_after_timeout,
    abort_on_drop,
    join_set_until_first_error,
    timeout_on_a_borrowed_handle,
    timeout_in_time_on_a_handle,
    background_task_that_is_awaited_later,
    panic_that_is_reported,
    panic_that_is_awaited_much_later,
    error_that_is_returned,
    errors_collected,
    error_that_is_logged_and_handled,
    broadcast_with_lag_counted,
    watch_latest_value,
    barrier_of_three,
    notify_before_waiting,
    ping_pong_by_channel,
    ping_pong_over_a_pipe,
    request_and_flushed_answer,
    read_to_a_real_end,
    copy_until_shutdown,
    lines_over_a_pipe,
    split_halves_in_two_tasks,
    writer_task_with_backpressure,
    select_loop_with_cancel_safe_branches,
    select_with_else,
    fused_by_a_guard,
    interval_with_delay,
    interval_that_skips,
    interval_that_is_a_little_late,
    interval_that_starts_later,
    two_intervals_in_step,
    polite_pause_after_each_job,
    blocking_work_on_the_pool,
    blocking_work_joined_on_the_pool,
    computing_that_gives_way,
    many_small_polls,
    many_yields_at_one_instant,
    gives_way_by_hand,
    waker_kept_and_replaced,
    pipe_ends_that_wake_each_other,
    deaf_branch_beside_a_timer,
    pending_task_that_is_aborted,
    together_by_hand,
    stream_body_inside_the_stream,
    pinned_and_polled_on,
    small_future_with_a_large_box,
    buffer_that_ends_before_the_await,
    task_local_handed_on,
    local_tasks_share_an_rc,
    five_hundred_timers,
    recursion_in_boxes,
    thread_that_answers,
    oneshot_that_is_dropped,
    long_wait_on_one_event,
    cleanup_in_a_task,
    checked_then_loaded_one_by_one,
];

#[instrument]
async fn fetch(name: &str, length: u64) -> u64 {
    sleep(ms(length)).await;
    length
}

#[tokio::main]
async fn fan_out_and_collect() {
    let tasks: Vec<_> = [300, 100, 200]
        .map(|length| tokio::spawn(fetch("page", length)))
        .into();
    let mut sum = 0;
    for task in tasks {
        sum += task.await.unwrap();
    }
    println!("{sum}");
}

/// Each call needs the answer of the one before, and a pause lies between them.
#[tokio::main]
async fn each_needs_the_one_before() {
    let user = fetch("user", 100).await;
    sleep(ms(50)).await;
    let orders = fetch("orders", user + 100).await;
    println!("{orders}");
}

/// Each worker takes one job after another, while the others do so too.
/// The next client comes when the first has been served. Nobody waited for that.
#[tokio::main]
async fn one_client_after_another() {
    let mut served = Vec::new();
    for client in ["ann", "ben", "cleo"] {
        served.push(tokio::spawn(fetch(client, 200)));
        sleep(ms(200)).await;
    }
    for client in served {
        client.await.unwrap();
    }
}

#[tokio::main]
async fn worker_pool() {
    let (sender, receiver) = mpsc::channel(10);
    let jobs = Arc::new(Mutex::new(receiver));
    let workers: Vec<JoinHandle<()>> = (0..3).map(|_| tokio::spawn(works(jobs.clone()))).collect();
    for length in [100, 200, 300, 100, 200, 300] {
        sender.send(length).await.unwrap();
    }
    drop(sender);
    for worker in workers {
        worker.await.unwrap();
    }
}

type Jobs = Arc<Mutex<mpsc::Receiver<u64>>>;

async fn works(jobs: Jobs) {
    loop {
        let job = jobs.lock().await.recv().await;
        let Some(length) = job else { return };
        fetch("job", length).await;
    }
}

/// The same, and the workers are calls in one task.
#[tokio::main]
async fn worker_pool_of_calls() {
    let (sender, receiver) = mpsc::channel(10);
    for length in [100, 200, 300, 100, 200, 300] {
        sender.send(length).await.unwrap();
    }
    drop(sender);
    let jobs = Arc::new(Mutex::new(receiver));
    tokio::join!(named_worker("a", jobs.clone()), named_worker("b", jobs));
}

#[instrument(skip(jobs))]
async fn named_worker(name: &str, jobs: Jobs) {
    works(jobs).await;
}

#[tokio::main]
async fn pipeline_of_stages() {
    let (raw, parse) = mpsc::channel(2);
    let (parsed, store) = mpsc::channel(2);
    let first = tokio::spawn(async move {
        for i in 0..4 {
            sleep(ms(50)).await;
            raw.send(i).await.unwrap();
        }
    });
    let second = tokio::spawn(stage(parse, parsed));
    let mut store = store;
    while let Some(number) = store.recv().await {
        println!("{number}");
    }
    first.await.unwrap();
    second.await.unwrap();
}

#[instrument(skip_all)]
async fn stage(mut from: mpsc::Receiver<u32>, to: mpsc::Sender<u32>) {
    while let Some(number) = from.recv().await {
        sleep(ms(80)).await;
        to.send(number * 2).await.unwrap();
    }
}

#[tokio::main]
async fn actor_with_replies() {
    let (inbox, mut requests) = mpsc::channel::<(u32, oneshot::Sender<u32>)>(4);
    let actor = tokio::spawn(async move {
        while let Some((number, reply)) = requests.recv().await {
            sleep(ms(20)).await;
            let _ = reply.send(number + 1);
        }
    });
    let mut users = JoinSet::new();
    for i in 0..3 {
        users.spawn(asks_the_actor(i, inbox.clone()));
    }
    drop(inbox);
    println!("{:?}", users.join_all().await.len());
    actor.await.unwrap();
}

#[instrument(skip(inbox))]
async fn asks_the_actor(i: u32, inbox: mpsc::Sender<(u32, oneshot::Sender<u32>)>) -> u32 {
    let (reply, answer) = oneshot::channel();
    inbox.send((i, reply)).await.unwrap();
    answer.await.unwrap()
}

/// It keeps a weak sender of its own inbox, which keeps nobody waiting.
#[tokio::main]
async fn actor_that_ends_with_its_users() {
    let (sender, mut inbox) = mpsc::channel(4);
    let own = sender.downgrade();
    let actor = tokio::spawn(async move {
        while let Some(number) = inbox.recv().await {
            if let (1, Some(own)) = (number, own.upgrade()) {
                own.send(2).await.unwrap();
            }
        }
    });
    sender.send(1).await.unwrap();
    drop(sender);
    actor.await.unwrap();
}

#[tokio::main]
async fn request_with_deadline() {
    match timeout(ms(200), fetch("slow", 500)).await {
        Ok(_) => println!("an answer"),
        Err(_) => println!("too late"),
    }
    sleep(ms(500)).await;
}

#[tokio::main]
async fn race_of_two_mirrors() {
    let first = tokio::select! {
        length = fetch("mirror 1", 300) => length,
        length = fetch("mirror 2", 200) => length,
    };
    println!("{first}");
    sleep(ms(300)).await;
}

#[tokio::main]
async fn retry_with_backoff() {
    for attempt in 0..4 {
        if try_to_connect(attempt).await.is_ok() {
            return println!("connected");
        }
        sleep(ms(100 << attempt)).await;
    }
}

#[instrument]
async fn try_to_connect(attempt: u32) -> Result<(), ()> {
    sleep(ms(30)).await;
    if attempt < 3 { Err(()) } else { Ok(()) }
}

#[tokio::main]
async fn heartbeat_beside_work() {
    let heart = tokio::spawn(async {
        let mut ticks = interval(ms(100));
        loop {
            ticks.tick().await;
            println!("beat");
        }
    });
    fetch("work", 450).await;
    heart.abort();
    assert!(heart.await.unwrap_err().is_cancelled());
}

/// The sleep is begun anew with each key on purpose.
#[tokio::main]
async fn debounce() {
    let (sender, mut keys) = mpsc::channel(8);
    let typist = tokio::spawn(async move {
        for pause in [10, 20, 10, 300, 10] {
            sleep(ms(pause)).await;
            sender.send('k').await.unwrap();
        }
    });
    let mut typed = 0;
    loop {
        tokio::select! {
            key = keys.recv() => match key {
                Some(_) => typed += 1,
                None => break,
            },
            _ = sleep(ms(100)), if typed > 0 => {
                println!("search after {typed}");
                typed = 0;
            }
        }
    }
    typist.await.unwrap();
}

#[tokio::main]
async fn batches_by_size_or_time() {
    let (sender, mut readings) = mpsc::channel(8);
    let sensor = tokio::spawn(async move {
        for i in 0..7 {
            sleep(ms(40)).await;
            sender.send(i).await.unwrap();
        }
    });
    let mut batch = Vec::new();
    let mut deadline = std::pin::pin!(sleep(ms(100)));
    loop {
        tokio::select! {
            reading = readings.recv() => match reading {
                Some(reading) => batch.push(reading),
                None => break,
            },
            () = &mut deadline => {
                println!("{:?}", std::mem::take(&mut batch));
                deadline.as_mut().reset(Instant::now() + ms(100));
            }
        }
    }
    sensor.await.unwrap();
}

#[tokio::main]
async fn rate_limit_by_interval() {
    let mut ticks = interval(ms(100));
    let mut tasks = JoinSet::new();
    for i in 0..5 {
        ticks.tick().await;
        tasks.spawn(fetch("page", 150 + i));
    }
    tasks.join_all().await;
}

#[tokio::main]
async fn limited_by_a_semaphore() {
    let door = Arc::new(Semaphore::new(2));
    let mut tasks = JoinSet::new();
    for i in 0..6 {
        tasks.spawn(visit(i, door.clone()));
    }
    tasks.join_all().await;
}

#[instrument(skip(door))]
async fn visit(number: u32, door: Arc<Semaphore>) {
    let _permit = door.acquire().await.unwrap();
    sleep(ms(100)).await;
}

#[tokio::main]
async fn permit_moved_into_the_task() {
    let door = Arc::new(Semaphore::new(2));
    let mut tasks = JoinSet::new();
    for i in 0..5 {
        let permit = door.clone().acquire_owned().await.unwrap();
        tasks.spawn(async move {
            fetch("guest", 100 + i).await;
            drop(permit);
        });
    }
    tasks.join_all().await;
}

/// Waits until there is room, and needs none itself.
#[tokio::main]
async fn permit_checked_and_given_back() {
    let door = Arc::new(Semaphore::new(1));
    let inside = visit(1, door.clone());
    tokio::join!(inside, waits_for_room(&door));
}

#[instrument(skip_all)]
async fn waits_for_room(door: &Semaphore) {
    let _ = door.acquire().await.unwrap();
    sleep(ms(50)).await;
}

#[tokio::main]
async fn bank_with_one_order() {
    let accounts = Arc::new([Mutex::new(100), Mutex::new(50)]);
    let there = tokio::spawn(transfer(accounts.clone(), 0, 1));
    let back = tokio::spawn(transfer(accounts, 1, 0));
    there.await.unwrap();
    back.await.unwrap();
}

#[instrument(skip(accounts))]
async fn transfer(accounts: Arc<[Mutex<i32>; 2]>, from: usize, to: usize) {
    let mut first = accounts[from.min(to)].lock().await;
    sleep(ms(10)).await;
    let mut second = accounts[from.max(to)].lock().await;
    let sum = if from < to { 10 } else { -10 };
    *first -= sum;
    *second += sum;
}

#[tokio::main]
async fn read_mostly_settings() {
    let settings = Arc::new(RwLock::new(1));
    let mut readers = JoinSet::new();
    for i in 0..4 {
        let settings = settings.clone();
        readers.spawn(async move {
            sleep(ms(10 * i)).await;
            *settings.read().await
        });
    }
    sleep(ms(15)).await;
    let seen = *settings.read().await;
    *settings.write().await = seen + 1;
    println!("{}", readers.join_all().await.len());
}

#[tokio::main]
async fn cache_filled_once() {
    let cell = Arc::new(OnceCell::new());
    let mut tasks = JoinSet::new();
    for _ in 0..10 {
        tasks.spawn(rates(cell.clone()));
    }
    tasks.join_all().await;
}

#[instrument(skip_all)]
async fn rates(cell: Arc<OnceCell<u64>>) -> u64 {
    *cell.get_or_init(|| fetch("rates", 100)).await
}

/// All look at once, and find what they need.
#[tokio::main]
async fn cache_that_is_full() {
    let cache = Arc::new(Mutex::new(Some(42)));
    let mut tasks = JoinSet::new();
    for _ in 0..10 {
        tasks.spawn(cached(cache.clone()));
    }
    tasks.join_all().await;
}

#[instrument(skip_all)]
async fn cached(cache: Arc<Mutex<Option<u64>>>) -> u64 {
    let mut seen = cache.lock().await;
    if seen.is_none() {
        *seen = Some(load("rates").await);
    }
    seen.unwrap_or_default()
}

#[instrument]
async fn load(name: &str) -> u64 {
    sleep(ms(100)).await;
    42
}

/// Each misses another entry.
#[tokio::main]
async fn different_keys_at_once() {
    let cache = Arc::new(Mutex::new(HashMap::new()));
    let mut tasks = JoinSet::new();
    for key in ["eur", "usd", "jpy"] {
        tasks.spawn(rate_of(key, cache.clone()));
    }
    tasks.join_all().await;
}

#[instrument(skip(cache))]
async fn rate_of(key: &'static str, cache: Arc<Mutex<HashMap<&'static str, u64>>>) {
    let is_known = cache.lock().await.contains_key(key);
    if !is_known {
        let rate = load(key).await;
        cache.lock().await.insert(key, rate);
    }
}

/// One miss after another, since they come after one another.
#[tokio::main]
async fn checked_then_loaded_one_by_one() {
    let cache = Arc::new(Mutex::new(None));
    for _ in 0..2 {
        cached(cache.clone()).await;
        sleep(ms(50)).await;
        *cache.lock().await = None;
    }
}

#[tokio::main]
async fn shutdown_by_watch() {
    let (stop, stopped) = watch::channel(false);
    let workers: Vec<_> = (0..2)
        .map(|i| tokio::spawn(until(i, stopped.clone())))
        .collect();
    sleep(ms(250)).await;
    stop.send(true).unwrap();
    for worker in workers {
        worker.await.unwrap();
    }
}

#[instrument(skip(stopped))]
async fn until(number: u64, mut stopped: watch::Receiver<bool>) {
    let mut ticks = interval(ms(50 + number));
    loop {
        tokio::select! {
            _ = stopped.changed() => return,
            _ = ticks.tick() => {}
        }
    }
}

#[tokio::main]
async fn shutdown_by_dropping_the_sender() {
    let (alive, mut ended) = mpsc::channel::<()>(1);
    for i in 0..3 {
        let alive = alive.clone();
        tokio::spawn(async move {
            fetch("job", 100 + i).await;
            drop(alive);
        });
    }
    drop(alive);
    assert!(ended.recv().await.is_none());
}

#[tokio::main]
async fn graceful_drain() {
    let mut tasks = JoinSet::new();
    for i in 0..4 {
        tasks.spawn(fetch("request", 100 * i));
    }
    let drained = timeout(ms(1000), async {
        while tasks.join_next().await.is_some() {}
    });
    assert!(drained.await.is_ok());
}

#[tokio::main]
async fn abort_and_await() {
    let task = tokio::spawn(fetch("report", 500));
    sleep(ms(100)).await;
    task.abort();
    assert!(task.await.is_err());
    sleep(ms(500)).await;
}

#[tokio::main]
async fn abort_after_timeout() {
    let mut task = tokio::spawn(fetch("report", 500));
    if timeout(ms(100), &mut task).await.is_err() {
        task.abort();
        let _ = task.await;
    }
    sleep(ms(500)).await;
}

struct AbortOnDrop(AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[tokio::main]
async fn abort_on_drop() {
    let task = tokio::spawn(fetch("report", 500));
    let guard = AbortOnDrop(task.abort_handle());
    assert!(timeout(ms(100), task).await.is_err());
    drop(guard);
    sleep(ms(500)).await;
}

#[tokio::main]
async fn join_set_until_first_error() {
    let mut tasks = JoinSet::new();
    for i in 0..3_u64 {
        tasks.spawn(async move {
            sleep(ms(100 * (i + 1))).await;
            if i == 1 { Err(i) } else { Ok(i) }
        });
    }
    while let Some(result) = tasks.join_next().await {
        if result.unwrap().is_err() {
            tasks.shutdown().await;
        }
    }
}

/// The handle is only lent to the timeout, and awaited afterwards.
#[tokio::main]
async fn timeout_on_a_borrowed_handle() {
    let mut task = tokio::spawn(fetch("report", 300));
    if timeout(ms(100), &mut task).await.is_err() {
        println!("it takes a little longer");
        task.await.unwrap();
    }
}

#[tokio::main]
async fn timeout_in_time_on_a_handle() {
    let task = tokio::spawn(fetch("report", 100));
    assert!(timeout(ms(300), task).await.is_ok());
    sleep(ms(500)).await;
}

#[tokio::main]
async fn background_task_that_is_awaited_later() {
    let report = tokio::spawn(fetch("report", 300));
    fetch("page", 100).await;
    println!("{}", report.await.unwrap());
}

/// Says nothing on stderr: what a panic prints is not what is tested.
async fn explodes() {
    sleep(ms(100)).await;
    std::panic::resume_unwind(Box::new("boom"));
}

#[tokio::main]
async fn panic_that_is_reported() {
    let task = tokio::spawn(explodes());
    match task.await {
        Err(e) if e.is_panic() => println!("it panicked"),
        _ => println!("it did not"),
    }
}

#[tokio::main]
async fn panic_that_is_awaited_much_later() {
    let task = tokio::spawn(explodes());
    sleep(ms(500)).await;
    assert!(task.await.is_err());
}

#[instrument(err)]
async fn save(number: u32) -> Result<(), String> {
    sleep(ms(100)).await;
    Err(format!("the disk {number} is full"))
}

#[tokio::main]
async fn error_that_is_returned() {
    let task = tokio::spawn(save(1));
    println!("{:?}", task.await.unwrap());
}

#[tokio::main]
async fn errors_collected() {
    let tasks: Vec<_> = (0..3).map(|i| tokio::spawn(save(i))).collect();
    for task in tasks {
        if let Err(e) = task.await.unwrap() {
            println!("{e}");
        }
    }
}

#[tokio::main]
async fn error_that_is_logged_and_handled() {
    let task = tokio::spawn(async {
        if save(1).await.is_err() {
            sleep(ms(50)).await;
        }
    });
    task.await.unwrap();
}

#[tokio::main]
async fn broadcast_with_lag_counted() {
    use broadcast::error::RecvError::{Closed, Lagged};
    let (sender, mut receiver) = broadcast::channel(4);
    for i in 0..10 {
        sender.send(i).unwrap();
    }
    drop(sender);
    let (mut got, mut lost) = (0, 0);
    loop {
        match receiver.recv().await {
            Ok(_) => got += 1,
            Err(Lagged(n)) => lost += n,
            Err(Closed) => break,
        }
    }
    println!("{got} + {lost}");
}

#[tokio::main]
async fn watch_latest_value() {
    let (sender, mut receiver) = watch::channel(0);
    let publisher = tokio::spawn(async move {
        for i in 1..=5 {
            sender.send(i).unwrap();
            sleep(ms(30)).await;
        }
    });
    while receiver.changed().await.is_ok() {
        let latest = *receiver.borrow_and_update();
        println!("{latest}");
    }
    publisher.await.unwrap();
}

#[tokio::main]
async fn barrier_of_three() {
    let start = Arc::new(Barrier::new(3));
    let mut runners = JoinSet::new();
    for i in 0..3 {
        let start = start.clone();
        runners.spawn(async move {
            sleep(ms(50 * i)).await;
            start.wait().await.is_leader()
        });
    }
    println!("{}", runners.join_all().await.len());
}

#[tokio::main]
async fn notify_before_waiting() {
    let bell = Arc::new(Notify::new());
    let heard = bell.notified();
    let ringer = bell.clone();
    tokio::spawn(async move { ringer.notify_waiters() })
        .await
        .unwrap();
    heard.await;
}

#[tokio::main]
async fn ping_pong_by_channel() {
    let (ping, mut of_ping) = mpsc::channel(1);
    let (pong, mut of_pong) = mpsc::channel(1);
    let other = tokio::spawn(async move {
        while let Some(i) = of_ping.recv().await {
            pong.send(i + 1).await.unwrap();
        }
    });
    let mut number = 0;
    for _ in 0..20 {
        ping.send(number).await.unwrap();
        number = of_pong.recv().await.unwrap();
    }
    drop(ping);
    other.await.unwrap();
}

#[tokio::main]
async fn ping_pong_over_a_pipe() {
    let (near, far) = duplex(4);
    tokio::join!(serves(near, 20), echoes(far));
}

#[instrument(skip(stream))]
async fn serves(mut stream: DuplexStream, count: u32) {
    let mut word = [0; 8];
    for _ in 0..count {
        stream.write_all(b"question").await.unwrap();
        stream.read_exact(&mut word).await.unwrap();
    }
}

#[instrument(skip_all)]
async fn echoes(mut stream: DuplexStream) {
    let mut word = [0; 8];
    while stream.read_exact(&mut word).await.is_ok() {
        stream.write_all(&word).await.unwrap();
    }
}

#[tokio::main]
async fn request_and_flushed_answer() {
    let (near, far) = duplex(64);
    let client = async {
        let (read, write) = tokio::io::split(near);
        let (mut read, mut write) = (BufReader::new(read), BufWriter::new(write));
        write.write_all(b"question\n").await.unwrap();
        write.flush().await.unwrap();
        let mut line = String::new();
        read.read_line(&mut line).await.unwrap();
        println!("{line}");
    };
    let server = async {
        let mut far = BufReader::new(far);
        let mut line = String::new();
        far.read_line(&mut line).await.unwrap();
        far.get_mut().write_all(line.as_bytes()).await.unwrap();
    };
    tokio::join!(client, server);
}

#[tokio::main]
async fn read_to_a_real_end() {
    let (mut near, mut far) = duplex(8);
    let reader = tokio::spawn(async move {
        let mut text = String::new();
        far.read_to_string(&mut text).await.unwrap();
        text
    });
    near.write_all(b"a text that is longer than the pipe")
        .await
        .unwrap();
    drop(near);
    println!("{}", reader.await.unwrap());
}

#[tokio::main]
async fn copy_until_shutdown() {
    let (mut near, mut far) = duplex(8);
    let copied = async {
        let mut sink = tokio::io::sink();
        tokio::io::copy(&mut far, &mut sink).await.unwrap()
    };
    let sent = async {
        near.write_all(&[7; 100]).await.unwrap();
        near.shutdown().await.unwrap();
    };
    println!("{}", tokio::join!(copied, sent).0);
}

#[tokio::main]
async fn lines_over_a_pipe() {
    let (mut near, far) = duplex(16);
    let writer = tokio::spawn(async move {
        for i in 0..5 {
            near.write_all(format!("line {i}\n").as_bytes())
                .await
                .unwrap();
            sleep(ms(10)).await;
        }
    });
    let mut lines = BufReader::new(far).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        println!("{line}");
    }
    writer.await.unwrap();
}

#[tokio::main]
async fn split_halves_in_two_tasks() {
    let (near, far) = duplex(16);
    let (mut read, mut write) = tokio::io::split(near);
    let echo = tokio::spawn(echoes(far));
    let writer = tokio::spawn(async move {
        write.write_all(&[1; 24]).await.unwrap();
        write.shutdown().await.unwrap();
    });
    let mut all = [0; 24];
    read.read_exact(&mut all).await.unwrap();
    writer.await.unwrap();
    echo.await.unwrap();
}

#[tokio::main]
async fn writer_task_with_backpressure() {
    let (sender, mut frames) = mpsc::channel::<u32>(2);
    let writer = tokio::spawn(async move {
        while let Some(_frame) = frames.recv().await {
            sleep(ms(50)).await;
        }
    });
    for i in 0..8 {
        sender.send(i).await.unwrap();
    }
    drop(sender);
    writer.await.unwrap();
}

#[tokio::main]
async fn select_loop_with_cancel_safe_branches() {
    let (sender, mut receiver) = mpsc::channel(4);
    let mut ticks = interval(ms(30));
    let producer = tokio::spawn(async move {
        for i in 0..5 {
            sleep(ms(40)).await;
            sender.send(i).await.unwrap();
        }
    });
    loop {
        tokio::select! {
            number = receiver.recv() => match number {
                Some(number) => println!("{number}"),
                None => break,
            },
            _ = ticks.tick() => {}
        }
    }
    producer.await.unwrap();
}

#[tokio::main]
async fn select_with_else() {
    let (first, mut of_first) = mpsc::channel(1);
    let (second, mut of_second) = mpsc::channel(1);
    let sender = tokio::spawn(async move {
        first.send(1).await.unwrap();
        sleep(ms(50)).await;
        second.send(2).await.unwrap();
    });
    loop {
        tokio::select! {
            Some(number) = of_first.recv() => println!("first {number}"),
            Some(number) = of_second.recv() => println!("second {number}"),
            else => break,
        }
    }
    sender.await.unwrap();
}

#[tokio::main]
async fn fused_by_a_guard() {
    let mut report = std::pin::pin!(fetch("report", 250));
    let mut ticks = interval(ms(100));
    let mut is_done = false;
    for _ in 0..6 {
        tokio::select! {
            _ = &mut report, if !is_done => is_done = true,
            _ = ticks.tick() => {}
        }
    }
}

async fn ticks_after_a_pause(behaviour: MissedTickBehavior) {
    let mut ticks = interval(ms(100));
    ticks.set_missed_tick_behavior(behaviour);
    for i in 0..6 {
        ticks.tick().await;
        if i == 1 {
            sleep(ms(350)).await;
        }
    }
}

#[tokio::main]
async fn interval_with_delay() {
    ticks_after_a_pause(MissedTickBehavior::Delay).await;
}

#[tokio::main]
async fn interval_that_skips() {
    ticks_after_a_pause(MissedTickBehavior::Skip).await;
}

/// One tick is late, and the next comes on time.
#[tokio::main]
async fn interval_that_is_a_little_late() {
    let mut ticks = interval(ms(100));
    for i in 0..6 {
        ticks.tick().await;
        sleep(ms(if i == 2 { 140 } else { 20 })).await;
    }
}

#[tokio::main]
async fn interval_that_starts_later() {
    let mut ticks = interval_at(Instant::now() + ms(100), ms(100));
    for _ in 0..4 {
        ticks.tick().await;
    }
}

#[tokio::main]
async fn two_intervals_in_step() {
    let (mut a, mut b) = (interval(ms(100)), interval(ms(100)));
    for _ in 0..4 {
        a.tick().await;
        b.tick().await;
    }
}

#[tokio::main]
async fn polite_pause_after_each_job() {
    for i in 0..3 {
        fetch("page", 50 + i).await;
        sleep(ms(100)).await;
    }
}

#[tokio::main]
async fn blocking_work_on_the_pool() {
    let hash = spawn_blocking(|| {
        thread::sleep(ms(60));
        42
    });
    println!("{}", hash.await.unwrap());
}

#[tokio::main]
async fn blocking_work_joined_on_the_pool() {
    let (a, b) = tokio::join!(
        spawn_blocking(|| thread::sleep(ms(60))),
        spawn_blocking(|| thread::sleep(ms(60)))
    );
    a.and(b).unwrap();
}

/// Computes in small pieces, and gives way after each.
#[tokio::main]
async fn computing_that_gives_way() {
    tokio::join!(in_pieces(), fetch("page", 10));
}

#[instrument]
async fn in_pieces() {
    for i in 0..30 {
        piece(i).await;
        yield_now().await;
    }
}

#[instrument]
async fn piece(i: u64) {
    thread::sleep(ms(1));
}

#[tokio::main]
async fn many_small_polls() {
    for i in 0..20 {
        piece(i).await;
        sleep(ms(1)).await;
    }
}

#[tokio::main]
async fn many_yields_at_one_instant() {
    let mut tasks = JoinSet::new();
    for _ in 0..4 {
        tasks.spawn(async {
            for _ in 0..500 {
                yield_now().await;
            }
        });
    }
    tasks.join_all().await;
}

#[tokio::main]
async fn gives_way_by_hand() {
    tokio::join!(GivesWay(100), fetch("page", 10));
    tokio::spawn(GivesWay(100)).await.unwrap();
}

#[tokio::main]
async fn waker_kept_and_replaced() {
    let event = Arc::new(Event::default());
    let mut wait = Box::pin(LastWaker(event.clone()));
    tokio::select! {
        biased;
        _ = &mut wait => {}
        _ = sleep(ms(50)) => {}
    }
    let setter = tokio::spawn(async move {
        sleep(ms(100)).await;
        event.set();
    });
    tokio::spawn(wait).await.unwrap();
    setter.await.unwrap();
}

/// Two ends of a pipe in one task: each poll wakes the task that is being polled.
#[tokio::main]
async fn pipe_ends_that_wake_each_other() {
    let (mut near, mut far) = duplex(1);
    let write = async { near.write_all(&[1; 200]).await.unwrap() };
    let read = async {
        let mut all = [0; 200];
        far.read_exact(&mut all).await.unwrap()
    };
    tokio::join!(write, read);
}

#[tokio::main]
async fn deaf_branch_beside_a_timer() {
    tokio::select! {
        () = std::future::pending() => {}
        () = sleep(ms(100)) => {}
    }
}

#[tokio::main]
async fn pending_task_that_is_aborted() {
    let task = tokio::spawn(std::future::pending::<()>());
    sleep(ms(100)).await;
    task.abort();
    assert!(task.await.is_err());
}

#[instrument]
async fn receive(letter: u32) -> u32 {
    sleep(ms(50 * u64::from(letter))).await;
    letter
}

/// Nothing is awaited between two questions for the next.
#[tokio::main]
async fn together_by_hand() {
    let mut letters = Together::new((1..=4).map(receive));
    while let Some(letter) = letters.next().await {
        println!("{letter}");
    }
}

#[tokio::main]
async fn stream_body_inside_the_stream() {
    let mut letters = Together::new(
        (1..=4).map(async |letter| fetch("answer", u64::from(receive(letter).await)).await),
    );
    while let Some(letter) = letters.next().await {
        println!("{letter}");
    }
}

#[tokio::main]
async fn pinned_and_polled_on() {
    let mut page = std::pin::pin!(fetch("page", 200));
    tokio::select! {
        _ = &mut page => {}
        _ = sleep(ms(100)) => println!("it takes a while"),
    }
    tokio::join!(page, fetch("more", 300));
}

#[tokio::main]
async fn small_future_with_a_large_box() {
    tokio::spawn(async {
        let buffer = vec![0_u8; 100_000];
        sleep(ms(10)).await;
        println!("{}", buffer.len());
    })
    .await
    .unwrap();
}

#[tokio::main]
async fn buffer_that_ends_before_the_await() {
    tokio::spawn(async {
        let sum: u32 = {
            let buffer = [1_u8; 16384];
            std::hint::black_box(&buffer)
                .iter()
                .map(|byte| u32::from(*byte))
                .sum()
        };
        sleep(ms(10)).await;
        println!("{sum}");
    })
    .await
    .unwrap();
}

tokio::task_local! {
    static REQUEST: u32;
}

#[expect(
    clippy::async_yields_async,
    reason = "the task is awaited outside of the scope it was made in"
)]
#[tokio::main]
async fn task_local_handed_on() {
    let task = REQUEST.scope(7, async {
        let request = REQUEST.get();
        tokio::spawn(REQUEST.scope(request, async { REQUEST.get() }))
    });
    println!("{}", task.await.await.unwrap());
}

#[tokio::main]
async fn local_tasks_share_an_rc() {
    let count = std::rc::Rc::new(std::cell::Cell::new(0));
    let local = LocalSet::new();
    for i in 0..3 {
        let count = count.clone();
        local.spawn_local(async move {
            sleep(ms(10 * i)).await;
            count.set(count.get() + 1);
        });
    }
    local.await;
    println!("{}", count.get());
}

#[tokio::main]
async fn five_hundred_timers() {
    let done = Arc::new(AtomicU32::new(0));
    let mut tasks = JoinSet::new();
    for i in 0..500 {
        let done = done.clone();
        tasks.spawn(async move {
            sleep(Duration::from_millis(i % 50)).await;
            done.fetch_add(1, SeqCst);
        });
    }
    tasks.join_all().await;
    println!("{}", done.load(SeqCst));
}

#[tokio::main]
async fn recursion_in_boxes() {
    countdown(20).await;
}

#[instrument]
async fn countdown(n: u32) {
    if n > 0 {
        sleep(ms(1)).await;
        Box::pin(countdown(n - 1)).await;
    }
}

#[tokio::main]
async fn thread_that_answers() {
    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || {
        thread::sleep(ms(300));
        sender.send(1).unwrap();
    });
    receiver.await.unwrap();
}

#[tokio::main]
async fn oneshot_that_is_dropped() {
    let (sender, receiver) = oneshot::channel::<u32>();
    let task = tokio::spawn(async move {
        sleep(ms(50)).await;
        drop(sender);
    });
    assert!(receiver.await.is_err());
    task.await.unwrap();
}

#[tokio::main]
async fn long_wait_on_one_event() {
    let bell = Arc::new(Notify::new());
    let ringer = bell.clone();
    let task = tokio::spawn(async move {
        sleep(Duration::from_secs(86_400)).await;
        ringer.notify_one();
    });
    bell.notified().await;
    task.await.unwrap();
}

/// Clean-up that must be awaited is done by a task, which somebody awaits.
#[tokio::main]
async fn cleanup_in_a_task() {
    let (done, cleaned) = oneshot::channel();
    let _ = timeout(ms(100), async {
        let _guard = CleansUp(Some(done));
        fetch("report", 500).await;
    })
    .await;
    cleaned.await.unwrap();
}

struct CleansUp(Option<oneshot::Sender<()>>);

impl Drop for CleansUp {
    fn drop(&mut self) {
        let done = self.0.take();
        tokio::spawn(async move {
            sleep(ms(20)).await;
            if let Some(done) = done {
                let _ = done.send(());
            }
        });
    }
}
