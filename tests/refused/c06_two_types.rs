//! Refused: E0308

#[tokio::main]
async fn main() {
    let both = vec![async { 1 }, async { 2 }];
    for one in both {
        one.await;
    }
}
