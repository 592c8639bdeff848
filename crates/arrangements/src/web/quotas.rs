//! Who may be in the office today, by agency and by unit, and what that rests on.

use super::fields::day_of;
use crate::model::quota::Quota;
use crate::ops::look::{DeskShort, Load};
use crate::ops::overview::{AgencyDay, agency_day, overview};
use crate::ops::quotas::UnitQuota;
use crate::ops::say::Say;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use siaga_platform::explain::Subject;
use siaga_platform::web::{Page, Query, render};
use siaga_platform::{Ctx, Problem};
use siaga_roster::Half;

/// Path of the overview.
pub(super) const OVERVIEW: &str = "/pengaturan-kerja";

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    hari: String,
}

#[derive(Template)]
#[template(path = "arrangements/overview.html")]
struct OverviewPage {
    page: Page,
    on: NaiveDate,
    rows: Vec<Row>,
    staff: i64,
    home: i64,
    cases: i64,
    short: i64,
}

struct Row {
    path: String,
    name: String,
    load: Load,
    basis: String,
    tone: &'static str,
    state: String,
    planned: Option<u32>,
    is_over: bool,
    short: Vec<String>,
    faults: usize,
    is_ordered: bool,
}

impl OverviewPage {
    fn permille(&self, row: &Row) -> u32 {
        permille(row.load.office, row.load.staff)
    }

    fn office(&self, row: &Row) -> String {
        self.page.t2(
            "arrangements-of-staff",
            "people",
            self.page.number(row.load.office),
            "staff",
            self.page.number(row.load.staff),
        )
    }
}

/// Returns a share for a bar.
pub(super) fn permille(part: u32, whole: u32) -> u32 {
    (part.min(whole) * 1000).checked_div(whole).unwrap_or(0)
}

pub(super) async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "arrangements-title");
    let (on, problem) = day_of(&asked.hari, ctx.today());
    let days = overview(&ctx, on).await?;
    let say = Say(&ctx);
    let rows: Vec<Row> = days.iter().map(|day| row(&page, say, day, on)).collect();
    let sum = |of: fn(&Row) -> u32| rows.iter().map(|row| i64::from(of(row))).sum();
    let count = |is: fn(&Row) -> bool| i64::try_from(rows.iter().filter(|row| is(row)).count()).unwrap_or(0);
    let shown = OverviewPage {
        on,
        staff: sum(|row| row.load.staff),
        home: sum(|row| row.load.home),
        cases: count(|row| row.tone != "good"),
        short: count(|row| !row.short.is_empty()),
        rows,
        page: match problem {
            Some(problem) => page.with_problem(&problem),
            None => page,
        },
    };
    render(&shown)
}

fn row(page: &Page, say: Say<'_>, day: &AgencyDay, on: NaiveDate) -> Row {
    let (tone, state) = case_badge(page, day.look.case_state());
    let load = day.look.fullest();
    let ground =
        day.look.quotas.iter().filter_map(|days| days.first()).find_map(|quota| quota.grounds().next());
    Row {
        path: format!("{OVERVIEW}/{}?hari={on}", day.agency.code),
        name: day.agency.name.clone(),
        load,
        basis: ground.map(|ground| say.ground(ground)).unwrap_or_default(),
        tone,
        state,
        planned: day.planned,
        is_over: day.planned.is_some_and(|planned| planned > load.office),
        short: day.look.short_desks().into_iter().map(str::to_owned).collect(),
        faults: day.look.faults.len(),
        is_ordered: day.is_ordered,
    }
}

/// Returns tone and text of the state of cases.
pub(super) fn case_badge(page: &Page, state: &str) -> (&'static str, String) {
    let tone = match state {
        "cluster" => "bad",
        "case" => "warn",
        _ => "good",
    };
    (tone, page.t(format!("arrangements-case-{state}")))
}

#[derive(Template)]
#[template(path = "arrangements/agency.html")]
struct AgencyPage {
    page: Page,
    code: String,
    on: NaiveDate,
    is_working: bool,
    units: Vec<UnitRow>,
    grounds: Vec<(String, String, bool, bool)>,
    short: Vec<String>,
    load: Load,
    planned: Option<u32>,
}

struct UnitRow {
    name: String,
    quota: Quota,
    words: String,
    exceptions: Vec<String>,
    faults: Vec<String>,
    tone: &'static str,
    state: String,
    explain: String,
}

impl AgencyPage {
    fn permille(&self, row: &UnitRow) -> u32 {
        permille(row.quota.office_max, row.quota.staff)
    }
}

pub(super) async fn agency(
    ctx: Ctx,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (on, problem) = day_of(&asked.hari, ctx.today());
    let (agency, day) = agency_day(&ctx, &code, on).await?;
    let mut page = Page::new(&ctx, "arrangements-title")
        .titled(agency.name.clone())
        .under(OVERVIEW, ctx.text("arrangements-title", &[]));
    if let Some(problem) = &problem {
        page.add_problem(problem);
    }
    let say = Say(&ctx);
    let mut shown = AgencyPage {
        code: agency.code.clone(),
        on,
        is_working: day.is_some(),
        units: Vec::new(),
        grounds: Vec::new(),
        short: Vec::new(),
        load: Load::default(),
        planned: None,
        page,
    };
    if let Some(day) = &day {
        let units = day.units.iter().zip(&day.look.quotas);
        shown.units = units
            .filter_map(|(unit, days)| Some((unit, days.first()?)))
            .filter(|(_, quota)| quota.quota.staff > 0)
            .map(|(unit, quota)| unit_row(&shown.page, say, (&agency.code, &unit.code, &unit.name), quota))
            .collect();
        shown.grounds = grounds(say, day);
        shown.short = day.look.short.iter().map(|short| short_words(&shown.page, short)).collect();
        shown.load = day.look.fullest();
        shown.planned = day.planned;
    }
    render(&shown)
}

fn unit_row(
    page: &Page,
    say: Say<'_>,
    (agency, code, name): (&str, &str, &str),
    quota: &UnitQuota,
) -> UnitRow {
    let (tone, state) = case_badge(page, &quota.case_state);
    let subject =
        Subject::new("arrangements.quota").with("opd", agency).with("unit", code).with("hari", quota.on);
    UnitRow {
        name: name.to_owned(),
        words: say.quota(&quota.quota),
        exceptions: say.exceptions(&quota.quota),
        faults: quota.quota.faults.iter().map(|fault| say.fault(*fault)).collect(),
        quota: quota.quota.clone(),
        tone,
        state,
        explain: subject.path(),
    }
}

/// Each line of law once: what it says, where it stands, whether it is a mere setting, whether it is verified.
fn grounds(say: Say<'_>, day: &AgencyDay) -> Vec<(String, String, bool, bool)> {
    let mut rows = Vec::new();
    for ground in day.look.quotas.iter().filter_map(|days| days.first()).flat_map(UnitQuota::grounds) {
        let row = (say.ground(ground), say.source(ground), ground.is_default, ground.is_verified);
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}

/// Returns a desk under its minimum in words.
pub(super) fn short_words(page: &Page, short: &DeskShort) -> String {
    let half = match short.half {
        Half::Morning => "arrangements-morning",
        Half::Afternoon => "arrangements-afternoon",
    };
    page.tn(
        "arrangements-short-half",
        &[
            ("desk", short.desk.clone()),
            ("day", page.date(short.on)),
            ("half", page.t(half)),
            ("need", page.number(short.need)),
            ("filled", page.number(short.filled)),
        ],
    )
}
