//! Tests on a small workbook in a temporary folder, right as it is and then broken on purpose.

mod checks;
mod directives;
mod server;

use crate::folder;
use observer::findings;
use runner::catalog::Workbook;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A workbook of one chapter, with one lesson and one exercise.
pub struct Fixture(TempDir);

impl Fixture {
    pub fn new() -> Fixture {
        let fixture = Fixture(tempfile::tempdir().unwrap());
        fixture.write("book/book.toml", BOOK);
        fixture.write(
            "book/src/SUMMARY.md",
            "# Summary\n\n[Start](index.md)\n\n- [Greet](greet.md)\n",
        );
        let sections = findings::ALL
            .map(|entry| format!("## About {0} {{ #{0} }}\n\n", entry.name))
            .concat();
        fixture.write("book/src/index.md", &format!("# Start\n\n{sections}"));
        fixture.page("");
        fixture.write("lessons/01-greet/Cargo.toml", MANIFEST);
        fixture.write("lessons/01-greet/greet.rs", LESSON);
        fixture.write(
            "lessons/01-greet/greet.py",
            "import asyncio\n\nprint('hello')\n",
        );
        fixture.write("lessons/01-greet/greet.txt", "hello ann\nhello bob\n");
        fixture.write("lessons/01-greet/greet.jsonl", TRACE);
        fixture.write("lessons/01-greet/greet.py.jsonl", TWIN_TRACE);
        fixture.write(
            "lessons/01-greet/wave/exercise.rs",
            "//! Wave.\n\nasync fn wave() {\n    the_learners_own()\n}\n",
        );
        fixture.write("lessons/01-greet/wave/tests.rs", TESTS);
        fixture.write("lessons/01-greet/wave/answers/given.rs", GIVEN);
        fixture.write("lessons/01-greet/wave/answers/solution.rs", SOLUTION);
        fixture
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes the chapter's page: the lesson and the exercise, and what else there is to be.
    pub fn page(&self, text: &str) {
        self.write(
            "book/src/greet.md",
            &format!(
                "# Greet\n\n{{{{#lesson greet}}}}\n\n{{{{#exercise greet/wave}}}}\n\n{text}\n"
            ),
        );
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.0.path().join(path)).unwrap();
    }

    pub fn out(&self) -> PathBuf {
        self.0.path().join("out")
    }

    pub fn build(&self) -> Result<(), Vec<String>> {
        crate::book::build(&self.workbook(), folder::stage(&self.out()).unwrap())
    }

    pub fn workbook(&self) -> Workbook {
        Workbook::read(self.0.path()).unwrap()
    }

    /// Builds the book, which must be right, and returns the chapter's text in HTML.
    pub fn html(&self) -> String {
        self.build().unwrap();
        let page = fs::read_to_string(self.out().join("greet.html")).unwrap();
        let text = page
            .split_once("<main>")
            .unwrap()
            .1
            .split_once("</main>")
            .unwrap()
            .0;
        text.to_string()
    }

    /// Builds the book, which must be wrong in exactly one way.
    pub fn error(&self) -> String {
        let mut errors = self.build().unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:#?}");
        errors.remove(0)
    }
}

const BOOK: &str = r#"
[book]
title = "Fixture"

[output.html.playground]
runnable = false
"#;

const MANIFEST: &str = r#"
bin = [{ name = "greet", path = "greet.rs" }]
test = [
    { name = "greet_wave", path = "wave/exercise.rs" },
    { name = "greet_wave_solution", path = "wave/answers/solution.rs" },
]

[package]
name = "greet"
"#;

const LESSON: &str = r#"//! Greets two people, one after another.
//!
//!     cargo run -q -- run greet

async fn main() {
    // ANCHOR: calls
    greet("ann").await;

    greet("bob").await;
    // ANCHOR_END: calls
}

async fn greet(who: &str) {
    sleep(Duration::from_secs(1)).await;
    println!("hello {who}");
}
"#;

/// Two calls of a second each, one after another.
const TRACE: &str = r#"{"k":"run","v":1,"clock":"virtual","unit":"us","full":true}
{"k":"task","t":0,"id":1,"kind":"block_on"}
{"k":"poll","t":0,"id":1}
{"k":"span","t":0,"id":2,"in":1,"n":"greet","a":"ann","at":"greet.rs:greet+0"}
{"k":"poll","t":0,"id":2}
{"k":"out","t":0,"id":2,"on":"sleep 1 s @greet.rs:greet+1"}
{"k":"out","t":0,"id":1}
{"k":"poll","t":1000000,"id":1}
{"k":"poll","t":1000000,"id":2}
{"k":"said","t":1000000,"id":2,"to":10}
{"k":"out","t":1000000,"id":2}
{"k":"poll","t":1000000,"id":2}
{"k":"out","t":1000000,"id":2}
{"k":"end","t":1000000,"id":2}
{"k":"span","t":1000000,"id":3,"in":1,"n":"greet","a":"bob","at":"greet.rs:greet+0"}
{"k":"poll","t":1000000,"id":3}
{"k":"out","t":1000000,"id":3,"on":"sleep 1 s @greet.rs:greet+1"}
{"k":"out","t":1000000,"id":1}
{"k":"poll","t":2000000,"id":1}
{"k":"poll","t":2000000,"id":3}
{"k":"said","t":2000000,"id":3,"to":20}
{"k":"out","t":2000000,"id":3}
{"k":"poll","t":2000000,"id":3}
{"k":"out","t":2000000,"id":3}
{"k":"end","t":2000000,"id":3}
{"k":"out","t":2000000,"id":1}
{"k":"poll","t":2000000,"id":1}
{"k":"out","t":2000000,"id":1}
{"k":"end","t":2000000,"id":1}
{"k":"exit","t":2000000,"how":"ok"}
"#;

/// Its twin takes a second more.
const TWIN_TRACE: &str = r#"{"k":"run","v":1,"clock":"virtual","unit":"us","python":"3.12","full":true}
{"k":"task","t":0,"id":1,"kind":"block_on","at":"greet.py:main+0"}
{"k":"poll","t":0,"id":1}
{"k":"out","t":0,"id":1,"on":"sleep 3 s @greet.py:main+1"}
{"k":"poll","t":3000000,"id":1}
{"k":"out","t":3000000,"id":1}
{"k":"end","t":3000000,"id":1}
{"k":"exit","t":3000000,"how":"ok"}
"#;

const TESTS: &str = "// Counts: sequential\n\nuse super::*;\n\n#[tokio::test(start_paused = true)]\nasync fn waves_at_everybody() {\n}\n";

const GIVEN: &str = "//! Wave at everybody, at the same time.\n//!\n//!     command\n\nasync fn wave() {\n    todo!()\n}\n";

const SOLUTION: &str = "//! `join!`.\n\nasync fn wave() {\n    let ann = wave_at(\"ann\");\n    let bob = wave_at(\"bob\");\n    join!(ann, bob);\n}\n";
