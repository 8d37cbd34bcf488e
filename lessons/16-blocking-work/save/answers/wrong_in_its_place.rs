//! Wrong: writes over the old file: until the bytes are there, it is empty.
//! Fails: a_reader_finds_the_old_text_or_the_new_one

use std::io;
use std::path::Path;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt;

/// Writes `text` to a file beside `path`, which then takes the place of `path`.
/// Whoever reads `path` meanwhile finds the old text or all of the new one. When
/// this returns, the new one is there, to its last byte. The runtime's thread is
/// not held. If it fails, the old text must stay, and nothing is left beside it.
async fn save(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(path).await?;
    file.write_all(text.as_bytes()).await?;
    file.flush().await
}

#[cfg(test)]
mod tests;
