//! Refused: E0308

async fn count() -> u32 {
    3
}

#[tokio::main]
async fn main() {
    let three: u32 = count();
    println!("{three}");
}
