//! Answers that pass by luck: row S19.

use crate::support::Copy;
use crate::table::tried;
use std::fs;

/// Fails at every second run of a test.
const COIN: &str =
    "    let tossed = std::path::Path::new(env!(\"CARGO_MANIFEST_DIR\")).join(\"../../coin\");
    let mut coin = std::fs::read(&tossed).unwrap_or_default();
    coin.push(b'.');
    std::fs::write(tossed, &coin).unwrap();
    assert!(coin.len() % 2 == 1, \"tails\");
";

#[test]
fn s19_passes_one_time_in_two() {
    tried("S19", "passes one time in two", || {
        let copy = Copy::new();
        let coin = copy.workbook.root.join("coin");
        let begin = "async fn fetch_all(delays: &[u64]) -> Vec<String> {\n";
        let lucky = copy.solution().replace(begin, &format!("{begin}{COIN}"));
        assert!(lucky.contains(COIN));
        let exercise = copy.exercise();
        fs::write(&exercise.answer.path, lucky).unwrap();
        let said = copy.say(["check", &exercise.id, "--times", "4"]);
        fs::write(&exercise.answer.path, exercise.given().unwrap()).unwrap();
        fs::remove_file(coin).unwrap();
        assert_eq!(said.status, 1, "{}{}", said.out, said.err);
        assert!(
            said.out.contains("of 4 passed; else: tails"),
            "{}",
            said.out
        );
        assert!(
            said.out.contains("each test was run 4 times"),
            "{}",
            said.out
        );
    });
}

#[test]
fn s19_what_always_passes_passes_many_times() {
    tried("S19", "what always passes passes many times", || {
        let copy = Copy::new();
        let exercise = copy.exercise();
        fs::write(&exercise.answer.path, copy.solution()).unwrap();
        let said = copy.say(["check", &exercise.id, "--times", "4"]);
        fs::write(&exercise.answer.path, exercise.given().unwrap()).unwrap();
        assert_eq!(said.status, 0, "{}{}", said.out, said.err);
        assert!(
            said.out.contains("each test was run 4 times"),
            "{}",
            said.out
        );
    });
}
