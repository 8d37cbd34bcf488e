//! A client that finds the way to the small web.

use crate::server::Server;
use crate::town::Town;
use reqwest::ClientBuilder;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

/// `Client::builder()`, for a client that finds the town of `web/town.txt` at the names that end in `.example`.
/// Every other address is what it is on the real web.
pub fn client() -> ClientBuilder {
    static TOWN: OnceLock<Server> = OnceLock::new();
    let town = Town::of_the_lessons();
    let hosts = town.hosts();
    client_of(TOWN.get_or_init(|| town.serve()), hosts)
}

/// The same for a server of your own, which answers for `hosts`.
pub fn client_of(server: &Server, hosts: Vec<String>) -> ClientBuilder {
    let way = Way {
        to: server.address,
        hosts,
    };
    reqwest::Client::builder()
        .dns_resolver(Arc::new(way))
        // No lesson takes so long that a connection grows old: there need be no task that looks for such.
        .pool_idle_timeout(None)
        .tls_backend_preconfigured(crate::tls::config())
}

struct Way {
    to: SocketAddr,
    hosts: Vec<String>,
}

impl Resolve for Way {
    fn resolve(&self, name: Name) -> Resolving {
        let is_here = self.hosts.iter().any(|host| host == name.as_str());
        let to = self.to;
        Box::pin(async move {
            if is_here {
                return Ok(Box::new([to].into_iter()) as Addrs);
            }
            if name.as_str().ends_with(".example") {
                // Nobody owns a name that ends so, and no stranger need be asked for it.
                return Err("there is no such host".into());
            }
            // Port 0 is whichever port the address asks for.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(Box::new(found.collect::<Vec<_>>().into_iter()) as Addrs)
        })
    }
}
