//! Wrong: makes the photo `'static` by never freeing it.
//! Fails: frees_the_photo

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::sleep;
use tracing::instrument;

/// Begins to print `photo` on every printer of `printers`, each in a task of its
/// own, and returns the handles in that order. The photo is not copied, and is
/// dropped when the last printer is done, not later.
fn print_on_all(photo: Photo, printers: &[&'static str]) -> Vec<JoinHandle<String>> {
    let photo: &'static Photo = Box::leak(Box::new(photo));
    let begin = |printer: &&'static str| tokio::spawn(print(printer, photo));
    printers.iter().map(begin).collect()
}

/// Given: a photo of 1 MiB, which counts how often it was copied.
struct Photo {
    pixels: Vec<u8>,
    copies: Arc<AtomicUsize>,
}

impl Photo {
    fn new(copies: &Arc<AtomicUsize>) -> Photo {
        Photo {
            pixels: vec![7; 1024 * 1024],
            copies: Arc::clone(copies),
        }
    }
}

impl Clone for Photo {
    fn clone(&self) -> Photo {
        self.copies.fetch_add(1, Relaxed);
        Photo {
            pixels: self.pixels.clone(),
            copies: Arc::clone(&self.copies),
        }
    }
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a photo of {} bytes", self.pixels.len())
    }
}

/// Given: prints a photo, which takes 2 seconds.
#[instrument(skip(photo))]
async fn print(printer: &str, photo: &Photo) -> String {
    sleep(Duration::from_secs(2)).await;
    format!("{} bytes on {printer}", photo.pixels.len())
}

#[cfg(test)]
mod tests;
