//! Wrong: thinks on a thread of its own, which nobody can reach.
//! Fails: stops_when_nobody_waits

use std::fmt::Debug;
use std::thread;
use tokio::sync::oneshot;

/// Thinks `steps` steps about `game`, on the blocking pool, and returns the best
/// move. If the caller drops this, the step that is under way is finished, and no
/// other must begin; the game is dropped then. If no step has begun, none does.
async fn best_move<G: Game>(mut game: G, steps: u32) -> String {
    let (send, receive) = oneshot::channel();
    thread::spawn(move || {
        for _ in 0..steps {
            game.think();
        }
        // Only now does it notice that nobody waits.
        let _ = send.send(game.best());
    });
    receive.await.expect("thinking does not panic")
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
