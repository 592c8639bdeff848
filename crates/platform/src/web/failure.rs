//! How a problem reaches a person: as a page, or as JSON below `/api/`.

use crate::ctx::{App, Ctx};
use crate::locale::Locale;
use crate::problem::{Problem, ProblemKind};
use crate::web::answer;
use crate::web::page::{Page, problem_text};
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use std::sync::Arc;

/// The problem inside an answer that is not written yet; the guard writes it.
#[derive(Debug, Clone)]
pub(crate) struct Unwritten(Arc<Problem>);

impl ProblemKind {
    /// Returns the HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        response.extensions_mut().insert(Unwritten(Arc::new(self)));
        response
    }
}

/// For whom a problem is written.
pub(crate) struct Reader<'a> {
    pub(crate) app: &'a App,
    pub(crate) ctx: Option<&'a Ctx>,
    pub(crate) locale: Locale,
    pub(crate) request_id: &'a str,
    pub(crate) wants_json: bool,
    /// Where a visitor who must sign in comes back to; nothing for requests that are not pages.
    pub(crate) come_back: Option<&'a str>,
}

/// Writes the problem of an answer out, if it holds one; other answers stay as they are.
pub(crate) fn write(reader: &Reader<'_>, mut response: Response) -> Response {
    let status = response.status();
    let problem = match response.extensions_mut().remove::<Unwritten>() {
        Some(Unwritten(problem)) => problem,
        None if status == StatusCode::METHOD_NOT_ALLOWED => {
            Arc::new(Problem::missing("platform.method_not_allowed"))
        }
        // Parts of an address that do not fit their type are refused by the router in plain text.
        None if status.is_client_error() && is_plain_text(&response) => {
            Arc::new(Problem::invalid("platform.request_unreadable"))
        }
        None => return response,
    };
    log(reader, &problem);
    if problem.code == "platform.must_change_password" && reader.come_back.is_some() {
        return answer::see_other("/akun").into_response();
    }
    if problem.kind == ProblemKind::SignedOut
        && let Some(target) = reader.come_back
    {
        return answer::see_other(format!("/masuk?next={}", percent_encoded(target))).into_response();
    }
    let mut written = if reader.wants_json { json(reader, &problem) } else { html(reader, &problem) };
    *written.status_mut() = status;
    for name in [http::header::ALLOW, http::header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            written.headers_mut().insert(name, value.clone());
        }
    }
    written
}

fn is_plain_text(response: &Response) -> bool {
    let media_type = response.headers().get(http::header::CONTENT_TYPE);
    media_type.is_none_or(|value| value.as_bytes().starts_with(b"text/plain"))
}

fn log(reader: &Reader<'_>, problem: &Problem) {
    match problem.kind {
        ProblemKind::Broken => tracing::error!(
            request.id = reader.request_id, code = problem.code, cause = %chain(problem),
            "a request failed by a fault of the program"
        ),
        ProblemKind::Busy => tracing::warn!(
            request.id = reader.request_id, code = problem.code, cause = %chain(problem),
            "a request could not be served for the moment"
        ),
        _ => {}
    }
}

/// Returns an error and all its sources in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// Only a fault of the program has a number to tell to whoever runs the server.
fn incident<'a>(reader: &Reader<'a>, problem: &Problem) -> Option<&'a str> {
    (problem.kind == ProblemKind::Broken).then_some(reader.request_id)
}

fn json(reader: &Reader<'_>, problem: &Problem) -> Response {
    let text = problem_text(reader.app, reader.locale, problem);
    axum::Json(serde_json::json!({
        "code": problem.code,
        "text": text,
        "field": problem.field,
        "incident": incident(reader, problem),
    }))
    .into_response()
}

#[derive(Template)]
#[template(path = "platform/failure.html")]
struct FailurePage<'a> {
    page: Page,
    text: String,
    incident: Option<&'a str>,
    must_sign_in: bool,
}

fn html(reader: &Reader<'_>, problem: &Problem) -> Response {
    let title = match problem.kind {
        ProblemKind::Missing => "failure-missing",
        ProblemKind::Forbidden | ProblemKind::SignedOut => "failure-forbidden",
        ProblemKind::Busy | ProblemKind::Broken => "failure-broken",
        _ => "failure-refused",
    };
    let page = match reader.ctx {
        Some(ctx) => Page::new(ctx, title),
        None => Page::plain(reader.app, reader.locale, title),
    };
    let template = FailurePage {
        text: page.problem_text(problem),
        incident: incident(reader, problem),
        must_sign_in: problem.kind == ProblemKind::SignedOut,
        page,
    };
    match template.render() {
        Ok(text) => Html(text).into_response(),
        Err(_) => template.text.into_response(),
    }
}

fn percent_encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a string");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_with_a_query_survives_as_one_value() {
        assert_eq!(percent_encoded("/a?b=c&d"), "/a%3Fb%3Dc%26d");
    }

    #[test]
    fn every_kind_has_its_own_status_or_shares_it_knowingly() {
        assert_eq!(Problem::invalid("x.y").into_response().status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(Problem::broken("why").into_response().status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
