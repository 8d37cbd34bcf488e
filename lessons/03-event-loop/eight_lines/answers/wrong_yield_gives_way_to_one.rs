//! Wrong: lets the host go on when one other task has had its turn.
//! Fails: once_round_the_queue

use Line::*;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::task::yield_now;
use tokio::time::sleep;
use tracing::instrument;

/// The eight lines that `opening_night` logs, in their order. One of the nine is
/// never logged.
fn expected() -> [Line; 8] {
    [
        DoorOpens,
        StaffIsHired,
        GuestIsGreeted,
        WaiterBegins,
        HostSitsDown,
        CookBegins,
        WaiterIsDone,
        CookTakesOffTheApron,
    ]
}

/// Given: what may be logged, from A to Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    CookBegins,
    CookHasCooked,
    CookTakesOffTheApron,
    DoorOpens,
    GuestIsGreeted,
    HostSitsDown,
    StaffIsHired,
    WaiterBegins,
    WaiterIsDone,
}

/// Given: what was logged, in the order in which it was.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<Line>>>);

impl Log {
    fn push(&self, line: Line) {
        self.0.lock().expect("nobody panics").push(line);
    }
}

/// Given: the program.
fn opening_night() -> Vec<Line> {
    let log = Log::default();
    let runtime = Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .expect("a runtime can be built");
    let evening = host(log.clone());
    log.push(DoorOpens);
    runtime.block_on(evening);
    drop(runtime);
    log.0.lock().expect("nobody panics").clone()
}

#[instrument(skip(log))]
async fn host(log: Log) {
    let greeting = greet(&log);
    tokio::spawn(waiter(log.clone()));
    tokio::spawn(cook(log.clone()));
    log.push(StaffIsHired);
    greeting.await;
    yield_now().await;
    log.push(HostSitsDown);
    sleep(Duration::from_secs(2)).await;
}

#[instrument(skip(log))]
async fn greet(log: &Log) {
    log.push(GuestIsGreeted);
}

#[instrument(skip(log))]
async fn waiter(log: Log) {
    log.push(WaiterBegins);
    sleep(Duration::from_secs(1)).await;
    log.push(WaiterIsDone);
}

#[instrument(skip(log))]
async fn cook(log: Log) {
    let _apron = Apron(log.clone());
    log.push(CookBegins);
    sleep(Duration::from_secs(3)).await;
    log.push(CookHasCooked);
}

/// Given: an apron is taken off when it is dropped.
struct Apron(Log);

impl Drop for Apron {
    fn drop(&mut self) {
        self.0.push(CookTakesOffTheApron);
    }
}

#[cfg(test)]
mod tests;
