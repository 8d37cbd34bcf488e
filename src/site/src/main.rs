//! `site build DIR` and `site serve`: the launcher's `read` starts one of them.

use clap::{Parser, Subcommand};
use runner::catalog::Workbook;
use site::folder::Staged;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// Builds the book of the workbook, and shows it in the browser.
#[derive(Parser)]
#[command(version)]
struct Call {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Build the book into a folder, which must be new, empty or an earlier build.
    Build {
        dir: PathBuf,
        /// Put it there whatever is wrong with it, to look at a chapter that is being written.
        #[arg(long)]
        draft: bool,
    },
    /// Build the book and serve it on this machine until Ctrl-C.
    Serve {
        /// The chapter to begin with.
        #[arg(long, value_name = "CHAPTER")]
        page: Option<String>,
        /// The port, or the first of those that are tried.
        #[arg(long, default_value_t = 3210)]
        port: u16,
        /// Open the browser.
        #[arg(long)]
        open: bool,
    },
}

/// What went wrong, a line each, and whose fault it is: the book's (1), or the call's or the machine's (2).
struct Failure(Vec<String>, u8);

fn main() -> ExitCode {
    let done = match Call::parse().what {
        What::Build { dir, draft } => build(&dir, draft),
        What::Serve { page, port, open } => serve(page.as_deref(), port, open),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(lines, code)) => {
            tell(&lines);
            ExitCode::from(code)
        }
    }
}

fn build(dir: &Path, draft: bool) -> Result<(), Failure> {
    let workbook = workbook()?;
    let staged = stage(dir)?;
    let built = match draft {
        true => site::book::draft(&workbook, staged).map(|lines| tell(&lines)),
        false => site::book::build(&workbook, staged),
    };
    built.map_err(|lines| Failure(lines, 1))?;
    println!(
        "the book is in {}: open {}",
        dir.display(),
        dir.join("index.html").display()
    );
    Ok(())
}

fn serve(chapter: Option<&str>, port: u16, open: bool) -> Result<(), Failure> {
    let workbook = workbook()?;
    let page = match chapter {
        Some(name) => format!("{}.html", workbook.chapter(name).map_err(at_fault)?.name),
        None => String::new(),
    };
    let dir = build_to_read(&workbook)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(at_fault)?;
    runtime.block_on(async {
        let listener = site::server::listen(port).await.map_err(at_fault)?;
        let url = site::server::url(&listener).map_err(at_fault)? + &page;
        println!("the book is at {url}  (Ctrl-C ends it)");
        if open {
            open_browser(&url);
        }
        site::server::serve(listener, &dir).await.map_err(at_fault)
    })
}

/// Builds the book and returns its folder: what a learner changed in a lesson must not keep him from reading. If
/// something is wrong with the book, that is the folder of the last one that was right, or else of what could be built.
fn build_to_read(workbook: &Workbook) -> Result<PathBuf, Failure> {
    let (good, draft) = (
        workbook.root.join("target/book"),
        workbook.root.join("target/book-draft"),
    );
    let Err(lines) = site::book::build(workbook, stage(&good)?) else {
        return Ok(good);
    };
    tell(&lines);
    if site::folder::is_a_build(&good) {
        eprintln!("the book could not be built: this is the last one that could");
        return Ok(good);
    }
    site::book::draft(workbook, stage(&draft)?).map_err(|_| Failure(Vec::new(), 1))?;
    eprintln!("this is the book as far as it could be built");
    Ok(draft)
}

fn stage(dir: &Path) -> Result<Staged, Failure> {
    site::folder::stage(dir).map_err(at_fault)
}

fn workbook() -> Result<Workbook, Failure> {
    let here = std::env::current_dir().map_err(at_fault)?;
    Workbook::find(&here).map_err(at_fault)
}

/// Opens the address with the command of this system for that, and says so if it fails. Nobody waits for it: some such
/// commands end only with the browser.
fn open_browser(url: &str) {
    let command: &[&str] = match std::env::consts::OS {
        "macos" => &["open"],
        // The first argument in quotes would be the title of a window.
        "windows" => &["cmd", "/C", "start", ""],
        _ => &["xdg-open"],
    };
    let mut opener = Command::new(command[0]);
    opener
        .args(&command[1..])
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    std::thread::spawn(move || {
        if !opener.status().is_ok_and(|status| status.success()) {
            eprintln!("no browser could be opened: type the address into one");
        }
    });
}

fn at_fault(error: impl ToString) -> Failure {
    Failure(vec![error.to_string()], 2)
}

fn tell(lines: &[String]) {
    for line in lines {
        eprintln!("{line}");
    }
}
