//! Wrong: awaits each answer before it asks for the next name.
//! Fails: takes_one_round_trip

use redis::AsyncTypedCommands;
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
    let mut claims = Vec::new();
    for name in names {
        claims.push(redis.set_nx(name, owner).await?);
    }
    Ok(claims)
}

#[cfg(test)]
mod tests;
