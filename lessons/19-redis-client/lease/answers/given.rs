//! Take a lock that many machines share, for a time, and give back only your own.
//!
//!     cargo run -q -- check redis-client/lease

use redis::RedisResult;
use redis::aio::MultiplexedConnection;
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
    todo!("take {lock} for {lease:?} over {redis:?}")
}

/// Gives the lock back, in one command, and says whether it was still held with
/// this token. If it was not, it is left as it is: after the lease it may be
/// somebody else's.
async fn give_back(
    redis: &mut MultiplexedConnection,
    lock: &str,
    token: &str,
) -> RedisResult<bool> {
    todo!("give back {lock}, if it is held with {token}, over {redis:?}")
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
