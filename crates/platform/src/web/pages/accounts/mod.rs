//! Administration of accounts and grants.

mod batch;
mod created;
mod grants;
mod list;
mod show;

use crate::capability::{Permit, Route};
use crate::ctx::Ctx;
use crate::people_source::{LinkedPerson, PersonKey, ScopeChoice};
use crate::problem::Problem;
use crate::web::{Page, scope};
use siaga_access::Action;

const LIST: &str = "/pengelolaan/akun";

pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::AccountView);
    let manage = Permit::May(Action::AccountManage);
    let grants = Permit::May(Action::GrantManage);
    vec![
        Route::get(LIST, view, list::list),
        Route::get("/pengelolaan/akun/baru", manage, created::new_form),
        Route::post("/pengelolaan/akun/baru", manage, created::create),
        Route::get(batch::PATH, manage, batch::form),
        Route::post(batch::PATH, manage, batch::create),
        Route::get("/pengelolaan/akun/{id}", view, show::show),
        Route::post("/pengelolaan/akun/{id}/nonaktif", manage, show::disable),
        Route::post("/pengelolaan/akun/{id}/aktif", manage, show::enable),
        Route::post("/pengelolaan/akun/{id}/kata-sandi", manage, created::reset_password),
        Route::post("/pengelolaan/akun/{id}/peran", grants, grants::add),
        Route::post("/pengelolaan/akun/{id}/peran/{grant}/cabut", grants, grants::revoke),
    ]
}

/// Returns a page below the list.
fn page_below(ctx: &Ctx, title_id: &str) -> Page {
    Page::new(ctx, title_id).under(LIST, ctx.text("accounts-title", &[]))
}

/// Returns every agency, none where no capability knows any.
async fn scopes(ctx: &Ctx) -> Result<Vec<ScopeChoice>, Problem> {
    match scope::current().people {
        Some(people) => (people.scopes)(ctx.clone()).await,
        None => Ok(Vec::new()),
    }
}

async fn person(ctx: &Ctx, key: PersonKey) -> Result<Option<LinkedPerson>, Problem> {
    match scope::current().people {
        Some(people) => (people.person)(ctx.clone(), key).await,
        None => Ok(None),
    }
}

/// Returns `KODE – Nama` of an agency.
fn agency_label(choice: &ScopeChoice) -> String {
    format!("{} – {}", choice.code, choice.name)
}

/// Returns the options of a select: (path, label set in by its depth).
fn agency_options(choices: &[ScopeChoice]) -> impl Iterator<Item = (String, String)> + '_ {
    choices.iter().map(|choice| {
        let depth = choice.path.len().saturating_sub(1);
        let label = format!("{}{}", "\u{2003}".repeat(depth), agency_label(choice));
        (crate::accounts::path_text(&choice.path), label)
    })
}

/// Returns the label of the agency at the end of a path; an agency that moved keeps its name.
fn agency_name(choices: &[ScopeChoice], path: &[i64]) -> Option<String> {
    choices.iter().find(|choice| choice.path.last() == path.last()).map(agency_label)
}
