//! What a panic of Tokio's, or of the compiler's, means.

use super::Finding;
use crate::view::View;

/// The beginning or a part of a panic's text, the finding that it is, and the cure.
const MEANINGS: [(&str, &str, &str); 15] = [
    (
        "JoinHandle polled after completion",
        "poll_after_ready",
        "a handle that has given its result has nothing more to give: keep the result, or leave the loop",
    ),
    (
        "resumed after completion",
        "poll_after_ready",
        "a future that has finished must not be polled again: leave the loop, or guard the branch with `if !done`",
    ),
    (
        "polled after completion",
        "poll_after_ready",
        "a future that has finished must not be polled again: leave the loop, or use `fuse`",
    ),
    (
        "called after complete",
        "poll_after_ready",
        "a receiver that has given its value has nothing more to give: keep the value",
    ),
    (
        "there is no reactor running",
        "runtime_misuse",
        "only inside of a runtime can a task be spawned, or a timer or socket be made: call it from `#[tokio::main]`, or enter the runtime first",
    ),
    (
        "Cannot start a runtime from within a runtime",
        "runtime_misuse",
        "`block_on` holds a thread that the runtime needs: await the future instead",
    ),
    (
        "Cannot block the current thread from within a runtime",
        "runtime_misuse",
        "a blocking call of a channel holds a thread that the runtime needs: use the one that is awaited",
    ),
    (
        "Cannot drop a runtime in a context where blocking is not allowed",
        "runtime_misuse",
        "the drop of a runtime waits for its threads: drop it outside of async code, or use `shutdown_background`",
    ),
    (
        "can call blocking only when running on the multi-threaded runtime",
        "runtime_misuse",
        "`block_in_place` needs another thread to go on with: use `spawn_blocking`, or the multi-thread runtime",
    ),
    (
        "called from outside of a `task::LocalSet`",
        "runtime_misuse",
        "`spawn_local` needs a `LocalSet` or a local runtime around it",
    ),
    (
        "all branches are disabled and there is no else branch",
        "runtime_misuse",
        "no branch of `select!` was left: add `else =>`",
    ),
    (
        "cannot access a task-local storage value without setting it first",
        "runtime_misuse",
        "a spawned task does not inherit a task-local value: read it before `spawn`, and set it with `scope` inside",
    ),
    (
        "Registering a blocking socket",
        "runtime_misuse",
        "call `set_nonblocking(true)` before the socket is given to Tokio",
    ),
    (
        "but IO is disabled",
        "runtime_misuse",
        "build the runtime with `enable_all`",
    ),
    (
        "but timers are disabled",
        "runtime_misuse",
        "build the runtime with `enable_all`",
    ),
];

/// Panics whose text is known.
pub fn find(view: &View) -> Vec<Finding> {
    let known = view.panics.iter().filter_map(|panic| {
        let mut finding = named(&panic.text)?;
        if panic.lane != 0 {
            finding.message = format!("{}: {}", view.who(panic.lane), finding.message);
            finding.lanes = vec![panic.lane];
        }
        // Where Tokio does not say who called it, the function is nearer than a line of Tokio's.
        let own = panic.at.clone().filter(|at| !at.is_in_a_library());
        let function = || view.lane(panic.lane).and_then(|lane| lane.at.clone());
        finding.at = own.or_else(function).or(panic.at.clone());
        Some(finding)
    });
    known.collect()
}

/// The finding that a panic's text means. For a program that never had a runtime, and so left no trace.
pub fn named(text: &str) -> Option<Finding> {
    let (said, name, cure) = MEANINGS.iter().find(|(said, ..)| text.contains(said))?;
    let message = format!("it panicked with `{}`: {cure}", said.trim_matches('`'));
    Some(Finding::new(name, message, None, Vec::new()))
}
