//! Two connections read into 8,192 bytes. One keeps them in its future, the other one on the heap.
//!
//!     cargo run -q -- run luggage

use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tracing::instrument;

#[tokio::main]
async fn main() -> io::Result<()> {
    let ((mut ada, near), (mut ben, far)) = (duplex(64), duplex(64));
    let (carried, checked) = (carried(near), checked(far));
    println!("carried: a future of {} bytes", size_of_val(&carried));
    println!("checked: a future of {} bytes", size_of_val(&checked));

    // Each future is moved to where the runtime keeps it.
    let (carried, checked) = (tokio::spawn(carried), tokio::spawn(checked));
    ada.write_all(b"a bag").await?;
    ben.write_all(b"a suitcase").await?;
    println!("carried: read {} bytes", carried.await??);
    println!("checked: read {} bytes", checked.await??);
    Ok(())
}

#[instrument(skip_all)]
async fn carried(mut stream: DuplexStream) -> io::Result<usize> {
    // Alive across the `.await`, and so a part of the future.
    let mut buffer = [0; 8192];
    stream.read(&mut buffer).await
}

#[instrument(skip_all)]
async fn checked(mut stream: DuplexStream) -> io::Result<usize> {
    // A part of the future is where the bytes are, and how many.
    let mut buffer = vec![0; 8192];
    stream.read(&mut buffer).await
}
