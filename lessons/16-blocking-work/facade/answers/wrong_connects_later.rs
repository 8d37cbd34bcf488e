//! Wrong: connects when it is asked for the first time, and not before.
//! Fails: keeps_one_connection

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use tokio::runtime::{Handle, Runtime};
use tokio::sync::{OnceCell, mpsc, oneshot};

/// A client for programs that are not async. It keeps one connection. Several
/// threads may ask at the same time, and it may be dropped anywhere, in async
/// code too.
struct Client {
    /// `None` only while it is dropped.
    runtime: Option<Runtime>,
    shop: Arc<Shop>,
    connection: OnceCell<Connection>,
}

impl Client {
    /// Connects to `shop`. In async code, which must not be held, it is
    /// `InAsyncCode`.
    fn connect(shop: Arc<Shop>) -> Result<Client, AskError> {
        if Handle::try_current().is_ok() {
            return Err(AskError::InAsyncCode);
        }
        let runtime = Runtime::new().map_err(AskError::Runtime)?;
        Ok(Client {
            runtime: Some(runtime),
            shop,
            connection: OnceCell::new(),
        })
    }

    /// Asks for the price of `item`, over the connection that there is. In async
    /// code, which must not be held, it is `InAsyncCode`.
    fn price(&self, item: &str) -> Result<u32, AskError> {
        if Handle::try_current().is_ok() {
            return Err(AskError::InAsyncCode);
        }
        let runtime = self.runtime.as_ref().expect("there until the drop");
        let open = || Connection::open(self.shop.clone());
        runtime.block_on(async { self.connection.get_or_init(open).await.price(item).await })
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Unlike the drop of a runtime, this waits for nothing.
            runtime.shutdown_background();
        }
    }
}

/// Given: why there is no price.
#[derive(Debug)]
enum AskError {
    /// It was called where it may not hold the thread.
    InAsyncCode,
    /// The shop does not have it.
    Unknown(String),
    /// There is no connection any more.
    Disconnected,
    /// There is no runtime to be had.
    Runtime(io::Error),
}

/// Given: a shop that counts its connections, and answers a question when so many
/// wait.
struct Shop {
    prices: HashMap<&'static str, u32>,
    connections: AtomicU32,
    answers_together: usize,
}

type Question = (String, oneshot::Sender<Result<u32, AskError>>);

/// Given: a connection to the shop. A task keeps it open, on the runtime where it
/// was made.
struct Connection {
    questions: mpsc::Sender<Question>,
}

impl Connection {
    async fn open(shop: Arc<Shop>) -> Connection {
        shop.connections.fetch_add(1, Relaxed);
        let (questions, mut asked) = mpsc::channel::<Question>(8);
        tokio::spawn(async move {
            let mut waiting = Vec::new();
            while let Some(question) = asked.recv().await {
                waiting.push(question);
                if waiting.len() < shop.answers_together {
                    continue;
                }
                for (item, answer) in waiting.drain(..) {
                    let price = shop.prices.get(item.as_str()).copied();
                    // Whoever does not wait for the answer any more does not need it.
                    let _ = answer.send(price.ok_or(AskError::Unknown(item)));
                }
            }
        });
        Connection { questions }
    }

    async fn price(&self, item: &str) -> Result<u32, AskError> {
        let (send, answer) = oneshot::channel();
        let question = (item.to_string(), send);
        let sent = self.questions.send(question).await;
        sent.map_err(|_| AskError::Disconnected)?;
        answer.await.map_err(|_| AskError::Disconnected)?
    }
}

#[cfg(test)]
mod tests;
