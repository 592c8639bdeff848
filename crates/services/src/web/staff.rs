//! Who can serve the desks of a service.

use super::fields;
use super::manage::{MANAGE, VIEW};
use crate::desk::{DeskSheet, NewStaff, Serves, StaffEntry};
use crate::model::ServiceOn;
use crate::ops::desk_reads::desk_sheets;
use crate::ops::reads::service_sheet;
use crate::ops::staff::{add_staff, end_staff, person_named, staff_of};
use crate::ops::words;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use siaga_access::Action;
use siaga_directory::Person;
use siaga_platform::web::{FormPairs, Page, Query, render, see_other};
use siaga_platform::{Ctx, Permit, Problem, Route};
use std::collections::BTreeSet;
use uuid::Uuid;

const STAFF: &str = "/pengelolaan/layanan/{uid}/petugas";

pub(crate) fn routes() -> Vec<Route> {
    let edit = Permit::May(Action::ServiceEdit);
    vec![
        Route::get(STAFF, VIEW, show),
        Route::post(STAFF, edit, add),
        Route::post("/pengelolaan/layanan/{uid}/petugas/{entry}/akhiri", edit, end),
    ]
}

#[derive(Debug, Default, Deserialize)]
struct StaffQuery {
    akhiri: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "services/staff.html")]
struct StaffPage {
    page: Page,
    uid: Uuid,
    rows: Vec<StaffRow>,
    /// What can be chosen: desks, and skills that desks ask for.
    serves: Vec<(String, String)>,
    findings: Vec<String>,
    /// The entry that is to be ended, with its name.
    ending: Option<(Uuid, String)>,
    may_edit: bool,
    typed: FormPairs,
}

struct StaffRow {
    uid: Uuid,
    name: String,
    post: String,
    serves: String,
    span: String,
    tone: &'static str,
    state: String,
    by: String,
    is_open: bool,
}

/// A service with its desks.
struct Subject {
    service: ServiceOn,
    desks: Vec<DeskSheet>,
}

async fn subject(ctx: &Ctx, uid: Uuid) -> Result<Subject, Problem> {
    let service = service_sheet(ctx, uid, ctx.today()).await?.service;
    Ok(Subject { desks: desk_sheets(ctx, uid, ctx.today()).await?, service })
}

async fn page(
    ctx: &Ctx,
    subject: &Subject,
    (typed, ending): (FormPairs, Option<Uuid>),
    problem: Option<&Problem>,
) -> Result<StaffPage, Problem> {
    let service = &subject.service;
    let mut page = Page::new(ctx, "services-staff-title")
        .under(MANAGE, ctx.text("services-manage-title", &[]))
        .under(format!("{MANAGE}/{}", service.uid), service.plan.name.clone());
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let mut entries = staff_of(ctx, service.agency_id, ctx.today()).await?;
    entries.retain(|(entry, _)| label(ctx, subject, &entry.serves).is_some());
    let ending = ending.and_then(|uid| entries.iter().find(|(entry, _)| entry.uid == uid));
    let mut typed = typed;
    for field in ["from_on", "until_on"] {
        if typed.first(field).is_none() && (field == "from_on" || ending.is_some()) {
            typed = fields::with_field(&typed, field, ctx.today());
        }
    }
    Ok(StaffPage {
        uid: service.uid,
        ending: ending.map(|(entry, person)| (entry.uid, name(ctx, person.as_ref()))),
        rows: entries.iter().map(|(entry, person)| row(ctx, subject, entry, person.as_ref())).collect(),
        serves: choices(ctx, subject),
        findings: findings(ctx, subject),
        may_edit: ctx.may(Action::ServiceEdit, &ctx.in_agency(&service.agency_path)).permit,
        typed,
        page,
    })
}

fn choices(ctx: &Ctx, subject: &Subject) -> Vec<(String, String)> {
    let used = || subject.desks.iter().filter(|desk| !desk.plan.is_ended);
    let mut choices: Vec<(String, String)> =
        used().map(|desk| (format!("desk:{}", desk.desk.uid), desk.plan.name.clone())).collect();
    let skills: BTreeSet<&String> = used().filter_map(|desk| desk.plan.skill.as_ref()).collect();
    choices.extend(skills.into_iter().map(|skill| {
        (format!("skill:{skill}"), ctx.text("services-has-skill", &[("skill", skill.clone())]))
    }));
    choices
}

fn findings(ctx: &Ctx, subject: &Subject) -> Vec<String> {
    let told = |desk: &DeskSheet| {
        let finding = desk.finding?;
        let values = [("minimum", finding.minimum.to_string()), ("staff", finding.can_serve.to_string())];
        Some(format!("{}: {}", desk.plan.name, ctx.text("services-finding-staff", &values)))
    };
    subject.desks.iter().filter_map(told).collect()
}

