//! Pages and JSON of attendance: routes with permission, forms, view models.

mod checkins;
mod days;
mod desk_cover;
mod fields;
mod figure_api;
mod figure_sheet;
mod findings;
mod law_text;
mod paper_api;
mod recap_figures;
mod recaps;
mod requests;
mod schedules;
mod status_view;
mod terminals;

pub(crate) use desk_cover::{PATH as DESKS_PATH, state_view as desk_state_view};
pub(crate) use fields::plausible;
pub use figure_api::figure_json;
pub use figure_sheet::figure_sheet;
pub(crate) use law_text::law_text;
pub(crate) use recap_figures::period_text;
pub(crate) use status_view::{
    StatusView, duty_text, group_text, minutes_text, no_data_text, report_view, status_key, time_text,
};

use siaga_platform::{NavEntry, Route};

/// Returns every route of attendance.
pub(crate) fn routes() -> Vec<Route> {
    [
        days::routes(),
        desk_cover::routes(),
        recap_figures::routes(),
        figure_api::routes(),
        terminals::routes(),
        checkins::routes(),
        recaps::routes(),
        requests::routes(),
        findings::routes(),
        schedules::routes(),
        paper_api::routes(),
    ]
    .concat()
}

/// Returns every menu entry of attendance.
pub(crate) fn nav() -> Vec<NavEntry> {
    vec![
        days::NAV,
        desk_cover::NAV,
        recap_figures::NAV,
        terminals::NAV,
        checkins::NAV,
        recaps::NAV,
        requests::NAV,
        findings::NAV,
        schedules::NAV,
    ]
}

/// Returns the description of the JSON routes.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    checkins::openapi()
        .merge_from(figure_api::openapi())
        .merge_from(desk_cover::openapi())
        .merge_from(paper_api::openapi())
}
