//! Pages of directives: routes with permission, forms, view models.

mod acts;
mod api;
mod check;
mod edit;
mod edit_form;
mod facts;
mod fields;
mod law;
mod list;
mod show;
mod texts;

pub(crate) use api::openapi;

use siaga_access::Action;
use siaga_platform::{NavEntry, Permit, Problem, ProblemKind, Route};

const LIST: &str = "/edaran";
const LAW: &str = "/aturan";
const FACTS: &str = "/keadaan";

/// Bytes of a law file with its letter.
const DRAFT_LIMIT: usize = 512 * 1024;

/// Returns the menu entries.
pub(crate) fn nav() -> Vec<NavEntry> {
    let entry = |order, path, label, action| NavEntry { order, path, label, permit: Permit::May(action) };
    vec![
        entry(444, LIST, "directives-nav", Action::PolicyView),
        entry(445, LAW, "directives-law-nav", Action::PolicyView),
        entry(446, FACTS, "directives-facts-nav", Action::FactView),
    ]
}

/// Returns every route.
pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::PolicyView);
    let draft = Permit::May(Action::DirectiveDraft);
    let see_facts = Permit::May(Action::FactView);
    let record = Permit::May(Action::FactRecord);
    vec![
        Route::get(LIST, view, list::show),
        Route::get("/edaran/baru", draft, edit::new),
        Route::post("/edaran/baru", draft, edit::create).body_limit(DRAFT_LIMIT),
        Route::get("/edaran/{id}", view, show::show),
        Route::get("/edaran/{id}/pdf", view, acts::pdf),
        Route::get("/edaran/{id}/ubah", draft, edit::edit),
        Route::post("/edaran/{id}/ubah", draft, edit::change).body_limit(DRAFT_LIMIT),
        Route::get("/edaran/{id}/periksa", draft, check::show),
        Route::post("/edaran/{id}/tanda-tangan", Permit::May(Action::DirectiveSign), acts::sign),
        Route::post("/edaran/{id}/cabut", Permit::May(Action::DirectiveRevoke), acts::revoke),
        Route::post("/edaran/{id}/tolak", draft, acts::refuse),
        Route::get(LAW, view, law::show),
        Route::get(FACTS, see_facts, facts::show),
        Route::post(FACTS, record, facts::record),
        Route::post("/keadaan/{id}/akhiri", record, facts::end),
        Route::get("/api/v1/policy/{parameter}", Permit::May(Action::PolicyExplain), api::policy),
    ]
}

/// Returns whether a problem is shown on the page on which it arose.
fn is_shown(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Forbidden)
        && problem.code != "platform.forbidden"
}
