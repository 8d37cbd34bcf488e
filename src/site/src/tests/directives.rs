//! What each directive shows, and each of its errors.

use super::Fixture;

/// The chapter's page with one more line.
fn shown(text: &str) -> String {
    let fixture = Fixture::new();
    fixture.page(text);
    fixture.html()
}

fn error(text: &str) -> String {
    let fixture = Fixture::new();
    fixture.page(text);
    fixture.error()
}

/// The error of a page when a file is missing.
fn error_without(path: &str, text: &str) -> String {
    let fixture = Fixture::new();
    fixture.page(text);
    fixture.remove(path);
    fixture.error()
}

#[test]
fn a_lesson_is_shown_without_its_head_and_with_its_path_and_command() {
    let html = shown("");
    assert!(
        html.contains("<code class=\"language-rust\">async fn main() {\n    greet("),
        "{html}"
    );
    assert!(
        html.contains("lessons/01-greet/greet.rs</span> <code>cargo run -q -- run greet</code>"),
        "{html}"
    );
    assert!(
        !html.contains("ANCHOR") && !html.contains("one after another"),
        "{html}"
    );
}

#[test]
fn a_part_of_a_lesson_is_shown_by_its_anchor() {
    let html = shown("{{#lesson greet:calls}}");
    assert!(
        html.contains(
            "<code class=\"language-rust\">greet(\"ann\").await;\n\ngreet(\"bob\").await;"
        ),
        "{html}"
    );
    let missing = error("{{#lesson greet:call}}");
    assert_eq!(
        missing,
        "book/src/greet.md:7: lessons/01-greet/greet.rs has no `// ANCHOR: call`"
    );
}

#[test]
fn a_name_is_not_abbreviated() {
    let typo = error("{{#output gret}}");
    assert!(
        typo.starts_with("book/src/greet.md:7: no lesson `gret`; did you mean greet?"),
        "{typo}"
    );
    let part = error("{{#output gre}}");
    assert_eq!(
        part,
        "book/src/greet.md:7: no lesson `gre`; did you mean greet?"
    );
    let part = error("{{#exercise wave}}");
    assert_eq!(
        part,
        "book/src/greet.md:7: no exercise `wave`; did you mean greet/wave?"
    );
}

#[test]
fn a_twin_stands_beside_its_lesson() {
    let html = shown("{{#twin greet}}");
    let twin = html.split_once("<div class=\"lesson-twin\">").unwrap().1;
    assert!(
        twin.contains("language-rust") && twin.contains("language-python"),
        "{twin}"
    );
    assert!(
        twin.contains("cargo run -q -- run greet --python"),
        "{twin}"
    );
    let missing = error_without("lessons/01-greet/greet.py", "{{#twin greet}}");
    assert!(
        missing.starts_with("book/src/greet.md:7: lessons/01-greet/greet.py is missing: write it"),
        "{missing}"
    );
}

#[test]
fn a_lesson_without_a_twin_says_why() {
    let fixture = Fixture::new();
    let reason = format!(
        "{}\n[package.metadata.lessons.greet]\nno_twin = \"asyncio has no such thing\"\n",
        super::MANIFEST
    );
    fixture.write("lessons/01-greet/Cargo.toml", &reason);
    fixture.page("{{#twin greet}}");
    assert_eq!(
        fixture.error(),
        "book/src/greet.md:7: greet has no twin: asyncio has no such thing"
    );
}

#[test]
fn the_output_is_folded_away_below_its_own_question() {
    let asked = "{{#predict greet line 1}}\nWhich is the first?\n- hello ann — it is.\n- hello bob — it is the second.\n\n{{#end}}\n\n";
    let answer = shown(&format!("{asked}{{{{#output greet}}}}"));
    assert!(
        answer.contains("<summary>What greet prints</summary>"),
        "{answer}"
    );
    let unasked = shown("{{#output greet}}");
    assert!(!unasked.contains("What greet prints"), "{unasked}");
}

#[test]
fn the_output_is_the_recorded_one() {
    let html = shown("{{#output greet}}");
    assert!(
        html.contains("<code class=\"language-text\">hello ann\nhello bob\n</code>"),
        "{html}"
    );
    assert!(!html.contains("may vary"), "{html}");
    let missing = error_without("lessons/01-greet/greet.txt", "{{#output greet}}");
    let cure = "lessons/01-greet/greet.txt is missing: `cargo run -q -- bless greet` records it";
    assert_eq!(missing, format!("book/src/greet.md:7: {cure}"));
}

