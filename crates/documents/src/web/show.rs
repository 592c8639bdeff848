//! One document: what it says, its file, the signature, the withdrawal.

use super::{FileAnswer, agency_name};
use crate::model::{Document, DocumentState};
use crate::ops::sheet::{self, signatory_line};
use crate::ops::{reads, resource, sign, signatories, withdraw};
use crate::rules::code;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Deserialize;
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, Query, render, render_invalid, see_other};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};
use uuid::Uuid;

/// Fine enough to read on a screen, and small enough to send.
const PREVIEW_DPI: u16 = 80;

pub(super) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::DocumentView);
    vec![
        Route::get("/surat/{uid}", view, show),
        Route::get("/surat/{uid}/pdf", view, pdf),
        Route::get("/surat/{uid}/gambar", view, picture),
        Route::post("/surat/{uid}/tanda-tangan", Permit::May(Action::DocumentSign), sign_it),
        Route::post("/surat/{uid}/tarik", Permit::May(Action::DocumentWithdraw), withdraw_it),
    ]
}

/// What the reader may do with the document as it is.
struct Deeds {
    correct: bool,
    sign: bool,
    withdraw: bool,
}

/// How a draft looks when it is set.
#[derive(Default)]
struct Look {
    pages: usize,
    missing: String,
    has_picture: bool,
}

#[derive(Template)]
#[template(path = "documents/show.html")]
struct ShowPage {
    page: Page,
    path: String,
    agency: String,
    signatory: String,
    /// Who may sign a draft as posts are held now; empty for nobody.
    signer: String,
    code: String,
    look: Look,
    deeds: Deeds,
    given: FormPairs,
    document: Document,
}

async fn show(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    let document = reads::find(&ctx, uid).await?;
    render(&page(&ctx, document, FormPairs::default()).await?)
}

async fn page(ctx: &Ctx, document: Document, given: FormPairs) -> Result<ShowPage, Problem> {
    let mut page = Page::new(ctx, "documents-title").under("/surat", ctx.text("documents-title", &[]));
    page.title = match &document.number {
        Some(number) => number.clone(),
        None => ctx.text(document.kind.message_id(), &[]),
    };
    let is_draft = document.state == DocumentState::Draft;
    let mut look = Look::default();
    let mut signer = String::new();
    if is_draft {
        look = look_of(ctx, &mut page, &document).await?;
        let found =
            signatories::signatory(ctx, document.signed_by, document.agency, document.dated_on).await?;
        signer = found.as_ref().map(signatory_line).unwrap_or_default();
    }
    let place = resource(ctx, document.agency).await?;
    let may = |action: Action| ctx.may(action, &place).permit;
    let deeds = Deeds {
        correct: is_draft && !document.form.is_empty() && may(Action::DocumentPrepare),
        sign: is_draft && may(Action::DocumentSign),
        withdraw: matches!(document.state, DocumentState::Signed | DocumentState::Issued)
            && may(Action::DocumentWithdraw),
    };
    Ok(ShowPage {
        path: format!("/surat/{}", document.uid),
        agency: agency_name(ctx, document.agency).await?,
        signatory: signatory_line(&document.signatory),
        signer,
        code: code::printed(&document.code),
        look,
        deeds,
        given,
        document,
        page,
    })
}

/// Sets the draft, so that what would go wrong is said before anybody signs.
async fn look_of(ctx: &Ctx, page: &mut Page, document: &Document) -> Result<Look, Problem> {
    match sheet::set_draft(ctx, document).await {
        Ok(set) => Ok(Look {
            pages: set.pages,
            missing: set.missing_glyphs.iter().map(char::to_string).collect::<Vec<_>>().join(" "),
            has_picture: true,
        }),
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            page.add_problem(&problem);
            Ok(Look::default())
        }
        Err(problem) => Err(problem),
    }
}

#[derive(Debug, Deserialize)]
struct PdfQuery {
    #[serde(default)]
    unduh: bool,
}

async fn pdf(ctx: Ctx, Path(uid): Path<Uuid>, Query(query): Query<PdfQuery>) -> Result<Response, Problem> {
    let file = reads::pdf(&ctx, uid).await?;
    let answer = FileAnswer {
        bytes: file.bytes,
        media_type: "application/pdf",
        name: &file.file_name,
        is_saved: query.unduh,
    };
    Ok(answer.answer())
}

async fn picture(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    let document = reads::find(&ctx, uid).await?;
    let bytes = sheet::draw(&ctx, &document, PREVIEW_DPI).await?;
    let answer = FileAnswer { bytes, media_type: "image/png", name: "halaman-1.png", is_saved: false };
    Ok(answer.answer())
}

async fn sign_it(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    reads::find(&ctx, uid).await?;
    let password = form.first("password").unwrap_or_default().to_owned();
    let result = sign::sign(&ctx, uid, form.text("seen"), password).await;
    done(&ctx, uid, result, "documents-said-signed", form).await
}

async fn withdraw_it(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    reads::find(&ctx, uid).await?;
    let result = withdraw::withdraw(&ctx, uid, form.text("reason")).await;
    done(&ctx, uid, result, "documents-said-withdrawn", form).await
}

/// Ends a deed: back to the document with a word, or the document again with what was typed.
async fn done(
    ctx: &Ctx,
    uid: Uuid,
    result: Result<Document, Problem>,
    said: &str,
    form: FormPairs,
) -> Result<Response, Problem> {
    let problem = match result {
        Ok(_) => return Ok(see_other(format!("/surat/{uid}")).saying(ctx.text(said, &[])).into_response()),
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => problem,
        Err(problem) => return Err(problem),
    };
    let mut shown = page(ctx, reads::find(ctx, uid).await?, form).await?;
    shown.page.add_problem(&problem);
    let mut response = render_invalid(&shown)?;
    if problem.kind == ProblemKind::Conflict {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}
