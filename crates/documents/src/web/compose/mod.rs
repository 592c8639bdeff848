//! Composing letters that belong to no other capability: form, draft, preview, correction.

mod business;
mod form;
mod letter;
mod people;
mod staff;

use crate::model::{DocumentKind, DocumentState};
use crate::ops::{drafts, reads};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use form::{FormField, fields_of};
use http::StatusCode;
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, render, render_invalid, see_other};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};
use uuid::Uuid;

/// Kinds that people compose themselves; the others come from the capability that they tell about.
const COMPOSED: [DocumentKind; 5] = [
    DocumentKind::Summons,
    DocumentKind::AssignmentLetter,
    DocumentKind::Circular,
    DocumentKind::HandoverMinutes,
    DocumentKind::Receipt,
];

pub(super) fn routes() -> Vec<Route> {
    let permit = Permit::May(Action::DocumentPrepare);
    vec![
        Route::get("/surat/baru", permit, choose),
        Route::get("/surat/baru/{kind}", permit, empty),
        Route::post("/surat/baru/{kind}", permit, create),
        Route::get("/surat/{uid}/ubah", permit, correct),
        Route::post("/surat/{uid}/ubah", permit, save),
    ]
}

#[derive(Template)]
#[template(path = "documents/choose.html")]
struct ChoosePage {
    page: Page,
    kinds: Vec<(&'static str, &'static str)>,
}

async fn choose(ctx: Ctx) -> Result<Response, Problem> {
    render(&ChoosePage {
        page: Page::new(&ctx, "documents-new").under("/surat", ctx.text("documents-title", &[])),
        kinds: COMPOSED.map(|kind| (kind.as_str(), kind.message_id())).to_vec(),
    })
}

#[derive(Template)]
#[template(path = "documents/compose.html")]
struct ComposePage {
    page: Page,
    action: String,
    /// Key of the draft that a second press of the button replaces instead of making another.
    draft: String,
    /// Content hash of the draft that is corrected; empty for a new one.
    seen: String,
    fields: Vec<FormField>,
    agencies: Vec<(String, String)>,
    given: FormPairs,
}

async fn compose_page(
    ctx: &Ctx,
    kind: DocumentKind,
    action: String,
    given: FormPairs,
    seen: String,
) -> Result<ComposePage, Problem> {
    let draft = match given.text("draft") {
        "" => ctx.new_id().to_string(),
        kept => kept.to_owned(),
    };
    let mut page = Page::new(ctx, kind.message_id()).under("/surat", ctx.text("documents-title", &[]));
    page.title = ctx.text(kind.message_id(), &[]);
    Ok(ComposePage {
        fields: fields_of(ctx, kind, &given),
        agencies: super::agency_options(ctx, Action::DocumentPrepare).await?,
        page,
        action,
        draft,
        seen,
        given,
    })
}

fn composed(name: &str) -> Result<DocumentKind, Problem> {
    let kind = DocumentKind::parse(name).filter(|kind| COMPOSED.contains(kind));
    kind.ok_or_else(|| Problem::missing("platform.page_missing"))
}

async fn empty(ctx: Ctx, Path(kind): Path<String>) -> Result<Response, Problem> {
    let kind = composed(&kind)?;
    let action = format!("/surat/baru/{}", kind.as_str());
    render(&compose_page(&ctx, kind, action, FormPairs::default(), String::new()).await?)
}

async fn create(ctx: Ctx, Path(kind): Path<String>, given: FormPairs) -> Result<Response, Problem> {
    let kind = composed(&kind)?;
    let draft = given.text("draft").parse().unwrap_or_else(|_| ctx.new_id());
    let result = prepare(&ctx, kind, (format!("compose/{draft}"), None), &given).await;
    let action = format!("/surat/baru/{}", kind.as_str());
    done(&ctx, kind, result, (action, String::new()), given).await
}

async fn correct(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    let document = reads::find(&ctx, uid).await?;
    let kind = composed(document.kind.as_str())?;
    if document.state != DocumentState::Draft {
        return Ok(see_other(format!("/surat/{uid}"))
            .saying(ctx.text("problem-documents-already-signed", &[]))
            .into_response());
    }
    let pairs = serde_json::from_str(&document.form).unwrap_or_default();
    let action = format!("/surat/{uid}/ubah");
    render(&compose_page(&ctx, kind, action, FormPairs::from_pairs(pairs), document.content_sha256).await?)
}

async fn save(ctx: Ctx, Path(uid): Path<Uuid>, given: FormPairs) -> Result<Response, Problem> {
    let document = reads::find(&ctx, uid).await?;
    let kind = composed(document.kind.as_str())?;
    let seen = given.text("seen").to_owned();
    let result = prepare(&ctx, kind, (document.reference, Some(&seen)), &given).await;
    let newest = document.content_sha256;
    done(&ctx, kind, result, (format!("/surat/{uid}/ubah"), newest), given).await
}

/// Reads the form and writes the draft in one transaction.
async fn prepare(
    ctx: &Ctx,
    kind: DocumentKind,
    (reference, seen): (String, Option<&str>),
    given: &FormPairs,
) -> Result<Uuid, Problem> {
    let new = letter::new_document(ctx, kind, reference, given).await?;
    let kept: Vec<(&str, &str)> =
        given.pairs().filter(|(name, _)| !matches!(*name, "_csrf" | "draft" | "seen")).collect();
    let form = serde_json::to_string(&kept).map_err(Problem::broken)?;
    let tx = ctx.db().begin().await?;
    let uid = drafts::prepare_from_form(ctx, &tx, &new, &form, seen).await?;
    tx.commit().await?;
    drafts::tell(ctx, uid);
    Ok(uid)
}

/// Ends with the draft, or with the form and everything that was typed.
///
/// `newest` is the draft as it is now: whoever was overtaken reads that, and sending again means the own words.
async fn done(
    ctx: &Ctx,
    kind: DocumentKind,
    result: Result<Uuid, Problem>,
    (action, newest): (String, String),
    given: FormPairs,
) -> Result<Response, Problem> {
    let problem = match result {
        Ok(uid) => {
            let said = ctx.text("documents-said-drafted", &[]);
            return Ok(see_other(format!("/surat/{uid}")).saying(said).into_response());
        }
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => problem,
        Err(problem) => return Err(problem),
    };
    let was_overtaken = problem.code == "documents.draft_corrected";
    let seen = if was_overtaken { newest } else { given.text("seen").to_owned() };
    let mut shown = compose_page(ctx, kind, action, given, seen).await?;
    shown.page.add_problem(&problem);
    let mut response = render_invalid(&shown)?;
    if problem.kind == ProblemKind::Conflict {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}
