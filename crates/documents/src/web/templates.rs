//! Letter templates: take out, replace, go back to the shipped one.

use super::{FileAnswer, letterhead};
use crate::letterhead::TemplateState;
use crate::model::DocumentKind;
use crate::ops::templates;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, Query, Upload, render, render_invalid, see_other};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};

const PATH: &str = "/pengelolaan/kop-surat/templat";

pub(super) fn routes() -> Vec<Route> {
    let permit = Permit::May(Action::LetterheadEdit);
    vec![
        Route::get(PATH, permit, show),
        Route::post(PATH, permit, replace).body_limit(2 * templates::TEMPLATE_BYTES),
        Route::get("/pengelolaan/kop-surat/templat/{kind}", permit, source),
        Route::post("/pengelolaan/kop-surat/templat/{kind}/bawaan", permit, reset),
    ]
}

#[derive(Template)]
#[template(path = "documents/templates.html")]
struct TemplatesPage {
    page: Page,
    rows: Vec<TemplateState>,
    kinds: Vec<(String, String)>,
    chosen: String,
}

async fn page(ctx: &Ctx, chosen: &str) -> Result<TemplatesPage, Problem> {
    let kinds =
        DocumentKind::ALL.map(|kind| (kind.as_str().to_owned(), ctx.text(kind.message_id(), &[]))).to_vec();
    Ok(TemplatesPage {
        page: Page::new(ctx, "documents-templates-title")
            .under(letterhead::PATH, ctx.text("documents-letterhead-title", &[])),
        rows: templates::templates(ctx).await?,
        kinds,
        chosen: chosen.to_owned(),
    })
}

async fn show(ctx: Ctx) -> Result<Response, Problem> {
    render(&page(&ctx, "").await?)
}

fn kind_of(name: &str) -> Result<DocumentKind, Problem> {
    DocumentKind::parse(name).ok_or_else(|| Problem::missing("platform.page_missing"))
}

#[derive(Debug, Deserialize)]
struct SourceQuery {
    #[serde(default)]
    bawaan: bool,
}

async fn source(
    ctx: Ctx,
    Path(kind): Path<String>,
    Query(query): Query<SourceQuery>,
) -> Result<Response, Problem> {
    // The parts that all shipped templates share can be read, but not replaced.
    let (name, bytes) = match kind.as_str() {
        "common" => ("common.typ".to_owned(), siaga_typeset::shared_parts().as_bytes().to_vec()),
        name => {
            let kind = kind_of(name)?;
            let source = templates::template_source(&ctx, kind, query.bawaan).await?;
            (format!("{}.typ", kind.as_str()), source.into_bytes())
        }
    };
    let media_type = "text/plain; charset=utf-8";
    Ok(FileAnswer { bytes, media_type, name: &name, is_saved: true }.answer())
}

async fn replace(ctx: Ctx, upload: Upload) -> Result<Response, Problem> {
    let name = upload.fields.text("kind").to_owned();
    let result = match (kind_of(&name), upload.file("template")) {
        (Ok(kind), Ok(file)) => templates::replace_template(&ctx, kind, &file.bytes).await,
        (Err(_), _) => Err(Problem::invalid("documents.field_missing").on_field("kind")),
        (_, Err(problem)) => Err(problem),
    };
    match result {
        Ok(()) => Ok(see_other(PATH).saying(ctx.text("documents-said-template", &[])).into_response()),
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            let mut shown = page(&ctx, &name).await?;
            shown.page.add_problem(&problem);
            render_invalid(&shown)
        }
        Err(problem) => Err(problem),
    }
}

async fn reset(ctx: Ctx, Path(kind): Path<String>, _form: FormPairs) -> Result<Response, Problem> {
    templates::reset_template(&ctx, kind_of(&kind)?).await?;
    Ok(see_other(PATH).saying(ctx.text("documents-said-template-shipped", &[])).into_response())
}
