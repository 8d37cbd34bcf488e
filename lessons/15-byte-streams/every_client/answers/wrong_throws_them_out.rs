//! Wrong: drops the `JoinSet` when the door is closed, and with it the clients that are still in.
//! Fails: returns_when_all_are_served

use std::io;
use tokio::io::{AsyncWriteExt, DuplexStream, copy, split};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tracing::instrument;

/// Serves each client that comes in through `door` with an `echo`, from the
/// moment in which it comes in. A client that cannot come in, and one whose echo
/// fails, concern nobody else. Returns when the door is closed and each client
/// has its echo, and not before.
///
/// `door.recv()` stands for `listener.accept()`, and gives `None` when the door
/// is closed.
async fn serve(mut door: mpsc::Receiver<io::Result<DuplexStream>>) {
    let mut clients = JoinSet::new();
    while let Some(client) = door.recv().await {
        if let Ok(client) = client {
            clients.spawn(echo(client));
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
