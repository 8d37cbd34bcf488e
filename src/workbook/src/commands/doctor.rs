//! Is everything there?

use super::Outcome;
use colored::Colorize;
use runner::catalog::Workbook;
use runner::twin::Python;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

/// More than this is worth a word.
const LARGE: u64 = 5 << 30;

pub fn doctor(workbook: &Workbook) -> Outcome {
    let findings = [
        toolchain("cargo"),
        toolchain("rustc"),
        unstable(workbook),
        python(),
        editor(workbook),
        disk(&workbook.root.join("target")),
    ];
    let mut out = io::stdout().lock();
    for (good, what) in &findings {
        let mark = if *good {
            "ok  ".green()
        } else {
            "look".yellow()
        };
        writeln!(out, "{mark}  {what}")?;
    }
    Ok(findings.iter().all(|(good, _)| *good))
}

fn toolchain(program: &str) -> (bool, String) {
    let said = Command::new(program).arg("--version").output();
    match said.ok().filter(|said| said.status.success()) {
        Some(said) => (
            true,
            String::from_utf8_lossy(&said.stdout).trim().to_string(),
        ),
        None => (
            false,
            format!("{program} was not found: install Rust from https://rustup.rs"),
        ),
    }
}

fn unstable(workbook: &Workbook) -> (bool, String) {
    let config = fs::read_to_string(workbook.root.join(".cargo/config.toml")).unwrap_or_default();
    if std::env::var_os("RUSTFLAGS").is_some() {
        return (false, "RUSTFLAGS is set: `cargo run --bin …` builds Tokio anew with it; the launcher removes it".into());
    }
    match config.contains("tokio_unstable") {
        true => (
            true,
            "tokio_unstable is set: timelines show what is waited on, and where".into(),
        ),
        false => (
            false,
            "tokio_unstable is not set in .cargo/config.toml: timelines show less".into(),
        ),
    }
}

fn python() -> (bool, String) {
    match Python::find() {
        Ok(python) => (
            true,
            format!(
                "Python {}.{}: the twins can run",
                python.version.0, python.version.1
            ),
        ),
        Err(why) => (false, why),
    }
}

fn editor(workbook: &Workbook) -> (bool, String) {
    let settings =
        fs::read_to_string(workbook.root.join(".vscode/settings.json")).unwrap_or_default();
    match settings.contains("rust-analyzer.check.allTargets") {
        true => (true, "editor: .vscode/settings.json is there; for other editors see README.md".into()),
        false => (false, "editor: .vscode/settings.json lacks check.allTargets = false; exercises show no errors on save".into()),
    }
}

fn disk(target: &Path) -> (bool, String) {
    let size = size(target);
    let shown = format!("target/ takes {:.1} GB", size as f64 / f64::from(1 << 30));
    match size < LARGE {
        true => (true, shown),
        false => (
            false,
            format!("{shown}: `cargo clean` frees it, and the next build takes about a minute"),
        ),
    }
}

/// All files below a folder. What cannot be read counts as nothing.
fn size(path: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(path) else {
        return 0;
    };
    entries
        .filter_map(|entry| entry.ok())
        .map(|entry| match entry.metadata() {
            Ok(about) if about.is_dir() => size(&entry.path()),
            Ok(about) => about.len(),
            Err(_) => 0,
        })
        .sum()
}
