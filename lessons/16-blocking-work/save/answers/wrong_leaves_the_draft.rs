//! Wrong: leaves the other file behind if it cannot be renamed.
//! Fails: a_failure_changes_nothing

use std::io;
use std::path::Path;
use tokio::fs;

/// Writes `text` to a file beside `path`, which then takes the place of `path`.
/// Whoever reads `path` meanwhile finds the old text or all of the new one. When
/// this returns, the new one is there, to its last byte. The runtime's thread is
/// not held. If it fails, the old text must stay, and nothing is left beside it.
async fn save(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension("draft");
    fs::write(&draft, text).await?;
    fs::rename(&draft, path).await
}

#[cfg(test)]
mod tests;
