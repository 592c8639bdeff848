//! A new desk of a service, and changes of one.

use super::fields::{self, DayField};
use super::manage::MANAGE;
use crate::desk::{DeskPlan, DeskSheet};
use crate::model::{Change, ServiceOn};
use crate::ops::desk_reads::{desk_sheets, minimum_by_law};
use crate::ops::desks::{add_desk, change_desk};
use crate::ops::reads::service_sheet;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, Permit, Problem, Route};
use uuid::Uuid;

const NEW: &str = "/pengelolaan/layanan/{uid}/loket/baru";
const CHANGE: &str = "/pengelolaan/layanan/{uid}/loket/{desk}";

pub(crate) fn routes() -> Vec<Route> {
    let edit = Permit::May(Action::ServiceEdit);
    vec![
        Route::get(NEW, edit, new),
        Route::post(NEW, edit, create),
        Route::get(CHANGE, edit, edit_form),
        Route::post(CHANGE, edit, change),
    ]
}

#[derive(Template)]
#[template(path = "services/desk_form.html")]
struct FormPage {
    page: Page,
    target: String,
    is_new: bool,
    units: Vec<(String, String)>,
    days: Vec<DayRow>,
    by_law: String,
    typed: FormPairs,
}

/// Hours and staff of a weekday.
struct DayRow {
    hours: DayField,
    morning: DayField,
    afternoon: DayField,
}

/// What a form is about: a new desk, or one that is there.
struct Subject {
    service: ServiceOn,
    desk: Option<DeskSheet>,
}

async fn subject(ctx: &Ctx, uid: Uuid, desk: Option<Uuid>) -> Result<Subject, Problem> {
    let service = service_sheet(ctx, uid, ctx.today()).await?.service;
    ctx.require(Action::ServiceEdit, &ctx.in_agency(&service.agency_path))?;
    let desk = match desk {
        None => None,
        Some(desk) => {
            let sheets = desk_sheets(ctx, uid, ctx.today()).await?;
            let found = sheets.into_iter().find(|sheet| sheet.desk.uid == desk);
            Some(found.ok_or_else(|| Problem::missing("services.desk_missing"))?)
        }
    };
    Ok(Subject { service, desk })
}

async fn page(
    ctx: &Ctx,
    subject: &Subject,
    typed: Option<FormPairs>,
    problem: Option<&Problem>,
) -> Result<FormPage, Problem> {
    let service = &subject.service;
    let title = if subject.desk.is_some() { "services-change-desk" } else { "services-new-desk" };
    let mut page = Page::new(ctx, title)
        .under(MANAGE, ctx.text("services-manage-title", &[]))
        .under(format!("{MANAGE}/{}", service.uid), service.plan.name.clone());
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let mut units = vec![(String::new(), page.t("services-unit-none"))];
    let known = directory::units(ctx, Some(service.agency_id)).await?;
    units.extend(known.into_iter().map(|unit| (unit.id.to_string(), unit.name)));
    let typed = typed.unwrap_or_else(|| FormPairs::from_pairs(stored_pairs(ctx, subject.desk.as_ref())));
    let newest = subject.desk.as_ref().and_then(|desk| desk.versions.first());
    let typed = fields::with_field(&typed, "version", newest.map_or(0, |version| version.number));
    let kinds = ["hours", "morning", "afternoon"].map(|kind| fields::day_fields(ctx, &page, &typed, kind));
    let [hours, morning, afternoon] = kinds;
    let days = hours.into_iter().zip(morning).zip(afternoon);
    let agency = directory::agency(ctx, service.agency_id).await?;
    let unit_id = subject.desk.as_ref().and_then(|desk| desk.plan.unit_id);
    let law = minimum_by_law(ctx, &agency, unit_id, ctx.today()).await?;
    let source = match law.title.is_empty() {
        true => page.t("services-no-circular"),
        false => format!("{}, {}", law.title, law.reason.article),
    };
    let tail = match &subject.desk {
        Some(desk) => desk.desk.uid.to_string(),
        None => "baru".to_owned(),
    };
    Ok(FormPage {
        target: format!("{MANAGE}/{}/loket/{tail}", service.uid),
        is_new: subject.desk.is_none(),
        units,
        days: days.map(|((hours, morning), afternoon)| DayRow { hours, morning, afternoon }).collect(),
        by_law: page.t2("services-minimum-hint", "count", law.people, "source", source),
        typed,
        page,
    })
}

