//! Pages and JSON of the board: routes with permission, view models.

mod board;
mod explain;
mod explain_api;
mod picture;
mod public;
mod public_files;
mod share;
mod tile_view;

pub(crate) use picture::{about as picture_about, cut_bars};
pub(crate) use share::share_words;
pub(crate) use tile_view::cut_words;

pub use explain_api::explanation_json;

use siaga_access::Action;
use siaga_platform::{NavEntry, Permit, Route};

/// The menu entry of the board.
pub(crate) const NAV: NavEntry =
    NavEntry { order: 10, path: "/papan", label: "board-nav", permit: Permit::May(Action::BoardView) };

/// The open figures, at the foot of every page.
pub(crate) const OPEN_NAV: NavEntry =
    NavEntry { order: 980, path: "/publik", label: "board-nav-public", permit: Permit::Public };

/// Returns every route.
pub(crate) fn routes() -> Vec<Route> {
    [
        board::routes(),
        explain::routes(),
        explain_api::routes(),
        public::routes(),
        public_files::routes(),
        share::routes(),
    ]
    .concat()
}

/// Returns the description of the JSON routes.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    explain_api::openapi()
}
