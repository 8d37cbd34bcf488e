//! Two clerks move a guest each, in opposite directions. Each locks one plan, and waits for the other one for ever.
//!
//!     cargo run -q -- run two_locks

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{sleep, timeout};
use tracing::instrument;

/// A part of the house, and how many seats are free in it.
struct Plan {
    part: &'static str,
    free: i32,
}

impl Plan {
    fn of(part: &'static str) -> Plan {
        Plan { part, free: 10 }
    }
}

#[tokio::main]
async fn main() {
    let stalls = Mutex::new(Plan::of("stalls"));
    let circle = Mutex::new(Plan::of("circle"));
    let moves = async {
        tokio::join!(
            old_plan_first("Ada", &stalls, &circle),
            old_plan_first("Ben", &circle, &stalls),
        )
    };
    // Neither clerk can end this. The timeout drops both, and their guards with them.
    if timeout(Duration::from_secs(5), moves).await.is_err() {
        println!("no guest has moved in 5 s");
    }

    tokio::join!(
        in_order("Ada", &stalls, &circle, 1),
        in_order("Ben", &stalls, &circle, -1),
    );
}

#[instrument(skip(old, new))]
async fn old_plan_first(clerk: &str, old: &Mutex<Plan>, new: &Mutex<Plan>) {
    let mut old = old.lock().await;
    println!("{clerk} holds the {}", old.part);
    ask_the_guest().await;
    let mut new = new.lock().await;
    old.free += 1;
    new.free -= 1;
    println!("{clerk} has moved a guest to the {}", new.part);
}

#[instrument(skip(stalls, circle))]
async fn in_order(clerk: &str, stalls: &Mutex<Plan>, circle: &Mutex<Plan>, up: i32) {
    // Whichever way the guest goes: nobody waits here with the circle in his hand.
    let mut stalls = stalls.lock().await;
    println!("{clerk} holds the {}", stalls.part);
    ask_the_guest().await;
    let mut circle = circle.lock().await;
    stalls.free += up;
    circle.free -= up;
    println!("{clerk} has moved a guest");
}

async fn ask_the_guest() {
    sleep(Duration::from_secs(1)).await;
}
