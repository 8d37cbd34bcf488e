//! Refused: future cannot be sent between threads safely

use std::rc::Rc;

#[tokio::main]
async fn main() {
    let task = async {
        let name = Rc::new("Ada");
        tokio::task::yield_now().await;
        println!("{name}");
    };
    tokio::spawn(task).await.unwrap();
}
