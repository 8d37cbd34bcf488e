//! Wrong: believes that the future which is made first runs first.
//! Fails: returns_the_first_result_first

/// Runs `work` two times, one after the other. The result of the first run comes
/// first.
async fn twice(work: impl AsyncFn() -> u32) -> [u32; 2] {
    let first = work();
    let second = work();
    let last = second.await;
    [first.await, last]
}

#[cfg(test)]
mod tests;
