//! Wrong: aborts the handle, which has no effect on a closure that has begun.
//! Fails: stops_when_nobody_waits

use std::fmt::Debug;
use tokio::task::JoinSet;

/// Thinks `steps` steps about `game`, on the blocking pool, and returns the best
/// move. If the caller drops this, the step that is under way is finished, and no
/// other must begin; the game is dropped then. If no step has begun, none does.
async fn best_move<G: Game>(mut game: G, steps: u32) -> String {
    let think = move || {
        for _ in 0..steps {
            game.think();
        }
        game.best()
    };
    // Aborts what is in it when it is dropped.
    let mut thinking = JoinSet::new();
    thinking.spawn_blocking(think);
    let thought = thinking.join_next().await.expect("there is one");
    thought.expect("thinking does not panic")
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
