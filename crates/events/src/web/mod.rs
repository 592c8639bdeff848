//! Pages of events: routes with permission, forms, view models.

mod api;
mod event;
mod fields;
mod form;
mod guest;
mod list;
mod minutes;
mod seats;
mod texts;

pub(crate) use api::openapi;
pub(crate) use texts::{answer_text, event_badge, ground_text};

use siaga_access::Action;
use siaga_platform::{NavEntry, Permit, Route};
use uuid::Uuid;

/// The list of events.
pub(crate) const LIST: &str = "/kegiatan";

/// Returns the menu entry.
pub(crate) fn nav() -> Vec<NavEntry> {
    vec![NavEntry { order: 350, path: LIST, label: "events-nav", permit: Permit::May(Action::EventView) }]
}

/// Returns the address of an event.
pub(crate) fn event_path(uid: Uuid) -> String {
    format!("{LIST}/{uid}")
}

/// Returns every route.
pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::EventView);
    let request = Permit::May(Action::EventRequest);
    let decide = Permit::May(Action::EventDecide);
    let record = Permit::May(Action::EventRecord);
    vec![
        Route::get(LIST, view, list::show),
        Route::get("/kegiatan/baru", request, form::new),
        Route::post("/kegiatan/baru", request, form::create),
        Route::get("/kegiatan/{uid}", view, event::show),
        Route::get("/kegiatan/{uid}/ubah", request, form::edit),
        Route::post("/kegiatan/{uid}/ubah", request, form::change),
        Route::post("/kegiatan/{uid}/kurangi", request, event::shrink),
        Route::post("/kegiatan/{uid}/daring", request, event::make_virtual),
        Route::post("/kegiatan/{uid}/jadwal", request, event::reschedule),
        Route::post("/kegiatan/{uid}/putusan", decide, event::decide),
        Route::post("/kegiatan/{uid}/batal", request, event::cancel),
        Route::get("/kegiatan/{uid}/daftar-hadir", record, seats::show),
        Route::post("/kegiatan/{uid}/daftar-hadir", record, seats::add),
        Route::post("/kegiatan/{uid}/daftar-hadir/coret", record, seats::strike),
        Route::get("/kegiatan/{uid}/daftar-hadir/cetak", record, seats::print),
        Route::get("/kegiatan/{uid}/daftar-hadir/kode.svg", record, seats::picture),
        Route::get("/kegiatan/{uid}/notulen", view, minutes::show),
        Route::post("/kegiatan/{uid}/notulen", record, minutes::write),
        Route::post("/kegiatan/{uid}/notulen/surat", record, minutes::prepare),
        Route::get("/kegiatan/hadir/{code}", Permit::Public, guest::show),
        Route::post("/kegiatan/hadir/{code}", Permit::Public, guest::enter).body_limit(guest::BODY_LIMIT),
        Route::get("/api/v1/events", view, api::list),
    ]
}
