//! Two clerks move a guest each, in opposite directions. Each locks one plan, and waits for the other one for ever.
//!
//!     cargo run -q -- run two_locks

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{sleep, timeout};
use tracing::instrument;

/// The seats that are free in a part of the house.
struct Plan {
    part: &'static str,
    free: Mutex<i32>,
}

impl Plan {
    fn new(part: &'static str) -> Plan {
        let free = Mutex::new(10);
        Plan { part, free }
    }
}

#[tokio::main]
async fn main() {
    let (stalls, circle) = (Plan::new("stalls"), Plan::new("circle"));
    let moves = async {
        tokio::join!(
            old_plan_first("Ada", &stalls, &circle),
            old_plan_first("Ben", &circle, &stalls),
        )
    };
    // No clerk can end this. The timeout drops both, and with them their guards.
    if timeout(Duration::from_secs(5), moves).await.is_err() {
        println!("no guest has moved in 5 s");
    }

    tokio::join!(
        stalls_first("Ada", &stalls, &circle, 1),
        stalls_first("Ben", &stalls, &circle, -1),
    );
}

#[instrument(skip(old, new))]
async fn old_plan_first(clerk: &str, old: &Plan, new: &Plan) {
    let mut left = old.free.lock().await;
    println!("{clerk} holds the {}", old.part);
    ask_the_guest().await;
    let mut taken = new.free.lock().await;
    *left += 1;
    *taken -= 1;
    println!("{clerk} has moved a guest to the {}", new.part);
}

#[instrument(skip(stalls, circle))]
async fn stalls_first(clerk: &str, stalls: &Plan, circle: &Plan, up: i32) {
    // Whichever way the guest goes: who has the stalls finds the circle free, or soon free.
    let mut below = stalls.free.lock().await;
    println!("{clerk} holds the {}", stalls.part);
    ask_the_guest().await;
    let mut above = circle.free.lock().await;
    *below += up;
    *above -= up;
    println!("{clerk} has moved a guest");
}

async fn ask_the_guest() {
    sleep(Duration::from_secs(1)).await;
}
