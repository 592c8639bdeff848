//! What the layout of a page needs to know about the request that it answers.

use crate::capability::NavEntry;
use crate::people_source::PeopleSource;
use std::net::IpAddr;
use std::sync::Arc;

/// Address of the peer of a connection; the server puts it on every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerAddress(pub IpAddr);

/// Facts of one request. They travel beside the call so that an operation's context stays free of
/// the web: the guard sets them, `Page::new` reads them, nothing else does.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    /// Path without the query.
    pub(crate) path: String,
    /// Path with the query, for links that come back here.
    pub(crate) target: String,
    /// Token that forms of this page must carry.
    pub(crate) csrf: String,
    /// What an earlier request wants to have said.
    pub(crate) flash: Option<String>,
    /// Whether the account must set a new password before anything else.
    pub(crate) must_change_password: bool,
    /// Every menu entry of the program.
    pub(crate) nav: Arc<[NavEntry]>,
    /// Who knows people and agencies.
    pub(crate) people: Option<PeopleSource>,
    /// Whether cookies are for https only.
    pub(crate) secure: bool,
}

tokio::task_local! {
    static SCOPE: Arc<Scope>;
}

/// Runs a future with the facts of its request.
pub(crate) async fn within<F: Future>(scope: Arc<Scope>, future: F) -> F::Output {
    SCOPE.scope(scope, future).await
}

/// Returns the facts of the present request; outside of one they are empty.
pub(crate) fn current() -> Arc<Scope> {
    SCOPE.try_with(Arc::clone).unwrap_or_default()
}
