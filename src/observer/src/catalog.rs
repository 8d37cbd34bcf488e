//! The catalogue of 93 mistakes: which finding names each, and the programs it was tried on.
//!
//! The rows are those of the curriculum: 1 to 70, 66a to 66k, and c1 to c12, which do not compile. Programs whose name
//! begins with `r` are in `observed-tokio`'s `programs/catalog.rs`, in the trials' `tests/catalog.rs`, or in
//! `tests/refused/`, as their row says; the tests run them all.

use Caught::{Code, Test, Trace, Trial};

/// One mistake of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Its number.
    pub number: &'static str,
    /// What is wrong, in a few words.
    pub mistake: &'static str,
    /// What names it.
    pub caught: Caught,
    /// The wrong programs that it was tried on.
    pub tried: &'static [&'static str],
}

/// What names a mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caught {
    /// One of these findings, drawn from the trace of a plain run.
    Trace(&'static [&'static str]),
    /// This finding, of a trial: schedules, a cancel sweep, or jitter.
    Trial(&'static str),
    /// The compiler: an error's code, a lint, or a piece of what it says.
    Code(&'static str),
    /// Only a test, for this reason.
    Test(&'static str),
}

/// The whole catalogue.
pub const ROWS: [Row; 93] = [
    row(
        "1",
        "calling is not running",
        Code("unused_must_use"),
        &["r01_not_awaited"],
    ),
    row(
        "2",
        "a list of futures that are awaited in turn",
        Trace(&["sequential"]),
        &["sequential"],
    ),
    row(
        "3",
        "spawn and await in one loop",
        Trace(&["sequential"]),
        &["r03_spawn_await_in_a_loop"],
    ),
    row(
        "4",
        "expecting a spawned task to have run already",
        Trial("wrong_time"),
        &["r04_spawned_is_not_run"],
    ),
    row(
        "5",
        "main returns while tasks run",
        Trace(&["aborted_at_exit"]),
        &["r05_main_returns"],
    ),
    row(
        "6",
        "a dropped handle is taken for a cancelled task",
        Trace(&["orphan_task"]),
        &["r06_timeout_on_a_handle", "r06_timeout_on_a_kept_handle"],
    ),
    row(
        "7",
        "a panic in a task disappears",
        Trace(&["lost_panic"]),
        &["r07_panic_in_a_task", "r07_panic_under_a_name"],
    ),
    row(
        "8",
        "an error of a task disappears",
        Trace(&["lost_error"]),
        &["r08_error_in_a_task"],
    ),
    row(
        "9",
        "abort is expected to stop a task at once",
        Test("when a resource may be used again is for the program to say"),
        &[],
    ),
    row(
        "10",
        "a finished handle is awaited again",
        Trace(&["poll_after_ready"]),
        &["r10_handle_awaited_twice"],
    ),
    row(
        "11",
        "results pile up in a JoinSet",
        Test(
            "how many ended tasks a set may keep is for the program to say, and a trace does not show the set",
        ),
        &[],
    ),
    row(
        "12",
        "a JoinSet is dropped early",
        Trace(&["never_polled"]),
        &["r12_join_set_dropped"],
    ),
    row(
        "13",
        "a task-local value is expected in a spawned task",
        Trace(&["runtime_misuse"]),
        &["r13_task_local_in_a_task"],
    ),
    row(
        "14",
        "join! is taken for parallel",
        Trace(&["not_concurrent"]),
        &["r14_join_of_computing"],
    ),
    row(
        "15",
        "join! is expected to stop at the first error",
        Test("collecting all results is a policy too: only the program knows which is meant"),
        &[],
    ),
    row(
        "16",
        "try_join! is expected to let the others finish",
        Trial("broken_invariant"),
        &["r16_the_other_write_is_dropped"],
    ),
    row(
        "17",
        "try_join! of handles is expected to cancel the tasks",
        Trace(&["orphan_task"]),
        &["r17_try_join_of_handles", "r17_try_join_of_results"],
    ),
    row(
        "18",
        "the inner Result of a handle is not looked at",
        Test("the error is a value inside of an Ok, which no trace shows"),
        &[],
    ),
    row(
        "19",
        "everything at once",
        Test(
            "how many are too many is for the other side to say; the fact `concurrent` tells the number",
        ),
        &[],
    ),
    row(
        "20",
        "limited by chunks",
        Test("waiting for the whole chunk may be meant; the run only takes longer than it must"),
        &[],
    ),
    row(
        "21",
        "`then` is taken for concurrent",
        Trace(&["sequential"]),
        &["r21_then_is_not_concurrent"],
    ),
    row(
        "22",
        "read_exact in a select! loop",
        Trial("lost_data"),
        &["r22_read_exact_is_dropped"],
    ),
    row(
        "23",
        "read_line in a select! loop",
        Trial("lost_data"),
        &["r23_read_line_is_dropped"],
    ),
    row(
        "24",
        "a cancelled write_all leaves half a frame",
        Trial("lost_data"),
        &["r24_write_all_is_dropped"],
    ),
    row(
        "25",
        "a timeout leaves work half done",
        Trial("broken_invariant"),
        &["r25_debit_without_credit"],
    ),
    row(
        "26",
        "a counter that is counted down after the await",
        Trial("broken_invariant"),
        &["r26_counter_is_not_counted_down"],
    ),
    row(
        "27",
        "clean-up after the await",
        Trial("broken_invariant"),
        &["r27_cleanup_never_runs"],
    ),
    row(
        "28",
        "a timer that is made anew in the loop",
        Test("a timer that begins anew with each message may be meant: it measures silence"),
        &[],
    ),
    row(
        "29",
        "a finished future is polled again in the loop",
        Trace(&["poll_after_ready"]),
        &["r29_finished_future_in_a_loop"],
    ),
    row(
        "30",
        "a closed channel spins the loop",
        Trace(&["livelock"]),
        &["r30_closed_channel_in_a_loop"],
    ),
    row(
        "31",
        "a pattern that fails, and no else",
        Trace(&["runtime_misuse"]),
        &["r31_no_branch_left"],
    ),
    row(
        "32",
        "biased; with a busy first branch",
        Test("the branches of select! leave no trace, so nobody sees which of them was ready"),
        &[],
    ),
    row(
        "33",
        "a paused branch has what the handler waits for",
        Trace(&["deadlock"]),
        &["r33_futurelock"],
    ),
    row(
        "34",
        "a buffered stream is not polled while the body runs",
        Trace(&["snoozed"]),
        &["r34_slow_loop_body", "r34_pinned_and_left"],
    ),
    row(
        "35",
        "dropping a wait loses its place in the queue",
        Trial("starved_branch"),
        &["r35_place_in_the_queue"],
    ),
    row(
        "36",
        "an interval bursts after a pause",
        Trace(&["tick_burst"]),
        &["r36_ticks_after_a_pause"],
    ),
    row(
        "37",
        "the first tick is expected after a period",
        Test("when the first tick is wanted is for the program to say"),
        &[],
    ),
    row(
        "38",
        "sleeping after the work drifts",
        Test("a pause after each job may be meant"),
        &[],
    ),
    row(
        "39",
        "a timeout for each step is taken for a deadline",
        Test("whether the sum of the steps has a limit is for the program to say"),
        &[],
    ),
    row(
        "40",
        "a timeout around code that never yields",
        Trace(&["blocked_thread"]),
        &["r40_timeout_on_computing"],
    ),
    row(
        "41",
        "std's Instant on the paused clock",
        Test("reading a clock leaves no trace"),
        &[],
    ),
    row(
        "42",
        "the paused clock with a real socket",
        Test("a socket leaves no trace; the workbook's rule is never to mix the two"),
        &[],
    ),
    row(
        "43",
        "a std guard across an await",
        Code("future cannot be sent between threads safely"),
        &["r43_std_guard"],
    ),
    row(
        "44",
        "a lock that is held while waiting",
        Test(
            "a lock is made for taking turns; which part of the work belongs inside is for the program to say",
        ),
        &[],
    ),
    row(
        "45",
        "one task locks twice",
        Trace(&["deadlock"]),
        &["r45_one_task_locks_twice"],
    ),
    row(
        "46",
        "two locks in two orders",
        Trace(&["deadlock"]),
        &["r46_two_orders"],
    ),
    row(
        "47",
        "a guard that lives in a match",
        Trace(&["deadlock"]),
        &["r47_guard_in_a_match"],
    ),
    row(
        "48",
        "upgrade of a read lock, or a second read behind a writer",
        Trace(&["deadlock"]),
        &["r48_upgrade", "r48_read_behind_a_writer"],
    ),
    row(
        "49",
        "read, await, write",
        Trial("lost_update"),
        &["r49_read_await_write"],
    ),
    row(
        "50",
        "check, then make: a stampede",
        Trace(&["duplicate_work"]),
        &["r50_stampede"],
    ),
    row(
        "51",
        "no await between is taken for atomic on several threads",
        Code("E0277"),
        &["r51_cell_on_two_threads"],
    ),
    row(
        "52",
        "a sender is kept, the receiver waits for ever",
        Trace(&["deadlock"]),
        &["r52_sender_kept"],
    ),
    row(
        "53",
        "an actor has a sender of its own inbox",
        Trace(&["aborted_at_exit"]),
        &["r53_actor_with_its_own_sender"],
    ),
    row(
        "54",
        "a bounded channel is filled before anyone reads",
        Trace(&["deadlock"]),
        &["r54_full_before_anyone_reads"],
    ),
    row(
        "55",
        "two bounded inboxes, each waiting for the other",
        Trace(&["deadlock"]),
        &["r55_two_inboxes"],
    ),
    row(
        "56",
        "an unbounded channel hides a slow consumer",
        Test(
            "how long a queue may grow is for the program to say, and Tokio does not tell its length",
        ),
        &[],
    ),
    row(
        "57",
        "the lag of a broadcast is taken for its end",
        Trial("lost_data"),
        &["r57_lag_is_taken_for_the_end"],
    ),
    row(
        "58",
        "a late subscriber expects history",
        Trial("lost_data"),
        &["r58_late_subscriber"],
    ),
    row(
        "59",
        "watch is expected to deliver every value",
        Trial("lost_data"),
        &["r59_watch_as_a_queue"],
    ),
    row(
        "60",
        "a borrow of watch across an await",
        Trace(&["blocked_thread"]),
        &["r60_borrow_across_an_await"],
    ),
    row(
        "61",
        "check, then wait for a Notify",
        Trial("deadlock"),
        &["r61_check_then_wait"],
    ),
    row(
        "62",
        "a permit is dropped at once",
        Trace(&["over_limit"]),
        &[
            "r62_permit_dropped_at_once",
            "r62_permit_dropped_in_a_block",
        ],
    ),
    row(
        "63",
        "one read is taken for one message",
        Trial("lost_data"),
        &["r63_one_read_one_message"],
    ),
    row(
        "64",
        "the end of a stream is ignored",
        Trace(&["livelock"]),
        &["r64_end_ignored"],
    ),
    row(
        "65",
        "no flush, no shutdown",
        Trace(&["unflushed", "no_eof"]),
        &["r65_not_flushed", "r65_no_end"],
    ),
    row(
        "66",
        "blocking in async code",
        Trace(&["blocked_thread"]),
        &["r66_blocking_sleep", "r66_endless_computing"],
    ),
    row(
        "66a",
        "awaiting ready things is taken for giving way",
        Trace(&["never_yields"]),
        &["r66a_ready_things"],
    ),
    row(
        "66b",
        "another worker is expected to take the child",
        Trace(&["blocked_thread"]),
        &["r66b_child_of_a_blocked_parent"],
    ),
    row(
        "66c",
        "spawn_blocking is expected to be cancelled",
        Trace(&["orphan_task"]),
        &["r66c_blocking_closure_goes_on"],
    ),
    row(
        "66d",
        "block_on, a blocking call or a runtime's drop inside async code",
        Trace(&["runtime_misuse"]),
        &[
            "r66d_block_on_inside",
            "r66d_runtime_dropped_inside",
            "r66d_blocking_send",
        ],
    ),
    row(
        "66e",
        "spawn or sleep outside of a runtime",
        Trace(&["runtime_misuse"]),
        &["r66e_spawn_outside"],
    ),
    row(
        "66f",
        "block_in_place on a current-thread runtime",
        Trace(&["runtime_misuse"]),
        &["r66f_block_in_place"],
    ),
    row(
        "66g",
        "code that needs a second thread",
        Trace(&["blocked_thread"]),
        &["r66g_needs_a_second_thread"],
    ),
    row(
        "66h",
        "tasks outside of block_on",
        Trace(&["never_polled"]),
        &["r66h_only_inside_block_on"],
    ),
    row(
        "66i",
        "a blocking socket is given to Tokio",
        Trace(&["runtime_misuse"]),
        &["r66i_blocking_socket"],
    ),
    row(
        "66j",
        "an accept loop ends at its first error",
        Test("what an error of accept means is for the program to say"),
        &[],
    ),
    row(
        "66k",
        "pending tasks are dropped with the runtime",
        Trace(&["aborted_at_exit"]),
        &["r66k_tasks_cut_off"],
    ),
    row(
        "67",
        "Pending without a waker",
        Trace(&["no_waker"]),
        &["r67_no_waker", "r67_no_waker_in_a_task"],
    ),
    row(
        "68",
        "only the first waker is kept",
        Trace(&["deadlock"]),
        &["r68_first_waker_only"],
    ),
    row(
        "69",
        "waking yourself until ready",
        Trace(&["self_wake_storm"]),
        &["r69_wakes_itself"],
    ),
    row(
        "70",
        "large locals make large futures",
        Trace(&["big_future"]),
        &["r70_large_locals"],
    ),
    row(
        "c1",
        "async main without a runtime, .await in a plain fn",
        Code("E0752"),
        &["c01_async_main", "c01_await_in_fn"],
    ),
    row(
        "c2",
        "a value without its .await",
        Code("E0308"),
        &["c02_no_await"],
    ),
    row(
        "c3",
        "a task borrows a local",
        Code("E0373"),
        &["c03_spawn_borrows", "c03_spawn_borrows_self"],
    ),
    row(
        "c4",
        "Rc across an await in a task",
        Code("future cannot be sent between threads safely"),
        &["c04_rc"],
    ),
    row(
        "c5",
        "two futures need &mut of one value",
        Code("E0499"),
        &["c05_two_borrows"],
    ),
    row(
        "c6",
        "different async blocks in one Vec",
        Code("E0308"),
        &["c06_two_types"],
    ),
    row("c7", "recursion", Code("E0733"), &["c07_recursion"]),
    row(
        "c8",
        "dyn Trait with an async fn",
        Code("E0038"),
        &["c08_dyn_trait"],
    ),
    row(
        "c9",
        "a generic async fn of a trait in a task",
        Code("future cannot be sent between threads safely"),
        &["c09_generic_trait"],
    ),
    row(
        "c10",
        "&mut of a future that is not pinned in select!",
        Code("cannot be unpinned"),
        &["c10_not_pinned"],
    ),
    row(
        "c11",
        "a closure returns a block that borrows its argument",
        Code("lifetime may not live long enough"),
        &["c11_borrowing_closure"],
    ),
    row(
        "c12",
        "? in a spawned block",
        Code("E0282"),
        &["c12_unknown_error"],
    ),
];

const fn row(
    number: &'static str,
    mistake: &'static str,
    caught: Caught,
    tried: &'static [&'static str],
) -> Row {
    Row {
        number,
        mistake,
        caught,
        tried,
    }
}

/// How many rows are caught by each means: from a plain trace, by a trial, by the compiler, only by a test.
pub fn counts() -> [usize; 4] {
    let mut counts = [0; 4];
    for row in ROWS {
        counts[match row.caught {
            Trace(_) => 0,
            Trial(_) => 1,
            Code(_) => 2,
            Test(_) => 3,
        }] += 1;
    }
    counts
}

/// Right programs that come close to a finding's mistake. All right programs are tried with all findings; these are the
/// ones to look at.
pub const NEAR_MISSES: [(&str, &[&str]); 22] = [
    (
        "sequential",
        &[
            "each_needs_the_one_before",
            "worker_pool",
            "one_client_after_another",
            "worker_pool_of_calls",
            "polite_pause_after_each_job",
        ],
    ),
    (
        "not_concurrent",
        &[
            "blocking_work_joined_on_the_pool",
            "computing_that_gives_way",
        ],
    ),
    (
        "over_limit",
        &[
            "limited_by_a_semaphore",
            "permit_moved_into_the_task",
            "permit_checked_and_given_back",
        ],
    ),
    (
        "snoozed",
        &[
            "together_by_hand",
            "stream_body_inside_the_stream",
            "pinned_and_polled_on",
            "batches_by_size_or_time",
        ],
    ),
    (
        "blocked_thread",
        &["blocking_work_on_the_pool", "many_small_polls"],
    ),
    (
        "never_yields",
        &["computing_that_gives_way", "many_small_polls"],
    ),
    (
        "deadlock",
        &[
            "bank_with_one_order",
            "thread_that_answers",
            "long_wait_on_one_event",
        ],
    ),
    (
        "livelock",
        &[
            "many_yields_at_one_instant",
            "select_with_else",
            "pipe_ends_that_wake_each_other",
        ],
    ),
    (
        "self_wake_storm",
        &["gives_way_by_hand", "pipe_ends_that_wake_each_other"],
    ),
    (
        "no_waker",
        &[
            "deaf_branch_beside_a_timer",
            "pending_task_that_is_aborted",
            "waker_kept_and_replaced",
        ],
    ),
    (
        "unflushed",
        &["request_and_flushed_answer", "ping_pong_over_a_pipe"],
    ),
    (
        "no_eof",
        &[
            "read_to_a_real_end",
            "copy_until_shutdown",
            "lines_over_a_pipe",
        ],
    ),
    (
        "poll_after_ready",
        &["fused_by_a_guard", "timeout_on_a_borrowed_handle"],
    ),
    (
        "runtime_misuse",
        &[
            "task_local_handed_on",
            "select_with_else",
            "local_tasks_share_an_rc",
        ],
    ),
    (
        "orphan_task",
        &[
            "abort_after_timeout",
            "abort_on_drop",
            "timeout_on_a_borrowed_handle",
            "timeout_in_time_on_a_handle",
        ],
    ),
    (
        "aborted_at_exit",
        &[
            "background_task_that_is_awaited_later",
            "actor_that_ends_with_its_users",
            "shutdown_by_dropping_the_sender",
        ],
    ),
    ("never_polled", &["abort_and_await", "graceful_drain"]),
    (
        "lost_panic",
        &["panic_that_is_reported", "panic_that_is_awaited_much_later"],
    ),
    (
        "lost_error",
        &["error_that_is_returned", "error_that_is_logged_and_handled"],
    ),
    (
        "tick_burst",
        &[
            "interval_with_delay",
            "interval_that_skips",
            "interval_that_is_a_little_late",
            "two_intervals_in_step",
        ],
    ),
    (
        "duplicate_work",
        &[
            "cache_filled_once",
            "different_keys_at_once",
            "checked_then_loaded_one_by_one",
        ],
    ),
    (
        "big_future",
        &[
            "small_future_with_a_large_box",
            "buffer_that_ends_before_the_await",
        ],
    ),
];
