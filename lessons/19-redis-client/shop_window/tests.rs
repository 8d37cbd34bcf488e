// Counts: nothing

use super::*;
use futures::future::join_all;
use pocket_redis::Server;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// Far longer than anything here takes that is right.
const PATIENCE: Duration = Duration::from_secs(5);

async fn open(server: &Server) -> Arc<Bakery> {
    let bakery = Bakery::open(&server.url()).await;
    Arc::new(bakery.expect("the server takes connections"))
}

/// A baker who waits for an order, and whose question has come to the server.
async fn baker(
    server: &Server,
    bakery: &Arc<Bakery>,
    orders: &str,
) -> JoinHandle<RedisResult<String>> {
    let before = server.commands();
    let (bakery, orders) = (bakery.clone(), orders.to_string());
    let baker = tokio::spawn(async move { bakery.next_order(&orders).await });
    let asked = async {
        while server.commands() == before {
            sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(PATIENCE, asked)
        .await
        .expect("who wants an order asks the server");
    baker
}

#[tokio::test]
async fn shows_prices() {
    let server = pocket_redis::start().unwrap();
    let bakery = open(&server).await;
    let (bread, tart) = (server.key("bread"), server.key("tart"));
    server.ask(&["SET", &bread, "4"]);
    let price = bakery.price(&bread).await.unwrap();
    assert_eq!(price.as_deref(), Some("4"), "bread has a price");
    let price = bakery.price(&tart).await;
    assert_eq!(price, Ok(None), "a tart has none, and that is no error");
}

#[tokio::test]
async fn takes_the_oldest_order() {
    let server = pocket_redis::start().unwrap();
    let bakery = open(&server).await;
    let orders = server.key("orders");
    server.ask(&["RPUSH", &orders, "a loaf", "a roll"]);
    for expected in ["a loaf", "a roll"] {
        let order = bakery.next_order(&orders).await.unwrap();
        assert_eq!(order, expected, "new orders are put at the right end");
    }
}

#[tokio::test]
async fn makes_two_connections_at_most() {
    let server = pocket_redis::start().unwrap();
    let bakery = open(&server).await;
    let (bread, orders) = (server.key("bread"), server.key("orders"));
    server.ask(&["RPUSH", &orders, "a loaf", "a roll", "a bun"]);
    for _ in 0..3 {
        bakery.price(&bread).await.unwrap();
        bakery.next_order(&orders).await.unwrap();
    }
    assert!(
        server.connections() <= 2,
        "{} connections for three prices and three orders: who connects anew each time?",
        server.connections()
    );
}

#[tokio::test]
async fn a_hundred_prices_wait_together() {
    let server = pocket_redis::start().unwrap();
    let bakery = open(&server).await;
    let bread = server.key("bread");
    server.ask(&["SET", &bread, "4"]);
    // A gate: no answer before a hundred have asked.
    server.hold(100);
    let prices = join_all((0..100).map(|_| bakery.price(&bread)));
    let prices = timeout(PATIENCE, prices).await;
    let prices: RedisResult<Vec<_>> = prices.expect("a price comes").into_iter().collect();
    let prices = prices.unwrap_or_else(|e| {
        panic!("{e}: there is no answer before a hundred have asked. Does one wait for another?")
    });
    assert_eq!(
        prices,
        vec![Some(String::from("4")); 100],
        "all ask for bread"
    );
}

#[tokio::test]
async fn no_answer_is_not_no_price() {
    let server = pocket_redis::start().unwrap();
    let bakery = open(&server).await;
    let bread = server.key("bread");
    server.ask(&["SET", &bread, "4"]);
    server.hang_up();
    let price = timeout(PATIENCE, bakery.price(&bread)).await;
    let price = price.expect("the server has hung up, and the window still waits");
    assert!(
        price.is_err(),
        "{price:?}: the server has hung up. Has the bread no price, or is it not known?"
    );
}

#[tokio::test]
async fn a_price_does_not_wait_for_an_order() {
    let server = pocket_redis::start().unwrap();
    let bakery = open(&server).await;
    let (bread, orders) = (server.key("bread"), server.key("orders"));
    let baker = baker(&server, &bakery, &orders).await;
    let price = timeout(PATIENCE, bakery.price(&bread)).await;
    assert!(
        matches!(price, Ok(Ok(None))),
        "the baker waits for an order, and the window has no answer: which connection does he wait on?"
    );
    server.ask(&["RPUSH", &orders, "a loaf"]);
    assert_eq!(
        baker.await.unwrap().unwrap(),
        "a loaf",
        "then an order comes"
    );
}

#[tokio::test]
async fn an_order_may_take_its_time() {
    let server = pocket_redis::start().unwrap();
    let bakery = open(&server).await;
    let orders = server.key("orders");
    let before = server.commands();
    let baker = baker(&server, &bakery, &orders).await;
    // Longer than a connection waits of itself, which is half a second.
    sleep(Duration::from_millis(1200)).await;
    // And an hour of the program's own clock, which jumps to whatever limit there is.
    tokio::time::pause();
    sleep(Duration::from_secs(3600)).await;
    tokio::time::resume();
    let asked = server.commands() - before;
    server.ask(&["RPUSH", &orders, "a loaf"]);
    let order = timeout(PATIENCE, baker).await;
    let order = order.expect("the order is there, and the baker still waits");
    assert_eq!(
        order
            .unwrap()
            .expect("how long does a connection wait for an answer?"),
        "a loaf",
        "the baker is given what was ordered"
    );
    assert_eq!(asked, 1, "the server can wait for you: which command does?");
}
