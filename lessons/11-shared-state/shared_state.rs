//! Three desks sell a ticket each: counted across a payment, two of the tickets are lost.
//!
//!     cargo run -q -- run shared_state

use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

#[tokio::main]
async fn main() {
    let sold = Arc::new(Mutex::new(0));
    let desk = |clerk, wait| tokio::spawn(read_pay_write(clerk, wait, sold.clone()));
    for desk in [desk("Ada", 1), desk("Ben", 2), desk("Cleo", 3)] {
        desk.await.expect("no clerk panics");
    }
    println!("read, pay, write: {} sold", sold.lock().unwrap());

    let sold = Arc::new(Mutex::new(0));
    let desk = |clerk, wait| tokio::spawn(pay_then_count(clerk, wait, sold.clone()));
    for desk in [desk("Ada", 1), desk("Ben", 2), desk("Cleo", 3)] {
        desk.await.expect("no clerk panics");
    }
    println!("pay, then count: {} sold", sold.lock().unwrap());
}

#[instrument(skip(sold))]
async fn read_pay_write(clerk: &str, wait: u64, sold: Arc<Mutex<u32>>) {
    // The guard is a temporary: the lock is free again at the end of the line.
    let seen = *sold.lock().unwrap();
    println!("{clerk} reads {seen}");
    sleep(Duration::from_secs(wait)).await;
    // What the others have written in the meantime is overwritten.
    *sold.lock().unwrap() = seen + 1;
    println!("{clerk} writes {}", seen + 1);
}

#[instrument(skip(sold))]
async fn pay_then_count(clerk: &str, wait: u64, sold: Arc<Mutex<u32>>) {
    sleep(Duration::from_secs(wait)).await;
    // One guard for the reading and the writing, and no `.await` while it lives.
    let mut sold = sold.lock().unwrap();
    *sold += 1;
    println!("{clerk} counts {sold}");
}
