//! Answers of handlers: pages and redirections.

use crate::problem::Problem;
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// Returns a page.
///
/// # Errors
/// `platform.broken` when the template fails, which only a formatter of its values can do.
pub fn render(template: &impl Template) -> Result<Response, Problem> {
    let html = template.render().map_err(Problem::broken)?;
    Ok(Html(html).into_response())
}

/// Returns a page that shows a form again with its problems (422).
///
/// # Errors
/// As [`render`].
pub fn render_invalid(template: &impl Template) -> Result<Response, Problem> {
    let mut response = render(template)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// A redirection to a page of ours after a form was taken.
#[derive(Debug, Clone)]
pub struct Redirection {
    path: String,
    flash: Option<String>,
}

/// What the next page says once; the guard turns it into a cookie.
#[derive(Debug, Clone)]
pub(crate) struct Flash(pub(crate) String);

/// Returns a redirection (303) to a path of ours; anything else leads to the first page.
pub fn see_other(path: impl Into<String>) -> Redirection {
    Redirection { path: local_path(&path.into()).unwrap_or("/").to_owned(), flash: None }
}

impl Redirection {
    /// Lets the next page say a text once.
    #[must_use]
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        self.flash = Some(text.into());
        self
    }
}

impl IntoResponse for Redirection {
    fn into_response(self) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        let location = HeaderValue::from_str(&self.path).unwrap_or(HeaderValue::from_static("/"));
        response.headers_mut().insert(header::LOCATION, location);
        if let Some(text) = self.flash {
            response.extensions_mut().insert(Flash(text));
        }
        response
    }
}

/// Returns a path when it stays inside this program: `/…`, but neither `//host` nor `/\host`.
pub(crate) fn local_path(path: &str) -> Option<&str> {
    let mut letters = path.chars();
    let is_local = letters.next() == Some('/')
        && !matches!(letters.next(), Some('/' | '\\'))
        && path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    is_local.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_followed() {
        for good in ["/", "/akun", "/a?b=c&d=/e"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in
            ["", "akun", "//evil.test", "/\\evil.test", "https://evil.test", "/a b", "/a\r\nb", "/a\\b"]
        {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_foreign_redirection_leads_home() {
        let response = see_other("https://evil.test").into_response();
        assert_eq!(response.headers()[header::LOCATION], "/");
    }
}
