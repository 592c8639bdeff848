//! Pages and JSON of attendance: routes with permission, forms, view models.

mod checkins;
mod terminals;

use siaga_platform::{NavEntry, Route};

/// Returns every route of attendance.
pub(crate) fn routes() -> Vec<Route> {
    [terminals::routes(), checkins::routes()].concat()
}

/// Returns every menu entry of attendance.
pub(crate) fn nav() -> Vec<NavEntry> {
    vec![terminals::NAV, checkins::NAV]
}

/// Returns the description of the JSON routes.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    checkins::openapi()
}
