//! Three desks need the price at the same moment: each looks, finds nothing, and asks; or one asks for all.
//!
//!     cargo run -q -- run stampede

use futures::future::join_all;
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::OnceCell;
use tokio::time::sleep;
use tracing::instrument;

const CLERKS: [&str; 3] = ["Ada", "Ben", "Cleo"];

#[tokio::main]
async fn main() {
    let known = Mutex::new(None);
    join_all(CLERKS.map(|clerk| look_then_ask(clerk, &known))).await;

    let known = OnceCell::new();
    join_all(CLERKS.map(|clerk| ask_once(clerk, &known))).await;
}

#[instrument(skip(known))]
async fn look_then_ask(clerk: &str, known: &Mutex<Option<u32>>) {
    let seen = *known.lock().unwrap();
    if seen.is_none() {
        // Until this answer is there, whoever looks finds nothing.
        let price = ask_the_office("Hamlet").await;
        *known.lock().unwrap() = Some(price);
    }
    println!("{clerk} knows the price");
}

#[instrument(skip(known))]
async fn ask_once(clerk: &str, known: &OnceCell<u32>) {
    // The first to come asks. The others wait for what he is told.
    known.get_or_init(|| ask_the_office("Hamlet")).await;
    println!("{clerk} knows the price");
}

#[instrument]
async fn ask_the_office(play: &str) -> u32 {
    println!("the office looks up {play}");
    sleep(Duration::from_secs(1)).await;
    20
}
