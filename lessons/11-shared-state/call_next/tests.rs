// Counts: deadlock, duplicate_work, blocked_thread

use super::*;
use std::sync::Arc;
use tokio::time::Instant;

type List = RwLock<VecDeque<&'static str>>;

fn list(guests: &[&'static str]) -> List {
    RwLock::new(guests.iter().copied().collect())
}

#[tokio::test(start_paused = true)]
async fn calls_the_first() {
    let list = list(&["Ada", "Ben", "Cleo"]);
    assert_eq!(
        call_next(&list).await,
        Some("Ada"),
        "Ada is the first, and answers"
    );
    assert_eq!(
        list.into_inner(),
        ["Ben", "Cleo"],
        "who has answered waits no longer"
    );
}

#[tokio::test(start_paused = true)]
async fn puts_back_who_does_not_answer() {
    let list = list(&["Emil", "Ada", "Ben"]);
    assert_eq!(
        call_next(&list).await,
        None,
        "Emil was called, and did not answer"
    );
    assert_eq!(
        list.into_inner(),
        ["Ada", "Ben", "Emil"],
        "Emil has his turn again after the others"
    );
}

#[tokio::test(start_paused = true)]
async fn finds_an_empty_list() {
    let start = Instant::now();
    assert_eq!(call_next(&list(&[])).await, None, "nobody waits");
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "nobody waits: who was called?"
    );
}

#[tokio::test(start_paused = true)]
async fn lets_others_see_the_list() {
    let list = list(&["Emil", "Ada"]);
    let look = async {
        sleep(Duration::from_millis(500)).await;
        let start = Instant::now();
        let seen = list.read().await.clone();
        assert_eq!(
            start.elapsed(),
            Duration::ZERO,
            "the telephone rings, and nobody can read the list: how long does your guard live?"
        );
        assert_eq!(seen, ["Ada"], "who is being called is not on the list");
    };
    tokio::join!(call_next(&list), look);
}

#[test]
fn calls_nobody_twice_in_any_order() {
    trials::schedules("duplicate_work", async || {
        let list = Arc::new(list(&["Ada", "Ben", "Cleo"]));
        let desks = [(); 3].map(|()| {
            let list = list.clone();
            tokio::spawn(async move { call_next(&list).await })
        });
        let mut called = Vec::new();
        for desk in desks {
            called.extend(desk.await.expect("no desk panics"));
        }
        called.sort();
        assert_eq!(
            called,
            ["Ada", "Ben", "Cleo"],
            "two desks read the same name: what lies between reading it and taking it off?"
        );
    });
}
