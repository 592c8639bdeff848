//! Whether an unsafe request comes from a page of ours.

use http::{HeaderMap, header};

/// Name of the form field that carries the token.
pub(crate) const FIELD: &str = "_csrf";
/// Name of the header that carries it in script.
pub(crate) const HEADER: &str = "x-csrf-token";

/// Returns whether the browser says that the request starts at our own pages.
///
/// # Shape
/// `Sec-Fetch-Site` decides where it is sent, then `Origin`, compared with `Host`. A request with
/// neither is refused: browsers send at least one with every post.
pub(crate) fn same_origin(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let (Some(origin), Some(host)) = (text(headers, header::ORIGIN), text(headers, header::HOST)) else {
        return false;
    };
    let authority = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Returns whether two tokens are equal, in a time that does not tell where they differ.
pub(crate) fn equal(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && !one.is_empty()
        && one.bytes().zip(other.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn the_browser_says_where_a_request_starts() {
        assert!(same_origin(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(same_origin(&headers(&[("sec-fetch-site", "none")])));
        assert!(!same_origin(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(!same_origin(&headers(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://a"),
            ("host", "a")
        ])));
    }

    #[test]
    fn an_older_browser_is_judged_by_its_origin() {
        assert!(same_origin(&headers(&[("origin", "http://siaga.test:8080"), ("host", "siaga.test:8080")])));
        assert!(!same_origin(&headers(&[("origin", "http://siaga.test"), ("host", "siaga.test:8080")])));
        assert!(!same_origin(&headers(&[("origin", "null"), ("host", "siaga.test")])));
        assert!(!same_origin(&headers(&[("host", "siaga.test")])));
    }

    #[test]
    fn only_equal_tokens_are_equal() {
        assert!(equal("abc", "abc"));
        assert!(!equal("abc", "abd"));
        assert!(!equal("abc", "ab"));
        assert!(!equal("", ""), "no token is no proof");
    }
}