fn stored_pairs(ctx: &Ctx, desk: Option<&DeskSheet>) -> Vec<(String, String)> {
    let newest = desk.and_then(|desk| desk.versions.first()).map(|version| &version.plan);
    let plan = newest.cloned().unwrap_or_default();
    let mut pairs: Vec<(String, String)> = [
        ("from_on", ctx.today().to_string()),
        ("name", plan.name.clone()),
        ("unit", plan.unit_id.map(|id| id.to_string()).unwrap_or_default()),
        ("skill", plan.skill.clone().unwrap_or_default()),
        ("is_ended", if plan.is_ended { "on" } else { "" }.to_owned()),
    ]
    .map(|(field, value)| (field.to_owned(), value))
    .to_vec();
    pairs.extend(fields::week_pairs(ctx, plan.hours.as_ref(), Some(&plan.minimum)));
    pairs
}

fn plan(form: &FormPairs) -> Result<DeskPlan, Problem> {
    let hours = fields::hours(form)?;
    let skill = form.text("skill");
    Ok(DeskPlan {
        name: form.text("name").to_owned(),
        unit_id: form.read("unit").map_err(|_| Problem::invalid("services.unit_unknown").on_field("unit"))?,
        skill: (!skill.is_empty()).then(|| skill.to_owned()),
        hours: (!hours.is_empty()).then_some(hours),
        minimum: fields::minimum(form)?,
        is_ended: form.text("is_ended") == "on",
    })
}

async fn new(ctx: Ctx, Path(uid): Path<Uuid>) -> Result<Response, Problem> {
    let subject = subject(&ctx, uid, None).await?;
    render(&page(&ctx, &subject, None, None).await?)
}

async fn create(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let written = match (fields::date(&form, "from_on"), plan(&form)) {
        (Ok(from_on), Ok(plan)) => add_desk(&ctx, uid, from_on, &plan).await.map(drop),
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    };
    answer(&ctx, uid, None, form, written).await
}

async fn edit_form(ctx: Ctx, Path((uid, desk)): Path<(Uuid, Uuid)>) -> Result<Response, Problem> {
    let subject = subject(&ctx, uid, Some(desk)).await?;
    render(&page(&ctx, &subject, None, None).await?)
}

async fn change(
    ctx: Ctx,
    Path((uid, desk)): Path<(Uuid, Uuid)>,
    form: FormPairs,
) -> Result<Response, Problem> {
    let written = match (fields::date(&form, "from_on"), plan(&form)) {
        (Ok(from_on), Ok(plan)) => {
            let seen_version = form.read("version").ok().flatten().unwrap_or(0);
            let reason = form.text("reason").to_owned();
            change_desk(&ctx, uid, desk, &Change { seen_version, from_on, plan, reason }).await
        }
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    };
    answer(&ctx, uid, Some(desk), form, written).await
}

async fn answer(
    ctx: &Ctx,
    uid: Uuid,
    desk: Option<Uuid>,
    form: FormPairs,
    written: Result<(), Problem>,
) -> Result<Response, Problem> {
    match written {
        Ok(()) => {
            let said = ctx.text("services-said-desk", &[]);
            Ok(see_other(format!("{MANAGE}/{uid}")).saying(said).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            let subject = subject(ctx, uid, desk).await?;
            let mut response = render(&page(ctx, &subject, Some(form), Some(&problem)).await?)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}
