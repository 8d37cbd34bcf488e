//! Refused: E0728

async fn save() {}

fn main() {
    save().await;
}
