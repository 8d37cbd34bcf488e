// Counts: over_limit, deadlock, blocked_thread, broken_invariant

use super::*;
use tokio::time::Instant;

fn ship(name: &'static str, tons: u32) -> Ship {
    Ship { name, tons }
}

#[tokio::test(start_paused = true)]
async fn unloads_the_ship() {
    let berths = Arc::new(Semaphore::new(1));
    let unloaded = admit(&berths, ship("Ada", 3)).await.await;
    assert_eq!(
        unloaded.expect("the task is not aborted"),
        Ok(3),
        "the handle gives what `unload` returns"
    );
}

#[tokio::test(start_paused = true)]
async fn makes_the_third_wait() {
    let berths = Arc::new(Semaphore::new(2));
    let start = Instant::now();
    let mut admitted = Vec::new();
    let mut tasks = Vec::new();
    for ship in [
        ship("Ada", 5),
        ship("Ben", 1),
        ship("Cleo", 2),
        ship("Dora", 1),
    ] {
        tasks.push(admit(&berths, ship).await);
        admitted.push(start.elapsed().as_secs());
    }
    // Awaited before anything is compared, so that the timeline of a failure shows all of them.
    for task in tasks {
        let unloaded = task.await.expect("no task is aborted");
        assert!(unloaded.is_ok(), "none is too heavy");
    }
    assert_eq!(
        admitted,
        [0, 0, 1, 3],
        "2 berths: Ada and Ben have one at once, Cleo when Ben has left after 1 s, Dora when Cleo has left after 3 s. \
         Who has the permit while a ship is unloaded, and when does `admit` return?"
    );
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(5),
        "Ada is unloaded while the others come and go"
    );
}

#[tokio::test(start_paused = true)]
async fn has_the_berth_back_from_a_ship_that_is_too_heavy() {
    let berths = Arc::new(Semaphore::new(1));
    let start = Instant::now();
    let ada = admit(&berths, ship("Ada", 500)).await;
    let ben = admit(&berths, ship("Ben", 1)).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(1),
        "the crane gave up after 1 s: is the berth free then?"
    );
    assert_eq!(
        ada.await.expect("the task is not aborted"),
        Err(TooHeavy),
        "the handle gives what `unload` returns"
    );
    assert_eq!(ben.await.expect("the task is not aborted"), Ok(1));
}

#[tokio::test(start_paused = true)]
async fn has_the_berth_back_from_a_task_that_is_aborted() {
    let berths = Arc::new(Semaphore::new(1));
    let start = Instant::now();
    let ada = admit(&berths, ship("Ada", 50)).await;
    sleep(Duration::from_secs(2)).await;
    ada.abort();
    let ben = admit(&berths, ship("Ben", 1)).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(2),
        "Ada was sent away after 2 s: is the berth free then?"
    );
    assert_eq!(ben.await.expect("the task is not aborted"), Ok(1));
}

#[test]
fn takes_no_berth_for_a_ship_that_gives_up() {
    trials::cancel_sweep(
        "broken_invariant",
        || {
            let berths = Arc::new(Semaphore::new(1));
            let berth = Arc::clone(&berths).try_acquire_owned();
            tokio::spawn(async {
                sleep(Duration::from_secs(5)).await;
                drop(berth);
            });
            (berths, false)
        },
        async |(berths, is_admitted): &mut (Arc<Semaphore>, bool)| {
            drop(admit(berths, ship("Ada", 50)).await);
            *is_admitted = true;
        },
        async |(berths, is_admitted): &mut (Arc<Semaphore>, bool)| {
            sleep(Duration::from_secs(10)).await;
            let expected = if *is_admitted { 0 } else { 1 };
            assert_eq!(
                berths.available_permits(),
                expected,
                "free berths, 5 s after the only one was left: who waited for it when the caller had gone?"
            );
        },
    );
}
