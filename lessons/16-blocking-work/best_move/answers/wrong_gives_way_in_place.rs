//! Wrong: gives way after each step, and holds the thread of the runtime in each.
//! Fails: leaves_the_runtime_its_thread

use std::fmt::Debug;
use tokio::task::yield_now;

/// Thinks `steps` steps about `game`, on the blocking pool, and returns the best
/// move. If the caller drops this, the step that is under way is finished, and no
/// other must begin; the game is dropped then. If no step has begun, none does.
async fn best_move<G: Game>(mut game: G, steps: u32) -> String {
    for _ in 0..steps {
        game.think();
        yield_now().await;
    }
    game.best()
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
