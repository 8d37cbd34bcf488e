//! Wrong: the upload has ended, and takes part in the next turn all the same.
//! Finding: poll_after_ready

use std::cell::Cell;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};
use tracing::instrument;

/// Given: takes a second for a film, and counts how often an upload was begun.
#[derive(Debug, Default)]
struct Server {
    begun: Cell<u32>,
}

impl Server {
    /// Returns the link of the film.
    #[instrument(skip(self))]
    async fn upload(&self, film: &str) -> String {
        self.begun.set(self.begun.get() + 1);
        sleep(Duration::from_secs(1)).await;
        format!("https://films.example/{film}")
    }
}

/// Given: what it has shown, and after how many milliseconds.
#[derive(Debug)]
struct Screen {
    start: Instant,
    shown: Vec<(u128, String)>,
}

impl Screen {
    fn show(&mut self, text: String) {
        let time = self.start.elapsed().as_millis();
        self.shown.push((time, text));
    }
}

/// Uploads the film once, and shows each message when it comes, before and after
/// the end of the upload, and the link of the film when it is there. Returns as
/// soon as the link is shown and all friends have gone, not before.
async fn upload_and_chat(
    server: &Server,
    film: &str,
    mut messages: mpsc::Receiver<String>,
    screen: &mut Screen,
) {
    let mut upload = pin!(server.upload(film));
    let mut is_there = false;
    loop {
        tokio::select! {
            link = &mut upload => {
                screen.show(link);
                is_there = true;
            }
            message = messages.recv() => match message {
                Some(message) => screen.show(message),
                None => break,
            },
        }
    }
    if !is_there {
        screen.show(upload.await);
    }
}

#[cfg(test)]
mod tests;
