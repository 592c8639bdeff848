//! Pages of programmes and innovations.

mod download;
mod fields;
mod form;
mod import;
mod innovation;
mod innovation_form;
mod innovations;
mod list;
mod programme;

use siaga_platform::{NavEntry, Route};

/// Returns every route of programmes.
pub(crate) fn routes() -> Vec<Route> {
    [
        list::routes(),
        form::routes(),
        import::routes(),
        programme::routes(),
        innovations::routes(),
        innovation_form::routes(),
        innovation::routes(),
    ]
    .concat()
}

/// Returns every menu entry of programmes.
pub(crate) fn nav() -> Vec<NavEntry> {
    vec![list::NAV, innovations::NAV]
}
