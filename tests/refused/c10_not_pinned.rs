//! Refused: cannot be unpinned

async fn fetch() {}

#[tokio::main]
async fn main() {
    let mut page = fetch();
    tokio::select! {
        _ = &mut page => {}
        _ = fetch() => {}
    }
}
