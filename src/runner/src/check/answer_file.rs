//! The file with an answer, before a compiler sees it: one that is not there, or is no file, would stop the build of
//! all others, and a pipe would stop it for ever.

use crate::catalog::Workbook;
use std::fs;
use std::path::Path;

/// Nobody writes so much by hand.
const LARGEST: u64 = 1 << 20;

/// What is wrong with the file, in one line, and how to mend it.
pub fn fault(workbook: &Workbook, id: &str, path: &Path) -> Option<String> {
    let what = match fs::metadata(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => "is gone".to_string(),
        Err(e) => format!("cannot be read: {e}"),
        Ok(about) if about.is_dir() => "is a folder".into(),
        Ok(about) if !about.is_file() => "is no file".into(),
        Ok(about) if about.len() > LARGEST => "is larger than 1 MiB".into(),
        Ok(_) => match fs::read(path) {
            Err(e) => format!("cannot be read: {e}"),
            Ok(bytes) if std::str::from_utf8(&bytes).is_err() => "is no text (UTF-8)".into(),
            Ok(_) => return None,
        },
    };
    let shown = workbook.shown(path).display();
    Some(format!(
        "{shown} {what}: `cargo run -q -- reset {id}` puts it back as it was given"
    ))
}
