//! What rosters of an agency rest on beside law: answers about people, exceptions, absences.

use super::fields::{self, day_of};
use super::quotas::OVERVIEW;
use crate::model::person_fact::Criterion;
use crate::model::quota::ExceptionKind;
use crate::ops::people::{
    Entered, NewAbsence, NewAnswer, NewQuotaException, enter_exception, entered, note_absence, record_answer,
    withdraw_absence, withdraw_exception,
};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::Deserialize;
use siaga_platform::web::{FormPairs, Page, Query, render, see_other};
use siaga_platform::{Ctx, Problem, ProblemKind};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    hari: String,
}

#[derive(Template)]
#[template(path = "arrangements/people.html")]
struct PeoplePage {
    page: Page,
    path: String,
    on: NaiveDate,
    may_plan: bool,
    answers: Vec<AnswerRow>,
    first_home: Vec<(String, String)>,
    exceptions: Vec<ExceptionRow>,
    absences: Vec<AbsenceRow>,
    people: Vec<(String, String)>,
    units: Vec<(String, String)>,
    criteria: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    halves: Vec<(String, String)>,
    yes_no: Vec<(String, String)>,
    typed: FormPairs,
}

struct AnswerRow {
    name: String,
    criterion: String,
    is_yes: bool,
    days: String,
    made: String,
}

struct ExceptionRow {
    id: Uuid,
    whom: String,
    kind: String,
    days: String,
    reason: String,
    made: String,
}

struct AbsenceRow {
    id: Uuid,
    name: String,
    days: String,
    half: String,
    source: String,
}

impl PeoplePage {
    fn typed(&self, name: &str) -> String {
        self.typed.text(name).to_owned()
    }
}

pub(super) async fn show(
    ctx: Ctx,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (on, problem) = day_of(&asked.hari, ctx.today());
    render(&people_page(&ctx, &code, on, problem.as_ref(), FormPairs::default()).await?)
}

async fn people_page(
    ctx: &Ctx,
    code: &str,
    on: NaiveDate,
    problem: Option<&Problem>,
    typed: FormPairs,
) -> Result<PeoplePage, Problem> {
    let entered = entered(ctx, code, on).await?;
    let mut page = Page::new(ctx, "arrangements-people")
        .under(OVERVIEW, ctx.text("arrangements-title", &[]))
        .under(format!("{OVERVIEW}/{code}"), entered.agency.name.clone());
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let names: HashMap<i64, &str> =
        entered.people.iter().map(|person| (person.id, person.name.as_str())).collect();
    let nobody = (String::new(), page.t("arrangements-nobody-chosen"));
    let option = |id: &str, name: &str| (id.to_owned(), page.t(format!("{id}-{name}")));
    let named = |id: &str, name: &str| (name.to_owned(), option(id, name).1);
    Ok(PeoplePage {
        path: format!("{OVERVIEW}/{code}"),
        on,
        may_plan: entered.may_plan,
        answers: answers(&page, &entered, &names),
        first_home: first_home(&page, &entered, &names),
        exceptions: exceptions(&page, &entered, &names),
        absences: absences(&page, &entered, &names),
        people: std::iter::once(nobody)
            .chain(entered.people.iter().map(|person| (person.id.to_string(), person.name.clone())))
            .collect(),
        units: entered.units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())).collect(),
        criteria: Criterion::ALL
            .iter()
            .map(|one| (one.as_str().to_owned(), criterion_text(&page, *one)))
            .collect(),
        kinds: ExceptionKind::ENTERED
            .iter()
            .map(|one| named("arrangements-exception", one.as_str()))
            .collect(),
        halves: ["day", "morning", "afternoon"].map(|half| named("arrangements-half", half)).to_vec(),
        yes_no: ["yes", "no"].map(|answer| named("arrangements", answer)).to_vec(),
        typed,
        page,
    })
}

fn criterion_text(page: &Page, criterion: Criterion) -> String {
    page.t(format!("arrangements-criterion-{}", criterion.as_str().replace('_', "-")))
}

fn days(page: &Page, from_on: NaiveDate, until_on: Option<NaiveDate>) -> String {
    match until_on {
        Some(until_on) if until_on == from_on => page.date(from_on),
        Some(until_on) => {
            page.t2("arrangements-period", "from", page.date(from_on), "until", page.date(until_on))
        }
        None => page.t1("arrangements-since", "from", page.date(from_on)),
    }
}

/// Of two answers about the same the newer one is shown.
fn answers(page: &Page, entered: &Entered, names: &HashMap<i64, &str>) -> Vec<AnswerRow> {
    let mut newest = HashMap::new();
    for answer in &entered.answers {
        newest.insert((answer.employee_id, answer.criterion), answer);
    }
    let mut rows: Vec<_> = newest.into_values().collect();
    rows.sort_by_key(|answer| (names.get(&answer.employee_id).copied(), answer.criterion));
    rows.into_iter()
        .map(|answer| AnswerRow {
            name: names.get(&answer.employee_id).copied().unwrap_or_default().to_owned(),
            criterion: criterion_text(page, answer.criterion),
            is_yes: answer.is_yes,
            days: days(page, answer.from_on, answer.until_on),
            made: format!("{}, {}", answer.made_name, page.time(answer.made_at)),
        })
        .collect()
}

