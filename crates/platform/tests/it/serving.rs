//! The accept loop on a real socket.

use siaga_platform::web::{PeerAddress, ServeLimits, serve};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

struct Running {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    server: tokio::task::JoinHandle<()>,
}

async fn start(limits: ServeLimits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let router = axum::Router::new()
        .route("/", axum::routing::get(async |peer: axum::Extension<PeerAddress>| peer.0.0.to_string()));
    let server = tokio::spawn(serve(listener, router, limits, async {
        let _ = stopped.await;
    }));
    Running { address, stop, server }
}

async fn talk(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn an_old_client_gets_its_answer_and_the_peer_is_known() {
    let running = start(ServeLimits::PEOPLE).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let answer = talk(&mut stream, "GET / HTTP/1.0\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.0 200 OK\r\n") && answer.ends_with("127.0.0.1"), "{answer}");
    running.stop.send(()).unwrap();
    running.server.await.unwrap();
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let limits = ServeLimits { header_timeout: Duration::from_millis(50), ..ServeLimits::PEOPLE };
    let running = start(limits).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let answer = talk(&mut stream, "GET / HTTP/1.1\r\nHost: a\r\n").await;
    assert!(!answer.contains("200 OK"), "{answer}");
}

#[tokio::test]
async fn only_the_proxy_may_take_many_places() {
    for (trusted_proxy, is_proxy) in [(None, true), (Some("192.0.2.1".parse().unwrap()), false)] {
        let limits = ServeLimits { connections_per_address: 1, trusted_proxy, ..ServeLimits::PEOPLE };
        let running = start(limits).await;
        let first = TcpStream::connect(running.address).await.unwrap();
        let mut second = TcpStream::connect(running.address).await.unwrap();
        let _ = second.write_all(b"GET / HTTP/1.0\r\n\r\n").await;
        let mut answer = Vec::new();
        let read = second.read_to_end(&mut answer).await;
        assert_eq!(read.is_ok() && answer.starts_with(b"HTTP/1.0 200 OK"), is_proxy, "{trusted_proxy:?}");
        drop(first);
    }
}

#[tokio::test]
async fn stopping_cuts_off_connections_that_stay_open() {
    let limits = ServeLimits { stop_timeout: Duration::from_millis(50), ..ServeLimits::PEOPLE };
    let running = start(limits).await;
    let _idle = TcpStream::connect(running.address).await.unwrap();
    running.stop.send(()).unwrap();
    running.server.await.unwrap();
    assert!(TcpStream::connect(running.address).await.is_err(), "nobody listens any more");
}
