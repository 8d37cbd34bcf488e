// Counts: nothing

use super::*;
use pocket_redis::Server;
use std::time::Duration;

async fn connect(server: &Server) -> MultiplexedConnection {
    let client = redis::Client::open(server.url()).expect("the server knows its address");
    let connection = client.get_multiplexed_async_connection().await;
    connection.expect("the server takes connections")
}

fn keys(server: &Server, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| server.key(name)).collect()
}

#[tokio::test]
async fn says_which_were_free() {
    let server = pocket_redis::start().unwrap();
    let mut redis = connect(&server).await;
    let names = keys(&server, &["zoe", "max", "eva", "ada"]);
    server.ask(&["SET", &names[0], "Max"]);
    server.ask(&["SET", &names[2], "Ada"]);
    assert_eq!(
        claim(&mut redis, &names, "Ada").await.unwrap(),
        [false, true, false, true],
        "zoe was Max's and eva was Ada's already, the others were free; the answers are in the order of the names"
    );
    assert_eq!(
        server.ask(&["MGET", &names[0], &names[1], &names[2], &names[3]]),
        "Max Ada Ada Ada",
        "whose is zoe, max, eva, ada?"
    );
}

#[tokio::test]
async fn leaves_a_name_to_whoever_has_it() {
    let server = pocket_redis::start().unwrap();
    let mut redis = connect(&server).await;
    let names = keys(&server, &["max"]);
    server.ask(&["SET", &names[0], "Max"]);
    let claims = claim(&mut redis, &names, "Ada").await;
    assert_eq!(
        server.ask(&["GET", &names[0]]),
        "Max",
        "he had it first: which option of SET looks whether there is a value?"
    );
    assert_eq!(claims.unwrap(), [false], "the name was not free");
}

#[tokio::test]
async fn no_names_are_no_error() {
    let server = pocket_redis::start().unwrap();
    let mut redis = connect(&server).await;
    assert_eq!(
        claim(&mut redis, &[], "Ada").await,
        Ok(Vec::new()),
        "nothing to claim, nothing to say"
    );
}

#[tokio::test]
async fn no_answer_is_an_error() {
    let server = pocket_redis::start().unwrap();
    let mut redis = connect(&server).await;
    server.cut();
    let claims = claim(&mut redis, &keys(&server, &["max"]), "Ada").await;
    assert!(
        claims.is_err(),
        "{claims:?}: the connection was lost, and there was a name to claim"
    );
}

#[tokio::test]
async fn takes_one_round_trip() {
    let server = pocket_redis::start().unwrap();
    let mut redis = connect(&server).await;
    let names: Vec<String> = (0..100).map(|n| server.key(&format!("name:{n}"))).collect();
    let before = server.round_trips();
    let claims = claim(&mut redis, &names, "Ada").await.unwrap();
    assert_eq!(claims, [true; 100], "all hundred were free");
    assert_eq!(
        server.round_trips() - before,
        1,
        "a hundred claims can travel together: is there an answer that the next one waits for?"
    );
}

#[tokio::test]
async fn gives_a_name_to_one_of_two() {
    let server = pocket_redis::start().unwrap();
    let (mut one, mut two) = (connect(&server).await, connect(&server).await);
    let names = keys(&server, &["zoe", "max", "ada"]);
    // Far enough away that both have asked before either has an answer.
    server.move_away(Duration::from_millis(20));
    let (one, two) = tokio::join!(
        claim(&mut one, &names, "Ada"),
        claim(&mut two, &names, "Max")
    );
    for (one, two) in one.unwrap().into_iter().zip(two.unwrap()) {
        assert!(
            one != two,
            "both claim it at once, and one of them has it: what happens between your look and your claim?"
        );
    }
}
