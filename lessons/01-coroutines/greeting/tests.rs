// Counts: nothing

use super::*;

#[tokio::test(start_paused = true)]
async fn greets_by_name() {
    let text = greeting("Ada".to_string()).await;
    assert_eq!(
        text, "Hello, Ada: you are visitor 1",
        "the form is `Hello, NAME: you are visitor N`"
    );
}

#[tokio::test(start_paused = true)]
async fn numbers_whom_it_greets_first() {
    // The type is named: a list has one type for all its places, and an `impl Future` is none that you can write down.
    let ada: BoxFuture<'static, String> = greeting("Ada".to_string());
    let grace: BoxFuture<'static, String> = greeting("Grace".to_string());
    assert_eq!(
        grace.await,
        "Hello, Grace: you are visitor 1",
        "Grace's future was made later, but awaited first"
    );
    assert_eq!(
        ada.await,
        "Hello, Ada: you are visitor 2",
        "Ada's future was made first, but awaited later"
    );
}

#[tokio::test(start_paused = true)]
async fn a_dropped_future_greets_nobody() {
    drop(greeting("Ada".to_string()));
    let text = greeting("Grace".to_string()).await;
    assert_eq!(
        text, "Hello, Grace: you are visitor 1",
        "Ada's future was never polled: who took her number?"
    );
}
