//! Shows a built book to the browser on this machine, and to nobody else.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};

/// So many ports are tried, from the one that was asked for; after them, any that is free.
const PORTS: u16 = 10;

/// Sent with every answer. Nothing comes from elsewhere, and nobody else may put the book into a frame: only the book
/// itself does, for the table of contents of readers without JavaScript.
const HEADERS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    // The book is built again while it is open: ask each time whether a page is still the same.
    (header::CACHE_CONTROL, "no-cache"),
];

/// Listens on this machine only: on `port`, or the next one that is free. With port 0, on any.
pub async fn listen(port: u16) -> Result<TcpListener, String> {
    let ports = (port..=port.saturating_add(PORTS)).chain([0]);
    let mut error = String::new();
    for port in ports {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => return Ok(listener),
            Err(e) => error = format!("cannot listen on 127.0.0.1, port {port} or any other: {e}"),
        }
    }
    Err(error)
}

/// The address to type into a browser.
pub fn url(listener: &TcpListener) -> Result<String, String> {
    let address = listener
        .local_addr()
        .map_err(|e| format!("cannot tell the port: {e}"))?;
    Ok(format!("http://{address}/"))
}

/// Serves the book in `dir` until Ctrl-C.
pub async fn serve(listener: TcpListener, dir: &Path) -> Result<(), String> {
    let address = listener
        .local_addr()
        .map_err(|e| format!("cannot tell the port: {e}"))?;
    // A browser keeps its connections open: waiting for them would be waiting for the browser to end.
    tokio::select! {
        served = axum::serve(listener, router(dir, address)) => served.map_err(|e| format!("the server stopped: {e}")),
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}

/// The pages in `dir`, for requests that were meant for `address`.
fn router(dir: &Path, address: SocketAddr) -> Router {
    let hosts = [
        format!("127.0.0.1:{}", address.port()),
        format!("localhost:{}", address.port()),
    ];
    let not_found = ServeFile::new(dir.join("404.html"));
    Router::new()
        .fallback_service(ServeDir::new(dir).not_found_service(not_found))
        .layer(middleware::from_fn_with_state(Arc::new(hosts), guard))
        .layer(middleware::map_response(with_headers))
}

/// Lets through what only reads, and was addressed to this server by a name that is its own: a page elsewhere may
/// point a name of its own at 127.0.0.1, and the browser would let it read what comes back.
async fn guard(State(hosts): State<Arc<[String; 2]>>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (
            StatusCode::METHOD_NOT_ALLOWED,
            [(header::ALLOW, "GET, HEAD")],
            "only GET and HEAD\n",
        )
            .into_response();
    }
    let named = request
        .uri()
        .authority()
        .is_none_or(|authority| hosts.iter().any(|host| host == authority.as_str()));
    match host(request.headers()) {
        Some(host) if named && hosts.iter().any(|known| known == host) => next.run(request).await,
        _ => (
            StatusCode::MISDIRECTED_REQUEST,
            format!("this is http://{}/\n", hosts[0]),
        )
            .into_response(),
    }
}

/// The host, if there is exactly one.
fn host(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    hosts.next().is_none().then_some(host)
}

async fn with_headers(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}
