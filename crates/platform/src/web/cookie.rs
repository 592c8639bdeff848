//! Names, reading and writing of cookies.

use http::{HeaderMap, HeaderValue, header};

/// The session.
pub(crate) const SESSION: &str = "siaga";
/// A random value for forms of visitors who are not signed in.
pub(crate) const FORM: &str = "siaga-form";
/// What the next page says once.
pub(crate) const FLASH: &str = "siaga-flash";
/// The chosen language.
pub(crate) const LANGUAGE: &str = "siaga-bahasa";

/// Returns the full name of a cookie: bound to the host where the connection is secure.
pub(crate) fn full_name(name: &str, secure: bool) -> String {
    if secure { format!("__Host-{name}") } else { name.to_owned() }
}

/// Returns the value of a cookie of the request.
pub(crate) fn value<'a>(headers: &'a HeaderMap, name: &str, secure: bool) -> Option<&'a str> {
    let name = full_name(name, secure);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// Returns the header that sets a cookie. No script may read it; it dies after `seconds`, or with
/// the browser when none are given.
pub(crate) fn set(name: &str, value: &str, seconds: Option<u64>, secure: bool) -> HeaderValue {
    let mut text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", full_name(name, secure));
    if secure {
        text.push_str("; Secure");
    }
    if let Some(seconds) = seconds {
        text.push_str(&format!("; Max-Age={seconds}"));
    }
    HeaderValue::from_str(&text).expect("values of cookies are written in plain letters and digits")
}

/// Returns the header that takes a cookie away.
pub(crate) fn clear(name: &str, secure: bool) -> HeaderValue {
    set(name, "", Some(0), secure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; __Host-siaga=tok-en; b=2"));
        assert_eq!(value(&headers, SESSION, true), Some("tok-en"));
        assert_eq!(value(&headers, SESSION, false), None, "a plain cookie is not the secure one");
    }

    #[test]
    fn a_secure_cookie_is_bound_to_the_host() {
        let line = set(SESSION, "x", None, true);
        assert_eq!(line, "__Host-siaga=x; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(clear(FLASH, false), "siaga-flash=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
}
