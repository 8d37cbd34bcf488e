//! Refused: E0521

struct Shop {
    name: String,
}

impl Shop {
    async fn open(&self) {
        tokio::spawn(async move { println!("{}", self.name) })
            .await
            .unwrap();
    }
}

#[tokio::main]
async fn main() {
    Shop { name: "Ada".into() }.open().await;
}
