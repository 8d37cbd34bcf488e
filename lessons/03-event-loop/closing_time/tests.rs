// Counts: runtime_misuse, blocked_thread

use super::*;
use tokio::runtime::Builder;

/// What is seen of an evening.
struct Seen {
    euros: u32,
    /// From the beginning to the payment.
    served: Duration,
    washed: u32,
    water_runs: bool,
}

fn spend(meals: u32, grace_ms: u64) -> Seen {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_all().start_paused(true).build();
    let runtime = runtime.expect("a runtime can be built");
    let washed = Arc::new(AtomicU32::new(0));
    let water_runs = Arc::new(AtomicBool::new(true));
    let sink = Sink {
        washed: washed.clone(),
        water_runs: water_runs.clone(),
    };
    let start = {
        let _inside = runtime.enter();
        Instant::now()
    };
    let bill = evening(runtime, meals, sink, Duration::from_millis(grace_ms));
    Seen {
        euros: bill.euros,
        served: bill.paid - start,
        washed: washed.load(Relaxed),
        water_runs: water_runs.load(Relaxed),
    }
}

#[test]
fn serves_every_meal_at_once() {
    let seen = spend(2, 1000);
    assert_eq!(seen.euros, 24, "every meal is served, and paid for");
    assert_eq!(
        seen.served,
        Duration::from_secs(7),
        "two meals take 7 s, and they come first: what did the guests wait for?"
    );
}

#[test]
fn washes_up_during_the_meals() {
    let washed = spend(1, 0).washed;
    assert_eq!(
        washed, 3,
        "a meal takes 3.5 s, somebody washes a plate a second from the beginning, and there is no grace: \
         when did the task begin to run, and when did it end?"
    );
}

#[test]
fn goes_on_for_the_grace() {
    let washed = spend(1, 3000).washed;
    assert_eq!(
        washed, 6,
        "3.5 s for the meal and 3 s of grace are enough for six plates, and for no more: \
         does the loop run during the grace, and only then?"
    );
}

#[test]
fn goes_on_for_half_a_second_too() {
    for (grace_ms, plates) in [(450, 3), (550, 4)] {
        let washed = spend(1, grace_ms).washed;
        assert_eq!(
            washed, plates,
            "the fourth plate is washed half a second after the meal, and the grace is {grace_ms} ms: \
             is it kept to the millisecond?"
        );
    }
}

#[test]
fn turns_the_water_off() {
    let seen = spend(1, 3000);
    assert!(
        !seen.water_runs,
        "the water still runs when the evening is over: who owns the sink, and is it dropped?"
    );
}

#[test]
fn may_wash_the_last_plate() {
    let seen = spend(6, 3000);
    assert_eq!(
        (seen.euros, seen.washed, seen.water_runs),
        (72, 20, false),
        "the last plate is washed before the last meal is served: the evening ends as usual"
    );
}
