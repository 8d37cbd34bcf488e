// Counts: livelock, poll_after_ready

use super::*;

const LINK: &str = "https://films.example/holidays";

/// Uploads a film while messages come: each after so many milliseconds. The sender goes with the last one.
/// Says also when the upload and the chat have ended.
async fn chat(server: &Server, messages: &[(u64, &str)]) -> (Vec<(u128, String)>, u128) {
    let (sender, receiver) = mpsc::channel(8);
    let start = Instant::now();
    let mut screen = Screen {
        start,
        shown: Vec::new(),
    };
    let friends = async move {
        for (after, message) in messages {
            sleep(Duration::from_millis(*after)).await;
            // Whoever has gone does not hear it.
            let _ = sender.send(message.to_string()).await;
        }
    };
    let upload_and_chat = async {
        upload_and_chat(server, "holidays", receiver, &mut screen).await;
        start.elapsed().as_millis()
    };
    let (end, ()) = tokio::join!(upload_and_chat, friends);
    (screen.shown, end)
}

fn expected(shown: &[(u128, &str)]) -> Vec<(u128, String)> {
    let shown = shown.iter();
    shown
        .map(|(time, text)| (*time, text.to_string()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn shows_each_message_when_it_comes() {
    let server = Server::default();
    let (shown, _) = chat(&server, &[(100, "hello"), (200, "is it done?")]).await;
    assert_eq!(
        shown,
        expected(&[(100, "hello"), (300, "is it done?"), (1000, LINK)]),
        "did a message wait for the upload?"
    );
}

#[tokio::test(start_paused = true)]
async fn uploads_once() {
    let server = Server::default();
    chat(&server, &[(50, "and now?"); 10]).await;
    assert_eq!(
        server.begun.get(),
        1,
        "ten messages come during the upload: is it kept, or dropped and begun anew?"
    );
}

#[tokio::test(start_paused = true)]
async fn goes_on_when_the_friends_have_gone() {
    let (shown, end) = chat(&Server::default(), &[(300, "bye")]).await;
    assert_eq!(
        shown,
        expected(&[(300, "bye"), (1000, LINK)]),
        "the friends have gone after 300 ms: was the upload under way by then, and did it go on?"
    );
    assert_eq!(end, 1000, "the link is shown: what did you wait for?");
}

#[tokio::test(start_paused = true)]
async fn shows_the_link_and_what_comes_later() {
    let messages = [
        (900, "nearly"),
        (500, "lovely"),
        (300, "see you"),
        (0, "bye"),
    ];
    let (shown, end) = chat(&Server::default(), &messages).await;
    assert_eq!(
        shown,
        expected(&[
            (900, "nearly"),
            (1000, LINK),
            (1400, "lovely"),
            (1700, "see you"),
            (1700, "bye")
        ]),
        "the link is there after 1000 ms, and three messages come later, two of them just before the friends go"
    );
    assert_eq!(
        end, 1700,
        "the last friend has gone: what did you wait for?"
    );
}
