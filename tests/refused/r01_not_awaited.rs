//! Refused: unused_must_use

async fn save() {}

#[tokio::main]
async fn main() {
    save();
}
