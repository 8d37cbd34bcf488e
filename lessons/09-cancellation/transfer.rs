//! Money leaves one account, the bank takes long to answer, and the caller gives up: where is the money?
//!
//!     cargo run -q -- run transfer

use std::time::Duration;
use tokio::time::{sleep, timeout};
use tracing::instrument;

struct Accounts {
    ada: u32,
    ben: u32,
}

#[tokio::main]
async fn main() {
    let mut accounts = Accounts { ada: 100, ben: 0 };
    for patience in [3, 1] {
        let limit = Duration::from_secs(patience);
        match timeout(limit, transfer(30, &mut accounts)).await {
            Ok(()) => println!("the money has arrived"),
            Err(_) => println!("gave up after {patience} s"),
        }
        let Accounts { ada, ben } = accounts;
        println!("Ada {ada}, Ben {ben}, together {}", ada + ben);
    }
}

#[instrument(skip(accounts))]
async fn transfer(amount: u32, accounts: &mut Accounts) {
    accounts.ada -= amount;
    // Whoever drops the transfer here leaves the accounts as they are here.
    ask_the_bank(amount).await;
    accounts.ben += amount;
}

#[instrument]
async fn ask_the_bank(amount: u32) {
    sleep(Duration::from_secs(2)).await;
}
