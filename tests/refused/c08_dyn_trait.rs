//! Refused: E0038

trait Store {
    async fn save(&self);
}

async fn save(store: &dyn Store) {
    store.save().await;
}

fn main() {
    let _ = save;
}
