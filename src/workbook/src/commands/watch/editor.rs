//! Opens a file in the learner's editor.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// VS Code, as its installer names it.
const CODE: &str = if cfg!(windows) { "code.cmd" } else { "code" };

/// They have a window of their own, and some of them return only when it is closed.
const WITH_WINDOW: [&str; 16] = [
    "code",
    "code-insiders",
    "codium",
    "cursor",
    "windsurf",
    "zed",
    "zeditor",
    "subl",
    "mate",
    "gedit",
    "kate",
    "gvim",
    "idea",
    "clion",
    "rustrover",
    "notepad",
];

/// An editor that was started.
pub enum Opened {
    /// It has the terminal until it ends.
    InTerminal(Child),
    /// It has a window of its own.
    InWindow(Child),
}

/// The learner's editor: a program and its arguments. `$VISUAL`, `$EDITOR`, or VS Code if it is there.
pub fn find() -> Option<Vec<String>> {
    let named = ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find_map(|value| shlex::split(&value).filter(|words| !words.is_empty()));
    let code = || is_on_path(CODE).then(|| vec![CODE.into(), "-g".into()]);
    named.or_else(code)
}

/// Opens the file with it.
pub fn open(editor: &[String], file: &Path) -> io::Result<Opened> {
    let [program, args @ ..] = editor else {
        return Err(io::ErrorKind::NotFound.into());
    };
    let mut command = Command::new(program);
    if !has_window(program) {
        return command.args(args).arg(file).spawn().map(Opened::InTerminal);
    }
    // `code --wait` is what git wants to hear; here nobody waits.
    let args = args.iter().filter(|arg| *arg != "--wait" && *arg != "-w");
    command
        .args(args)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(Opened::InWindow)
}

fn has_window(program: &str) -> bool {
    let name = Path::new(program)
        .file_stem()
        .and_then(|name| name.to_str());
    name.is_some_and(|name| WITH_WINDOW.contains(&name))
}

fn is_on_path(program: &str) -> bool {
    let is_in = |dir: PathBuf| dir.join(program).is_file();
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(is_in))
}
