//! The book builds, and what its own checks find is nothing.

use runner::catalog::Workbook;
use std::path::Path;
use std::process::Command;

#[test]
fn the_book_builds() {
    let workbook = Workbook::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let launcher = Command::new(env!("CARGO_BIN_EXE_workbook"))
        .args(["read", "--build"])
        .arg(dir.path().join("book"))
        .current_dir(&workbook.root)
        .output()
        .unwrap();
    assert!(
        launcher.status.success(),
        "{}",
        String::from_utf8_lossy(&launcher.stderr)
    );
    for chapter in &workbook.chapters {
        let page = dir
            .path()
            .join("book")
            .join(format!("{}.html", chapter.name));
        assert!(page.is_file(), "{} is missing", page.display());
    }
}
