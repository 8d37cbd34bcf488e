//! Progress and answers taken to another machine.

use super::small::{GIVEN, Small};
use crate::support::is_a_clear_refusal;
use runner::progress::Progress;
use std::fs;

#[test]
fn what_is_exported_is_there_after_an_import() {
    let (here, there) = (Small::new(), Small::new());
    here.saved("{\"version\":1,\"done\":[\"a/one\"],\"hints\":{\"a/two\":2}}");
    here.answer("one", "mine");
    let file = there.path("mine.json");
    let file = file.to_str().unwrap();
    assert_eq!(here.say(["export", file]).status, 0);
    let said = there.say(["import", file]);
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    assert!(
        said.out
            .starts_with("1 answers brought, 1 of 3 exercises done"),
        "{}",
        said.out
    );
    assert_eq!(there.read("lessons/01-a/one/exercise.rs"), "mine");
    assert_eq!(there.read("lessons/01-a/two/exercise.rs"), GIVEN);
    assert!(there.say(["hint", "a/two"]).out.contains("hint 3 of 3"));
}

#[test]
fn an_import_keeps_the_answer_that_was_begun() {
    let small = Small::new();
    small.answer("one", "mine");
    small.saved("{\"version\":1,\"done\":[\"a/one\",\"a/two\"]}");
    small.write("from.json", "{\"version\":1,\"progress\":{\"version\":1,\"done\":[]},\"answers\":{\"a/one\":\"theirs\",\"../../x\":\"evil\"}}");
    let said = small.say(["import", "from.json"]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(said.out.contains("a/one: yours is kept"), "{}", said.out);
    assert!(
        said.out.contains("../../x is not in this workbook"),
        "{}",
        said.out
    );
    assert_eq!(small.read("lessons/01-a/one/exercise.rs"), "theirs");
    let progress = Progress::read(&small.workbook()).unwrap();
    assert!(!progress.state().is_done("a/one"), "theirs has not passed");
    assert!(progress.state().is_done("a/two"));
    assert_eq!(small.say(["undo", "a/one"]).status, 0);
    assert_eq!(small.read("lessons/01-a/one/exercise.rs"), "mine");
    // Once more brings nothing that is not there.
    small.answer("one", "theirs");
    assert!(
        small
            .say(["import", "from.json"])
            .out
            .starts_with("0 answers brought")
    );
}

#[test]
fn what_is_no_export_is_refused() {
    let small = Small::new();
    for (text, word) in [
        ("", "no export"),
        ("{}", "no export"),
        ("{\"version\":2}", "newer workbook"),
        (
            "{\"version\":1,\"answers\":{},\"progress\":{\"version\":2}}",
            "newer workbook",
        ),
        ("{\"version\":1,\"answers\":{},\"progress\":{}}", "damaged"),
    ] {
        small.write("from.json", text);
        is_a_clear_refusal(&small.say(["import", "from.json"]), word);
    }
    is_a_clear_refusal(&small.say(["import", "nothing.json"]), "nothing.json");
    assert!(!small.path(".workbook/progress.json").exists());
}

#[test]
fn an_export_overwrites_only_an_export() {
    let small = Small::new();
    is_a_clear_refusal(
        &small.say(["export", "lessons/01-a/one/exercise.rs"]),
        "is no export",
    );
    assert_eq!(small.read("lessons/01-a/one/exercise.rs"), GIVEN);
    for _ in 0..2 {
        assert_eq!(small.say(["export", "mine.json"]).status, 0);
    }
    fs::remove_file(small.path("mine.json")).unwrap();
}
