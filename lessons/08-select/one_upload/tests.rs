// Counts: livelock, poll_after_ready

use super::*;

/// Uploads a film while messages come: each after so many milliseconds. The sender goes with the last one.
async fn chat(server: &Server, messages: &[(u64, &str)]) -> (String, Screen) {
    let (sender, receiver) = mpsc::channel(8);
    let mut screen = Screen {
        start: Instant::now(),
        shown: Vec::new(),
    };
    let friends = async move {
        for (after, message) in messages {
            sleep(Duration::from_millis(*after)).await;
            // Whoever has gone does not hear it.
            let _ = sender.send(message.to_string()).await;
        }
    };
    let (link, ()) = tokio::join!(
        upload_and_chat(server, "holidays", receiver, &mut screen),
        friends
    );
    (link, screen)
}

fn expected(messages: &[(u128, &str)]) -> Vec<(u128, String)> {
    let shown = messages.iter();
    shown
        .map(|(time, message)| (*time, message.to_string()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn returns_when_both_are_done() {
    let server = Server::default();
    let (link, screen) = chat(&server, &[(300, "hello")]).await;
    assert_eq!(link, "https://films.example/holidays");
    assert_eq!(
        screen.start.elapsed(),
        Duration::from_secs(1),
        "the friends have gone after 300 ms: was the upload going on by then?"
    );
}

#[tokio::test(start_paused = true)]
async fn shows_each_message_when_it_comes() {
    let (_, screen) = chat(&Server::default(), &[(100, "hello"), (200, "is it done?")]).await;
    assert_eq!(
        screen.shown,
        expected(&[(100, "hello"), (300, "is it done?")]),
        "did a message wait for the upload?"
    );
}

#[tokio::test(start_paused = true)]
async fn uploads_once() {
    let server = Server::default();
    let messages = [(50, "and now?"); 10];
    chat(&server, &messages).await;
    assert_eq!(
        server.begun.get(),
        1,
        "ten messages come during the upload: is it kept, or dropped and begun anew?"
    );
}

#[tokio::test(start_paused = true)]
async fn shows_the_messages_after_the_upload() {
    let (link, screen) = chat(
        &Server::default(),
        &[(900, "nearly"), (500, "lovely"), (300, "bye")],
    )
    .await;
    assert_eq!(
        screen.shown,
        expected(&[(900, "nearly"), (1400, "lovely"), (1700, "bye")]),
        "the film is there after 1000 ms, and two messages come later"
    );
    assert_eq!(link, "https://films.example/holidays");
    assert_eq!(
        screen.start.elapsed(),
        Duration::from_millis(1700),
        "the last friend has gone: what did you wait for?"
    );
}
