//! A new programme, and changes of one.

use super::fields;
use super::list::LIST;
use crate::model::{AsOf, MonthPlan, NewProgramme, ProgrammePlan};
use crate::ops::changes::{change_programme, new_programme};
use crate::ops::reads::{agencies_for, programme};
use crate::ops::words;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use chrono::Datelike;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Permit, Problem, Route};
use uuid::Uuid;

const NEW: &str = "/program/baru";
const CHANGE: &str = "/program/{uid}/ubah";

pub(crate) fn routes() -> Vec<Route> {
    let report = Permit::May(Action::ProgrammeReport);
    vec![
        Route::get(NEW, report, new),
        Route::post(NEW, report, create),
        Route::get(CHANGE, report, edit),
        Route::post(CHANGE, report, change),
    ]
}

#[derive(Template)]
#[template(path = "programmes/form.html")]
struct FormPage {
    page: Page,
    target: String,
    is_new: bool,
    agencies: Vec<(String, String)>,
    /// Fields of the plan by month: name, label, value, error.
    months: Vec<MonthField>,
    typed: FormPairs,
}

struct MonthField {
    name: String,
    label: String,
    value: String,
    error: String,
}

fn month_fields(ctx: &Ctx, page: &Page, typed: &FormPairs) -> Vec<MonthField> {
    let field = |month: u32| {
        let name = format!("month_{month}");
        let label = words::month(ctx, 2020, month).split(' ').next().unwrap_or_default().to_owned();
        MonthField {
            label,
            value: typed.text(&name).to_owned(),
            error: page.error_of(&name).to_owned(),
            name,
        }
    };
    (1..=12).map(field).collect()
}

async fn new_page(ctx: &Ctx, typed: FormPairs, problem: Option<&Problem>) -> Result<FormPage, Problem> {
    let mut page = Page::new(ctx, "programmes-new").under(LIST, ctx.text("programmes-title", &[]));
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let agencies = agencies_for(ctx, Action::ProgrammeReport).await?;
    Ok(FormPage {
        target: NEW.to_owned(),
        is_new: true,
        agencies: agencies.into_iter().map(|agency| (agency.code, agency.name)).collect(),
        months: month_fields(ctx, &page, &typed),
        typed,
        page,
    })
}

async fn new(ctx: Ctx) -> Result<Response, Problem> {
    let pairs = vec![("year".to_owned(), ctx.today().year().to_string())];
    render(&new_page(&ctx, FormPairs::from_pairs(pairs), None).await?)
}

async fn create(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    match record(&ctx, &form).await {
        Ok(uid) => {
            let said = ctx.text("programmes-said-new", &[]);
            Ok(see_other(format!("/program/{uid}")).saying(said).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            again(&new_page(&ctx, form, Some(&problem)).await?, &problem)
        }
        Err(problem) => Err(problem),
    }
}

async fn record(ctx: &Ctx, form: &FormPairs) -> Result<Uuid, Problem> {
    let code = form.text("agency");
    if code.is_empty() {
        return Err(Problem::invalid("programmes.agency_missing").on_field("agency"));
    }
    let agency_id = directory::agency_by_code(ctx, code).await?.id;
    let year = i32::try_from(fields::whole(form, "year")?).unwrap_or(0);
    new_programme(ctx, &NewProgramme { agency_id, year, plan: plan(form)? }).await
}

fn plan(form: &FormPairs) -> Result<ProgrammePlan, Problem> {
    let mut months = MonthPlan::default();
    for (month, place) in (1..).zip(&mut months.0) {
        let field = format!("month_{month}");
        *place = if form.text(&field).is_empty() { None } else { Some(fields::whole(form, &field)?) };
    }
    Ok(ProgrammePlan {
        name: form.text("name").to_owned(),
        indicator: form.text("indicator").to_owned(),
        unit: form.text("unit").to_owned(),
        target: fields::whole(form, "target")?,
        budget_rupiah: fields::whole(form, "budget")?,
        responsible: form.text("responsible").to_owned(),
        months,
    })
}

fn again(shown: &FormPage, problem: &Problem) -> Result<Response, Problem> {
    let mut response = render(shown)?;
    *response.status_mut() = problem.kind.status();
    Ok(response)
}

async fn edit_page(
    ctx: &Ctx,
    uid: Uuid,
    typed: Option<FormPairs>,
    problem: Option<&Problem>,
) -> Result<FormPage, Problem> {
    let sheet = programme(ctx, uid, AsOf::day(ctx.today())).await?;
    let one = &sheet.progress;
    ctx.require(Action::ProgrammeReport, &ctx.in_agency(&one.agency_path))?;
    let mut page = Page::new(ctx, "programmes-change")
        .under(LIST, ctx.text("programmes-title", &[]))
        .under(format!("/program/{uid}"), one.plan.name.clone());
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    // After a conflict the typed texts stay and the version is the newest: sending again means it.
    let mut pairs = match typed {
        None => stored_pairs(&one.plan),
        Some(typed) => owned(&typed),
    };
    pairs.retain(|(name, _)| name != "version");
    pairs.push(("version".to_owned(), one.version.to_string()));
    let typed = FormPairs::from_pairs(pairs);
    Ok(FormPage {
        target: format!("/program/{uid}/ubah"),
        is_new: false,
        agencies: Vec::new(),
        months: month_fields(ctx, &page, &typed),
        typed,
        page,
    })
}

fn owned(form: &FormPairs) -> Vec<(String, String)> {
    form.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn stored_pairs(plan: &ProgrammePlan) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("name".to_owned(), plan.name.clone()),
        ("indicator".to_owned(), plan.indicator.clone()),
        ("unit".to_owned(), plan.unit.clone()),
        ("target".to_owned(), plan.target.to_string()),
        ("budget".to_owned(), plan.budget_rupiah.to_string()),
        ("responsible".to_owned(), plan.responsible.clone()),
    ];
    let months = (1..).zip(plan.months.0).filter_map(|(month, amount)| Some((month, amount?)));
    pairs.extend(months.map(|(month, amount): (u32, i64)| (format!("month_{month}"), amount.to_string())));
    pairs
}

async fn edit(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    render(&edit_page(&ctx, uid, None, None).await?)
}

async fn change(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let version = form.read("version").ok().flatten().unwrap_or(0);
    let changed = match plan(&form) {
        Ok(plan) => change_programme(&ctx, uid, version, &plan, form.text("reason")).await,
        Err(problem) => Err(problem),
    };
    match changed {
        Ok(()) => {
            let said = ctx.text("programmes-said-changed", &[]);
            Ok(see_other(format!("/program/{uid}")).saying(said).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            again(&edit_page(&ctx, uid, Some(form), Some(&problem)).await?, &problem)
        }
        Err(problem) => Err(problem),
    }
}
