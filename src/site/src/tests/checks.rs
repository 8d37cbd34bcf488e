//! Each check, on a book that is broken on purpose.

use super::Fixture;
use crate::{checks, folder};
use std::fs;

fn error(text: &str) -> String {
    let fixture = Fixture::new();
    fixture.page(text);
    fixture.error()
}

/// What is found in a site of two pages.
fn found(index: &str, other: &str) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("index.html"), index).unwrap();
    fs::write(dir.path().join("other.html"), other).unwrap();
    checks::site(dir.path()).unwrap()
}

#[test]
fn a_right_book_is_built_and_replaced() {
    let fixture = Fixture::new();
    fixture.build().unwrap();
    fixture.build().unwrap();
    assert!(fixture.out().join("print.html").is_file());
}

#[test]
fn a_wrong_book_leaves_the_last_good_one() {
    let fixture = Fixture::new();
    let before = fixture.html();
    fixture.page("{{#output gone}}");
    fixture.build().unwrap_err();
    assert!(
        fs::read_to_string(fixture.out().join("greet.html"))
            .unwrap()
            .contains(&before)
    );
}

#[test]
fn a_draft_is_built_whatever_is_wrong() {
    let fixture = Fixture::new();
    fixture.page("{{#output gone}}");
    let staged = folder::stage(&fixture.out()).unwrap();
    let errors = crate::book::draft(&fixture.workbook(), staged).unwrap();
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert!(fixture.out().join("greet.html").is_file());
}

#[test]
fn what_mdbook_warns_of_is_an_error() {
    let warned = error("<b>bold\n\ntext");
    assert!(
        warned.contains("greet.md") && warned.contains("<b>"),
        "{warned}"
    );
}

#[test]
fn a_page_that_is_not_there_is_an_error() {
    let fixture = Fixture::new();
    fixture.remove("book/src/greet.md");
    let missing = fixture.build().unwrap_err().join("\n");
    assert!(missing.contains("greet.md"), "{missing}");
}

#[test]
fn a_link_leads_to_a_file_and_an_id() {
    assert!(
        error("[a](gone.md)").contains("the link `gone.html` leads nowhere: there is no gone.html")
    );
    assert!(
        error("[a](index.md#gone)")
            .contains("the link `index.html#gone` leads nowhere: index.html has no id gone")
    );
    let fixture = Fixture::new();
    fixture.page("[a](index.md#sequential) [b](#greet) [c](https://tokio.rs) [d](mailto:a@b)");
    fixture.build().unwrap();
}

#[test]
fn links_are_followed_from_where_they_stand() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("sub")).unwrap();
    fs::write(
        dir.path().join("sub/a.html"),
        "<a href='../b.html?x=1#i'><a href='/b.html'><a href='a.html'>",
    )
    .unwrap();
    fs::write(
        dir.path().join("b.html"),
        "<p id=i><a href='sub/a.html'><a href='a.html'>",
    )
    .unwrap();
    fs::write(dir.path().join("404.html"), "<a href='b.html'>").unwrap();
    assert_eq!(
        checks::site(dir.path()).unwrap(),
        ["b.html: the link `a.html` leads nowhere: there is no a.html"]
    );
}

#[test]
fn nothing_is_loaded_from_the_outside() {
    let pages = [
        "<script src='https://x.y/z.js'></script>",
        "<link rel=stylesheet href=//x.y/z.css>",
        "<img src=http://x.y/z.png>",
        "<iframe src=https://x.y></iframe>",
        "<svg><image href='https://x.y/z.png'/></svg>",
    ];
    for page in pages {
        let errors = found(page, "");
        assert_eq!(errors.len(), 1, "{page}: {errors:#?}");
        assert!(
            errors[0].ends_with("from the outside: put it into book/theme"),
            "{errors:#?}"
        );
    }
    assert!(
        found(
            "<a href=https://x.y>a link</a><img src='data:image/png;base64,AA=='>",
            ""
        )
        .is_empty()
    );
    assert!(found("<pre class=playground>", "")[0].contains("runnable = false"));
}

#[test]
fn a_style_loads_nothing_from_the_outside() {
    let fixture = Fixture::new();
    fixture.write(
        "book/book.toml",
        &format!(
            "{}\n[output.html]\nadditional-css = [\"a.css\"]\n",
            super::BOOK
        ),
    );
    fixture.write(
        "book/a.css",
        "@import 'https://x.y/a.css'; p { background: url(\"//x.y/b.png\") }",
    );
    let errors = fixture.build().unwrap_err();
    assert!(
        errors[0].ends_with("loads //x.y/b.png from the outside"),
        "{errors:#?}"
    );
    assert!(
        errors[1].ends_with("loads https://x.y/a.css from the outside"),
        "{errors:#?}"
    );
}

#[test]
fn an_id_comes_once() {
    assert_eq!(
        found("<p id=a><p id=b><p id=a>", ""),
        ["index.html: the id a comes more than once"]
    );
    assert!(found("<p id=a>", "<p id=a>").is_empty());
    assert_eq!(
        found("<p id=run-a>", "<p id=run-a>"),
        ["other.html: the id run-a is in index.html as well: show it once in the book"]
    );
}

#[test]
fn what_is_referred_to_by_id_is_there() {
    let missing = found(
        "<svg aria-labelledby='a b'><path marker-end='url(#c)'><title id=a>",
        "",
    );
    assert_eq!(missing.len(), 2, "{missing:#?}");
    assert!(
        missing[0].contains("the id b") && missing[1].contains("the id c"),
        "{missing:#?}"
    );
}

#[test]
fn a_page_is_small() {
    let text = "word ".repeat(40_000);
    let errors = found(&text, "");
    assert_eq!(
        errors,
        ["index.html: 200 kB, and a page has at most 150 kB"]
    );
}

#[test]
fn every_lesson_and_every_exercise_is_on_a_page() {
    let fixture = Fixture::new();
    // A figure of a lesson does not show it.
    fixture.write("book/src/greet.md", "# Greet\n\n{{#figure greet}}\n");
    let errors = fixture.build().unwrap_err();
    assert_eq!(
        errors,
        [
            "book/src/greet.md: the lesson greet is on no page: add {{#lesson greet}}",
            "book/src/greet.md: the exercise greet/wave is on no page: add {{#exercise greet/wave}}",
        ]
    );
}

#[test]
fn every_finding_has_one_section() {
    let twice = error("## Twice { #deadlock }");
    assert!(
        twice.starts_with(
            "book/src/greet.md:7: the finding deadlock is explained already in book/src/index.md:"
        ),
        "{twice}"
    );
    let fixture = Fixture::new();
    fixture.write("book/src/index.md", "# Start\n");
    let errors = fixture.build().unwrap_err();
    // One for each, and none for the links to them.
    assert_eq!(errors.len(), observer::findings::ALL.len(), "{errors:#?}");
    assert!(
        errors[0].contains("no section explains the finding sequential"),
        "{errors:#?}"
    );
}

#[test]
fn no_page_gives_away_a_solution() {
    let spoilt = error(
        "```rust\nlet ann = wave_at(\"ann\");\nlet bob = wave_at(\"bob\");\njoin!(ann, bob);\n```",
    );
    let expected = "book/src/greet.md: it shows 3 lines of the solution of greet/wave, from `let ann = wave_at(\"ann\");` on";
    assert_eq!(spoilt, expected);
}