#[test]
fn what_was_recorded_in_real_time_may_vary() {
    let fixture = Fixture::new();
    let real = format!(
        "{}\n[package.metadata.lessons.greet]\nclock = \"real\"\n",
        super::MANIFEST
    );
    fixture.write("lessons/01-greet/Cargo.toml", &real);
    fixture.page("{{#output greet}}\n\n{{#figure greet}}");
    assert_eq!(fixture.html().matches("yours may vary").count(), 2);
}

#[test]
fn a_figure_has_the_findings_with_their_sections_and_the_story() {
    let html = shown("{{#figure greet}}");
    let figure = html
        .split_once("<figure class=\"run\" id=\"run-greet-7\">")
        .unwrap()
        .1
        .split_once("</figure>")
        .unwrap()
        .0;
    let finding = "<a href=\"index.html#sequential\">sequential</a>: the 2 calls of greet ran one after another: 1 + 1 = 2 s";
    assert!(figure.contains(finding), "{figure}");
    assert!(figure.contains("<code>greet.rs:13</code>"), "{figure}");
    assert!(
        figure.contains("<summary>The same, step by step</summary>"),
        "{figure}"
    );
}

#[test]
fn a_figure_may_be_in_columns_or_in_words() {
    let html = shown("{{#figure greet}}");
    assert!(
        html.contains("<svg") && html.contains("id=\"run-greet-7-title\""),
        "{html}"
    );
    let html = shown("{{#figure greet columns}}");
    assert!(
        html.contains("<pre class=\"run-text\">") && !html.contains("<svg"),
        "{html}"
    );
    let html = shown("{{#figure greet story}}");
    let step = "<li><span class=\"run-time\">2 s</span> <strong>greet bob</strong> says \"hello bob\", done</li>";
    assert!(
        html.contains(step) && !html.contains("<details>\n<summary>The same"),
        "{html}"
    );
}

#[test]
fn the_twins_run_stands_below_the_lessons_on_one_axis() {
    let html = shown("{{#figure greet python}}");
    let (above, below) = html.split_once("greet.py: 3 s").unwrap();
    assert!(above.contains("greet: 2 s on the virtual clock"), "{above}");
    for half in [above, below] {
        assert!(half.contains(">3 s</text>"), "no axis to 3 s: {half}");
    }
    assert!(
        below.contains("<li class=\"run-twin\">asyncio: 3 s in all; Tokio: 2 s</li>"),
        "{below}"
    );
    assert!(
        below.contains("<summary>In Python, step by step</summary>"),
        "{below}"
    );
    let missing = error_without(
        "lessons/01-greet/greet.py.jsonl",
        "{{#figure greet python}}",
    );
    assert!(
        missing.contains("greet.py.jsonl is missing: `cargo run -q -- bless greet` records it"),
        "{missing}"
    );
}

#[test]
fn a_figure_without_a_trace_or_of_an_unknown_drawing_is_an_error() {
    let missing = error_without("lessons/01-greet/greet.jsonl", "{{#figure greet}}");
    assert!(
        missing.contains("greet.jsonl is missing: `cargo run -q -- bless greet` records it"),
        "{missing}"
    );
    let unknown = error("{{#figure greet pie}}");
    assert_eq!(
        unknown,
        "book/src/greet.md:7: no drawing `pie`: there are gantt, columns, story and python"
    );
    let fixture = Fixture::new();
    fixture.page("{{#figure greet}}");
    fixture.write(
        "lessons/01-greet/greet.jsonl",
        &super::TRACE.replace("\"k\":\"poll\"", "\"k\":\"pool\""),
    );
    let damaged = fixture.error();
    assert!(
        damaged.starts_with("book/src/greet.md:7: lessons/01-greet/greet.jsonl: line 3"),
        "{damaged}"
    );
}

