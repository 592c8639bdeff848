//! Sign-in, sign-out and the language switch.

use crate::capability::{Permit, Route};
use crate::ctx::{App, Ctx};
use crate::locale::Locale;
use crate::problem::Problem;
use crate::session::{self, SessionKind, SignIn};
use crate::web::answer::{local_path, render, see_other};
use crate::web::client::Client;
use crate::web::cookie;
use crate::web::scope;
use crate::web::{Form, Page, Query};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, http::HeaderMap};
use http::{HeaderValue, header};
use serde::Deserialize;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/masuk", Permit::Public, form),
        Route::post("/masuk", Permit::Public, sign_in),
        Route::post("/keluar", Permit::SignedIn, sign_out),
        Route::post("/bahasa", Permit::Public, set_language),
    ]
}

#[derive(Template)]
#[template(path = "platform/sign_in.html")]
struct SignInPage {
    page: Page,
    login: String,
    next: String,
}

#[derive(Debug, Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

async fn form(ctx: Ctx, Query(query): Query<Next>) -> Result<Response, Problem> {
    let next = local_path(&query.next).unwrap_or("/").to_owned();
    if ctx.actor.is_signed_in() {
        return Ok(see_other(next).into_response());
    }
    render(&SignInPage { page: Page::new(&ctx, "sign-in-title"), login: String::new(), next })
}

#[derive(Deserialize)]
struct Credentials {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

async fn sign_in(
    State(app): State<App>,
    ctx: Ctx,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Form(given): Form<Credentials>,
) -> Result<Response, Problem> {
    let user_agent =
        headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let attempt = SignIn {
        login: given.login.clone(),
        password: given.password,
        address: client.limited().map_or_else(String::new, |address| address.to_string()),
        user_agent: user_agent.to_owned(),
        kind: SessionKind::Cookie,
    };
    let next = local_path(&given.next).unwrap_or("/").to_owned();
    match session::sign_in(&app, attempt).await {
        Ok(token) => {
            let mut response = see_other(next).into_response();
            let secure = scope::current().secure;
            add_cookie(&mut response, cookie::set(cookie::SESSION, &token, None, secure));
            add_cookie(&mut response, cookie::clear(cookie::FORM, secure));
            Ok(response)
        }
        Err(problem) if problem.source.is_none() => {
            let page = Page::new(&ctx, "sign-in-title").with_problem(&problem);
            let mut response = render(&SignInPage { page, login: given.login, next })?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    let secure = scope::current().secure;
    if let Some(token) = cookie::value(&headers, cookie::SESSION, secure) {
        session::sign_out(&app, token).await?;
    }
    let mut response = see_other("/masuk").into_response();
    add_cookie(&mut response, cookie::clear(cookie::SESSION, secure));
    response.headers_mut().insert(
        http::HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}

#[derive(Debug, Deserialize)]
struct Language {
    #[serde(default)]
    language: String,
    #[serde(default)]
    next: String,
}

async fn set_language(ctx: Ctx, Form(wanted): Form<Language>) -> Result<Response, Problem> {
    const A_YEAR: u64 = 365 * 24 * 60 * 60;
    let locale = Locale::from_tag(&wanted.language);
    if ctx.actor.is_signed_in() {
        session::set_locale(&ctx, locale).await?;
    }
    let mut response = see_other(wanted.next).into_response();
    let secure = scope::current().secure;
    add_cookie(&mut response, cookie::set(cookie::LANGUAGE, locale.tag(), Some(A_YEAR), secure));
    Ok(response)
}

fn add_cookie(response: &mut Response, value: HeaderValue) {
    response.headers_mut().append(header::SET_COOKIE, value);
}
