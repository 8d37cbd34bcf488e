//! Wrong: calls the file system on the thread of the runtime.
//! Fails: leaves_the_runtime_its_thread

use std::fs;
use std::io;
use std::path::Path;

/// Writes `text` to a file beside `path`, which then takes the place of `path`.
/// Whoever reads `path` meanwhile finds the old text or all of the new one. When
/// this returns, the new one is there, to its last byte. The runtime's thread is
/// not held. If it fails, the old text must stay, and nothing is left beside it.
async fn save(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension("draft");
    let saved = fs::write(&draft, text).and_then(|()| fs::rename(&draft, path));
    if saved.is_err() {
        let _ = fs::remove_file(&draft);
    }
    saved
}

#[cfg(test)]
mod tests;
