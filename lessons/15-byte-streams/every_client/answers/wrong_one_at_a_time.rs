//! Wrong: comes back to the door when the client has ended.
//! Fails: serves_the_second_while_the_first_is_idle

use std::io;
use tokio::io::{AsyncWriteExt, DuplexStream, copy, split};
use tokio::sync::mpsc;
use tracing::instrument;

/// Serves each client that comes in through `door` with an `echo`, from the
/// moment in which it comes in. A client that cannot come in, and one whose echo
/// fails, concern nobody else. Returns when the door is closed and each client
/// has its echo, and not before.
///
/// `door.recv()` stands for `listener.accept()`, and gives `None` when the door
/// is closed.
async fn serve(mut door: mpsc::Receiver<io::Result<DuplexStream>>) {
    while let Some(client) = door.recv().await {
        if let Ok(client) = client {
            _ = echo(client).await;
        }
    }
}

/// Given: sends back what the client says, until it ends.
#[instrument(skip_all)]
async fn echo(client: DuplexStream) -> io::Result<()> {
    let (mut words, mut echoes) = split(client);
    copy(&mut words, &mut echoes).await?;
    echoes.shutdown().await
}

#[cfg(test)]
mod tests;
