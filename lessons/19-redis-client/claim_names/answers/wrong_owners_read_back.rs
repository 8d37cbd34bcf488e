//! Wrong: says of a name that the owner had before that it was free.
//! Fails: says_which_were_free

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
        claims.set_nx(name, owner).ignore();
    }
    claims.mget(names);
    let (owners,): (Vec<String>,) = claims.query_async(redis).await?;
    Ok(owners.iter().map(|other| other == owner).collect())
}

#[cfg(test)]
mod tests;
