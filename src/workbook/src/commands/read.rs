//! The book. The site is a program of its own, built when it is first asked for: it needs mdBook and a web server,
//! which neither the launcher nor a lesson has any use for.

use super::{Failure, Outcome};
use runner::cargo::{self, Kind, Targets};
use runner::catalog::Workbook;
use runner::guard::Stop;
use runner::{Error, Result};
use std::path::Path;
use std::process::Command;

/// The site's program, a member of the workspace.
const SITE: &str = "site";

pub fn read(workbook: &Workbook, chapter: Option<&str>, build: Option<&Path>) -> Outcome {
    let page = chapter.map(|name| workbook.chapter(name)).transpose()?;
    let site = site(workbook)?;
    let mut command = Command::new(&site);
    match build {
        Some(dir) => command.arg("build").arg(dir),
        None => command.args(["serve", "--open"]),
    };
    if let (None, Some(chapter)) = (build, page) {
        command.args(["--page", &chapter.name]);
    }
    let status = command
        .status()
        .map_err(|e| Error::of_file("run", &site, e))?;
    if status.code() == Some(2) {
        return Err(Failure::Said);
    }
    Ok(status.success())
}

/// Builds the site's program. cargo shows its own progress, which is all there is to see for about a minute.
fn site(workbook: &Workbook) -> Result<std::path::PathBuf> {
    let mut check = cargo::cargo(&workbook.root);
    check.args(["build", "--bin", SITE]);
    let is_first_time = !workbook
        .root
        .join("target/debug")
        .join(SITE)
        .with_extension(std::env::consts::EXE_EXTENSION)
        .exists();
    if is_first_time {
        eprintln!("building the book's server: once, about a minute");
    } else {
        check.arg("-q");
    }
    let status = check
        .status()
        .map_err(|e| Error(format!("cargo could not be started: {e}")))?;
    if !status.success() {
        return Err(Error(
            "the book's server does not compile: see above".into(),
        ));
    }
    let mut built = cargo::build(
        &workbook.root,
        &Targets::anywhere(Kind::Bin, [SITE]),
        &|_| {},
        &Stop::default(),
    )?;
    built
        .executables
        .remove(SITE)
        .ok_or_else(|| Error("cargo built no server".into()))
}
