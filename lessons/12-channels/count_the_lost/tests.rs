// Counts: livelock, deadlock, blocked_thread

use super::*;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn writes_everything_when_it_keeps_up() {
    let (station, readings) = broadcast::channel(4);
    let start = Instant::now();
    let (log, ()) = tokio::join!(keep_log(readings), send(station, 5, 2000));
    assert_eq!(
        log,
        Log {
            written: vec![1, 2, 3, 4, 5],
            lost: 0
        },
        "a reading comes every two seconds, and each takes one to write: nothing is lost"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(10),
        "the station goes after 10 s: what did you wait for?"
    );
}

#[tokio::test(start_paused = true)]
async fn writes_one_at_a_time() {
    let start = Instant::now();
    let log = keep_log(burst(4)).await;
    assert_eq!(
        log.written,
        [1, 2, 3, 4],
        "the station has gone, and the channel still had all four"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(4),
        "four readings, one after another"
    );
}

#[tokio::test(start_paused = true)]
async fn goes_on_after_a_lag() {
    // A task of its own for `keep_log`, in which a panic of it ends.
    let log = tokio::spawn(keep_log(burst(10))).await;
    assert_eq!(
        log.expect("it is no bug to be slow: `keep_log` panicked"),
        Log {
            written: vec![7, 8, 9, 10],
            lost: 6
        },
        "10 readings came at once, and the channel keeps 4: what does `recv` say first, and what next?"
    );
}

#[tokio::test(start_paused = true)]
async fn keeps_nothing_outside_the_channel() {
    let (station, readings) = broadcast::channel(2);
    let (log, ()) = tokio::join!(keep_log(readings), send(station, 10, 300));
    assert_eq!(
        log,
        Log {
            written: vec![1, 3, 6, 9, 10],
            lost: 5
        },
        "a reading comes every 300 ms, each takes a second to write, and 2 of them may wait: \
         where did the others, or how did the lost ones get lost?"
    );
}

/// A station that sends its readings one after another, and goes.
async fn send(station: broadcast::Sender<u32>, readings: u32, pause: u64) {
    for reading in 1..=readings {
        // It does not mind if nobody listens.
        let _ = station.send(reading);
        sleep(Duration::from_millis(pause)).await;
    }
}

/// A station that has sent everything at once, and has gone.
fn burst(readings: u32) -> broadcast::Receiver<u32> {
    let (station, receiver) = broadcast::channel(4);
    for reading in 1..=readings {
        let _ = station.send(reading);
    }
    receiver
}
