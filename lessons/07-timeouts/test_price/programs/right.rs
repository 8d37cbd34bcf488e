//! Right: takes the answer when it comes, and gives up after 200 ms.

use super::{LIMIT, YESTERDAY, ask};
use std::time::Duration;
use tokio::time::timeout;

pub async fn price(delay: Duration) -> &'static str {
    match timeout(LIMIT, ask(delay)).await {
        Ok(price) => price,
        Err(_) => YESTERDAY,
    }
}
