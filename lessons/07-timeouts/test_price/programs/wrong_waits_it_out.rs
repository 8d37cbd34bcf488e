//! Wrong: waits for 200 ms each time, even if the answer was there before.

use super::{LIMIT, YESTERDAY, ask};
use std::time::Duration;
use tokio::time::{sleep, timeout};

pub async fn price(delay: Duration) -> &'static str {
    let (price, ()) = tokio::join!(timeout(LIMIT, ask(delay)), sleep(LIMIT));
    price.unwrap_or(YESTERDAY)
}
