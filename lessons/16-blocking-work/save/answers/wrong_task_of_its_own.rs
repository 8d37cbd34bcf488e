//! Wrong: saves in a task, and returns while that is at work.
//! Fails: saves_a_text

use std::io;
use std::path::Path;
use tokio::fs;

/// Writes `text` to a file beside `path`, which then takes the place of `path`.
/// Whoever reads `path` meanwhile finds the old text or all of the new one. When
/// this returns, the new one is there, to its last byte. The runtime's thread is
/// not held. If it fails, the old text must stay, and nothing is left beside it.
async fn save(path: &Path, text: &str) -> io::Result<()> {
    let (draft, path, text) = (
        path.with_extension("draft"),
        path.to_owned(),
        text.to_owned(),
    );
    tokio::spawn(async move {
        fs::write(&draft, text).await?;
        fs::rename(&draft, path).await
    });
    Ok(())
}

#[cfg(test)]
mod tests;
