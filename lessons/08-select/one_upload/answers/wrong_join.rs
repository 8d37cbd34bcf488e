//! Wrong: two async blocks that are joined would both hold the screen, each for itself.
//! Refused: E0524

use std::cell::Cell;
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
    let upload = async {
        let link = server.upload(film).await;
        screen.show(link);
    };
    let chat = async {
        while let Some(message) = messages.recv().await {
            screen.show(message);
        }
    };
    tokio::join!(upload, chat);
}

#[cfg(test)]
mod tests;
