//! Wrong: claims all names or none, in one command.
//! Fails: says_which_were_free

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
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let pairs: Vec<(&String, &str)> = names.iter().map(|name| (name, owner)).collect();
    let are_ours = redis.mset_nx(&pairs).await?;
    Ok(vec![are_ours; names.len()])
}

#[cfg(test)]
mod tests;
