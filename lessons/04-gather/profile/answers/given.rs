//! Ask for the name, the friends and the unread letters of a user at the same time, and put a profile together.
//!
//!     cargo run -q -- check gather/profile

use std::time::Duration;
use tokio::time::sleep;
use tracing::instrument;

/// What the page of a user shows.
#[derive(Debug, PartialEq)]
struct Profile {
    name: String,
    friends: Vec<u32>,
    unread: usize,
}

/// Puts together the profile of `user`. No answer waits for another.
async fn profile(user: u32) -> Profile {
    todo!("ask for the name, the friends and the unread letters of {user} at the same time")
}

/// Given: the name of a user, after 3 seconds.
#[instrument]
async fn name_of(user: u32) -> String {
    sleep(Duration::from_secs(3)).await;
    format!("user {user}")
}

/// Given: the friends of a user, after 2 seconds.
#[instrument]
async fn friends_of(user: u32) -> Vec<u32> {
    sleep(Duration::from_secs(2)).await;
    vec![user + 1, user + 2]
}

/// Given: how many unread letters a user has, after 2 seconds.
#[instrument]
async fn unread_of(user: u32) -> usize {
    sleep(Duration::from_secs(2)).await;
    user as usize * 10
}

#[cfg(test)]
mod tests;
