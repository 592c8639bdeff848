//! Pages of services: for citizens, and for those who see to them.

mod api;
mod desk_form;
mod fields;
mod manage;
mod public;
mod public_files;
mod public_one;
mod service_form;
mod sheet;
mod sheet_view;
mod staff;

use siaga_platform::{NavEntry, Route};

pub(crate) use api::openapi;
pub(crate) use fields::day as day_of_text;

/// Returns every route of services.
pub(crate) fn routes() -> Vec<Route> {
    [
        public::routes(),
        public_files::routes(),
        public_one::routes(),
        api::routes(),
        manage::routes(),
        service_form::routes(),
        sheet::routes(),
        desk_form::routes(),
        staff::routes(),
    ]
    .concat()
}

/// Returns every menu entry of services.
pub(crate) fn nav() -> Vec<NavEntry> {
    vec![public::NAV, manage::NAV]
}
