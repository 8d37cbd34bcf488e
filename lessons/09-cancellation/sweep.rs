//! Three numbers of four bytes each come byte by byte. Four readers drop their first read, each at another wait.
//!
//!     cargo run -q -- run sweep

use futures::future::join_all;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::time::{sleep, timeout};
use tracing::instrument;

#[tokio::main]
async fn main() {
    // Pipes in memory: what is written into one end is read from the other.
    let (near, far): (Vec<_>, Vec<_>) = (0..4).map(|_| duplex(64)).unzip();
    let readers = (1..).zip(far).map(|(wait, pipe)| drop_at(wait, pipe));
    let ((), numbers) = tokio::join!(send(near), join_all(readers));
    for (wait, numbers) in (1..).zip(numbers) {
        println!("dropped at wait {wait}: {numbers:?}");
    }
}

/// Drops its first read at the wait of this number, and then reads to the end.
async fn drop_at(wait: u64, mut pipe: DuplexStream) -> Vec<u32> {
    // A byte comes every 100 ms. 50 ms before number `wait`, the read waits for it.
    let limit = Duration::from_millis(wait * 100 - 50);
    let first = timeout(limit, first_number(wait, &mut pipe)).await;
    assert!(first.is_err(), "a number takes 400 ms");

    let mut numbers = Vec::new();
    while let Ok(number) = pipe.read_u32().await {
        numbers.push(number);
    }
    numbers
}

#[instrument(skip(pipe))]
async fn first_number(wait: u64, pipe: &mut DuplexStream) -> Option<u32> {
    // The bytes that have come so far are in this future, and are dropped with it.
    pipe.read_u32().await.ok()
}

async fn send(mut pipes: Vec<DuplexStream>) {
    for byte in [1_u32, 2, 3].map(u32::to_be_bytes).concat() {
        sleep(Duration::from_millis(100)).await;
        for pipe in &mut pipes {
            pipe.write_u8(byte).await.expect("the reader is there");
        }
    }
}
