//! The pages of official documents.

mod compose;
mod fields;
mod letterhead;
mod list;
mod registers;
mod show;
mod templates;
mod verify;

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, header};
use siaga_access::Action;
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};

pub(crate) const NAV: [NavEntry; 3] = [
    NavEntry {
        order: 580,
        path: "/surat",
        label: "documents-nav",
        permit: Permit::May(Action::DocumentView),
    },
    NavEntry {
        order: 907,
        path: "/pengelolaan/kop-surat",
        label: "documents-nav-letterhead",
        permit: Permit::May(Action::LetterheadEdit),
    },
    NavEntry { order: 981, path: "/periksa", label: "documents-nav-verify", permit: Permit::Public },
];

pub(crate) fn routes() -> Vec<Route> {
    [
        list::routes(),
        show::routes(),
        compose::routes(),
        verify::routes(),
        letterhead::routes(),
        registers::routes(),
        templates::routes(),
    ]
    .concat()
}

/// A file as an answer.
struct FileAnswer<'a> {
    bytes: Vec<u8>,
    media_type: &'a str,
    name: &'a str,
    /// Whether the browser saves it instead of showing it.
    is_saved: bool,
}

impl FileAnswer<'_> {
    fn answer(self) -> Response {
        let place = if self.is_saved { "attachment" } else { "inline" };
        let disposition = format!("{place}; filename=\"{}\"", self.name);
        let mut response = self.bytes.into_response();
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        };
        set(header::CONTENT_TYPE, self.media_type);
        set(header::CONTENT_DISPOSITION, &disposition);
        set(header::CACHE_CONTROL, "private, no-store");
        response
    }
}

/// Returns the agencies that the actor may do something for, as options; the whole government has the value 0.
async fn agency_options(ctx: &Ctx, action: Action) -> Result<Vec<(String, String)>, Problem> {
    let mut options = Vec::new();
    for agency in siaga_directory::agencies(ctx).await? {
        if ctx.may(action, &ctx.in_agency(&agency.path)).permit {
            options.push((agency.id.to_string(), agency.name));
        }
    }
    if ctx.may(action, &ctx.whole_government()).permit {
        options.insert(0, ("0".to_owned(), ctx.text("documents-whole-government", &[])));
    }
    Ok(options)
}

/// Returns the name of an agency, or the words for the whole government.
async fn agency_name(ctx: &Ctx, agency: Option<i64>) -> Result<String, Problem> {
    match agency {
        None => Ok(ctx.text("documents-whole-government", &[])),
        Some(id) => Ok(siaga_directory::agency(ctx, id).await?.name),
    }
}
