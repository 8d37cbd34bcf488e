// Counts: nothing

//! The programs on which your tests are tried. One is right.

mod right;
mod wrong_a_second;
mod wrong_half_the_patience;
mod wrong_looks_at_the_end;
mod wrong_never_asks;
mod wrong_no_limit;
mod wrong_waits_it_out;

use std::time::Duration;
use tokio::time::sleep;

const LIMIT: Duration = Duration::from_millis(200);
const YESTERDAY: &str = "40, of yesterday";

pub async fn price(delay: Duration) -> &'static str {
    match &*trials::program() {
        "right" => right::price(delay).await,
        "wrong_a_second" => wrong_a_second::price(delay).await,
        "wrong_half_the_patience" => wrong_half_the_patience::price(delay).await,
        "wrong_looks_at_the_end" => wrong_looks_at_the_end::price(delay).await,
        "wrong_never_asks" => wrong_never_asks::price(delay).await,
        "wrong_no_limit" => wrong_no_limit::price(delay).await,
        "wrong_waits_it_out" => wrong_waits_it_out::price(delay).await,
        other => panic!("there is no program {other}"),
    }
}

#[tracing::instrument]
async fn ask(delay: Duration) -> &'static str {
    sleep(delay).await;
    "42, of today"
}
