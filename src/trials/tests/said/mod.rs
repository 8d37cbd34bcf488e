//! What the tests of all trials share.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a trial says of a program that it breaks, and nothing of one that it does not.
pub fn said_of(trial: impl FnOnce()) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(trial)).err()?;
    Some(panic.downcast_ref::<String>().cloned().unwrap_or_default())
}
