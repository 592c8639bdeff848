//! Answers in the form that every firmware understands: plain text, a length, a date, nothing else.

use crate::ops::ingest::Refusal;
use axum::body::Body;
use axum::response::Response;
use chrono::{DateTime, Utc};
use http::{HeaderValue, StatusCode, header};

/// An answer to a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    status: StatusCode,
    text: String,
}

impl Answer {
    /// Lets the terminal go on.
    pub(super) fn ok() -> Self {
        Self::text(siaga_iclock::reply::ok().to_owned())
    }

    /// Lets the terminal go on with a text of the protocol.
    pub(super) fn text(text: String) -> Self {
        Self { status: StatusCode::OK, text }
    }

    /// Is not for terminals, or a file; nothing is offered.
    pub(super) fn missing() -> Self {
        Self::refusal(StatusCode::NOT_FOUND, "NOT FOUND")
    }

    /// Cannot be understood at all.
    pub(super) fn bad(why: &'static str) -> Self {
        Self::refusal(StatusCode::BAD_REQUEST, why)
    }

    /// Speaks through another path than the one it was given.
    pub(super) fn forbidden() -> Self {
        Self::refusal(StatusCode::FORBIDDEN, "FORBIDDEN")
    }

    /// Asks too often; its data are safe with it.
    pub(super) fn too_many() -> Self {
        Self::refusal(StatusCode::TOO_MANY_REQUESTS, "LATER")
    }

    /// Brings more than is ever taken at once.
    pub(super) fn too_large() -> Self {
        Self::refusal(StatusCode::PAYLOAD_TOO_LARGE, "TOO LARGE")
    }

    /// Could not be made durable: the terminal keeps it and comes back.
    pub(super) fn later() -> Self {
        Self::refusal(StatusCode::SERVICE_UNAVAILABLE, "LATER")
    }

    fn refusal(status: StatusCode, text: &'static str) -> Self {
        Self { status, text: text.to_owned() }
    }

    pub(super) fn into_response(self, now: DateTime<Utc>) -> Response {
        // Terminals set their clock by this header.
        let date = now.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let length = self.text.len();
        let mut response = Response::new(Body::from(self.text));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        headers.insert(header::DATE, HeaderValue::from_str(&date).expect("a date is plain text"));
        if self.status == StatusCode::SERVICE_UNAVAILABLE || self.status == StatusCode::TOO_MANY_REQUESTS {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
        }
        response
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::WrongPath => return Self::forbidden(),
            Refusal::Stranger => tracing::warn!("an unknown terminal was told to come later"),
            Refusal::Store(_) | Refusal::Busy => {}
        }
        Self::later()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_the_headers_that_terminals_need() {
        let now: DateTime<Utc> = "2020-06-08T00:01:07Z".parse().unwrap();
        let response = Answer::text("OK: 1".to_owned()).into_response(now);
        assert_eq!(response.headers()[header::DATE], "Mon, 08 Jun 2020 00:01:07 GMT");
        assert_eq!(response.headers()[header::CONTENT_LENGTH], "5");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/plain");
        assert_eq!(response.headers().len(), 3);
    }

    #[test]
    fn whatever_is_not_durable_is_no_ok() {
        for refusal in [Refusal::Busy, Refusal::Stranger] {
            assert_eq!(Answer::from(refusal).status, StatusCode::SERVICE_UNAVAILABLE);
        }
    }
}
