// Counts: nothing

use super::*;
use pocket_redis::Server;
use tokio::time::timeout;

const MINUTE: Duration = Duration::from_secs(60);

/// Far longer than anything here takes that is right.
const PATIENCE: Duration = Duration::from_secs(5);

async fn connect(server: &Server) -> MultiplexedConnection {
    let client = redis::Client::open(server.url()).expect("the server knows its address");
    let connection = client.get_multiplexed_async_connection().await;
    connection.expect("the server takes connections")
}

#[tokio::test]
async fn one_holder_at_a_time() {
    let server = pocket_redis::start().unwrap();
    let (mut redis, lock) = (connect(&server).await, server.key("lock"));
    let token = take(&mut redis, &lock, MINUTE).await.unwrap();
    assert!(token.is_some(), "the lock was free");
    let second = timeout(PATIENCE, take(&mut redis, &lock, MINUTE))
        .await
        .expect("somebody has the lock: say so at once");
    assert_eq!(second, Ok(None), "somebody has the lock");
    assert_eq!(
        Some(server.ask(&["GET", &lock])),
        token,
        "it is still the first one's"
    );
}

#[tokio::test]
async fn the_next_one_takes_it() {
    let server = pocket_redis::start().unwrap();
    let (mut redis, lock) = (connect(&server).await, server.key("lock"));
    let token = take(&mut redis, &lock, MINUTE).await.unwrap();
    let token = token.expect("the lock was free");
    let was_ours = give_back(&mut redis, &lock, &token).await;
    assert_eq!(was_ours, Ok(true), "it was held with this token");
    let next = take(&mut redis, &lock, MINUTE).await.unwrap();
    assert!(next.is_some(), "the lock was given back: is it free?");
}

#[tokio::test]
async fn holds_it_for_the_lease() {
    let server = pocket_redis::start().unwrap();
    let (mut redis, lock) = (connect(&server).await, server.key("lock"));
    let lease = Duration::from_millis(60_900);
    take(&mut redis, &lock, lease).await.unwrap();
    let left: i64 = server.ask(&["PTTL", &lock]).parse().unwrap();
    assert!(
        (60_001..=60_900).contains(&left),
        "the lease is 60900 ms, and {left} are left (-1 is for ever): who opens the lock of a holder who has died?"
    );
}

#[tokio::test]
async fn leaves_the_lock_of_the_next_holder() {
    let server = pocket_redis::start().unwrap();
    let (mut redis, lock) = (connect(&server).await, server.key("lock"));
    let late = take(&mut redis, &lock, MINUTE).await.unwrap();
    let late = late.expect("the lock was free");
    // The lease runs out.
    server.ask(&["DEL", &lock]);
    let next = take(&mut redis, &lock, MINUTE).await.unwrap();
    let was_ours = give_back(&mut redis, &lock, &late).await;
    assert_eq!(
        Some(server.ask(&["GET", &lock])),
        next,
        "the first holder is late, and the lock is the next one's: whose did you delete?"
    );
    assert_eq!(
        was_ours,
        Ok(false),
        "it was not held with the first token any more"
    );
}

#[tokio::test]
async fn no_answer_is_an_error() {
    let server = pocket_redis::start().unwrap();
    let (mut redis, lock) = (connect(&server).await, server.key("lock"));
    let token = take(&mut redis, &lock, MINUTE).await.unwrap();
    let token = token.expect("the lock was free");
    server.cut();
    let was_ours = give_back(&mut redis, &lock, &token).await;
    assert!(
        was_ours.is_err(),
        "{was_ours:?}: the connection was lost, and nobody knows whether the lock was still held"
    );
    let taken = take(&mut redis, &lock, MINUTE).await;
    assert!(
        taken.is_err(),
        "{taken:?}: the connection was lost, and nobody knows whether somebody has the lock"
    );
}

#[tokio::test]
async fn takes_it_in_one_command() {
    let server = pocket_redis::start().unwrap();
    let (mut redis, lock) = (connect(&server).await, server.key("lock"));
    let before = server.commands();
    take(&mut redis, &lock, MINUTE).await.unwrap();
    assert_eq!(
        server.commands() - before,
        1,
        "whoever dies between two commands has a lock without an expiry: can SET do both?"
    );
}

#[tokio::test]
async fn gives_it_back_in_one_command() {
    let server = pocket_redis::start().unwrap();
    let (mut redis, lock) = (connect(&server).await, server.key("lock"));
    let token = take(&mut redis, &lock, MINUTE).await.unwrap();
    let token = token.expect("the lock was free");
    let before = server.commands();
    give_back(&mut redis, &lock, &token).await.unwrap();
    assert_eq!(
        server.commands() - before,
        1,
        "between your look and your DEL the lease may run out: who deletes whose lock then?"
    );
}
