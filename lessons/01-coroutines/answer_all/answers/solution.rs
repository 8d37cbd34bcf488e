//! Each future is awaited where it is made, so it is done before the next one is made; the last one too.

use tracing::instrument;

const NUMBERS: [u32; 3] = [3, 5, 2];

/// Asks `line` for the square of each of `NUMBERS`, then hangs up. The squares
/// come back in the order of `NUMBERS`.
async fn answer_all(line: &mut Line) -> [u32; 3] {
    let squares = [
        line.ask(NUMBERS[0]).await,
        line.ask(NUMBERS[1]).await,
        line.ask(NUMBERS[2]).await,
    ];
    line.hang_up().await;
    squares
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
