//! Wrong: asks twice, and waits for 100 ms each time.

use super::{LIMIT, YESTERDAY, ask};
use std::time::Duration;
use tokio::time::timeout;

pub async fn price(delay: Duration) -> &'static str {
    for _ in 0..2 {
        if let Ok(price) = timeout(LIMIT / 2, ask(delay)).await {
            return price;
        }
    }
    YESTERDAY
}
