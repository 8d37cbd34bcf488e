// Counts: runtime_misuse, blocked_thread

use super::*;
use tokio::runtime::Builder;

/// What is seen of an evening: the money, the plates, and whether the water runs.
fn spend(meals: u32, grace_ms: u64) -> (u32, u32, bool) {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_all().start_paused(true).build();
    let runtime = runtime.expect("a runtime can be built");
    let washed = Arc::new(AtomicU32::new(0));
    let water_runs = Arc::new(AtomicBool::new(true));
    let sink = Sink {
        washed: washed.clone(),
        water_runs: water_runs.clone(),
    };
    let money = evening(runtime, meals, sink, Duration::from_millis(grace_ms));
    (money, washed.load(Relaxed), water_runs.load(Relaxed))
}

#[test]
fn returns_the_money() {
    let (money, ..) = spend(2, 100);
    assert_eq!(money, 24, "every meal is served, and paid for");
}

#[test]
fn washes_up_during_the_meals() {
    let (_, washed, _) = spend(2, 0);
    assert_eq!(
        washed, 7,
        "two meals take 7 s, and somebody washes a plate a second from the beginning: when did the task begin to run?"
    );
}

#[test]
fn goes_on_for_the_grace() {
    let (_, washed, _) = spend(1, 3000);
    assert_eq!(
        washed, 6,
        "3.5 s for the meal and 3 s of grace are enough for six plates, and for no more: \
         does the loop run during the grace, and only then?"
    );
}

#[test]
fn turns_the_water_off() {
    let (.., water_runs) = spend(1, 3000);
    assert!(
        !water_runs,
        "the water still runs when the evening is over: who owns the sink, and is it dropped?"
    );
}

#[test]
fn may_wash_the_last_plate() {
    let (money, washed, water_runs) = spend(6, 3000);
    assert_eq!(
        (money, washed, water_runs),
        (72, 20, false),
        "the last plate is washed before the last meal is served: the evening ends as usual"
    );
}
