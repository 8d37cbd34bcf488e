//! What the launcher asks of the program, through environment variables. Read once a process.

use observer::trace::Clock;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The file to which the trace is written. Without it nothing is recorded.
pub const TRACE: &str = "WORKBOOK_TRACE";
/// The file that is the program's standard output, whose growth tells who said what.
pub const STDOUT: &str = "WORKBOOK_STDOUT";
/// A number to be written at the end of the trace, so that the runner knows the program by it.
pub const NONCE: &str = "WORKBOOK_NONCE";
/// `virtual`, `hybrid` or `real`. Without it the clock is the one that the program asks for.
pub const CLOCK: &str = "WORKBOOK_CLOCK";
/// `1` makes a current-thread runtime also of `new_multi_thread()`, which is what `#[tokio::main]` asks for.
pub const THREADS: &str = "WORKBOOK_THREADS";
/// The folder against which the compiler's paths are read.
pub const ROOT: &str = "WORKBOOK_ROOT";

pub struct Settings {
    pub trace: Option<PathBuf>,
    pub stdout: Option<PathBuf>,
    pub nonce: String,
    pub clock: Option<Clock>,
    pub one_thread: bool,
    pub root: PathBuf,
}

pub fn settings() -> &'static Settings {
    static SETTINGS: OnceLock<Settings> = OnceLock::new();
    SETTINGS.get_or_init(|| {
        let text = |name| std::env::var(name).ok();
        Settings {
            trace: text(TRACE).map(PathBuf::from),
            stdout: text(STDOUT).map(PathBuf::from),
            nonce: text(NONCE).unwrap_or_default(),
            clock: text(CLOCK).and_then(|word| word.parse().ok()),
            one_thread: text(THREADS).as_deref() == Some("1"),
            root: text(ROOT).map(PathBuf::from).unwrap_or_default(),
        }
    })
}
