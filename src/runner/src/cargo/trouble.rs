//! What cargo complains of, in one line that says what to do.

/// What is said of cargo's own words, which are on its standard error.
pub fn trouble(said: &str) -> String {
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let Some(error) = error(said) else {
        let last = said.lines().last().unwrap_or("it said no reason");
        return format!("cargo built nothing: {last}");
    };
    if is_full(said) {
        FULL.into()
    } else if has(&[
        "no default is configured",
        "toolchain install",
        "is not installed",
    ]) {
        format!("Rust is not set up: {error}; `rustup default stable` sets it up")
    } else if has(&[
        "edition2024",
        "requires rustc",
        "rust-version",
        "is not supported by the following",
    ]) {
        format!(
            "this Rust is too old for the workbook: {error}; `rustup update` brings a newer one"
        )
    } else if has(&[
        "offline mode",
        "--offline",
        "resolve host",
        "failed to download",
        "network",
    ]) {
        format!("cargo cannot fetch the libraries: {error}; `cargo fetch` once, with a network")
    } else {
        format!("cargo: {error}")
    }
}

/// What is said when no byte can be written.
pub const FULL: &str =
    "the disk is full, so that nothing can be built: `cargo clean` frees what earlier builds left";

/// Whether a text of cargo, of the compiler or of the linker says that the disk is full.
pub fn is_full(text: &str) -> bool {
    text.contains("No space left on device") || text.contains("not enough space on the disk")
}

/// The first error and its causes. A process's command line, which is a page long, is no cause.
fn error(said: &str) -> Option<String> {
    let mut lines = said.lines().skip_while(|line| !line.starts_with("error: "));
    let first = lines
        .next()?
        .trim_start_matches("error: ")
        .trim_end_matches('.');
    let rest: Vec<&str> = lines
        .take_while(|line| !line.starts_with("error: "))
        .collect();
    let causes = rest
        .iter()
        .zip(rest.iter().skip(1))
        .filter(|(title, _)| **title == "Caused by:")
        .map(|(_, cause)| match cause.rsplit_once("(signal: ") {
            Some((_, signal)) => format!("the compiler was killed (signal: {signal}"),
            None => cause.trim().trim_end_matches('.').to_string(),
        });
    let all: Vec<String> = std::iter::once(first.to_string()).chain(causes).collect();
    Some(all.join(": "))
}

#[cfg(test)]
mod tests {
    use super::trouble;

    #[test]
    fn what_cargo_complains_of_is_one_line() {
        let cases = [
            (
                "warning: x\nerror: no bin target named `x`.\n\n  help: y\n",
                "cargo: no bin target named `x`",
            ),
            ("boom\n", "cargo built nothing: boom"),
            ("", "cargo built nothing: it said no reason"),
            (
                "error: failed to acquire package cache lock\n\nCaused by:\n  failed to open: /x/.package-cache\n\nCaused by:\n  Not a directory (os error 20)\n",
                "cargo: failed to acquire package cache lock: failed to open: /x/.package-cache: Not a directory (os error 20)",
            ),
            (
                "error: could not compile `gather` (test \"x\")\n\nCaused by:\n  process didn't exit successfully: `rustc a b c` (signal: 9, SIGKILL: kill)\n",
                "cargo: could not compile `gather` (test \"x\"): the compiler was killed (signal: 9, SIGKILL: kill)",
            ),
            (
                "error: toolchain '1.50.0' is not installed\nhelp: run `rustup toolchain install` to install it\n",
                "Rust is not set up: toolchain '1.50.0' is not installed; `rustup default stable` sets it up",
            ),
        ];
        for (said, line) in cases {
            assert_eq!(trouble(said), line);
        }
    }
}
