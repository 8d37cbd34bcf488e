//! Wrong: looks which names are free, and claims those a round trip later.
//! Fails: gives_a_name_to_one_of_two

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
    let mut looks = redis::pipe();
    for name in names {
        looks.exists(name);
    }
    let taken: Vec<bool> = looks.query_async(redis).await?;
    let mut claims = redis::pipe();
    for (name, _) in names.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        claims.set(name, owner);
    }
    claims.exec_async(redis).await?;
    Ok(taken.iter().map(|taken| !taken).collect())
}

#[cfg(test)]
mod tests;
