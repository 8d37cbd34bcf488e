//! Wrong: sends a pipeline with nothing in it, which the library refuses.
//! Fails: no_names_are_no_error

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
    claims.query_async(redis).await
}

#[cfg(test)]
mod tests;
