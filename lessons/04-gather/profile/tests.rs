// Counts: blocked_thread

use super::*;
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn puts_the_answers_together() {
    let expected = Profile {
        name: "user 7".to_string(),
        friends: vec![8, 9],
        unread: 70,
    };
    assert_eq!(profile(7).await, expected, "is each answer in its place?");
}

#[tokio::test(start_paused = true)]
async fn takes_as_long_as_the_slowest() {
    let start = Instant::now();
    profile(7).await;
    assert_eq!(
        start.elapsed(),
        Duration::from_secs(3),
        "the name alone takes 3 s, and nothing takes longer: what was asked only after another answer was there?"
    );
}
