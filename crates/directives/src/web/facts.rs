//! Facts: what holds on a day, recording, ending with a reason.

use super::{FACTS, fields, is_shown};
use crate::facts::{FACTS as DECLARED, JAVA_BALI};
use crate::model::{FactFilter, FactRow, FactSubject, NewFact, Overlap};
use crate::ops::ask::end_of_day;
use crate::ops::fact_reads::fact_rows;
use crate::ops::facts::{end_fact, record_fact_with};
use crate::ops::say::Say;
use crate::rules::facts::{outdone, read_value};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::web::{FormPairs, Page, Query, render, see_other};
use siaga_platform::{Ctx, Problem};
use siaga_policy::{FactKind, FactValue};
use std::collections::HashMap;
use uuid::Uuid;

/// Whole numbers up to so many are chosen from a list; others are typed.
const LISTED_MAX: i64 = 12;

#[derive(Debug, Default, Deserialize)]
pub(super) struct FactsQuery {
    #[serde(default)]
    tanggal: String,
    #[serde(default)]
    diketahui: String,
    #[serde(default)]
    semua: String,
}

#[derive(Template)]
#[template(path = "directives/facts.html")]
struct FactsPage {
    page: Page,
    query: FactsQuery,
    caption: String,
    rows: Vec<Row>,
    subjects: Vec<(String, String)>,
    choices: Vec<(String, String)>,
    given: FormPairs,
    may_record: bool,
    /// Whether the form offers to correct what is recorded.
    may_correct: bool,
}

struct Row {
    uid: Uuid,
    label: String,
    value: String,
    subject: String,
    period: String,
    source: String,
    recorded: String,
    replaced: String,
    /// What counts instead of it on the day that is shown.
    gives_way: String,
    may_end: bool,
    /// The fields of its own form, and whether that form comes back with what was typed.
    end_key: String,
    reason_key: String,
    is_ending: bool,
}

pub(super) async fn show(ctx: Ctx, Query(query): Query<FactsQuery>) -> Result<Response, Problem> {
    render(&page_of(&ctx, query, FormPairs::default()).await?)
}

async fn page_of(ctx: &Ctx, query: FactsQuery, given: FormPairs) -> Result<FactsPage, Problem> {
    let page = Page::new(ctx, "directives-facts-title");
    let on = fields::maybe_date(&query.tanggal, "tanggal")?.unwrap_or_else(|| ctx.today());
    let known_on = fields::maybe_date(&query.diketahui, "diketahui")?;
    let is_all = !query.semua.is_empty();
    let filter = FactFilter {
        on: (!is_all).then_some(on),
        known_at: known_on.map(|day| end_of_day(ctx, day)),
        with_replaced: is_all,
        ..FactFilter::default()
    };
    let names = Names::read(ctx).await?;
    let say = Say(ctx);
    let rows = fact_rows(ctx, &filter).await?;
    let caption = match is_all {
        true => page.t("directives-facts-all"),
        false => page.t1("directives-facts-on", "date", page.date_long(on)),
    };
    let mut shown: Vec<Row> = rows.iter().map(|row| row_of(ctx, &page, &say, &names, row)).collect();
    if !is_all {
        let keys: Vec<_> = rows.iter().map(|row| (row.subject, row.name.as_str(), row.from_on)).collect();
        for (row, winner) in shown.iter_mut().zip(outdone(&keys)) {
            if let Some(winner) = winner.map(|at| &rows[at]) {
                let value = say.fact_value(&winner.name, &winner.value);
                row.gives_way =
                    page.t2("directives-gives-way", "value", value, "from", page.date(winner.from_on));
            }
        }
    }
    Ok(FactsPage {
        caption,
        rows: shown,
        subjects: names.choices(ctx),
        choices: choices(&say),
        may_record: ctx.may_ever(Action::FactRecord),
        may_correct: !given.text("correct").is_empty(),
        query,
        given,
        page,
    })
}

