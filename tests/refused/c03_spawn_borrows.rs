//! Refused: E0373

#[tokio::main]
async fn main() {
    let name = String::from("Ada");
    tokio::spawn(async { println!("{name}") }).await.unwrap();
}
