//! Claim many names in one round trip, each only if nobody has it.
//!
//!     cargo run -q -- check redis-client/claim_names

use redis::RedisResult;
use redis::aio::MultiplexedConnection;

/// Claims names for `owner`, in one round trip however many they are. Says of
/// each, in the order of the names, whether it was free and is the owner's now. A
/// name that somebody has stays theirs, also if they claim it at the same moment.
/// No names are no error.
async fn claim(
    redis: &mut MultiplexedConnection,
    names: &[String],
    owner: &str,
) -> RedisResult<Vec<bool>> {
    todo!("claim {names:?} for {owner} over {redis:?}")
}

#[cfg(test)]
mod tests;
