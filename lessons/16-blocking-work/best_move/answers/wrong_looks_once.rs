//! Wrong: looks at the token once, before it begins.
//! Fails: stops_when_nobody_waits

use std::fmt::Debug;
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

/// Thinks `steps` steps about `game`, on the blocking pool, and returns the best
/// move. If the caller drops this, the step that is under way is finished, and no
/// other must begin; the game is dropped then. If no step has begun, none does.
async fn best_move<G: Game>(mut game: G, steps: u32) -> String {
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    let _guard = stop.drop_guard();
    let think = move || {
        if !stopped.is_cancelled() {
            for _ in 0..steps {
                game.think();
            }
        }
        game.best()
    };
    spawn_blocking(think)
        .await
        .expect("thinking does not panic")
}

/// Given: a game that somebody is thinking about.
trait Game: Debug + Send + 'static {
    /// Thinks one step further. It holds the thread, for as long as it takes.
    fn think(&mut self);

    /// The best move that is known by now.
    fn best(self) -> String;
}

#[cfg(test)]
mod tests;
