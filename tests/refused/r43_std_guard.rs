//! Refused: future cannot be sent between threads safely

use std::sync::Mutex;

static TOTAL: Mutex<u32> = Mutex::new(0);

#[tokio::main]
async fn main() {
    let add = async {
        let mut total = TOTAL.lock().unwrap();
        tokio::task::yield_now().await;
        *total += 1;
    };
    tokio::spawn(add).await.unwrap();
}
