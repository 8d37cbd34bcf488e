//! Wrong: leaves it to the pool how many connections it opens.
//! Fails: opens_five_connections

use futures::future::join_all;
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyPool, Error, query};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use tracing::instrument;

/// Opens one pool of 5 connections to the library's database, makes its table
/// by `create_table`, and signs up all `names`, all at the same time, each by
/// `insert`. The library must never have more than those 5 connections. Who
/// cannot be signed up must not keep out the others; the result is the first
/// such error, in the order of the names. If the table cannot be made, that is
/// the result, and nobody is signed up.
async fn sign_up(names: &[&str], library: &Library) -> Result<(), Error> {
    let pool = library.pool_options().connect(&library.url).await?;
    library.create_table(&pool).await?;
    let calls = names.iter().map(|name| library.insert(name, &pool));
    join_all(calls).await.into_iter().collect()
}

/// Given: a library, and what it has seen.
#[derive(Clone, Debug)]
struct Library {
    url: String,
    /// Connections that its pools have opened.
    opened: Arc<AtomicUsize>,
    /// Calls of `insert` that are under way, and the most that ever were.
    under_way: Arc<AtomicUsize>,
    most_at_once: Arc<AtomicUsize>,
}

impl Library {
    /// The options for its pools, which count the connections.
    fn pool_options(&self) -> AnyPoolOptions {
        let opened = self.opened.clone();
        AnyPoolOptions::new().after_connect(move |_, _| {
            opened.fetch_add(1, Relaxed);
            Box::pin(async { Ok(()) })
        })
    }

    async fn create_table(&self, pool: &AnyPool) -> Result<(), Error> {
        let table = query("CREATE TABLE readers (name VARCHAR(40) PRIMARY KEY)");
        table.execute(pool).await.map(drop)
    }

    /// Signs up one reader. It is an error if the name is there already, or
    /// empty.
    #[instrument(skip(self, pool))]
    async fn insert(&self, name: &str, pool: &AnyPool) -> Result<(), Error> {
        if name.is_empty() {
            return Err(Error::InvalidArgument("a reader has a name".into()));
        }
        let under_way = self.under_way.fetch_add(1, Relaxed) + 1;
        self.most_at_once.fetch_max(under_way, Relaxed);
        let insert = query("INSERT INTO readers (name) VALUES (?)").bind(name);
        let end = insert.execute(pool).await;
        self.under_way.fetch_sub(1, Relaxed);
        end.map(drop)
    }
}

#[cfg(test)]
mod tests;
