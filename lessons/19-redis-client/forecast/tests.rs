// Counts: nothing

use super::*;
use futures::future::join_all;
use pocket_redis::Server;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Far longer than anything here takes that is right.
const PATIENCE: Duration = Duration::from_secs(5);

/// A service that answers as soon as so many questions are asked at once, and a cache with nothing in it.
async fn forecasts(server: &Server, together: usize) -> Forecasts {
    let client = redis::Client::open(server.url()).expect("the server knows its address");
    let connection = client.get_multiplexed_async_connection().await;
    Forecasts {
        service: Service {
            asked: AtomicUsize::new(0),
            is_closed: AtomicBool::new(false),
            together: Barrier::new(together),
        },
        redis: connection.expect("the server takes connections"),
        prefix: server.key("forecast"),
        locks: Mutex::default(),
    }
}

fn asked(forecasts: &Forecasts) -> usize {
    forecasts.service.asked.load(Relaxed)
}

#[tokio::test]
async fn asks_once_and_then_the_cache() {
    let server = pocket_redis::start().unwrap();
    let forecasts = forecasts(&server, 1).await;
    for _ in 0..3 {
        let forecast = forecasts.forecast("Oslo").await;
        assert_eq!(
            forecast.as_deref(),
            Ok("rain in Oslo"),
            "it is what the service says"
        );
    }
    assert_eq!(
        asked(&forecasts),
        1,
        "the first one asks: what do the others find in the cache?"
    );
    let forecast = forecasts.forecast("Lima").await;
    assert_eq!(
        forecast.as_deref(),
        Ok("rain in Lima"),
        "another city has another forecast"
    );
}

#[tokio::test]
async fn keeps_it_for_ten_minutes() {
    let server = pocket_redis::start().unwrap();
    let forecasts = forecasts(&server, 1).await;
    forecasts.forecast("Oslo").await.unwrap();
    let left: i64 = server
        .ask(&["PTTL", &forecasts.key("Oslo")])
        .parse()
        .unwrap();
    assert!(
        (500_000..=600_000).contains(&left),
        "it is kept for another {left} ms (-1 is for ever): are 600 s asked for, and in which unit?"
    );
    // Some time has passed, and it is looked for again.
    server.ask(&[
        "SET",
        &forecasts.key("Oslo"),
        "rain in Oslo",
        "PX",
        "100000",
    ]);
    forecasts.forecast("Oslo").await.unwrap();
    let left: i64 = server
        .ask(&["PTTL", &forecasts.key("Oslo")])
        .parse()
        .unwrap();
    assert!(
        (0..=100_000).contains(&left),
        "it had 100 s left, and now it has {left} ms: how old may a forecast become that is wanted often?"
    );
}

#[tokio::test]
async fn does_not_keep_that_it_was_closed() {
    let server = pocket_redis::start().unwrap();
    let forecasts = forecasts(&server, 1).await;
    forecasts.service.is_closed.store(true, Relaxed);
    assert_eq!(forecasts.forecast("Oslo").await, Err(Closed), "say so");
    forecasts.service.is_closed.store(false, Relaxed);
    assert_eq!(
        forecasts.forecast("Oslo").await.as_deref(),
        Ok("rain in Oslo"),
        "now it is open: what did you keep?"
    );
}

#[tokio::test]
async fn asks_once_for_twenty() {
    let server = pocket_redis::start().unwrap();
    // A gate: who asks the service alone is not answered, until the test asks as well.
    let forecasts = forecasts(&server, 2).await;
    let twenty = join_all((0..20).map(|_| forecasts.forecast("Oslo")));
    let gate = async {
        while asked(&forecasts) == 0 {
            sleep(Duration::from_millis(1)).await;
        }
        // Whoever does not see that one asks already has the time to ask, too.
        sleep(Duration::from_millis(50)).await;
        assert_eq!(
            asked(&forecasts),
            1,
            "twenty found nothing at the same moment: how do nineteen of them learn that one asks already?"
        );
        forecasts.service.ask("Lima").await
    };
    let (wanted, _) = timeout(PATIENCE, async { tokio::join!(twenty, gate) })
        .await
        .expect("who has waited for an answer, and finds it in the cache, need not ask");
    assert_eq!(
        wanted,
        vec![Ok(String::from("rain in Oslo")); 20],
        "all are told the same"
    );
}

#[tokio::test]
async fn finds_what_another_has_put_there() {
    let server = pocket_redis::start().unwrap();
    // Nobody is answered by the service: it takes two at once.
    let forecasts = forecasts(&server, 2).await;
    let ask = async {
        let forecast = forecasts.forecast("Oslo").await;
        panic!("{forecast:?}: the service has not answered yet");
    };
    let look = async {
        while asked(&forecasts) == 0 {
            sleep(Duration::from_millis(1)).await;
        }
        // Another machine was faster.
        server.ask(&["SET", &forecasts.key("Oslo"), "sun in Oslo"]);
        timeout(PATIENCE, forecasts.forecast("Oslo")).await
    };
    let found = tokio::select! {
        found = look => found,
        () = ask => return,
    };
    let found = found.expect("it is in the cache: for whom do you wait before you look?");
    assert_eq!(
        found.as_deref(),
        Ok("sun in Oslo"),
        "it is in the cache: use it"
    );
}

#[tokio::test]
async fn asks_for_different_cities_together() {
    let server = pocket_redis::start().unwrap();
    // A gate: the service answers when it is asked for two cities at once.
    let forecasts = forecasts(&server, 2).await;
    let both = async { tokio::join!(forecasts.forecast("Oslo"), forecasts.forecast("Lima")) };
    let (oslo, lima) = timeout(PATIENCE, both).await.expect(
        "did the question for one city wait for that for the other? What does your lock guard?",
    );
    assert_eq!(
        oslo.as_deref(),
        Ok("rain in Oslo"),
        "the service answers both"
    );
    assert_eq!(
        lima.as_deref(),
        Ok("rain in Lima"),
        "the service answers both"
    );
}

#[tokio::test]
async fn does_without_redis() {
    let server = pocket_redis::start().unwrap();
    let forecasts = forecasts(&server, 1).await;
    server.hang_up();
    let forecast = forecasts.forecast("Oslo").await;
    assert_eq!(
        forecast.as_deref(),
        Ok("rain in Oslo"),
        "the service is open, and only the cache is lost: is that a reason to have no forecast?"
    );
}
