//! Pages of arrangements: routes with permission, forms, view models.

use siaga_platform::{NavEntry, Route};
use utoipa::OpenApi;

/// Returns the menu entries.
pub(crate) fn nav() -> Vec<NavEntry> {
    Vec::new()
}

/// Returns every route.
pub(crate) fn routes() -> Vec<Route> {
    Vec::new()
}

#[derive(OpenApi)]
#[openapi()]
struct Document;

/// Returns the part of arrangements in the OpenAPI document.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}
