//! Extractors of forms, queries and JSON bodies with problems that a person can read.

use crate::problem::Problem;
use crate::web::form_text::FormPairs;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use http::{header, request};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;

/// An ordinary form. The guard has checked its token; see [`FormPairs::to`] for what fits.
#[derive(Debug, Clone)]
pub struct Form<T>(pub T);

/// The query of an address. One that does not fit is treated as the form of that page would be.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

/// A JSON body.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

impl<S: Send + Sync> FromRequest<S> for FormPairs {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        expect_media_type(&request, "application/x-www-form-urlencoded")?;
        Ok(Self::parse(&body(request).await?))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let pairs = FormPairs::from_request(request, state).await?;
        pairs.to().map(Self).map_err(|error| unreadable("platform.form_unreadable", error))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut request::Parts, _state: &S) -> Result<Self, Problem> {
        let pairs = FormPairs::parse(parts.uri.query().unwrap_or_default().as_bytes());
        pairs.to().map(Self).map_err(|error| unreadable("platform.query_unreadable", error))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        expect_media_type(&request, "application/json")?;
        let bytes = body(request).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            Problem::invalid("platform.json_unreadable")
                .with("line", error.line())
                .with("column", error.column())
                .with("detail", error.to_string())
        })
    }
}

impl<T: serde::Serialize> axum::response::IntoResponse for Json<T> {
    fn into_response(self) -> axum::response::Response {
        axum::Json(self.0).into_response()
    }
}

pub(crate) fn expect_media_type(request: &Request, wanted: &'static str) -> Result<(), Problem> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = given.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(wanted) {
        return Ok(());
    }
    Err(Problem::invalid("platform.media_type").with("wanted", wanted).with("given", essence))
}

/// The guard has collected the body already, within the limit of the route; this only takes it.
pub(crate) async fn body(request: Request) -> Result<Bytes, Problem> {
    let collected = request.into_body().collect().await;
    collected
        .map(http_body_util::Collected::to_bytes)
        .map_err(|_| Problem::invalid("platform.body_incomplete"))
}

fn unreadable(code: &'static str, error: crate::web::FormError) -> Problem {
    let mut problem = Problem::invalid(code).with("detail", &error);
    problem.source = Some(Box::new(error));
    problem
}
