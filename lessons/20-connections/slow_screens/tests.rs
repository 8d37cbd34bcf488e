// Counts: aborted_at_exit, blocked_thread, deadlock, livelock

use super::*;

const HOUR: u64 = 3_600_000;
/// More changes than any test has.
const ALWAYS: usize = 99;

#[tokio::test(start_paused = true)]
async fn each_screen_shows_all_changes_in_order() {
    let day = day(
        &[("hall", 10, ALWAYS), ("bar", 20, ALWAYS)],
        &[(0, "10:15"), (1000, "10:30"), (2000, "10:45")],
    )
    .await;
    assert_eq!(
        day.of("hall"),
        [
            (10, "10:15"),
            (1010, "10:30"),
            (2010, "10:45"),
            (2010, "off")
        ],
        "(ms, what the hall sees)"
    );
    assert_eq!(
        day.of("bar"),
        [
            (20, "10:15"),
            (1020, "10:30"),
            (2020, "10:45"),
            (2020, "off")
        ],
        "(ms, what the bar sees): does one screen wait for the other?"
    );
    assert_eq!(day.cut_off, 0, "both were fast enough");
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_a_slow_screen() {
    let day = day(
        &[("bar", 2500, ALWAYS), ("hall", 10, ALWAYS)],
        &[(0, "10:15"), (1000, "10:30"), (2000, "10:45")],
    )
    .await;
    assert_eq!(
        day.of("hall"),
        [
            (10, "10:15"),
            (1010, "10:30"),
            (2010, "10:45"),
            (2010, "off")
        ],
        "(ms, what the hall sees): what waits while the bar is slow?"
    );
    assert_eq!(
        day.of("bar"),
        [
            (2500, "10:15"),
            (5000, "10:30"),
            (7500, "10:45"),
            (7500, "off")
        ],
        "(ms, what the bar sees): it is slow, and not too slow"
    );
    assert_eq!(
        (day.cut_off, day.ms),
        (0, 7500),
        "(how many were cut off, ms when you returned)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_full_queue_is_not_too_full() {
    let changes = [
        (0, "10:15"),
        (1000, "10:30"),
        (2000, "10:45"),
        (3000, "11:00"),
    ];
    let day = day(&[("bar", 5000, ALWAYS)], &changes).await;
    assert_eq!(
        day.of("bar"),
        [
            (5000, "10:15"),
            (10_000, "10:30"),
            (15_000, "10:45"),
            (20_000, "11:00"),
            (20_000, "off")
        ],
        "(ms, what the bar sees): one change is being shown, three wait, and no further one comes"
    );
    assert_eq!(day.cut_off, 0, "three may wait");
}

#[tokio::test(start_paused = true)]
async fn cuts_off_a_screen_that_falls_too_far_behind() {
    let day = day(
        &[
            ("bar", HOUR, ALWAYS),
            ("hall", 10, ALWAYS),
            ("roof", 4500, ALWAYS),
        ],
        &[
            (0, "10:15"),
            (1000, "10:30"),
            (2000, "10:45"),
            (3000, "11:00"),
            (4000, "11:15"),
            (5000, "11:30"),
        ],
    )
    .await;
    assert_eq!(
        day.of("bar"),
        [(4000, "off")],
        "(ms, what the bar sees): the first change is being shown, three wait, and then comes the fifth"
    );
    assert_eq!(
        day.of("roof"),
        [(4000, "off")],
        "(ms, what the roof sees): half a second later it would have shown the first one"
    );
    let hall = [
        (10, "10:15"),
        (1010, "10:30"),
        (2010, "10:45"),
        (3010, "11:00"),
        (4010, "11:15"),
        (5010, "11:30"),
        (5010, "off"),
    ];
    assert_eq!(day.of("hall"), hall, "(ms, what the hall sees)");
    assert_eq!(
        (day.cut_off, day.ms),
        (2, 5010),
        "(how many were cut off, ms when you returned): nobody waits for them any more"
    );
}

#[tokio::test(start_paused = true)]
async fn a_screen_that_fails_was_not_cut_off() {
    let day = day(
        &[("bar", 10, 1), ("hall", 10, ALWAYS)],
        &[
            (0, "10:15"),
            (1000, "10:30"),
            (2000, "10:45"),
            (3000, "11:00"),
            (4000, "11:15"),
            (5000, "11:30"),
        ],
    )
    .await;
    assert_eq!(
        day.of("bar"),
        [(10, "10:15"), (1000, "off")],
        "(ms, what the bar sees): it breaks at the second change"
    );
    assert_eq!(day.of("hall").len(), 7, "the hall goes on: {:?}", day.notes);
    assert_eq!(day.cut_off, 0, "the bar has left by itself");
}

struct Day {
    cut_off: usize,
    notes: Vec<(u128, &'static str, &'static str)>,
    /// When `show_all` returned.
    ms: u128,
}

impl Day {
    fn of(&self, name: &str) -> Vec<(u128, &'static str)> {
        let notes = self.notes.iter().filter(|note| note.1 == name);
        notes.map(|(ms, _, what)| (*ms, *what)).collect()
    }
}

/// Shows the changes, given as (ms, what), on screens, given as (name, ms that it takes, how many changes it works for).
async fn day(screens: &[(&'static str, u64, usize)], changes: &[(u64, &'static str)]) -> Day {
    let (start, notes) = (Instant::now(), Notes::default());
    let screens = screens.iter().map(|&(name, ms, works_for)| Screen {
        name,
        takes: Duration::from_millis(ms),
        works_for,
        start,
        notes: Arc::clone(&notes),
    });
    let (sender, receiver) = mpsc::channel(1);
    let changes = async move {
        for (ms, change) in changes {
            tokio::time::sleep_until(start + Duration::from_millis(*ms)).await;
            sender.send(*change).await.expect("the changes are read");
        }
    };
    let (cut_off, ()) = tokio::join!(show_all(receiver, screens.collect()), changes);
    let ms = start.elapsed().as_millis();
    let notes = notes.lock().unwrap().clone();
    Day { cut_off, notes, ms }
}
