//! Pages of the manual recap.

mod acts;
mod list;
mod sheet;
mod version;

use crate::model::PaperStatus;
use crate::ops::recaps::Progress;
use crate::recap::RecapState;
use crate::web::fields::{self, PAPER_LIMIT};
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_directory::Agency;
use siaga_platform::web::Page;
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};

const LIST: &str = "/rekap";

pub(crate) const NAV: NavEntry =
    NavEntry { order: 230, path: LIST, label: "recap-nav", permit: Permit::May(Action::RecapView) };

pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::RecapView);
    vec![
        Route::get(LIST, view, list::list),
        Route::get("/rekap/{code}/{day}", view, sheet::show),
        // Officers record; whoever may correct records corrections: the operation tells them apart.
        Route::post("/rekap/{code}/{day}", view, acts::save),
        Route::post("/rekap/{code}/{day}/cepat", view, acts::fill),
        Route::post("/rekap/{code}/{day}/berkas", view, acts::attach).body_limit(PAPER_LIMIT),
        Route::post("/rekap/{code}/{day}/tanda-tangan", Permit::May(Action::RecapSign), acts::sign),
        Route::post(
            "/rekap/{code}/{day}/pengesahan",
            Permit::May(Action::RecapCountersign),
            acts::countersign,
        ),
        Route::post("/rekap/{code}/{day}/pembetulan", Permit::May(Action::RecapCorrect), acts::correct),
        Route::get("/rekap/{code}/{day}/{version}", view, version::show),
        Route::get("/rekap/{code}/{day}/{version}/berkas", view, version::paper),
        Route::post(
            "/rekap/{code}/{day}/{version}/surat",
            Permit::May(Action::DocumentPrepare),
            version::publish,
        ),
    ]
}

/// Reads the day of an address.
fn day_of(text: &str) -> Result<NaiveDate, Problem> {
    fields::date(text, "tanggal")
}

/// Returns the address of a sheet.
fn sheet_path(code: &str, day: NaiveDate) -> String {
    format!("{LIST}/{code}/{day}")
}

/// Returns the label of a status.
pub(crate) fn status_text(page: &Page, status: PaperStatus) -> String {
    page.t(format!("recap-status-{}", status.as_str().replace('_', "-")))
}

/// Returns the label of the button that makes the official document, for those who may prepare it.
fn publish_label(ctx: &Ctx, agency: &Agency, state: RecapState) -> Option<&'static str> {
    let may = ctx.may(Action::DocumentPrepare, &ctx.in_agency(&agency.path)).permit;
    match state {
        RecapState::Countersigned => may.then_some("recap-publish"),
        RecapState::Signed => may.then_some("recap-publish-draft"),
        RecapState::Draft | RecapState::Superseded => None,
    }
}

fn state_badge(page: &Page, state: RecapState) -> (&'static str, String) {
    let tone = match state {
        RecapState::Draft => "warn",
        RecapState::Signed => "info",
        RecapState::Countersigned => "good",
        RecapState::Superseded => "quiet",
    };
    (tone, page.t(format!("recap-state-{}", state.as_str())))
}

fn progress_badge(page: &Page, progress: Progress) -> (&'static str, String) {
    let tone = match progress {
        Progress::Overdue => "bad",
        Progress::Missing | Progress::Draft => "warn",
        Progress::Signed => "info",
        Progress::Countersigned => "good",
    };
    (tone, page.t(format!("recap-progress-{}", progress.as_str())))
}
