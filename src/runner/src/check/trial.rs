//! What a trial of `trials` says on the standard error of a test that it breaks.

use observer::findings::{ALL, Finding};

const MARK: &str = "trials: ";

/// What a trial has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// As a finding of the list.
    pub finding: Finding,
    /// What the program said, and how to run it again.
    pub message: String,
}

/// Reads what a trial said, if one found something. `findings` are those of the run that broke, which is recorded.
pub fn read(errors: &str, findings: &[Finding]) -> Option<Trial> {
    let mut lines = errors.lines().filter_map(|line| line.strip_prefix(MARK));
    let (name, sentence) = lines.next()?.split_once(": ")?;
    let name = ALL.iter().find(|entry| entry.name == name)?.name;
    let seen = |name| findings.iter().find(|finding| finding.name == name);
    // What was waited for, and where, is in the trace alone. The place of what was dropped is one of ours.
    let dropped = seen("cancelled").filter(|_| sentence.contains("dropped"));
    let message = match seen(name).or(dropped) {
        Some(seen) => format!("{sentence}; {}", seen.message),
        None => sentence.to_string(),
    };
    let at = seen(name).and_then(|seen| seen.at.clone());
    let lanes = seen(name)
        .or(dropped)
        .map_or(Vec::new(), |seen| seen.lanes.clone());
    Some(Trial {
        finding: Finding::new(name, message, at, lanes),
        message: lines.collect::<Vec<_>>().join("\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_a_finding_and_the_rest_is_what_was_said() {
        let errors = "trials: lost_update: passes by luck: it fails with seed 8 of 200\ntrials: both count\ntrials: again: TRIALS_SEED=8 cargo test\n\nthread 'x' panicked at y:\nlost_update: …\n";
        let trial = read(errors, &[]).unwrap();
        assert_eq!(trial.finding.name, "lost_update");
        assert_eq!(
            trial.finding.message,
            "passes by luck: it fails with seed 8 of 200"
        );
        assert_eq!(trial.message, "both count\nagain: TRIALS_SEED=8 cargo test");
    }

    #[test]
    fn what_was_waited_for_comes_from_the_trace() {
        let waited =
            "work was cancelled at 1 s: dropped while it waited on sleep 1 s @solution.rs:7";
        let seen = [Finding::new("cancelled", waited.into(), None, vec![3])];
        let errors = "trials: broken_invariant: passes by luck: it fails when it is dropped at its 2nd wait\n";
        let finding = read(errors, &seen).unwrap().finding;
        assert!(finding.message.ends_with(waited), "{}", finding.message);
        assert_eq!(finding.lanes, [3]);
    }

    #[test]
    fn whoever_is_silent_or_names_no_finding_has_found_none() {
        assert_eq!(read("thread 'x' panicked at y:\nboom\n", &[]), None);
        assert_eq!(read("trials: it is not the same again\n", &[]), None);
    }
}
