//! Each call makes a new future. The first one is done before the second one is made.

/// Runs `work` two times, one after the other. The result of the first run comes
/// first.
async fn twice(work: impl AsyncFn() -> u32) -> [u32; 2] {
    [work().await, work().await]
}

#[cfg(test)]
mod tests;
