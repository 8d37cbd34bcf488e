//! Wrong: takes every error for that of an empty pipeline.
//! Fails: no_answer_is_an_error

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
    let mut claims = redis::pipe();
    for name in names {
        claims.set_nx(name, owner);
    }
    // The library takes an empty pipeline for a mistake.
    Ok(claims.query_async(redis).await.unwrap_or_default())
}

#[cfg(test)]
mod tests;
