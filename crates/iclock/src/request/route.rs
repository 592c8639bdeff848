use super::readable;
use crate::bytes::percent_decode;

/// Is a path taken apart at `/iclock/`.
pub(super) struct Route {
    pub(super) prefix: Option<String>,
    pub(super) route: String,
}

/// Finds the `iclock` segment; none when the path has none. Of several in a row the last counts, so that a base
/// path typed as `/iclock` does no harm.
pub(super) fn find(path: &str) -> Option<Route> {
    let segments: Vec<String> =
        path.split('/').filter(|part| !part.is_empty()).map(|part| readable(&percent_decode(part))).collect();
    let is_anchor = |part: &String| part.eq_ignore_ascii_case("iclock");
    let mut anchor = segments.iter().position(is_anchor)?;
    while segments.get(anchor + 1).is_some_and(is_anchor) {
        anchor += 1;
    }
    let prefix = segments[..anchor].join("/");
    let route = segments[anchor + 1..].join("/");
    Some(Route { prefix: (!prefix.is_empty()).then_some(prefix), route: without_suffix(&route).to_owned() })
}

fn without_suffix(route: &str) -> &str {
    let cut = route.len().saturating_sub(".aspx".len());
    match route.get(cut..) {
        Some(suffix) if suffix.eq_ignore_ascii_case(".aspx") => &route[..cut],
        _ => route,
    }
}

/// Keeps what may go into logs and columns.
pub(super) fn safe(route: &str) -> String {
    let is_safe =
        |character: &char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '/');
    route.chars().filter(is_safe).take(64).collect()
}
