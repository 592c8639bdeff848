//! For whoever runs the server: health and counters.

use crate::capability::{Permit, Route};
use crate::ctx::App;
use crate::db;
use crate::problem::Problem;
use crate::web::live;
use crate::web::scope::PeerAddress;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/healthz", Permit::Public, health),
        Route::get("/metrics", Permit::Public, metrics),
        Route::get("/live", Permit::SignedIn, live::stream),
    ]
}

/// Healthy means that the database answers.
async fn health(State(app): State<App>) -> Result<&'static str, Problem> {
    let _: i64 = db::scalar(app.db.reader(), "select cast(1 as bigint)", []).await?;
    Ok("ok\n")
}

/// Counters are for the machine itself; a peer from elsewhere finds nothing here.
async fn metrics(State(app): State<App>, peer: Option<Extension<PeerAddress>>) -> Result<Response, Problem> {
    if !peer.is_some_and(|Extension(PeerAddress(address))| address.is_loopback()) {
        return Err(Problem::missing("platform.page_missing"));
    }
    let text = app.metrics.text().map_err(Problem::broken)?;
    let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, media_type)], text).into_response())
}
