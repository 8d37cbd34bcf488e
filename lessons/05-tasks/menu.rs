//! Three tasks own one menu: each holds an `Arc` of it, and the last to let go clears it away.
//!
//!     cargo run -q -- run menu

use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

struct Menu {
    dishes: [&'static str; 3],
}

impl Drop for Menu {
    fn drop(&mut self) {
        println!("the menu is cleared away");
    }
}

#[tokio::main]
async fn main() {
    let dishes = ["soup", "rice", "cake"];
    let menu = Arc::new(Menu { dishes });
    let choices = [("Ada", 0, 3), ("Ben", 1, 1), ("Cleo", 2, 2)];
    let guests = choices.map(|(name, choice, seconds)| {
        // Another owner of the same menu: the list of dishes is not copied.
        let menu = Arc::clone(&menu);
        tokio::spawn(order(name, choice, seconds, menu))
    });
    drop(menu);
    println!("the waiter has handed out the menu");

    for guest in guests {
        guest.await.expect("every guest finds a dish");
    }
    println!("everybody has ordered");
}

// The task owns what it was given, and drops it when it ends.
#[instrument(skip(menu))]
async fn order(name: &str, choice: usize, seconds: u64, menu: Arc<Menu>) {
    sleep(Duration::from_secs(seconds)).await;
    println!("{name} orders {}", menu.dishes[choice]);
}
