//! Wrong: thinks on a thread of its own, where no limit of the pool counts.
//! Fails: leaves_the_runtime_its_thread

use std::fmt::Debug;
use std::thread;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

/// Thinks `steps` steps about `game`, on the blocking pool, and returns the best
/// move. If the caller drops this, the step that is under way is finished, and no
/// other must begin; the game is dropped then. If no step has begun, none does.
async fn best_move<G: Game>(mut game: G, steps: u32) -> String {
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    // Is dropped with this future, wherever that may be, and then it cancels the token.
    let _guard = stop.drop_guard();
    let think = move || {
        let is_awaited = |_: &u32| !stopped.is_cancelled();
        (0..steps).take_while(is_awaited).for_each(|_| game.think());
        game.best()
    };
    let (send, best) = oneshot::channel();
    thread::spawn(move || send.send(think()));
    best.await.expect("thinking does not panic")
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
