// Counts: tick_burst, blocked_thread

use super::*;
use std::cell::{Cell, RefCell};
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// A sensor whose readings take so many milliseconds; all that follow take as long as the last. It notes when each began.
struct Sensor {
    takes: Vec<u64>,
    start: Instant,
    began_at: RefCell<Vec<u128>>,
    is_busy: Cell<bool>,
}

impl Sensor {
    fn new(takes: &[u64]) -> Sensor {
        Sensor {
            takes: takes.to_vec(),
            start: Instant::now(),
            began_at: RefCell::default(),
            is_busy: Cell::new(false),
        }
    }

    async fn read(&self) -> u32 {
        assert!(
            !self.is_busy.replace(true),
            "a reading was under way, and another one began"
        );
        let number = self.began_at.borrow().len();
        self.began_at
            .borrow_mut()
            .push(self.start.elapsed().as_millis());
        let takes = self.takes[number.min(self.takes.len() - 1)];
        let reading = measure(number as u32 + 1, takes).await;
        self.is_busy.set(false);
        reading
    }
}

#[instrument]
async fn measure(number: u32, takes: u64) -> u32 {
    sleep(Duration::from_millis(takes)).await;
    20 + number
}

const PERIOD: Duration = Duration::from_millis(100);

#[tokio::test(start_paused = true)]
async fn begins_at_once() {
    let sensor = Sensor::new(&[0]);
    let readings = poll_every(PERIOD, 3, || sensor.read()).await;
    assert_eq!(readings, [21, 22, 23], "three readings, in order");
    assert_eq!(
        *sensor.began_at.borrow(),
        [0, 100, 200],
        "the first reading needs no wait before it"
    );
}

#[tokio::test(start_paused = true)]
async fn does_not_drift() {
    let sensor = Sensor::new(&[30]);
    poll_every(PERIOD, 5, || sensor.read()).await;
    assert_eq!(
        *sensor.began_at.borrow(),
        [0, 100, 200, 300, 400],
        "each reading takes 30 ms: are they a part of the period, or do they come on top of it?"
    );
    assert_eq!(
        sensor.start.elapsed(),
        Duration::from_millis(430),
        "what is there to wait for after the last reading?"
    );
}

#[tokio::test(start_paused = true)]
async fn skips_what_it_has_missed() {
    let sensor = Sensor::new(&[0, 350, 0]);
    poll_every(PERIOD, 5, || sensor.read()).await;
    assert_eq!(
        *sensor.began_at.borrow(),
        [0, 100, 450, 500, 600],
        "the second reading takes until 450 ms: then comes one reading at once, and the next one in step, at 500 ms"
    );
}

#[tokio::test(start_paused = true)]
async fn keeps_the_step_of_its_first_reading() {
    sleep(Duration::from_millis(30)).await;
    let sensor = Sensor::new(&[0, 150, 90, 10]);
    let start = Instant::now();
    poll_every(Duration::from_millis(70), 5, || sensor.read()).await;
    assert_eq!(
        *sensor.began_at.borrow(),
        [0, 70, 220, 310, 350],
        "a period of 70 ms, of which the second reading misses two and the third one: is the step that of the first reading?"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_millis(360),
        "the last reading begins at 350 ms, and takes 10 ms"
    );
}

#[tokio::test(start_paused = true)]
async fn reads_as_often_as_it_is_told() {
    let sensor = Sensor::new(&[0]);
    let one = poll_every(PERIOD, 1, || sensor.read()).await;
    assert_eq!(one, [21], "one reading was asked for");
    let none = poll_every(PERIOD, 0, || sensor.read()).await;
    assert!(
        none.is_empty(),
        "`times` was 0: is a reading begun before they are counted?"
    );
    assert_eq!(
        *sensor.began_at.borrow(),
        [0],
        "the sensor was read once: who asks for none, gets none"
    );
}
