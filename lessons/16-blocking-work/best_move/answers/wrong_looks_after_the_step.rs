//! Wrong: looks at the token after each step, and so begins one for nobody.
//! Fails: does_not_begin_for_nobody

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
        for _ in 0..steps {
            game.think();
            if stopped.is_cancelled() {
                break;
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
