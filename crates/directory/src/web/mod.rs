//! The pages and the API of the directory.

mod agencies;
mod api;
mod imports;
mod people;
mod person_forms;

pub(crate) use api::openapi;

use chrono::NaiveDate;
use siaga_access::Action;
use siaga_platform::web::FormPairs;
use siaga_platform::{NavEntry, Permit, Problem, Route};

pub(crate) const NAV: [NavEntry; 3] = [
    NavEntry {
        order: 600,
        path: "/opd",
        label: "directory-nav-agencies",
        permit: Permit::May(Action::AgencyView),
    },
    NavEntry {
        order: 610,
        path: "/pegawai",
        label: "directory-nav-people",
        permit: Permit::May(Action::EmployeeView),
    },
    NavEntry {
        order: 620,
        path: "/impor",
        label: "directory-nav-imports",
        permit: Permit::May(Action::AgencyEdit),
    },
];

pub(crate) fn routes() -> Vec<Route> {
    [agencies::routes(), people::routes(), person_forms::routes(), imports::routes(), api::routes()].concat()
}

/// Returns the date of a field.
///
/// # Errors
/// `directory.date_unreadable` on the field.
fn date(given: &FormPairs, field: &str) -> Result<Option<NaiveDate>, Problem> {
    given
        .read(field)
        .map_err(|text| Problem::invalid("directory.date_unreadable").on_field(field).with("text", text))
}

/// Returns the date of a field that must have one.
///
/// # Errors
/// `directory.date_unreadable` on the field.
fn needed_date(given: &FormPairs, field: &str) -> Result<NaiveDate, Problem> {
    date(given, field)?
        .ok_or_else(|| Problem::invalid("directory.date_unreadable").on_field(field).with("text", ""))
}
