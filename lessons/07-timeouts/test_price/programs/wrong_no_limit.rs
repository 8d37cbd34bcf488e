//! Wrong: has no limit, and waits for any answer.

use super::ask;
use std::time::Duration;

pub async fn price(delay: Duration) -> &'static str {
    ask(delay).await
}
