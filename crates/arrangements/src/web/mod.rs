//! Pages of arrangements: routes with permission, forms, view models.

mod api;
pub(crate) mod fields;
mod hours;
mod my_api;
mod my_days;
mod orders;
mod people;
mod quotas;
mod reports;
mod roster;
mod roster_acts;
mod roster_file;
mod roster_form;
mod roster_teams;
mod roster_text;
mod rosters;
mod what_if;

use siaga_access::Action;
use siaga_platform::{NavEntry, Permit, Route};
use utoipa::OpenApi;

/// Returns the menu entries.
pub(crate) fn nav() -> Vec<NavEntry> {
    let view = Permit::May(Action::ArrangementView);
    let entry = |order, path, label, permit| NavEntry { order, path, label, permit };
    vec![
        entry(326, quotas::OVERVIEW, "arrangements-nav", view),
        entry(327, orders::ORDERS, "arrangements-orders-nav", view),
        my_days::NAV,
        rosters::NAV,
        reports::NAV,
    ]
}

/// Returns every route.
pub(crate) fn routes() -> Vec<Route> {
    let mut all = quota_routes();
    all.extend(order_routes());
    all.extend(api::routes());
    all.extend(roster_routes());
    all
}

fn quota_routes() -> Vec<Route> {
    let view = Permit::May(Action::ArrangementView);
    let plan = Permit::May(Action::ArrangementPlan);
    vec![
        Route::get(quotas::OVERVIEW, view, quotas::show),
        Route::get(what_if::WHAT_IF, view, what_if::show),
        Route::get("/pengaturan-kerja/{code}", view, quotas::agency),
        Route::get("/pengaturan-kerja/{code}/dasar", view, people::show),
        Route::post("/pengaturan-kerja/{code}/jawaban", plan, people::answer),
        Route::post("/pengaturan-kerja/{code}/pengecualian", plan, people::except),
        Route::post("/pengaturan-kerja/{code}/pengecualian/cabut", plan, people::unexcept),
        Route::post("/pengaturan-kerja/{code}/ketidakhadiran", plan, people::absent),
        Route::post("/pengaturan-kerja/{code}/ketidakhadiran/cabut", plan, people::unabsent),
    ]
}

fn order_routes() -> Vec<Route> {
    let view = Permit::May(Action::ArrangementView);
    let plan = Permit::May(Action::ArrangementPlan);
    vec![
        Route::get(orders::ORDERS, view, orders::list),
        Route::get("/perintah-kerja/{id}", view, orders::show),
        Route::post("/perintah-kerja/{id}/tanda-tangan", Permit::May(Action::ArrangementSign), orders::sign),
        Route::post("/perintah-kerja/{id}/perbarui", plan, orders::refresh),
        Route::post("/perintah-kerja/{id}/perpanjang", plan, orders::extend),
        Route::post("/perintah-kerja/{id}/batal", plan, orders::withdraw),
    ]
}

fn roster_routes() -> Vec<Route> {
    let mut all = rosters::routes();
    all.extend(roster_teams::routes());
    all.extend(roster_acts::routes());
    all.extend(my_days::routes());
    all.extend(reports::routes());
    all.extend(my_api::routes());
    all
}

/// Returns the part of arrangements in the OpenAPI document.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = api::QuotaDocument::openapi();
    document.merge(my_api::MyDocument::openapi());
    document
}
