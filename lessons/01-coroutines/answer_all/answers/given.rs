//! Ask the line the square of each number, in order and each once, and hang up only after the last answer.
//!
//!     cargo run -q -- check coroutines/answer_all

use tracing::instrument;

const NUMBERS: [u32; 3] = [3, 5, 2];

/// Asks `line` for the square of each of `NUMBERS`, then hangs up. The squares
/// come back in the order of `NUMBERS`.
async fn answer_all(line: &mut Line) -> [u32; 3] {
    todo!("ask {line:?} for the squares of {NUMBERS:?}, one by one, then hang up")
}

/// Given: a telephone line on which somebody knows squares.
#[derive(Debug, Default)]
struct Line {
    heard: Vec<String>,
}

impl Line {
    #[instrument(skip(self))]
    async fn ask(&mut self, number: u32) -> u32 {
        self.heard.push(format!("{number} squared?"));
        number * number
    }

    #[instrument(skip(self))]
    async fn hang_up(&mut self) {
        self.heard.push("goodbye".to_string());
    }
}

#[cfg(test)]
mod tests;
