//! Wrong: the upload has ended, and takes part in the next turn all the same.
//! Finding: poll_after_ready

use std::cell::Cell;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// Given: takes a second for each film, and counts how often an upload was begun.
#[derive(Debug, Default)]
struct Server {
    begun: Cell<u32>,
}

impl Server {
    #[instrument(skip(self))]
    async fn upload(&self, film: &str) -> String {
        self.begun.set(self.begun.get() + 1);
        sleep(Duration::from_secs(1)).await;
        format!("https://films.example/{film}")
    }
}

/// Given: what you have seen, and after how many milliseconds.
#[derive(Debug)]
struct Screen {
    start: Instant,
    shown: Vec<(u128, String)>,
}

impl Screen {
    fn show(&mut self, message: String) {
        let time = self.start.elapsed().as_millis();
        self.shown.push((time, message));
    }
}

/// Uploads the film once, and shows each message when it comes, before and after the end of the
/// upload. Returns the link of the film as soon as it is there and all friends have gone, not before.
async fn upload_and_chat(
    server: &Server,
    film: &str,
    mut messages: mpsc::Receiver<String>,
    screen: &mut Screen,
) -> String {
    let mut upload = pin!(server.upload(film));
    let mut link = None;
    loop {
        tokio::select! {
            address = &mut upload => link = Some(address),
            message = messages.recv() => match message {
                Some(message) => screen.show(message),
                None => break,
            },
        }
    }
    match link {
        Some(link) => link,
        None => upload.await,
    }
}

#[cfg(test)]
mod tests;
