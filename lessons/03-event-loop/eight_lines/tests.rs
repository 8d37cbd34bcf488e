// Counts: nothing

use super::*;

/// Compares the first lines, and does not tell them.
fn check(lines: usize, think: &str) {
    let logged = opening_night();
    let wrong = (0..lines).find(|i| logged[*i] != expected()[*i]);
    if let Some(i) = wrong {
        panic!("line {} is not {:?}. {think}", i + 1, expected()[i]);
    }
}

#[test]
fn before_the_loop_runs() {
    check(
        1,
        "What runs before `block_on` is called: does a call of an async function run any of its lines?",
    );
}

#[test]
fn until_the_host_gives_way() {
    check(
        3,
        "The first to be polled is the future of `block_on`. \
         Does a call run anything, does `spawn`, and does an `.await` give way if what it awaits is ready?",
    );
}

#[test]
fn once_round_the_queue() {
    check(
        6,
        "Who was spawned first? And whoever gives way goes on when the others have had their turn.",
    );
}

#[test]
fn until_the_runtime_is_dropped() {
    check(
        8,
        "The host leaves after two seconds. Whose timer is due by then? And what becomes of a task that is not done?",
    );
}
