//! For whoever runs the server: health and counters.

use crate::capability::{Permit, Route};
use crate::ctx::App;
use crate::db;
use crate::problem::Problem;
use crate::topics;
use crate::web::client::is_forwarded;
use crate::web::live;
use crate::web::scope::PeerAddress;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/healthz", Permit::Public, health),
        Route::get("/metrics", Permit::Public, metrics),
        Route::get("/live", Permit::SignedIn, live::stream),
    ]
}

/// Healthy means that the database answers and no job fails again and again.
async fn health(State(app): State<App>) -> Result<Response, Problem> {
    let _: i64 = db::scalar(app.db.reader(), "select cast(1 as bigint)", []).await?;
    let failing = app.metrics.failing_jobs();
    if failing.is_empty() {
        return Ok("ok\n".into_response());
    }
    let text = format!("failing: {}\n", failing.join(", "));
    Ok((StatusCode::SERVICE_UNAVAILABLE, text).into_response())
}

/// Counters are for the machine itself: a peer from elsewhere, or one behind a proxy on this machine, finds
/// nothing here.
async fn metrics(
    State(app): State<App>,
    peer: Option<Extension<PeerAddress>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let is_local = peer.is_some_and(|Extension(PeerAddress(address))| address.is_loopback());
    if !is_local || is_forwarded(&headers) {
        return Err(Problem::missing("platform.page_missing"));
    }
    app.metrics.news_set_aside.set(topics::set_aside(&app).await?);
    let text = app.metrics.text().map_err(Problem::broken)?;
    let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, media_type)], text).into_response())
}
