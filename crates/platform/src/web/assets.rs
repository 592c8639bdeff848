//! Our own style sheet, script and pictures, under addresses that change with their content.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// Colours of charts belong to the kernel that draws them.
#[derive(RustEmbed)]
#[folder = "../chart/static/"]
struct ChartFiles;

fn find(name: &str) -> Option<rust_embed::EmbeddedFile> {
    Files::get(name).or_else(|| ChartFiles::get(name))
}

/// Folder of all files of this kind.
pub(crate) const PREFIX: &str = "/statis";
const HASH_LETTERS: usize = 12;

static URLS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Files::iter()
        .chain(ChartFiles::iter())
        .filter_map(|name| {
            let hash = hex::encode(find(&name)?.metadata.sha256_hash());
            let url = format!("{PREFIX}/{}/{name}", &hash[..HASH_LETTERS]);
            Some((name.into_owned(), url))
        })
        .collect()
});

/// Returns the address of a file such as `app.css`; a file that does not exist has none that works.
pub fn asset_url(name: &str) -> &'static str {
    URLS.get(name).map_or("/statis/0/0", String::as_str)
}

/// Answers with a file. An address with the hash of its content may be kept for ever.
pub(crate) async fn serve(Path((hash, name)): Path<(String, String)>) -> Response {
    let Some(file) = find(&name) else {
        return crate::problem::Problem::missing("platform.page_missing").into_response();
    };
    let is_current = asset_url(&name).split('/').nth(2) == Some(hash.as_str());
    let caching = if is_current { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = (StatusCode::OK, file.data.into_owned()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(&name)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_an_address_with_its_hash() {
        for name in ["app.css", "app.js", "icon.svg", "chart.css"] {
            let url = asset_url(name);
            assert!(url.starts_with("/statis/") && url.ends_with(name), "{name} is served at {url}");
            assert_eq!(url.split('/').nth(2).map(str::len), Some(HASH_LETTERS));
        }
    }

    #[test]
    fn the_budget_of_a_page_on_a_slow_phone_is_kept() {
        let size = |name: &str| Files::get(name).map_or(0, |file| file.data.len());
        assert!(size("app.js") <= 10 * 1024, "the script has {} bytes", size("app.js"));
        assert!(size("app.css") <= 40 * 1024, "the style sheet has {} bytes before gzip", size("app.css"));
    }
}