/// Returns what an entry is about in words; nothing when it is about another service.
fn label(ctx: &Ctx, subject: &Subject, serves: &Serves) -> Option<String> {
    match serves {
        Serves::Desk(uid) => {
            subject.desks.iter().find(|desk| desk.desk.uid == *uid).map(|desk| desk.plan.name.clone())
        }
        Serves::Skill(has) => {
            let asks = |desk: &DeskSheet| {
                desk.plan.skill.as_ref().is_some_and(|skill| skill.to_lowercase() == has.to_lowercase())
            };
            let is_asked = subject.desks.iter().any(asks);
            is_asked.then(|| ctx.text("services-has-skill", &[("skill", has.clone())]))
        }
    }
}

fn name(ctx: &Ctx, person: Option<&Person>) -> String {
    person.map_or_else(|| ctx.text("services-person-gone", &[]), |person| person.name.clone())
}

fn row(ctx: &Ctx, subject: &Subject, entry: &StaffEntry, person: Option<&Person>) -> StaffRow {
    let today = ctx.today();
    let from = words::date(ctx, entry.from_on);
    let span = match entry.until_on {
        Some(until_on) => {
            ctx.text("services-feed-span", &[("from", from), ("until", words::date(ctx, until_on))])
        }
        None => ctx.text("services-feed-from", &[("from", from)]),
    };
    let (tone, state) = match (entry.covers(today), entry.from_on > today, person) {
        (true, _, None) => ("warn", "services-staff-left"),
        (true, _, Some(_)) => ("good", "services-staff-can"),
        (false, true, _) => ("info", "services-staff-later"),
        (false, false, _) => ("quiet", "services-staff-over"),
    };
    StaffRow {
        uid: entry.uid,
        name: name(ctx, person),
        post: person.map(|person| person.title.clone()).unwrap_or_default(),
        serves: label(ctx, subject, &entry.serves).unwrap_or_default(),
        span,
        tone,
        state: ctx.text(state, &[]),
        by: format!("{}, {}", entry.made_name, words::moment(ctx, entry.made_at)),
        is_open: entry.until_on.is_none_or(|until_on| until_on >= today),
    }
}

async fn show(ctx: Ctx, Path(uid): Path<Uuid>, Query(query): Query<StaffQuery>) -> Result<Response, Problem> {
    let subject = subject(&ctx, uid).await?;
    render(&page(&ctx, &subject, (FormPairs::default(), query.akhiri), None).await?)
}

async fn add(ctx: Ctx, Path(uid): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let subject = subject(&ctx, uid).await?;
    let written = record(&ctx, &subject, &form).await.map(drop);
    answer(&ctx, &subject, (form, None), written, "services-said-staff").await
}

async fn record(ctx: &Ctx, subject: &Subject, form: &FormPairs) -> Result<Uuid, Problem> {
    let agency_id = subject.service.agency_id;
    let from_on = fields::date(form, "from_on")?;
    let until_on = fields::maybe_date(form, "until_on")?;
    let missing = || Problem::invalid("services.serves_missing").on_field("serves");
    let serves = match form.text("serves").split_once(':') {
        Some(("desk", uid)) => Serves::Desk(uid.parse().map_err(|_| missing())?),
        Some(("skill", skill)) => Serves::Skill(skill.to_owned()),
        _ => return Err(missing()),
    };
    let employee_id = person_named(ctx, agency_id, form.text("person"), from_on).await?;
    add_staff(ctx, agency_id, &NewStaff { employee_id, serves, from_on, until_on }).await
}

async fn end(ctx: Ctx, Path((uid, entry)): Path<(Uuid, Uuid)>, form: FormPairs) -> Result<Response, Problem> {
    let subject = subject(&ctx, uid).await?;
    let written = match fields::date(&form, "until_on") {
        Ok(until_on) => end_staff(&ctx, entry, until_on, form.text("reason")).await,
        Err(problem) => Err(problem),
    };
    answer(&ctx, &subject, (form, Some(entry)), written, "services-said-staff-ended").await
}

async fn answer(
    ctx: &Ctx,
    subject: &Subject,
    (form, ending): (FormPairs, Option<Uuid>),
    written: Result<(), Problem>,
    said: &str,
) -> Result<Response, Problem> {
    match written {
        Ok(()) => {
            let path = format!("{MANAGE}/{}/petugas", subject.service.uid);
            Ok(see_other(path).saying(ctx.text(said, &[])).into_response())
        }
        Err(problem) if fields::is_shown(&problem) => {
            let mut response = render(&page(ctx, subject, (form, ending), Some(&problem)).await?)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}
