//! The list of programmes: per agency, those that ask most for attention first.

use super::{download, fields};
use crate::explain::{reports_subject, state_subject};
use crate::model::{AsOf, ProgrammeProgress};
use crate::ops::document::prepare_evaluation;
use crate::ops::reads::{agencies_for, progress_of_all};
use crate::ops::{export, told, words};
use crate::rules::ProgrammeState;
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, Pagination, Query, render, see_other};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};

pub(crate) const LIST: &str = "/program";
const VIEW: Permit = Permit::May(Action::ProgrammeView);

pub(crate) const NAV: NavEntry = NavEntry { order: 570, path: LIST, label: "programmes-nav", permit: VIEW };

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get(LIST, VIEW, list),
        Route::get("/program/unduh", VIEW, file),
        Route::post("/program/laporan-evaluasi", Permit::May(Action::DocumentPrepare), prepare),
    ]
}

#[derive(Debug, Default, Deserialize)]
struct ListQuery {
    #[serde(default)]
    hari: String,
    #[serde(default)]
    opd: String,
    #[serde(default)]
    bentuk: String,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "programmes/list.html")]
struct ListPage {
    page: Page,
    on: String,
    year: i32,
    agency: String,
    agencies: Vec<(String, String)>,
    figures: Vec<Figure>,
    completeness: String,
    overdue: Vec<Overdue>,
    rows: Vec<Row>,
    cut: Pagination,
    page_link: String,
    may_report: bool,
    may_prepare: bool,
    link: String,
}

struct Figure {
    value: String,
    label: String,
    subject: String,
}

struct Overdue {
    link: String,
    name: String,
    agency: String,
    notes: String,
}

/// A programme as a row.
pub(crate) struct Row {
    pub(crate) link: String,
    pub(crate) name: String,
    pub(crate) agency: String,
    pub(crate) of_target: String,
    pub(crate) tone: &'static str,
    pub(crate) state: String,
    pub(crate) reason: String,
    pub(crate) real_width: i64,
    pub(crate) real: String,
    pub(crate) planned_width: i64,
    pub(crate) planned: String,
    pub(crate) spent: String,
    pub(crate) budget: String,
}

/// Returns where a programme is shown as it stood on a day.
fn address(ctx: &Ctx, one: &ProgrammeProgress, on: NaiveDate) -> String {
    let day = if on == ctx.today() { String::new() } else { format!("?hari={on}") };
    format!("{LIST}/{}{day}", one.uid)
}

/// Returns a programme as a row, as it stood on a day.
pub(crate) fn row(ctx: &Ctx, one: &ProgrammeProgress, on: NaiveDate) -> Row {
    let standing = &one.standing;
    let width = |permille: Option<i64>| permille.unwrap_or(0).clamp(0, 1000);
    Row {
        link: address(ctx, one, on),
        name: one.plan.name.clone(),
        agency: one.agency_name.clone(),
        of_target: told::of_target(ctx, one),
        tone: told::tone(standing.state),
        state: told::state(ctx, standing.state),
        reason: standing.reasons.first().map(|reason| told::reason(ctx, one, *reason)).unwrap_or_default(),
        real_width: width(standing.real_permille),
        real: words::share(ctx, standing.real_permille),
        planned_width: width(standing.planned_permille),
        planned: words::share(ctx, standing.planned_permille),
        spent: words::share(ctx, standing.spent_permille),
        budget: words::rupiah(ctx, one.plan.budget_rupiah),
    }
}

async fn chosen(ctx: &Ctx, query: &ListQuery) -> Result<(NaiveDate, Vec<ProgrammeProgress>), Problem> {
    let on = fields::day_of_query(&query.hari, ctx.today())?;
    let mut all = progress_of_all(ctx, on, None).await?;
    all.retain(|one| query.opd.is_empty() || one.agency_code == query.opd);
    Ok((on, all))
}

async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let (on, all) = chosen(&ctx, &query).await?;
    let page = Page::new(&ctx, "programmes-title");
    let mut agencies = vec![(String::new(), page.t("programmes-all-agencies"))];
    let visible = agencies_for(&ctx, Action::ProgrammeView).await?;
    agencies.extend(visible.into_iter().map(|agency| (agency.code, agency.name)));
    let title = page.t1("programmes-title-of", "year", on.year());
    let cut = Pagination::new(query.page, all.len() as u64);
    let from = usize::try_from(cut.offset()).unwrap_or(0);
    let choice = format!("hari={on}&opd={}", plain(&query.opd));
    let (reported, of) = told::completeness(&all);
    let completeness = page.t2("programmes-completeness", "reported", reported, "all", of);
    render(&ListPage {
        figures: figures(&ctx, &all, &query.opd, AsOf::day(on)),
        completeness,
        overdue: overdue(&ctx, &all, on),
        rows: all.iter().skip(from).take(Pagination::ROWS as usize).map(|one| row(&ctx, one, on)).collect(),
        cut,
        page_link: format!("{LIST}?{choice}&"),
        on: on.to_string(),
        year: on.year(),
        link: format!("/program/unduh?{choice}&bentuk="),
        agency: query.opd,
        agencies,
        may_report: ctx.may_ever(Action::ProgrammeReport),
        may_prepare: ctx.may_ever(Action::DocumentPrepare),
        page: page.titled(title),
    })
}

/// Codes of agencies are letters, digits and a few signs; anything else is nobody's code.
pub(crate) fn plain(code: &str) -> String {
    code.chars().filter(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(*letter)).collect()
}

fn figures(ctx: &Ctx, all: &[ProgrammeProgress], agency: &str, as_of: AsOf) -> Vec<Figure> {
    let states = ProgrammeState::ALL.map(|state| Figure {
        value: words::number(ctx, told::count(all, state)),
        label: told::state(ctx, state),
        subject: state_subject(state, agency, as_of).path(),
    });
    let missing: usize = all.iter().map(|one| one.standing.missing().count()).sum();
    let mut figures = Vec::from(states);
    figures.push(Figure {
        value: words::number(ctx, i64::try_from(missing).unwrap_or(i64::MAX)),
        label: ctx.text("programmes-missing-reports", &[]),
        subject: reports_subject(false, agency, as_of).path(),
    });
    figures
}

fn overdue(ctx: &Ctx, all: &[ProgrammeProgress], on: NaiveDate) -> Vec<Overdue> {
    let named = |one: &ProgrammeProgress| {
        let notes = told::overdue(ctx, one);
        (!notes.is_empty()).then(|| Overdue {
            link: address(ctx, one, on),
            name: one.plan.name.clone(),
            agency: one.agency_name.clone(),
            notes: notes.join("; "),
        })
    };
    all.iter().filter_map(named).collect()
}

async fn file(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let (on, all) = chosen(&ctx, &query).await?;
    download::sheet(&export::sheet(&ctx, on.year(), &all), &format!("program-{on}"), &query.bentuk)
}

async fn prepare(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    let on = fields::day_of_query(form.text("hari"), ctx.today())?;
    let uid = prepare_evaluation(&ctx, form.text("opd"), on).await?;
    Ok(see_other(format!("/surat/{uid}")).saying(ctx.text("programmes-said-prepared", &[])).into_response())
}
