//! Wrong: takes a name from whoever has it.
//! Fails: leaves_a_name_to_whoever_has_it

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
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let mut claims = redis::pipe();
    for name in names {
        claims.set(name, owner);
    }
    claims.query_async(redis).await
}

#[cfg(test)]
mod tests;