#[test]
fn an_exercise_is_shown_as_it_was_given() {
    let html = shown("");
    let exercise = html.split_once("id=\"exercise-greet-wave\"").unwrap().1;
    assert!(
        exercise.contains("Wave at everybody, at the same time."),
        "{exercise}"
    );
    assert!(
        exercise.contains("todo!()") && !exercise.contains("the_learners_own"),
        "{exercise}"
    );
    assert!(
        exercise.contains(
            "lessons/01-greet/wave/exercise.rs</span> <code>cargo run -q -- check greet/wave"
        ),
        "{exercise}"
    );
    assert!(
        exercise.contains("<li>waves at everybody</li>"),
        "{exercise}"
    );
    assert!(
        exercise.contains("<a href=\"index.html#sequential\">sequential</a>"),
        "{exercise}"
    );
}

#[test]
fn an_exercise_without_its_files_is_an_error() {
    let fixture = Fixture::new();
    fixture.write("lessons/01-greet/wave/tests.rs", "// Counts: nothing\n");
    assert_eq!(
        fixture.error(),
        "book/src/greet.md:5: lessons/01-greet/wave/tests.rs names no test"
    );
    let fixture = Fixture::new();
    fixture.remove("lessons/01-greet/wave/answers/given.rs");
    let errors = fixture.build().unwrap_err().join("\n");
    assert!(
        errors.contains("answers/given.rs is missing: `cargo run -q -- bless greet/wave` makes it"),
        "{errors}"
    );
}

const QUESTION: &str = "{{#predict greet line 2}}\nWho comes *second*?\n\n- `hello ann` — she is first.\n- `hello bob` — he waits\n  for ann.\n{{#end}}";

#[test]
fn a_prediction_is_right_where_the_recorded_run_is() {
    let html = shown(QUESTION);
    let predict = html.split_once("<div class=\"lesson-predict\"").unwrap().1;
    assert!(
        predict.contains("<p>Who comes <em>second</em>?</p>"),
        "{predict}"
    );
    let (wrong, right) = predict.split_once("hello bob").unwrap();
    assert!(
        wrong.contains("<strong>No:</strong> she is first."),
        "{wrong}"
    );
    assert!(
        right.contains("<strong>Right:</strong> he waits for ann."),
        "{right}"
    );
}

#[test]
fn a_prediction_may_be_of_the_last_line_or_the_length() {
    assert!(shown(&QUESTION.replace("line 2", "line -1")).contains("Right"));
    let length = "{{#predict greet length}}\nHow long?\n- 2 s — the sum.\n- 1 s — no.\n{{#end}}";
    assert!(shown(length).contains("<summary>2 s</summary>\n<div class=\"lesson-right\">"));
}

#[test]
fn a_prediction_has_exactly_one_right_option() {
    let errors = [
        (
            QUESTION.replace("hello bob", "hello eve"),
            "no option is what greet says: `hello bob`",
        ),
        (
            QUESTION.replace("hello ann", "hello bob"),
            "2 options are what greet says, not one: `hello bob`",
        ),
        (
            QUESTION.replace("line 2", "line 3"),
            "greet prints 2 lines, and none is line 3",
        ),
        (
            QUESTION.replace("line 2", "line 0"),
            "greet prints 2 lines, and none is line 0",
        ),
        (
            QUESTION.replace(" — she is first.", ""),
            "the option `hello ann` does not say why: write `- answer — why`",
        ),
        (
            QUESTION.replace("Who comes *second*?", ""),
            "the prediction asks no question",
        ),
        (
            QUESTION.replace("line 2", "colour"),
            "a prediction is of `line N`, `line -N` from the end, or `length`",
        ),
        (
            QUESTION.replace("{{#end}}", ""),
            "{{#predict greet line 2}} has no {{#end}}",
        ),
    ];
    for (text, expected) in errors {
        assert_eq!(error(&text), format!("book/src/greet.md:7: {expected}"));
    }
}

#[test]
fn an_unknown_directive_names_those_that_there_are() {
    let unknown = error("{{#include greet.rs}}");
    assert!(
        unknown.starts_with(
            "book/src/greet.md:7: no directive {{#include greet.rs}}: there are lesson"
        ),
        "{unknown}"
    );
    assert_eq!(
        error("{{#end}}"),
        "book/src/greet.md:7: {{#end}} without a {{#predict …}} above it"
    );
}

#[test]
fn all_errors_are_told_at_once() {
    let fixture = Fixture::new();
    fixture.page("{{#output a}}\n\n{{#figure b}}\n\n[gone](gone.md)");
    let errors = fixture.build().unwrap_err();
    assert_eq!(errors.len(), 3, "{errors:#?}");
}
