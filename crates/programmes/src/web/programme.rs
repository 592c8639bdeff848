//! A programme: how it stands, its months, the report form, evaluations, history.

mod view;

use super::{download, fields};
use crate::model::{AsOf, NewEvaluation, ProgrammeSheet};
use crate::ops::evaluations::note;
use crate::ops::reads::programme;
use crate::ops::reports::{NewReport, evidence_file, report_month};
use crate::ops::words;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, Query, Upload, render, see_other};
use siaga_platform::{Ctx, Permit, Problem, Route};
use uuid::Uuid;
use view::{ProgrammePage, Typed};

pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::ProgrammeView);
    vec![
        Route::get("/program/{uid}", view, show),
        Route::post("/program/{uid}/laporan", Permit::May(Action::ProgrammeReport), report)
            .body_limit(fields::EVIDENCE_LIMIT),
        Route::post("/program/{uid}/evaluasi", Permit::May(Action::ProgrammeEvaluate), evaluate),
        Route::get("/program/{uid}/berkas/{file}", view, file),
    ]
}

#[derive(Debug, Default, Deserialize)]
struct ShowQuery {
    bulan: Option<u32>,
    #[serde(default)]
    hari: String,
}

async fn show(ctx: Ctx, Path(uid): Path<Uuid>, Query(query): Query<ShowQuery>) -> Result<Response, Problem> {
    let on = fields::day_of_query(&query.hari, ctx.today())?;
    let sheet = programme(&ctx, uid, AsOf::day(on)).await?;
    let month = query.bulan.filter(|month| (1..=12).contains(month));
    render(&ProgrammePage::new(&ctx, &sheet, on, (month, Typed::default())))
}

async fn report(ctx: Ctx, Path(uid): Path<Uuid>, upload: Upload) -> Result<Response, Problem> {
    let month = upload.fields.read("month").ok().flatten().unwrap_or(0);
    match write_report(&ctx, uid, month, &upload).await {
        Ok(_) => {
            let said = ctx.text("programmes-said-reported", &[]);
            Ok(see_other(format!("/program/{uid}")).saying(said).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            let typed = Typed { report: Some(upload.fields), evaluation: None };
            again(&ctx, uid, Some(month), typed, &problem).await
        }
        Err(problem) => Err(problem),
    }
}

async fn write_report(ctx: &Ctx, uid: Uuid, month: u32, upload: &Upload) -> Result<i32, Problem> {
    let form = &upload.fields;
    let new = NewReport {
        month,
        seen_version: form.read("version").ok().flatten().unwrap_or(0),
        real: fields::whole(form, "real")?,
        spent_rupiah: fields::whole(form, "spent")?,
        obstacles: form.text("obstacles").to_owned(),
        reason: form.text("reason").to_owned(),
        evidence: fields::evidence(upload),
    };
    report_month(ctx, uid, &new).await
}

async fn evaluate(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let noted = match evaluation(&form) {
        Ok(new) => note(&ctx, uid, &new).await,
        Err(problem) => Err(problem),
    };
    match noted {
        Ok(_) => {
            let said = ctx.text("programmes-said-evaluated", &[]);
            Ok(see_other(format!("/program/{uid}")).saying(said).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            let typed = Typed { report: None, evaluation: Some(form) };
            again(&ctx, uid, None, typed, &problem).await
        }
        Err(problem) => Err(problem),
    }
}

fn evaluation(form: &FormPairs) -> Result<NewEvaluation, Problem> {
    Ok(NewEvaluation {
        evaluated_on: fields::date(form, "evaluated_on")?,
        decision: form.text("decision").to_owned(),
        follow_up: form.text("follow_up").to_owned(),
        due_on: fields::maybe_date(form, "due_on")?,
    })
}

/// Shows the page again with what was typed, beside what is stored now.
async fn again(
    ctx: &Ctx,
    uid: Uuid,
    month: Option<u32>,
    typed: Typed,
    problem: &Problem,
) -> Result<Response, Problem> {
    let sheet = programme(ctx, uid, AsOf::day(ctx.today())).await?;
    let month = month.filter(|month| (1..=12).contains(month));
    let mut shown = ProgrammePage::new(ctx, &sheet, ctx.today(), (month, typed));
    shown.page.add_problem(problem);
    let mut response = render(&shown)?;
    *response.status_mut() = problem.kind.status();
    Ok(response)
}

async fn file(ctx: Ctx, Path((uid, file)): Path<(Uuid, Uuid)>) -> Result<Response, Problem> {
    Ok(download::stored(evidence_file(&ctx, uid, file).await?))
}

/// Returns the page with its way and title.
fn page_of(ctx: &Ctx, sheet: &ProgrammeSheet) -> Page {
    let one = &sheet.progress;
    Page::new(ctx, "programmes-title")
        .under(super::list::LIST, ctx.text("programmes-title", &[]))
        .under(format!("/program?opd={}", one.agency_code), one.agency_name.clone())
        .titled(one.plan.name.clone())
}

/// Returns the name of a month of the programme's year.
fn month_name(ctx: &Ctx, sheet: &ProgrammeSheet, month: u32) -> String {
    words::month(ctx, sheet.progress.year, month)
}