/// Who works from home first, and how strongly that is said. Which answer says it stays out of this list.
fn first_home(page: &Page, entered: &Entered, names: &HashMap<i64, &str>) -> Vec<(String, String)> {
    let rows = entered.first_home.iter();
    rows.map(|(employee_id, one)| {
        let id = match (one.is_fixed, one.score > 0) {
            (true, _) => "arrangements-home-fixed",
            (false, true) => "arrangements-home-rather",
            (false, false) => "arrangements-home-rather-not",
        };
        (names.get(employee_id).copied().unwrap_or_default().to_owned(), page.t(id))
    })
    .collect()
}

fn exceptions(page: &Page, entered: &Entered, names: &HashMap<i64, &str>) -> Vec<ExceptionRow> {
    let rows = entered.exceptions.iter();
    rows.map(|one| {
        let unit = entered.units.iter().find(|unit| unit.id == one.unit_id);
        let unit = unit.map(|unit| unit.name.clone()).unwrap_or_default();
        let person = one.employee_id.and_then(|id| names.get(&id));
        ExceptionRow {
            id: one.id,
            whom: person.map_or(unit, |name| (*name).to_owned()),
            kind: page.t(format!("arrangements-exception-{}", one.kind.as_str())),
            days: days(page, one.from_on, one.until_on),
            reason: one.reason.clone(),
            made: format!("{}, {}", one.made_name, page.time(one.made_at)),
        }
    })
    .collect()
}

fn absences(page: &Page, entered: &Entered, names: &HashMap<i64, &str>) -> Vec<AbsenceRow> {
    let rows = entered.absences.iter();
    rows.map(|one| {
        let half = match (one.is_morning, one.is_afternoon) {
            (true, false) => "morning",
            (false, true) => "afternoon",
            _ => "day",
        };
        let is_request = one.source.starts_with("request/");
        AbsenceRow {
            id: one.id,
            name: names.get(&one.employee_id).copied().unwrap_or_default().to_owned(),
            days: days(page, one.from_on, Some(one.until_on)),
            half: page.t(format!("arrangements-half-{half}")),
            source: if is_request { page.t("arrangements-from-request") } else { one.made_name.clone() },
        }
    })
    .collect()
}

async fn done<T>(
    ctx: &Ctx,
    code: &str,
    result: Result<T, Problem>,
    form: FormPairs,
) -> Result<Response, Problem> {
    match result {
        Ok(_) => {
            let path = format!("{OVERVIEW}/{code}/dasar");
            Ok(see_other(path).saying(ctx.text("arrangements-said-entered", &[])).into_response())
        }
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
            let page = people_page(ctx, code, ctx.today(), Some(&problem), form).await?;
            let mut response = render(&page)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

fn person(form: &FormPairs) -> Result<i64, Problem> {
    let missing = || Problem::invalid("arrangements.person_missing").on_field("person");
    fields::maybe_key(form, "person")?.ok_or_else(missing)
}

pub(super) async fn answer(ctx: Ctx, Path(code): Path<String>, form: FormPairs) -> Result<Response, Problem> {
    let read = || {
        Ok(NewAnswer {
            criterion: form.text("criterion").to_owned(),
            employee_id: person(&form)?,
            is_yes: form.text("answer") == "yes",
            from_on: fields::date(&form, "from_on")?,
            until_on: fields::maybe_date(&form, "until_on")?,
        })
    };
    let result = match read() {
        Ok(new) => record_answer(&ctx, &code, &new).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, &code, result, form).await
}

pub(super) async fn except(ctx: Ctx, Path(code): Path<String>, form: FormPairs) -> Result<Response, Problem> {
    let read = || {
        Ok(NewQuotaException {
            unit_id: fields::key(&form, "unit")?,
            employee_id: fields::maybe_key(&form, "person")?,
            kind: form.text("kind").to_owned(),
            from_on: fields::date(&form, "from_on")?,
            until_on: fields::maybe_date(&form, "until_on")?,
            reason: form.text("reason").to_owned(),
        })
    };
    let result = match read() {
        Ok(new) => enter_exception(&ctx, &code, &new).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, &code, result, form).await
}

pub(super) async fn unexcept(
    ctx: Ctx,
    Path(code): Path<String>,
    form: FormPairs,
) -> Result<Response, Problem> {
    let result = match fields::key(&form, "id") {
        Ok(id) => withdraw_exception(&ctx, id, form.text("why")).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, &code, result, form).await
}

pub(super) async fn absent(ctx: Ctx, Path(code): Path<String>, form: FormPairs) -> Result<Response, Problem> {
    let read = || {
        let from_on = fields::date(&form, "from_on")?;
        let half = form.text("half");
        Ok(NewAbsence {
            employee_id: person(&form)?,
            from_on,
            until_on: fields::maybe_date(&form, "until_on")?.unwrap_or(from_on),
            is_morning: half != "afternoon",
            is_afternoon: half != "morning",
        })
    };
    let result = match read() {
        Ok(new) => note_absence(&ctx, &code, &new).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, &code, result, form).await
}

pub(super) async fn unabsent(
    ctx: Ctx,
    Path(code): Path<String>,
    form: FormPairs,
) -> Result<Response, Problem> {
    let result = match fields::key(&form, "id") {
        Ok(id) => withdraw_absence(&ctx, &code, id).await,
        Err(problem) => Err(problem),
    };
    done(&ctx, &code, result, form).await
}
