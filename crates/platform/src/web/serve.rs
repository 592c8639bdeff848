//! The accept loop: limits on connections, slow senders cut off, an end within seconds.

use crate::web::client::is_proxy;
use crate::web::scope::PeerAddress;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// Limits of one listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServeLimits {
    /// Connections at the same time.
    pub connections: usize,
    /// Connections at the same time from one address.
    pub connections_per_address: usize,
    /// Time to send the head of a request.
    pub header_timeout: Duration,
    /// Time for a whole request and its answer to be at work on a connection; nothing for no limit.
    pub request_timeout: Option<Duration>,
    /// Time that open requests get when the server stops.
    pub stop_timeout: Duration,
    /// The reverse proxy through which people come: it has no limit of its own. Without one that is so for
    /// connections from the machine itself.
    pub trusted_proxy: Option<IpAddr>,
}

impl ServeLimits {
    /// Limits for people's browsers.
    pub const PEOPLE: Self = Self {
        connections: 2_000,
        connections_per_address: 200,
        header_timeout: Duration::from_secs(10),
        request_timeout: None,
        stop_timeout: Duration::from_secs(5),
        trusted_proxy: None,
    };

    /// Limits for terminals; many of them may stand behind one address.
    pub const TERMINALS: Self = Self {
        connections: 12_000,
        connections_per_address: 12_000,
        header_timeout: Duration::from_secs(10),
        request_timeout: Some(Duration::from_secs(60)),
        stop_timeout: Duration::from_secs(5),
        trusted_proxy: None,
    };

    fn of_address(&self, address: IpAddr) -> usize {
        if is_proxy(address, self.trusted_proxy) { self.connections } else { self.connections_per_address }
    }
}

/// Serves connections until `stop` is ready, then lets open requests end.
///
/// # Shape
/// Beyond the limit of all connections new ones wait in the queue of the operating system; beyond
/// that of one address they are closed at once.
pub async fn serve(
    listener: TcpListener,
    router: axum::Router,
    limits: ServeLimits,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let addresses = Addresses::default();
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.expect("the semaphore is never closed");
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let Some((stream, address)) = ready(accepted).await else { continue };
        let Some(seat) = addresses.take(address, limits.of_address(address)) else { continue };
        let connection = graceful.watcher();
        let router = router.clone();
        tokio::spawn(async move {
            connect(stream, address, router, limits, connection).await;
            drop((seat, place));
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.stop_timeout, graceful.shutdown()).await.is_err() {
        tracing::warn!("open connections were cut off when the server stopped");
    }
}

/// A failed accept (too many open files) is waited out instead of tried again at full speed.
async fn ready(accepted: std::io::Result<(TcpStream, std::net::SocketAddr)>) -> Option<(TcpStream, IpAddr)> {
    match accepted {
        Ok((stream, address)) => {
            let _ = stream.set_nodelay(true);
            Some((stream, address.ip().to_canonical()))
        }
        Err(error) => {
            tracing::warn!(cause = %error, "a connection could not be accepted");
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

async fn connect(
    stream: TcpStream,
    address: IpAddr,
    router: axum::Router,
    limits: ServeLimits,
    watcher: hyper_util::server::graceful::Watcher,
) {
    let service = service_fn(move |request: http::Request<Incoming>| {
        let router = router.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(PeerAddress(address));
            let answer = router.oneshot(request);
            match limits.request_timeout {
                Some(limit) => {
                    tokio::time::timeout(limit, answer).await.map_err(|_| SlowRequest).map(infallible)
                }
                None => Ok(infallible(answer.await)),
            }
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_headers(64)
        .max_buf_size(64 * 1024)
        .half_close(false)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(cause = %error, "a connection ended early");
    }
}

fn infallible<T>(result: Result<T, std::convert::Infallible>) -> T {
    match result {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

#[derive(Debug, thiserror::Error)]
#[error("a request took too long")]
struct SlowRequest;

/// Open connections by address.
#[derive(Debug, Clone, Default)]
struct Addresses(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One open connection of an address; dropping it frees the place.
#[derive(Debug)]
struct Seat {
    addresses: Addresses,
    address: IpAddr,
}

impl Addresses {
    fn take(&self, address: IpAddr, limit: usize) -> Option<Seat> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= limit {
            return None;
        }
        *count += 1;
        Some(Seat { addresses: self.clone(), address })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.addresses.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_proxy_has_no_limit_of_its_own() {
        let few = |address: &str, trusted: Option<&str>| {
            let trusted_proxy = trusted.map(|trusted| trusted.parse().unwrap());
            let limits = ServeLimits { trusted_proxy, ..ServeLimits::PEOPLE };
            limits.of_address(address.parse().unwrap()) == 200
        };
        assert!(few("192.0.2.1", None) && !few("127.0.0.1", None) && !few("::1", None));
        assert!(few("127.0.0.1", Some("10.0.0.5")) && !few("10.0.0.5", Some("10.0.0.5")));
        assert!(few("10.0.0.6", Some("10.0.0.5")));
    }

    #[test]
    fn an_address_has_so_many_places_and_gets_them_back() {
        let addresses = Addresses::default();
        let address: IpAddr = "10.0.0.7".parse().unwrap();
        let first = addresses.take(address, 2).unwrap();
        let _second = addresses.take(address, 2).unwrap();
        assert!(addresses.take(address, 2).is_none());
        assert!(addresses.take("10.0.0.8".parse().unwrap(), 2).is_some());
        drop(first);
        assert!(addresses.take(address, 2).is_some());
    }
}
