//! Sign-in of phone programs: a token for the `Authorization` header.

use crate::capability::{Permit, Route};
use crate::ctx::App;
use crate::problem::Problem;
use crate::session::{self, SessionKind, SignIn};
use crate::web::Json;
use crate::web::client::Client;
use axum::Extension;
use axum::extract::State;
use http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::post("/api/session", Permit::Public, begin),
        Route::post("/api/session/end", Permit::SignedIn, end),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(begin, end), components(schemas(Credentials, Token)))]
struct Document;

pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Login and password of an account.
#[derive(Deserialize, ToSchema)]
struct Credentials {
    /// Login as typed.
    login: String,
    /// Password as typed.
    password: String,
}

/// The token of a new session.
#[derive(Serialize, ToSchema)]
struct Token {
    /// To be sent as `Authorization: Bearer …`.
    token: String,
}

#[utoipa::path(
    post,
    path = "/api/session",
    summary = "Begins a session of a phone program",
    request_body = Credentials,
    responses(
        (status = 200, description = "The token of the session", body = Token),
        (status = 422, description = "Login or password is wrong"),
        (status = 429, description = "Too many tries"),
    )
)]
async fn begin(
    State(app): State<App>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Json(given): Json<Credentials>,
) -> Result<Json<Token>, Problem> {
    let user_agent =
        headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let attempt = SignIn {
        login: given.login,
        password: given.password,
        address: client.limited().map_or_else(String::new, |address| address.to_string()),
        user_agent: user_agent.to_owned(),
        kind: SessionKind::Bearer,
    };
    Ok(Json(Token { token: session::sign_in(&app, attempt).await? }))
}

#[utoipa::path(
    post,
    path = "/api/session/end",
    summary = "Ends the session of the token",
    responses((status = 204, description = "The session is over"))
)]
async fn end(State(app): State<App>, headers: HeaderMap) -> Result<StatusCode, Problem> {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if let Some((_, token)) = token.and_then(|value| value.split_once(' ')) {
        session::sign_out(&app, token.trim()).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
