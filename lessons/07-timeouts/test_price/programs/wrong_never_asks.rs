//! Wrong: does not ask, and always gives the price of yesterday.

use super::{LIMIT, YESTERDAY};
use std::time::Duration;
use tokio::time::sleep;

pub async fn price(delay: Duration) -> &'static str {
    sleep(delay.min(LIMIT)).await;
    YESTERDAY
}
