//! Refused: E0282

async fn save() -> Result<(), std::io::Error> {
    Ok(())
}

#[tokio::main]
async fn main() {
    let task = tokio::spawn(async {
        save().await?;
        Ok(())
    });
    let _ = task.await;
}
