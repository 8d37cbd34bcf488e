//! A server in process.

use axum::Router;
use axum::serve::ListenerExt;
use reqwest::Url;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

/// A server on a thread of its own, which ends with the program.
#[derive(Debug, Clone)]
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

/// Serves `router` at a port that is free, from now on.
pub fn serve(router: Router) -> Server {
    crate::tls::install();
    // It listens before this returns: what connects at once waits in the queue.
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("this machine has a free port");
    let address = listener.local_addr().expect("a bound port has an address");
    let connections = Arc::new(AtomicUsize::new(0));
    let count = connections.clone();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime can be started");
        runtime.block_on(async move {
            listener
                .set_nonblocking(true)
                .expect("a socket need not block");
            let listener = tokio::net::TcpListener::from_std(listener)
                .expect("the socket fits")
                .tap_io(move |stream| {
                    count.fetch_add(1, Relaxed);
                    let _ = stream.set_nodelay(true);
                });
            axum::serve(listener, router).await
        })
    });
    Server {
        address,
        connections,
    }
}

impl Server {
    /// The address of a page, with the port.
    pub fn url(&self, path: &str) -> Url {
        let url = format!("http://{}{path}", self.address);
        Url::parse(&url).expect("a path begins with a slash")
    }

    /// How many connections it has accepted.
    pub fn connections(&self) -> usize {
        self.connections.load(Relaxed)
    }
}