fn row_of(ctx: &Ctx, page: &Page, say: &Say<'_>, names: &Names, row: &FactRow) -> Row {
    let path = row.agency_id.and_then(|id| names.paths.get(&id)).cloned().unwrap_or_default();
    let may_end = row.replaced.is_none() && ctx.may(Action::FactRecord, &ctx.in_agency(&path)).permit;
    let is_never = row.until_on.is_some_and(|until| until < row.from_on);
    Row {
        uid: row.uid,
        label: say.fact(&row.name),
        value: say.fact_value(&row.name, &row.value),
        subject: names.of(ctx, row.subject),
        period: if is_never { page.t("directives-never") } else { say.period(row.from_on, row.until_on) },
        source: row.source.clone(),
        recorded: format!("{}, {}", row.recorded_name, page.time(row.recorded_at)),
        replaced: row.replaced.as_ref().map_or_else(String::new, |by| {
            let values = [("name", by.name.clone()), ("at", page.time(by.at)), ("reason", by.reason.clone())];
            page.tn("directives-replaced", &values)
        }),
        gives_way: String::new(),
        may_end,
        end_key: format!("end-{}", row.uid),
        reason_key: format!("reason-{}", row.uid),
        is_ending: false,
    }
}

/// Agencies and work units as this page names them.
struct Names {
    agencies: Vec<directory::Agency>,
    units: Vec<directory::Unit>,
    paths: HashMap<i64, Vec<i64>>,
}

impl Names {
    async fn read(ctx: &Ctx) -> Result<Self, Problem> {
        let agencies = directory::agencies(ctx).await?;
        let units = directory::units(ctx, None).await?.into_iter().filter(|unit| !unit.is_main).collect();
        let paths = agencies.iter().map(|agency| (agency.id, agency.path.clone())).collect();
        Ok(Self { agencies, units, paths })
    }

    fn agency(&self, id: i64) -> String {
        self.agencies
            .iter()
            .find(|agency| agency.id == id)
            .map(|agency| agency.name.clone())
            .unwrap_or_default()
    }

    fn of(&self, ctx: &Ctx, subject: FactSubject) -> String {
        match subject {
            FactSubject::Government => ctx.government.name.clone(),
            FactSubject::Agency(id) => self.agency(id),
            FactSubject::Unit(id) => {
                let unit = self.units.iter().find(|unit| unit.id == id);
                unit.map_or_else(String::new, |unit| {
                    format!("{}, {}", unit.name, self.agency(unit.agency_id))
                })
            }
        }
    }

    fn choices(&self, ctx: &Ctx) -> Vec<(String, String)> {
        let may = |path: &[i64]| ctx.may(Action::FactRecord, &ctx.in_agency(path)).permit;
        let mut choices = Vec::new();
        if may(&[]) {
            choices.push(("g".to_owned(), ctx.government.name.clone()));
        }
        for agency in self.agencies.iter().filter(|agency| may(&agency.path)) {
            choices.push((format!("a{}", agency.id), agency.name.clone()));
            let own = self.units.iter().filter(|unit| unit.agency_id == agency.id);
            choices.extend(
                own.map(|unit| (format!("u{}", unit.id), format!("{} – {}", agency.name, unit.name))),
            );
        }
        choices
    }
}

/// Facts with their values as one list; where too many values are possible, the number is typed.
fn choices(say: &Say<'_>) -> Vec<(String, String)> {
    let mut choices = Vec::new();
    for decl in DECLARED.iter().filter(|decl| decl.name != JAVA_BALI) {
        let values: Vec<FactValue> = match decl.kind {
            FactKind::Flag => vec![true.into(), false.into()],
            FactKind::Choice(words) => words.iter().map(|word| FactValue::from(*word)).collect(),
            FactKind::Integer { min, max } if max - min <= LISTED_MAX => {
                (min..=max).map(FactValue::from).collect()
            }
            FactKind::Integer { .. } => Vec::new(),
        };
        let label = say.fact(decl.name);
        if values.is_empty() {
            choices.push((format!("{}=", decl.name), format!("{label}: …")));
        }
        choices.extend(values.iter().map(|value| {
            (format!("{}={value}", decl.name), format!("{label}: {}", say.fact_value(decl.name, value)))
        }));
    }
    choices
}

