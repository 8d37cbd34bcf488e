//! Wrong: says that the lock was held with the token even if the lease was over.
//! Fails: leaves_the_lock_of_the_next_holder

use redis::aio::MultiplexedConnection;
use redis::{AsyncTypedCommands, ExistenceCheck, RedisResult, SetExpiry, SetOptions};
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// Takes the lock for the time of `lease`, in one command, and returns its token,
/// which nobody else has; or nothing, and at once, if somebody has the lock. A
/// holder who dies keeps nobody out for longer than that.
async fn take(
    redis: &mut MultiplexedConnection,
    lock: &str,
    lease: Duration,
) -> RedisResult<Option<String>> {
    let ours = token();
    let options = SetOptions::default()
        .conditional_set(ExistenceCheck::NX)
        .with_expiration(SetExpiry::PX(lease.as_millis() as u64));
    let taken = redis.set_options(lock, &ours, options).await?;
    Ok(taken.map(|_ok| ours))
}

/// Gives the lock back, in one command, and says whether it was still held with
/// this token. If it was not, it is left as it is: after the lease it may be
/// somebody else's.
async fn give_back(
    redis: &mut MultiplexedConnection,
    lock: &str,
    token: &str,
) -> RedisResult<bool> {
    redis::cmd("EVAL")
        .arg(COMPARE_AND_DELETE)
        .arg(1)
        .arg(lock)
        .arg(token)
        .exec_async(redis)
        .await?;
    Ok(true)
}

/// Given: a script that Redis runs as one command. `KEYS[1]` is the lock,
/// `ARGV[1]` the token.
const COMPARE_AND_DELETE: &str = "
    if redis.call('get', KEYS[1]) == ARGV[1] then
        return redis.call('del', KEYS[1])
    else
        return 0
    end";

/// Given: another text each time, in whatever process.
fn token() -> String {
    format!("{:016x}", RandomState::new().hash_one(std::process::id()))
}

#[cfg(test)]
mod tests;
