//! Letterheads and their logos, for their keepers.

use super::{FileAnswer, agency_name, agency_options, fields};
use crate::letterhead::{LetterheadEntry, NewLetterhead, SigningKey};
use crate::ops::{keys, letterheads};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, Upload, render, render_invalid, see_other};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};

pub(super) const PATH: &str = "/pengelolaan/kop-surat";
/// The form with a logo of 1 MB; what is larger is refused before it is read.
const UPLOAD_BYTES: usize = 2 * 1024 * 1024;

pub(super) fn routes() -> Vec<Route> {
    let permit = Permit::May(Action::LetterheadEdit);
    vec![
        Route::get(PATH, permit, show),
        Route::post(PATH, permit, save).body_limit(UPLOAD_BYTES),
        Route::get("/pengelolaan/kop-surat/logo/{sha256}", permit, logo),
        Route::post("/pengelolaan/kop-surat/kunci", permit, rotate),
    ]
}

/// A letterhead with the name of whom it belongs to.
struct Entry {
    of: String,
    entry: LetterheadEntry,
}

#[derive(Template)]
#[template(path = "documents/letterhead.html")]
struct LetterheadPage {
    page: Page,
    entries: Vec<Entry>,
    agencies: Vec<(String, String)>,
    keys: Vec<SigningKey>,
    given: FormPairs,
    today: String,
}

async fn page(ctx: &Ctx, given: FormPairs) -> Result<LetterheadPage, Problem> {
    let mut entries = Vec::new();
    for entry in letterheads::letterheads(ctx).await? {
        entries.push(Entry { of: agency_name(ctx, entry.said.agency).await?, entry });
    }
    Ok(LetterheadPage {
        page: Page::new(ctx, "documents-letterhead-title"),
        entries,
        agencies: agency_options(ctx, Action::LetterheadEdit).await?,
        keys: keys::signing_keys(ctx).await?,
        given,
        today: ctx.today().to_string(),
    })
}

async fn show(ctx: Ctx) -> Result<Response, Problem> {
    render(&page(&ctx, FormPairs::default()).await?)
}

async fn save(ctx: Ctx, upload: Upload) -> Result<Response, Problem> {
    let result = match new_letterhead(&upload.fields) {
        Ok(new) => {
            let logo = upload.maybe_file("logo").map(|file| file.bytes.as_slice());
            letterheads::set_letterhead(&ctx, &new, logo).await
        }
        Err(problem) => Err(problem),
    };
    match result {
        Ok(()) => Ok(see_other(PATH).saying(ctx.text("documents-said-letterhead", &[])).into_response()),
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            let mut shown = page(&ctx, upload.fields).await?;
            shown.page.add_problem(&problem);
            render_invalid(&shown)
        }
        Err(problem) => Err(problem),
    }
}

fn new_letterhead(given: &FormPairs) -> Result<NewLetterhead, Problem> {
    let text = |field: &str| given.text(field).to_owned();
    Ok(NewLetterhead {
        agency: fields::agency(given, "agency")?,
        government_line: text("government_line"),
        agency_line: text("agency_line"),
        address: text("address"),
        contact: text("contact"),
        place: text("place"),
        from_on: fields::date(given, "from_on")?,
    })
}

async fn logo(ctx: Ctx, Path(sha256): Path<String>) -> Result<Response, Problem> {
    let blob = letterheads::logo(&ctx, &sha256).await?;
    let answer =
        FileAnswer { bytes: blob.bytes, media_type: &blob.media_type, name: "logo", is_saved: false };
    Ok(answer.answer())
}

async fn rotate(ctx: Ctx, _form: FormPairs) -> Result<Response, Problem> {
    keys::rotate_key(&ctx).await?;
    Ok(see_other(PATH).saying(ctx.text("documents-said-key", &[])).into_response())
}
