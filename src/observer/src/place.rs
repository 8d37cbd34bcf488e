//! Places in the source, written so that a comment above a function does not change them.
//!
//! `gather.rs:worker+2` is the second line after the one where `worker` begins. The recorder turns a line into
//! such a place, the drawing turns it back into a line of the file as it stands; both use the same scan.

use std::fmt;

/// A place in a source file: the function and the line within it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file's name without its folders, or the crate's name for a place in a dependency.
    pub file: String,
    /// The function that begins above the line, or nothing if the file could not be read.
    pub function: String,
    /// Lines below the function's first; the line itself where there is no function.
    pub line: u32,
}

impl Place {
    /// The place of `line` in `file`, which the compiler gave as a path. Without `source` the line stays a line.
    pub fn of(file: &str, line: u32, source: Option<&str>) -> Place {
        let name = short(file);
        let line = source.map_or(line, |text| below_attributes(text, line));
        let found = source.and_then(|text| functions(text).filter(|(at, _)| *at <= line).last());
        match found {
            Some((at, function)) => Place {
                file: name,
                function,
                line: line - at,
            },
            None => Place {
                file: name,
                function: String::new(),
                line,
            },
        }
    }

    /// Reads what [`Display`](fmt::Display) wrote.
    pub fn parse(text: &str) -> Option<Place> {
        let (file, rest) = text.rsplit_once(':')?;
        let (function, line) = rest.split_once('+').unwrap_or(("", rest));
        Some(Place {
            file: file.into(),
            function: function.into(),
            line: line.parse().ok()?,
        })
    }

    /// The line in `source`, counted from 1, if the function still stands there.
    pub fn line_in(&self, source: &str) -> Option<u32> {
        if self.function.is_empty() {
            return Some(self.line);
        }
        functions(source)
            .find(|(_, name)| *name == self.function)
            .map(|(at, _)| at + self.line)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.function.as_str() {
            "" => write!(f, "{}:{}", self.file, self.line),
            function => write!(f, "{}:{function}+{}", self.file, self.line),
        }
    }
}

/// The functions of a source file: the line where each begins, and its name.
/// A name that comes again has its count behind it, so that each is found again: `new`, `new#2`.
fn functions(source: &str) -> impl Iterator<Item = (u32, String)> {
    let mut seen = std::collections::HashMap::new();
    source.lines().zip(1..).filter_map(move |(line, at)| {
        let name = function_name(line)?;
        let count = seen.entry(name).and_modify(|n| *n += 1).or_insert(1);
        Some((
            at,
            if *count == 1 {
                name.to_string()
            } else {
                format!("{name}#{count}")
            },
        ))
    })
}

/// An attribute stands above the function that it belongs to.
fn below_attributes(source: &str, line: u32) -> u32 {
    let attributes = source
        .lines()
        .skip(line.saturating_sub(1) as usize)
        .take_while(|l| l.trim_start().starts_with("#["));
    line + attributes.count() as u32
}

/// The name, if a function begins on this line, of Rust or of Python. A scan of words, not a parser: it need only be
/// the same both ways, and the one in the runner's `twin.py`.
fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ").or(line.split_once("def "))?;
    let is_word = |w: &str| {
        matches!(w, "pub" | "async" | "const" | "unsafe" | "extern" | "\"C\"")
            || w.starts_with("pub(")
    };
    if !before.split_whitespace().all(is_word) || !(before.is_empty() || before.ends_with(' ')) {
        return None;
    }
    let end = after.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    Some(&after[..end]).filter(|name| !name.is_empty())
}

/// The last part of a path; for a file of a dependency, the crate's name, since its folder is this machine's.
fn short(file: &str) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    if let Some(i) = parts.iter().position(|p| *p == "registry") {
        let package = parts.get(i + 3).copied().unwrap_or("");
        return package
            .rsplit_once('-')
            .map_or(package, |(name, _)| name)
            .to_string();
    }
    parts.last().copied().unwrap_or(file).to_string()
}

/// Whether a file is the standard library's, wherever that was built: `/rustc/…/library/core/src/ops/function.rs`. It
/// calls what it was handed, as by `map(tokio::spawn)`; by whom, nobody has noted, and its lines are the compiler's.
pub fn is_standard(file: &str) -> bool {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    parts
        .windows(2)
        .any(|pair| matches!(pair, ["library", "core" | "alloc" | "std"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! A lesson.\n\nasync fn worker() {\n    sleep().await;\n}\n\npub(crate) async fn main() {\n}\n";

    #[test]
    fn a_comment_above_the_function_changes_nothing() {
        let before = Place::of("lessons/04-gather/gather.rs", 4, Some(SOURCE));
        let after = Place::of(
            "lessons/04-gather/gather.rs",
            5,
            Some(&format!("// New.\n{SOURCE}")),
        );
        assert_eq!(before.to_string(), "gather.rs:worker+1");
        assert_eq!(before, after);
    }

    #[test]
    fn a_place_is_found_again() {
        let place = Place::of("x/gather.rs", 7, Some(SOURCE));
        assert_eq!(Place::parse(&place.to_string()), Some(place.clone()));
        assert_eq!(place.line_in(SOURCE), Some(7));
        assert_eq!(place.line_in(""), None);
    }

    #[test]
    fn an_attribute_belongs_to_the_function_below() {
        let source = "fn main() {}\n\n#[instrument]\nasync fn worker() {}\n";
        assert_eq!(
            Place::of("a.rs", 3, Some(source)).to_string(),
            "a.rs:worker+0"
        );
    }

    #[test]
    fn two_functions_of_one_name_are_told_apart() {
        let source = "fn new() {}\nfn other() {}\nfn new() {\n\n}\n";
        let place = Place::of("a.rs", 4, Some(source));
        assert_eq!(place.to_string(), "a.rs:new#2+1");
        assert_eq!(place.line_in(source), Some(4));
    }

    #[test]
    fn a_dependency_is_named_by_its_crate() {
        let file =
            "/home/me/.cargo/registry/src/index.crates.io-1949/tokio-stream-0.1.19/src/lib.rs";
        assert_eq!(Place::of(file, 10, None).to_string(), "tokio-stream:10");
    }

    #[test]
    fn the_standard_library_is_known_by_its_folder() {
        for file in [
            "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/ops/function.rs",
            "/home/me/toolchain/lib/rustlib/src/rust/library/core/src/ops/function.rs",
        ] {
            assert!(is_standard(file), "{file}");
        }
        assert!(!is_standard("library/src/core.rs"));
    }

    #[test]
    fn a_function_may_be_one_of_python() {
        let source = "import asyncio\n\n\nasync def worker(name):\n    await asyncio.sleep(1)\n";
        let place = Place::of("gather.py", 5, Some(source));
        assert_eq!(place.to_string(), "gather.py:worker+1");
        assert_eq!(place.line_in(source), Some(5));
    }

    #[test]
    fn a_word_that_only_ends_in_fn_begins_no_function() {
        assert_eq!(function_name("let x = AsyncFn (a)"), None);
        assert_eq!(function_name("    pub async fn greet<T>("), Some("greet"));
    }
}
