//! A chat client: what is typed goes to the server, and what the server says is shown, until the server ends.
//!
//!     cargo run -q -- run chat_client

use std::{env, io, thread, time::Duration};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, duplex, split};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::{sync::mpsc, time::sleep};
use tracing::instrument;

#[tokio::main]
async fn main() -> io::Result<()> {
    let (keyboard, typed) = mpsc::channel(1);
    if let Some(address) = env::args().skip_while(|arg| arg != "--connect").nth(1) {
        // Nothing cancels a read from the keyboard: this thread dies with the program.
        thread::spawn(move || {
            let mut lines = io::stdin().lines().map_while(Result::ok);
            lines.all(|line| keyboard.blocking_send(line).is_ok())
        });
        return talk(TcpStream::connect(address).await?, typed).await;
    }
    let (near, far) = duplex(64);
    let scene = tokio::join!(talk(near, typed), hands(keyboard), echo(far));
    scene.0.and(scene.2)
}

#[instrument(skip_all)]
pub async fn talk<S>(server: S, mut typed: mpsc::Receiver<String>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite,
{
    let (reader, mut writer) = split(server);
    let send = async {
        while let Some(line) = typed.recv().await {
            writer.write_all(format!("{line}\n").as_bytes()).await?;
        }
        // The end of what is typed. The server may have more to say.
        writer.shutdown().await
    };
    let show = async {
        let mut lines = BufReader::new(reader).lines();
        while let Some(line) = lines.next_line().await? {
            println!("{line}");
        }
        Ok(())
    };
    // Both at the same time: who only reads, or only writes, keeps the server waiting.
    tokio::select! {
        shown = show => shown,
        Err(error) = send => Err(error),
    }
}

/// Types two lines, a second apart.
#[instrument(skip_all)]
async fn hands(keyboard: mpsc::Sender<String>) {
    for line in ["Ada", "Is anybody there?"] {
        _ = keyboard.send(line.to_string()).await;
        sleep(Duration::from_secs(1)).await;
    }
}

/// In place of the server: sends back what it reads.
#[instrument(skip_all)]
async fn echo(stream: impl AsyncRead + AsyncWrite) -> io::Result<()> {
    let (mut reader, mut writer) = split(stream);
    tokio::io::copy(&mut reader, &mut writer).await?;
    writer.shutdown().await
}
