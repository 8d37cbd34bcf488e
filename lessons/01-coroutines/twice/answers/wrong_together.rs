//! Wrong: polls both futures in turn, so that the second run begins before the first has finished.
//! Fails: starts_again_only_after_the_first_run

/// Runs `work` two times, one after the other. The result of the first run comes
/// first.
async fn twice(work: impl AsyncFn() -> u32) -> [u32; 2] {
    let (first, second) = tokio::join!(work(), work());
    [first, second]
}

#[cfg(test)]
mod tests;
