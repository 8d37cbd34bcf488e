//! Wrong: renames a file whose bytes are still in the buffer.
//! Fails: a_reader_finds_the_old_text_or_the_new_one

use std::io;
use std::path::Path;
use tokio::fs::{self, File};
use tokio::io::{AsyncWriteExt, BufWriter};

/// Writes `text` to a file beside `path`, which then takes the place of `path`.
/// Whoever reads `path` meanwhile finds the old text or all of the new one. When
/// this returns, the new one is there, to its last byte. The runtime's thread is
/// not held. If it fails, the old text must stay, and nothing is left beside it.
async fn save(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension("draft");
    let saved = async {
        let mut file = BufWriter::new(File::create(&draft).await?);
        file.write_all(text.as_bytes()).await?;
        fs::rename(&draft, path).await?;
        file.flush().await
    };
    let saved = saved.await;
    if saved.is_err() {
        let _ = fs::remove_file(&draft).await;
    }
    saved
}

#[cfg(test)]
mod tests;
