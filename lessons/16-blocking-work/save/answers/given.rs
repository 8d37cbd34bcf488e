//! Save a text so that a reader finds the old one or the new one, and never a half of it.
//!
//!     cargo run -q -- check blocking-work/save

use std::io;
use std::path::Path;

/// Writes `text` to a file beside `path`, which then takes the place of `path`.
/// Whoever reads `path` meanwhile finds the old text or all of the new one. When
/// this returns, the new one is there, to its last byte. The runtime's thread is
/// not held. If it fails, the old text must stay, and nothing is left beside it.
async fn save(path: &Path, text: &str) -> io::Result<()> {
    todo!("save {} bytes to {path:?}", text.len())
}

#[cfg(test)]
mod tests;
