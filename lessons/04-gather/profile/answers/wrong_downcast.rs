//! Wrong: hides the types to put the answers in one list, and then looks for them in the wrong order.
//! Fails: puts_the_answers_together

use futures::future::BoxFuture;
use futures::stream::{FuturesUnordered, StreamExt};
use std::any::Any;
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
    let questions = FuturesUnordered::<BoxFuture<'static, Box<dyn Any + Send>>>::new();
    questions.push(Box::pin(async move { Box::new(name_of(user).await) as _ }));
    questions.push(Box::pin(
        async move { Box::new(friends_of(user).await) as _ },
    ));
    questions.push(Box::pin(
        async move { Box::new(unread_of(user).await) as _ },
    ));
    // The name, asked first, is the slowest: it comes last.
    let mut answers = questions.collect::<Vec<_>>().await.into_iter();
    Profile {
        name: *answers.next().unwrap().downcast().unwrap(),
        friends: *answers.next().unwrap().downcast().unwrap(),
        unread: *answers.next().unwrap().downcast().unwrap(),
    }
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
