//! The page of schedules, for the personnel agency.

use crate::ops::schedules::{add_schedule, end_schedule, schedules};
use crate::schedule::{NewSchedule, Schedule, ScheduleOf};
use crate::web::fields;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, ProblemKind, Route};
use std::collections::HashMap;

const LIST: &str = "/jadwal";

pub(crate) const NAV: NavEntry =
    NavEntry { order: 255, path: LIST, label: "schedule-nav", permit: Permit::May(Action::EmployeeEdit) };

pub(crate) fn routes() -> Vec<Route> {
    let edit = Permit::May(Action::EmployeeEdit);
    vec![
        Route::get(LIST, edit, list),
        Route::post(LIST, edit, add),
        Route::post("/jadwal/{id}/akhiri", edit, end),
    ]
}

#[derive(Template)]
#[template(path = "attendance/schedules.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    units: Vec<(i64, String)>,
    unit: String,
    number: String,
    from_on: String,
    until_on: String,
    start: String,
    end: String,
    note: String,
    weekdays: Vec<(&'static str, String, bool)>,
    today: chrono::NaiveDate,
}

struct Row {
    id: i64,
    whose: String,
    days: String,
    hours: String,
    period: String,
    note: String,
}

const WEEKDAYS: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];

async fn list(ctx: Ctx) -> Result<Response, Problem> {
    render(&list_page(&ctx, &FormPairs::default(), None).await?)
}

async fn list_page(ctx: &Ctx, typed: &FormPairs, problem: Option<&Problem>) -> Result<ListPage, Problem> {
    let mut page = Page::new(ctx, "schedule-title");
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let known = schedules(ctx).await?;
    let agencies: HashMap<i64, String> =
        directory::agencies(ctx).await?.into_iter().map(|agency| (agency.id, agency.name)).collect();
    let units: Vec<(i64, String)> = directory::units(ctx, None)
        .await?
        .into_iter()
        .filter_map(|unit| {
            let agency = agencies.get(&unit.agency_id)?;
            Some((unit.id, if unit.is_main { agency.clone() } else { format!("{agency} – {}", unit.name) }))
        })
        .collect();
    let names = if known.is_empty() { HashMap::new() } else { directory::identities(ctx).await? };
    let whose = |of: ScheduleOf| match of {
        ScheduleOf::Unit(id) => units.iter().find(|unit| unit.0 == id).map(|unit| unit.1.clone()),
        ScheduleOf::Employee(id) => names.get(&id).map(|identity| identity.name.clone()),
    };
    let text = |field: &str| typed.text(field).to_owned();
    let ticked: Vec<&str> = typed.all("weekdays").collect();
    Ok(ListPage {
        rows: known
            .iter()
            .map(|schedule| row(&page, schedule, whose(schedule.is_of).unwrap_or_default()))
            .collect(),
        unit: text("unit"),
        number: text("of"),
        from_on: text("from_on"),
        until_on: text("until_on"),
        start: text("start"),
        end: text("end"),
        note: text("note"),
        weekdays: WEEKDAYS.map(|day| (day, weekday(&page, day), ticked.contains(&day))).to_vec(),
        today: ctx.today(),
        units: std::iter::once((0, page.t("schedule-unit-none"))).chain(units).collect(),
        page,
    })
}

fn weekday(page: &Page, digit: &str) -> String {
    page.t(format!("schedule-weekday-{digit}"))
}

fn row(page: &Page, schedule: &Schedule, whose: String) -> Row {
    let digits: Vec<String> = WEEKDAYS
        .iter()
        .filter(|day| schedule.weekdays.contains(**day))
        .map(|day| weekday(page, day))
        .collect();
    let end = fields::clock(page, schedule.end_minute);
    let end = if schedule.end_minute > 1440 { page.t1("finding-next-day", "time", end) } else { end };
    let until = schedule.until_on.map_or_else(|| page.t("schedule-open-end"), |until| page.date(until));
    Row {
        id: schedule.id,
        whose,
        days: digits.join(", "),
        hours: format!("{}–{end}", fields::clock(page, schedule.start_minute)),
        period: format!("{} – {until}", page.date(schedule.from_on)),
        note: schedule.note.clone(),
    }
}

async fn add(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    let result = match new_schedule(&ctx, &form).await {
        Ok(new) => add_schedule(&ctx, new).await,
        Err(problem) => Err(problem),
    };
    finish(&ctx, result.map(|_| ()), "schedule-said-added", &form).await
}

async fn finish(
    ctx: &Ctx,
    result: Result<(), Problem>,
    said: &str,
    form: &FormPairs,
) -> Result<Response, Problem> {
    match result {
        Ok(()) => Ok(see_other(LIST).saying(ctx.text(said, &[])).into_response()),
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            let mut response = render(&list_page(ctx, form, Some(&problem)).await?)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

async fn new_schedule(ctx: &Ctx, form: &FormPairs) -> Result<NewSchedule, Problem> {
    let from_on = fields::date(form.text("from_on"), "from_on")?;
    let until_on = match form.text("until_on") {
        "" => None,
        text => Some(fields::date(text, "until_on")?),
    };
    let time = |field: &'static str| -> Result<i32, Problem> {
        let missing = || Problem::invalid("attendance.schedule_hours").on_field(field);
        fields::minute(form.text(field), field)?.ok_or_else(missing)
    };
    let (start_minute, end) = (time("start")?, time("end")?);
    let mut weekdays: Vec<&str> = form.all("weekdays").collect();
    weekdays.sort_unstable();
    weekdays.dedup();
    Ok(NewSchedule {
        is_of: whose(ctx, form, from_on).await?,
        from_on,
        until_on,
        weekdays: weekdays.concat(),
        start_minute,
        // A shift that ends before it begins ends on the next day.
        end_minute: if end <= start_minute { end + 1440 } else { end },
        note: form.text("note").to_owned(),
    })
}

/// A person by NIP or name, or else a unit.
async fn whose(ctx: &Ctx, form: &FormPairs, on: chrono::NaiveDate) -> Result<ScheduleOf, Problem> {
    let nobody = || Problem::invalid("attendance.schedule_nobody").on_field("of");
    let text = form.text("of");
    if text.is_empty() {
        let unit = form.read::<i64>("unit").ok().flatten().filter(|unit| *unit > 0);
        return unit.map(ScheduleOf::Unit).ok_or_else(nobody);
    }
    match directory::search_people(ctx, text, on.max(ctx.today()), 2).await?.as_slice() {
        [person] => Ok(ScheduleOf::Employee(person.id)),
        [] => Err(nobody()),
        _ => Err(Problem::invalid("attendance.schedule_several").on_field("of").with("text", text)),
    }
}

async fn end(ctx: Ctx, Path(id): Path<i64>, form: FormPairs) -> Result<Response, Problem> {
    let result = match fields::date(form.text("ends_on"), "until_on") {
        Ok(until_on) => end_schedule(&ctx, id, until_on).await,
        Err(problem) => Err(problem),
    };
    finish(&ctx, result, "schedule-said-ended", &FormPairs::default()).await
}
