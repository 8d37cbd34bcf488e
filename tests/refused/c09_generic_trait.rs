//! Refused: future cannot be sent between threads safely

trait Store {
    async fn save(&self);
}

fn start<S: Store + Send + Sync + 'static>(store: S) {
    tokio::spawn(async move { store.save().await });
}

fn main() {}
