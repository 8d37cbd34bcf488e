//! Run `work` twice, the second time only after the first has finished, and return both results in that order.
//!
//!     cargo run -q -- check coroutines/twice

/// Runs `work` two times, one after the other. The result of the first run comes
/// first.
async fn twice(work: impl AsyncFn() -> u32) -> [u32; 2] {
    let _ = work; // Nothing runs it yet.
    todo!("run `work` two times, one after the other")
}

#[cfg(test)]
mod tests;
