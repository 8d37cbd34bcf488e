// Counts: nothing

//! The programs on which your tests are tried. One is right.

mod right;
mod wrong_completion_order;
mod wrong_first_delay;
mod wrong_sequential;
mod wrong_ten_at_a_time;

pub async fn fetch_all(delays: &[u64]) -> Vec<String> {
    match &*trials::program() {
        "right" => right::fetch_all(delays).await,
        "wrong_completion_order" => wrong_completion_order::fetch_all(delays).await,
        "wrong_first_delay" => wrong_first_delay::fetch_all(delays).await,
        "wrong_sequential" => wrong_sequential::fetch_all(delays).await,
        "wrong_ten_at_a_time" => wrong_ten_at_a_time::fetch_all(delays).await,
        other => panic!("there is no program {other}"),
    }
}

#[tracing::instrument]
async fn fetch(delay: u64) -> String {
    tokio::time::sleep(std::time::Duration::from_secs(delay)).await;
    format!("page after {delay} s")
}
