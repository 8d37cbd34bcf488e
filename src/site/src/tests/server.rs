//! The server, asked over a socket what a browser asks, and what it must not be asked.

use crate::server;
use std::fs;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

struct Server {
    port: u16,
    _dir: TempDir,
}

impl Server {
    async fn start() -> Server {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("index.html"), "the book").unwrap();
        fs::write(dir.path().join("404.html"), "no such page").unwrap();
        let listener = server::listen(0).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let path = dir.path().to_path_buf();
        tokio::spawn(async move { server::serve(listener, &path).await });
        Server { port, _dir: dir }
    }

    /// The answer to a request, whose `PORT` is the server's.
    async fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let request = request.replace("PORT", &self.port.to_string());
        stream
            .write_all(format!("{request}\r\nConnection: close\r\n\r\n").as_bytes())
            .await
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

#[tokio::test]
async fn a_page_comes_with_its_headers() {
    let server = Server::start().await;
    let answer = server.ask("GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT").await;
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("the book"),
        "{answer}"
    );
    for header in [
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "frame-ancestors 'self'",
    ] {
        assert!(answer.contains(header), "{answer}");
    }
    let named = server
        .ask("GET /index.html HTTP/1.1\r\nHost: localhost:PORT")
        .await;
    assert!(named.starts_with("HTTP/1.1 200"), "{named}");
}

#[tokio::test]
async fn an_address_that_is_none_gets_the_page_for_it() {
    let server = Server::start().await;
    for path in ["/gone.html", "/../Cargo.toml", "/%2e%2e/%2e%2e/etc/passwd"] {
        let answer = server
            .ask(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:PORT"))
            .await;
        assert!(
            answer.starts_with("HTTP/1.1 404") && answer.ends_with("no such page"),
            "{path}: {answer}"
        );
        assert!(answer.contains("nosniff"), "{answer}");
    }
}

#[tokio::test]
async fn only_its_own_names_are_answered() {
    let server = Server::start().await;
    let strangers = [
        "GET / HTTP/1.1\r\nHost: evil.example:PORT",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:1",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT.evil.example",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nX-Forwarded-Host: 127.0.0.1:PORT",
        "GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:PORT",
    ];
    for request in strangers {
        let answer = server.ask(request).await;
        assert!(
            answer.starts_with("HTTP/1.1 421") && !answer.contains("the book"),
            "{request}: {answer}"
        );
    }
}

#[tokio::test]
async fn only_reading_is_allowed() {
    let server = Server::start().await;
    let head = server.ask("HEAD / HTTP/1.1\r\nHost: 127.0.0.1:PORT").await;
    assert!(
        head.starts_with("HTTP/1.1 200") && !head.contains("the book"),
        "{head}"
    );
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = server
            .ask(&format!(
                "{method} / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 0"
            ))
            .await;
        assert!(
            answer.starts_with("HTTP/1.1 405") && answer.contains("allow: GET, HEAD"),
            "{method}: {answer}"
        );
    }
}

#[tokio::test]
async fn a_port_that_is_taken_is_passed_over() {
    let taken = server::listen(0).await.unwrap();
    let port = taken.local_addr().unwrap().port();
    let next = server::listen(port).await.unwrap();
    assert_ne!(next.local_addr().unwrap().port(), port);
    assert!(next.local_addr().unwrap().ip().is_loopback());
    assert!(server::url(&next).unwrap().starts_with("http://127.0.0.1:"));
}
