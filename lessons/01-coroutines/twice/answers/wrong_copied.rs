//! Wrong: runs once, and copies the result.
//! Fails: runs_it_twice

/// Runs `work` two times, one after the other. The result of the first run comes
/// first.
async fn twice(work: impl AsyncFn() -> u32) -> [u32; 2] {
    let result = work().await;
    [result, result]
}

#[cfg(test)]
mod tests;