fn read(form: &FormPairs) -> Result<NewFact, Problem> {
    let incomplete = |field: &str| Problem::invalid("directives.choose").on_field(field);
    let subject = form.text("subject");
    let key = || subject.get(1..).and_then(|id| id.parse().ok()).ok_or_else(|| incomplete("subject"));
    let subject = match subject.chars().next() {
        Some('g') => FactSubject::Government,
        Some('a') => FactSubject::Agency(key()?),
        Some('u') => FactSubject::Unit(key()?),
        _ => return Err(incomplete("subject")),
    };
    let (name, value) = form.text("fact").split_once('=').ok_or_else(|| incomplete("fact"))?;
    let text = if value.is_empty() { form.text("number") } else { value };
    let value = read_value(name, text).unwrap_or_else(|| FactValue::Word(text.to_owned()));
    Ok(NewFact {
        subject,
        name: name.to_owned(),
        value,
        from_on: fields::needed(form.text("from_on"), "from_on", "directives.first_day_missing")?,
        until_on: fields::maybe_date(form.text("until_on"), "until_on")?,
        source: form.text("source").to_owned(),
    })
}

pub(super) async fn record(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    let overlap = if form.text("correct").is_empty() { Overlap::Refused } else { Overlap::Corrected };
    let result = match read(&form) {
        Ok(new) => record_fact_with(&ctx, new, overlap).await,
        Err(problem) => Err(problem),
    };
    let is_typed = form.text("fact").ends_with('=');
    let field = |field: &str| match field {
        "name" => "fact".to_owned(),
        "value" => if is_typed { "number" } else { "fact" }.to_owned(),
        other => other.to_owned(),
    };
    match result {
        Ok(_) => Ok(said(&ctx, "directives-said-recorded")),
        Err(problem) => again(&ctx, problem, None, form, field).await,
    }
}

pub(super) async fn end(ctx: Ctx, Path(id): Path<Uuid>, form: FormPairs) -> Result<Response, Problem> {
    let result = match fields::needed(form.text("end_on"), "end_on", "directives.last_day_missing") {
        Ok(until_on) => end_fact(&ctx, id, until_on, form.text("reason")).await,
        Err(problem) => Err(problem),
    };
    let field = |field: &str| match field {
        "reason" => format!("reason-{id}"),
        _ => format!("end-{id}"),
    };
    match result {
        Ok(()) => Ok(said(&ctx, "directives-said-ended")),
        Err(problem) => again(&ctx, problem, Some(id), form, field).await,
    }
}

fn said(ctx: &Ctx, message: &str) -> Response {
    see_other(FACTS).saying(ctx.text(message, &[])).into_response()
}

/// Shows the page again with what was typed and the problem at the field of this page that it is about.
async fn again(
    ctx: &Ctx,
    mut problem: Problem,
    ending: Option<Uuid>,
    form: FormPairs,
    field: impl Fn(&str) -> String,
) -> Result<Response, Problem> {
    if !is_shown(&problem) {
        return Err(problem);
    }
    let mut shown = page_of(ctx, FactsQuery::default(), form).await?;
    let row = shown.rows.iter_mut().find(|row| Some(row.uid) == ending);
    problem.field = match (ending, &row) {
        // The row is not on the page, and neither are its fields.
        (Some(_), None) => None,
        _ => problem.field.as_deref().map(field),
    };
    if let Some(row) = row {
        row.is_ending = true;
    }
    shown.may_correct |= problem.code == "directives.fact_overlaps";
    shown.page.add_problem(&problem);
    let mut response = render(&shown)?;
    *response.status_mut() = problem.kind.status();
    Ok(response)
}
