// Counts: runtime_misuse, sequential, blocked_thread

use super::*;

/// One thread, the paused clock, and a name by which the runtime is known.
fn builder() -> Builder {
    let mut builder = Builder::new_current_thread();
    builder.start_paused(true).name("cash desk");
    builder
}

#[test]
fn keeps_the_order() {
    let answers = ask_all(&mut builder(), &[("rice", 30), ("tea", 10), ("salt", 20)]);
    let articles: Vec<_> = answers.iter().map(|answer| answer.article).collect();
    assert_eq!(
        articles,
        ["rice", "tea", "salt"],
        "the answers are in the order of the articles, whichever came first"
    );
}

#[test]
fn builds_it_with_the_builder() {
    let answers = ask_all(&mut builder(), &[("rice", 30)]);
    assert_eq!(
        answers[0].runtime.name(),
        Some("cash desk"),
        "the question was asked on a runtime that `builder` has not built: who has?"
    );
}

#[test]
fn builds_only_one() {
    let answers = ask_all(&mut builder(), &[("rice", 30), ("tea", 10), ("salt", 20)]);
    let first = answers[0].runtime.id();
    assert!(
        answers.iter().all(|answer| answer.runtime.id() == first),
        "the questions were asked on several runtimes: one can wait for all of them"
    );
}

#[test]
fn takes_as_long_as_the_slowest() {
    let answers = ask_all(&mut builder(), &[("rice", 30), ("tea", 10), ("salt", 20)]);
    let first = answers.iter().map(|answer| answer.asked).min();
    let last = answers.iter().map(|answer| answer.came).max();
    assert_eq!(
        last.zip(first).map(|(last, first)| last - first),
        Some(Duration::from_millis(30)),
        "did one question wait for the answer to another? \
         `block_on` returns when its own future is done"
    );
}

#[test]
fn asks_for_many() {
    let articles: Vec<_> = (1..=100).map(|ms| ("rice", ms)).collect();
    let answers = ask_all(&mut builder(), &articles);
    assert_eq!(answers.len(), 100, "an answer for each article");
    let first = answers[0].asked;
    assert!(
        answers.iter().all(|answer| answer.asked == first),
        "a hundred questions are asked at one moment: what did the later ones wait for?"
    );
}
