//! Two shops send their offers and are done, and whoever reads them waits for a third that can never come.
//!
//!     cargo run -q -- run sender_kept

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tracing::instrument;

#[tokio::main]
async fn main() {
    let (sender, offers) = mpsc::channel(2);
    for (name, seconds) in [("market", 1), ("corner shop", 2)] {
        tokio::spawn(shop(name, seconds, sender.clone()));
    }
    // The clones go with their shops. `sender` itself lives to the end of `main`.
    compare(offers).await;
}

#[instrument(skip(sender))]
async fn shop(name: &'static str, seconds: u64, sender: mpsc::Sender<&'static str>) {
    sleep(Duration::from_secs(seconds)).await;
    let _ = sender.send(name).await;
}

#[instrument(skip_all)]
async fn compare(mut offers: mpsc::Receiver<&'static str>) {
    // Without the limit it would wait for ever.
    while let Ok(offer) = timeout(Duration::from_secs(5), offers.recv()).await {
        match offer {
            Some(name) => println!("an offer of the {name}"),
            None => return println!("all offers are in"),
        }
    }
    let senders = offers.sender_strong_count();
    println!("nothing for 5 s, senders that are left: {senders}");
}
