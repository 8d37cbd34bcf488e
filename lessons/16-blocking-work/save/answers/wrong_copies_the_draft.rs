//! Wrong: copies the draft into the old file: whoever reads meanwhile finds a half.
//! Fails: whoever_reads_goes_on_with_the_old_text

use std::io;
use std::path::Path;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt;

/// Writes `text` to a file beside `path`, which then takes the place of `path`.
/// Whoever reads `path` meanwhile finds the old text or all of the new one. When
/// this returns, the new one is there, to its last byte. The runtime's thread is
/// not held. If it fails, the old text must stay, and nothing is left beside it.
async fn save(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension("draft");
    let saved = match write(&draft, text).await {
        // Who renames is done at once: a reader finds the one file, or the other.
        Ok(()) => fs::copy(&draft, path).await.map(drop),
        failed => failed,
    };
    let _ = fs::remove_file(&draft).await;
    saved
}

async fn write(draft: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(draft).await?;
    file.write_all(text.as_bytes()).await?;
    // `write_all` has given the bytes to the pool. Have they arrived?
    file.flush().await
}

#[cfg(test)]
mod tests;
