//! What the lessons say when something is wrong with the web, and what a crawler has when its time is over.

#[allow(
    dead_code,
    reason = "its `main`, and that of the module in it, have no part in this"
)]
#[path = "../../crawl.rs"]
mod crawl;

use reqwest::Url;
use small_web::{Town, client, client_of, reason};
use std::collections::BTreeMap;
use std::net::TcpListener;
use std::time::Duration;
use tokio::time::timeout;

/// The text of a page, or the reason why there is none.
async fn fetch(address: &str) -> String {
    let client = client().timeout(Duration::from_secs(1)).build().unwrap();
    let text = async {
        client
            .get(address)
            .send()
            .await?
            .error_for_status()?
            .text()
            .await
    };
    text.await.unwrap_or_else(reason)
}

#[tokio::test]
async fn whatever_is_wrong_is_said_in_few_words() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let refused = format!("http://{}/", nobody.local_addr().unwrap());
    drop(nobody);
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let too_long = format!("http://{}/", silent.local_addr().unwrap());
    let expected = [
        ("harbour.example", "not an address"),
        ("http://[/", "not an address"),
        ("http://island.example/", "no connection"),
        (&refused, "no connection"),
        ("https://harbour.example/", "no connection"),
        ("http://ferry.example/winter", "status 404"),
        ("http://ferry.example/log", "the connection broke off"),
        (&too_long, "it took too long"),
        ("http://harbour.example/almanac", "it took too long"),
    ];
    for (address, reason) in expected {
        assert_eq!(fetch(address).await, reason, "{address}");
    }
}

#[tokio::test]
async fn a_busy_page_is_there_the_second_time() {
    let server = Town::of_the_lessons().serve();
    let hosts = vec!["ferry.example".to_string()];
    let client = client_of(&server, hosts).build().unwrap();
    let ask = || client.get("http://ferry.example/timetable").send();
    let first = ask().await.unwrap();
    assert_eq!(small_web::busy_for(&first), Some(Duration::from_secs(1)));
    let second = ask().await.unwrap();
    assert_eq!(small_web::busy_for(&second), None);
    assert!(second.text().await.unwrap().contains("At every full hour"));
}

#[tokio::test]
async fn the_map_keeps_what_was_found_before_the_deadline() {
    let client = client().build().unwrap();
    let start = Url::parse("http://harbour.example/").unwrap();
    let mut map = BTreeMap::from([(start.clone(), None)]);
    // The timetable lets the third level take a second.
    let crawling = crawl::crawl(&mut map, 3, &client);
    let is_late = timeout(Duration::from_millis(900), crawling).await.is_err();
    assert!(is_late);
    assert_eq!(map[&start].as_deref(), Some("The harbour"));
    let timetable = Url::parse("http://ferry.example/timetable").unwrap();
    assert_eq!(map[&timetable], None, "it is known, and was not visited");
}
