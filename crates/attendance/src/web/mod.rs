//! Pages and JSON of attendance: routes with permission, forms, view models.

use siaga_platform::Route;

/// Returns every route of attendance.
pub(crate) fn routes() -> Vec<Route> {
    Vec::new()
}
