//! From where a request comes, also behind a reverse proxy.

use crate::web::scope::PeerAddress;
use http::{Extensions, HeaderMap};
use std::net::{IpAddr, SocketAddr};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The client of a request; the outermost layer puts it on every request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Client {
    /// Its address as far as it is known.
    pub(crate) address: Option<IpAddr>,
    /// Whether many people may stand behind that address, so that it has no limits of its own.
    pub(crate) is_shared: bool,
}

impl Client {
    /// Returns the client behind a peer. Only the trusted proxy is believed, and only its last hop:
    /// what stands before that in the header, the client itself may have written.
    pub(crate) fn of(headers: &HeaderMap, extensions: &Extensions, trusted: Option<IpAddr>) -> Self {
        let Some(PeerAddress(peer)) = extensions.get::<PeerAddress>().copied() else {
            return Self { address: None, is_shared: true };
        };
        if Some(peer) == trusted
            && let Some(address) = last_hop(headers)
        {
            return Self { address: Some(address), is_shared: false };
        }
        Self { address: Some(peer), is_shared: is_proxy(peer, trusted) }
    }

    /// Returns the address whose tries of passwords are limited.
    pub(crate) fn limited(&self) -> Option<IpAddr> {
        self.address.filter(|_| !self.is_shared)
    }
}

/// Returns whether a peer speaks for many: the trusted proxy, or without one the machine itself.
pub(crate) fn is_proxy(peer: IpAddr, trusted: Option<IpAddr>) -> bool {
    trusted.map_or(peer.is_loopback(), |trusted| trusted == peer)
}

/// Returns whether a request was handed on by a proxy.
pub(crate) fn is_forwarded(headers: &HeaderMap) -> bool {
    headers.contains_key(FORWARDED_FOR) || headers.contains_key(http::header::FORWARDED)
}

fn last_hop(headers: &HeaderMap) -> Option<IpAddr> {
    let line = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?;
    let hop = line.rsplit(',').next()?.trim();
    let address = hop.parse().or_else(|_| hop.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, trusted: Option<&str>, forwarded: &[&str]) -> (String, bool) {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let mut extensions = Extensions::new();
        extensions.insert(PeerAddress(peer.parse().unwrap()));
        let client = Client::of(&headers, &extensions, trusted.map(|trusted| trusted.parse().unwrap()));
        (client.address.unwrap().to_string(), client.limited().is_some())
    }

    #[test]
    fn only_the_last_hop_of_the_trusted_proxy_is_believed() {
        for (peer, trusted, forwarded, expected) in [
            ("10.0.0.5", Some("10.0.0.5"), vec!["203.0.113.9"], ("203.0.113.9", true)),
            ("10.0.0.5", Some("10.0.0.5"), vec!["1.1.1.1, 203.0.113.9"], ("203.0.113.9", true)),
            ("10.0.0.5", Some("10.0.0.5"), vec!["1.1.1.1", "203.0.113.9:4711"], ("203.0.113.9", true)),
            ("127.0.0.1", Some("127.0.0.1"), vec!["::ffff:203.0.113.9"], ("203.0.113.9", true)),
            ("10.0.0.6", Some("10.0.0.5"), vec!["203.0.113.9"], ("10.0.0.6", true)),
            ("192.0.2.1", None, vec!["203.0.113.9"], ("192.0.2.1", true)),
            ("127.0.0.1", None, vec!["203.0.113.9"], ("127.0.0.1", false)),
            ("127.0.0.1", None, vec![], ("127.0.0.1", false)),
            ("127.0.0.1", Some("10.0.0.5"), vec![], ("127.0.0.1", true)),
            ("10.0.0.5", Some("10.0.0.5"), vec!["nobody"], ("10.0.0.5", false)),
            ("10.0.0.5", Some("10.0.0.5"), vec![], ("10.0.0.5", false)),
        ] {
            let (address, is_limited) = client(peer, trusted, &forwarded);
            assert_eq!((address.as_str(), is_limited), expected, "{peer} {trusted:?} {forwarded:?}");
        }
    }
}
