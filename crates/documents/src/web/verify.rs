//! What everybody may look up: whether a document is genuine. No account is needed.

use super::FileAnswer;
use crate::ops::verify::{FileCheck, Verified, verify_code, verify_file};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Deserialize;
use siaga_platform::web::{Page, Query, Upload, render, render_invalid, see_other};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};

/// Largest PDF that is compared: letters of this program are far smaller.
const UPLOAD_BYTES: usize = 5 * 1024 * 1024;

pub(super) fn routes() -> Vec<Route> {
    let permit = Permit::Public;
    vec![
        Route::get("/periksa", permit, ask),
        Route::post("/periksa/berkas", permit, compare).body_limit(UPLOAD_BYTES),
        Route::get("/periksa/{code}", permit, show),
        Route::get("/periksa/{code}/tanda-tangan", permit, signature),
        Route::get("/periksa/{code}/kunci", permit, public_key),
    ]
}

#[derive(Template)]
#[template(path = "documents/verify.html")]
struct AskPage {
    page: Page,
    typed: String,
}

#[derive(Debug, Deserialize)]
struct AskQuery {
    kode: Option<String>,
}

async fn ask(ctx: Ctx, Query(query): Query<AskQuery>) -> Result<Response, Problem> {
    match query.kode {
        None => render(&ask_page(&ctx, "")),
        Some(typed) => match verify_code(&ctx, &typed).await {
            Ok(found) => Ok(see_other(format!("/periksa/{}", found.code)).into_response()),
            Err(problem) => again(&ctx, &typed, problem),
        },
    }
}

fn ask_page(ctx: &Ctx, typed: &str) -> AskPage {
    AskPage { page: Page::new(ctx, "documents-verify-title"), typed: typed.to_owned() }
}

fn again(ctx: &Ctx, typed: &str, problem: Problem) -> Result<Response, Problem> {
    if !matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Missing) {
        return Err(problem);
    }
    let mut shown = ask_page(ctx, &typed.chars().take(40).collect::<String>());
    shown.page.add_problem(&problem);
    let mut response = render_invalid(&shown)?;
    if problem.kind == ProblemKind::Missing {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    Ok(response)
}

async fn compare(ctx: Ctx, upload: Upload) -> Result<Response, Problem> {
    let result = match upload.file("berkas") {
        Ok(file) => verify_file(&ctx, &file.bytes).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(found) => {
            let next = see_other(format!("/periksa/{}", found.code));
            Ok(next.saying(ctx.text("documents-said-same-file", &[])).into_response())
        }
        Err(problem) => again(&ctx, "", problem),
    }
}

#[derive(Template)]
#[template(path = "documents/verified.html")]
struct VerifiedPage {
    page: Page,
    found: Verified,
    tone: &'static str,
    verdict: String,
    file_tone: &'static str,
    file_text: String,
}

async fn show(ctx: Ctx, Path(typed): Path<String>) -> Result<Response, Problem> {
    let found = match verify_code(&ctx, &typed).await {
        Ok(found) => found,
        Err(problem) => return again(&ctx, &typed, problem),
    };
    let page = Page::new(&ctx, "documents-verified-title")
        .under("/periksa", ctx.text("documents-verify-title", &[]));
    let (tone, verdict) = verdict(&found);
    let (file_tone, file_text) = match found.file {
        FileCheck::Valid => ("good", "documents-file-valid"),
        FileCheck::NotYet => ("info", "documents-file-not-yet"),
        FileCheck::Altered => ("bad", "documents-file-altered"),
        FileCheck::SignatureWrong => ("bad", "documents-file-signature-wrong"),
    };
    render(&VerifiedPage {
        verdict: page.t(verdict),
        file_text: page.t(file_text),
        page,
        found,
        tone,
        file_tone,
    })
}

/// The first line of the page: what somebody with the paper in hand must know.
fn verdict(found: &Verified) -> (&'static str, &'static str) {
    match (&found.withdrawn, found.file) {
        (Some(_), _) => ("bad", "documents-verdict-withdrawn"),
        (None, FileCheck::Valid) => ("good", "documents-verdict-genuine"),
        (None, FileCheck::NotYet) => ("info", "documents-verdict-not-yet"),
        (None, FileCheck::Altered | FileCheck::SignatureWrong) => ("bad", "documents-verdict-altered"),
    }
}

async fn signature(ctx: Ctx, Path(typed): Path<String>) -> Result<Response, Problem> {
    let found = verify_code(&ctx, &typed).await?;
    let bytes = hex::decode(&found.signature).map_err(Problem::broken)?;
    if bytes.is_empty() {
        return Err(Problem::missing("documents.not_sealed"));
    }
    let name = format!("{}.sig", found.code);
    Ok(FileAnswer { bytes, media_type: "application/octet-stream", name: &name, is_saved: true }.answer())
}

async fn public_key(ctx: Ctx, Path(typed): Path<String>) -> Result<Response, Problem> {
    let found = verify_code(&ctx, &typed).await?;
    let key = found.key.ok_or_else(|| Problem::missing("documents.not_sealed"))?;
    let bytes = key.pem.into_bytes();
    Ok(FileAnswer { bytes, media_type: "application/x-pem-file", name: "kunci-publik.pem", is_saved: true }
        .answer())
}
