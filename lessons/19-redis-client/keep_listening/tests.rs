// Counts: nothing

use super::*;
use pocket_redis::Server;
use tokio::sync::mpsc::{self, Receiver};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep as wait, timeout};

/// Far longer than anything here takes that is right.
const PATIENCE: Duration = Duration::from_secs(5);

/// A listener in a task of its own. `news` has room for one message.
fn listen(server: &Server, channel: &str) -> (JoinHandle<()>, Receiver<String>) {
    let (sender, news) = mpsc::channel(1);
    let client = Client::open(server.url()).expect("the server knows its address");
    let listener = keep_listening(client, channel.to_string(), sender);
    (tokio::spawn(listener), news)
}

async fn until(is_so: impl Fn() -> bool, or_else: &str) {
    let wait_for_it = async {
        while !is_so() {
            wait(Duration::from_millis(1)).await;
        }
    };
    timeout(PATIENCE, wait_for_it).await.expect(or_else);
}

async fn subscribed(server: &Server, channel: &str) {
    let nobody = format!("{channel} 0");
    until(
        || server.ask(&["PUBSUB", "NUMSUB", channel]) != nobody,
        "nobody listens to the channel: who subscribes, and when again?",
    )
    .await;
}

async fn next(news: &mut Receiver<String>) -> String {
    let message = timeout(PATIENCE, news.recv()).await;
    let message = message.expect("a message was published, and nobody has sent it on");
    message.expect("somebody still listens")
}

#[tokio::test]
async fn sends_on_what_it_hears() {
    let server = pocket_redis::start().unwrap();
    let channel = server.key("weather");
    let (_listener, mut news) = listen(&server, &channel);
    subscribed(&server, &channel).await;
    for message in ["rainstorm", "fog", "sun"] {
        server.ask(&["PUBLISH", &channel, message]);
    }
    for message in ["rainstorm", "fog", "sun"] {
        assert_eq!(next(&mut news).await, message, "each once, in their order");
    }
}

#[tokio::test]
async fn ends_when_nobody_receives() {
    let server = pocket_redis::start().unwrap();
    let channel = server.key("weather");
    let (listener, news) = listen(&server, &channel);
    subscribed(&server, &channel).await;
    drop(news);
    let ended = timeout(PATIENCE, listener).await;
    let ended =
        ended.expect("nobody can receive the news: who tells the listener, if no message comes?");
    ended.expect("the listener does not panic");
}

#[tokio::test]
async fn ends_while_the_server_is_away() {
    let server = pocket_redis::start().unwrap();
    let channel = server.key("weather");
    server.hang_up();
    let (listener, news) = listen(&server, &channel);
    until(|| server.connections() > 0, "it must try to connect").await;
    drop(news);
    let ended = timeout(PATIENCE, listener).await;
    let ended = ended.expect(
        "nobody can receive the news, and there is no connection: who tells the listener then?",
    );
    ended.expect("the listener does not panic");
}

#[tokio::test]
async fn begins_while_the_server_is_away() {
    let server = pocket_redis::start().unwrap();
    let channel = server.key("weather");
    server.hang_up();
    let (_listener, mut news) = listen(&server, &channel);
    until(|| server.connections() > 0, "it must try to connect").await;
    server.pick_up();
    subscribed(&server, &channel).await;
    server.ask(&["PUBLISH", &channel, "fog"]);
    assert_eq!(next(&mut news).await, "fog", "the server is back");
}

#[tokio::test]
async fn subscribes_again_after_a_lost_connection() {
    let server = pocket_redis::start().unwrap();
    let channel = server.key("weather");
    let (_listener, mut news) = listen(&server, &channel);
    for message in ["rain", "fog", "sun"] {
        subscribed(&server, &channel).await;
        server.ask(&["PUBLISH", &channel, message]);
        assert_eq!(
            next(&mut news).await,
            message,
            "what was said after it had subscribed"
        );
        server.cut();
    }
}

#[tokio::test]
async fn hears_each_message_once() {
    let server = pocket_redis::start().unwrap();
    let channel = server.key("weather");
    let (_listener, mut news) = listen(&server, &channel);
    for _ in 0..3 {
        subscribed(&server, &channel).await;
        server.cut();
    }
    subscribed(&server, &channel).await;
    // Should there be a second listener, it has had the time to subscribe.
    wait(5 * PAUSE).await;
    for message in ["rain", "fog", "sun", "rain", "fog", "sun"] {
        server.ask(&["PUBLISH", &channel, message]);
        assert_eq!(
            next(&mut news).await,
            message,
            "how many listeners are there by now?"
        );
    }
    assert_eq!(
        server.connections(),
        4,
        "the first connection, and one for each that was lost"
    );
}

#[tokio::test]
async fn waits_before_each_attempt() {
    let server = pocket_redis::start().unwrap();
    let channel = server.key("weather");
    let (_listener, mut news) = listen(&server, &channel);
    subscribed(&server, &channel).await;
    let before = server.connections();
    let start = Instant::now();
    server.hang_up();
    until(
        || server.connections() >= before + 5,
        "it must go on trying to connect, however often it fails",
    )
    .await;
    assert!(
        start.elapsed() >= 5 * PAUSE,
        "five attempts in {:?}: there is a pause of {PAUSE:?} before each",
        start.elapsed()
    );
    server.pick_up();
    subscribed(&server, &channel).await;
    server.ask(&["PUBLISH", &channel, "sun"]);
    assert_eq!(next(&mut news).await, "sun", "the server is back");
}
