//! Registers of numbers, for their keepers.

use super::{agency_name, agency_options, fields, letterhead};
use crate::letterhead::Register;
use crate::ops::registers;
use askama::Template;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, render, render_invalid, see_other};
use siaga_platform::{Ctx, Permit, Problem, ProblemKind, Route};

const PATH: &str = "/pengelolaan/kop-surat/nomor";

pub(super) fn routes() -> Vec<Route> {
    let permit = Permit::May(Action::LetterheadEdit);
    vec![Route::get(PATH, permit, show), Route::post(PATH, permit, save)]
}

#[derive(Template)]
#[template(path = "documents/registers.html")]
struct RegistersPage {
    page: Page,
    rows: Vec<(String, Register)>,
    agencies: Vec<(String, String)>,
    pattern: String,
    given: FormPairs,
}

async fn page(ctx: &Ctx, given: FormPairs) -> Result<RegistersPage, Problem> {
    let mut rows = Vec::new();
    for register in registers::registers(ctx).await? {
        rows.push((agency_name(ctx, register.agency).await?, register));
    }
    let typed = given.text("pattern");
    let pattern = if typed.is_empty() { crate::rules::number::DEFAULT_PATTERN } else { typed }.to_owned();
    Ok(RegistersPage {
        page: Page::new(ctx, "documents-registers-title")
            .under(letterhead::PATH, ctx.text("documents-letterhead-title", &[])),
        rows,
        agencies: agency_options(ctx, Action::LetterheadEdit).await?,
        pattern,
        given,
    })
}

async fn show(ctx: Ctx) -> Result<Response, Problem> {
    render(&page(&ctx, FormPairs::default()).await?)
}

async fn save(ctx: Ctx, given: FormPairs) -> Result<Response, Problem> {
    let result = match fields::agency(&given, "agency") {
        Ok(agency) => registers::set_register(&ctx, agency, given.text("pattern"), given.text("code")).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(()) => Ok(see_other(PATH).saying(ctx.text("documents-said-register", &[])).into_response()),
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            let mut shown = page(&ctx, given).await?;
            shown.page.add_problem(&problem);
            render_invalid(&shown)
        }
        Err(problem) => Err(problem),
    }
}
