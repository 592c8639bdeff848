//! The list of innovations.

use super::download;
use super::list::plain;
use crate::explain::innovations_subject;
use crate::innovation::{Innovation, InnovationState};
use crate::ops::innovation_reads::innovations;
use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use siaga_access::Action;
use siaga_platform::files::{Sheet, Value};
use siaga_platform::web::{Page, Pagination, Query, render};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};
use std::collections::BTreeMap;

pub(crate) const LIST: &str = "/inovasi";
pub(crate) const VIEW: Permit = Permit::May(Action::InnovationView);

pub(crate) const NAV: NavEntry = NavEntry { order: 575, path: LIST, label: "innovations-nav", permit: VIEW };

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get(LIST, VIEW, list), Route::get("/inovasi/unduh", VIEW, file)]
}

#[derive(Debug, Default, Deserialize)]
struct ListQuery {
    #[serde(default)]
    opd: String,
    #[serde(default)]
    keadaan: String,
    #[serde(default)]
    bentuk: String,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "programmes/innovations.html")]
struct ListPage {
    page: Page,
    states: Vec<(&'static str, String)>,
    state: &'static str,
    agencies: Vec<(String, String)>,
    agency: String,
    figures: Vec<(String, String, String)>,
    counts: Vec<(String, String, String)>,
    rows: Vec<Row>,
    cut: Pagination,
    link: String,
    file_link: String,
    may_propose: bool,
}

struct Row {
    link: String,
    title: String,
    person: String,
    agency: String,
    benefit: String,
    since: String,
    tone: &'static str,
    state: String,
}

/// Returns the tone of a state's badge.
pub(crate) fn tone(state: InnovationState) -> &'static str {
    match state {
        InnovationState::Waiting => "warn",
        InnovationState::Returned => "info",
        InnovationState::Accepted => "good",
        InnovationState::Rejected => "bad",
    }
}

/// Returns the message id of a state.
pub(crate) fn state_id(state: InnovationState) -> String {
    format!("innovations-state-{}", state.as_str())
}

fn row(page: &Page, one: &Innovation) -> Row {
    Row {
        link: format!("/inovasi/{}", one.uid),
        title: one.text.title.clone(),
        person: one.employee_name.clone(),
        agency: one.agency_name.clone(),
        benefit: one.text.benefit.chars().take(200).collect(),
        since: page.date(one.text.since_on),
        tone: tone(one.state),
        state: page.t(state_id(one.state)),
    }
}

fn keep(all: &mut Vec<Innovation>, query: &ListQuery) -> Option<InnovationState> {
    let state = InnovationState::parse(&query.keadaan);
    all.retain(|one| {
        (query.opd.is_empty() || one.agency_code == query.opd) && state.is_none_or(|state| one.state == state)
    });
    state
}

async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let mut all = innovations(&ctx).await?;
    let page = Page::new(&ctx, "innovations-title");
    let figures = figures(&page, &all);
    let (agencies, counts) = by_agency(&page, &all);
    let state = keep(&mut all, &query);
    let cut = Pagination::new(query.page, all.len() as u64);
    let from = usize::try_from(cut.offset()).unwrap_or(0);
    let choice = format!("opd={}&keadaan={}", plain(&query.opd), state.map_or("", InnovationState::as_str));
    let states = InnovationState::ALL.map(|state| (state.as_str(), page.t(state_id(state))));
    render(&ListPage {
        states: std::iter::once(("", page.t("innovations-all-states"))).chain(states).collect(),
        state: state.map_or("", InnovationState::as_str),
        agencies,
        figures,
        counts,
        rows: all.iter().skip(from).take(Pagination::ROWS as usize).map(|one| row(&page, one)).collect(),
        cut,
        link: format!("/inovasi?{choice}&"),
        file_link: format!("/inovasi/unduh?{choice}&bentuk="),
        agency: query.opd,
        may_propose: ctx.actor.employee.is_some() && ctx.may_ever(Action::InnovationProposeOwn),
        page,
    })
}

fn figures(page: &Page, all: &[Innovation]) -> Vec<(String, String, String)> {
    let figure = |state: InnovationState| {
        let count = all.iter().filter(|one| one.state == state).count();
        (page.number(count), page.t(state_id(state)), innovations_subject(state, "", None).path())
    };
    InnovationState::ALL.map(figure).to_vec()
}

type Choices = Vec<(String, String)>;
type Counts = Vec<(String, String, String)>;

/// Returns the agencies to choose from, and how many accepted innovations each has of all that are seen.
fn by_agency(page: &Page, all: &[Innovation]) -> (Choices, Counts) {
    let mut grouped: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for one in all {
        let counts = grouped.entry((&one.agency_name, &one.agency_code)).or_default();
        counts.0 += usize::from(one.state == InnovationState::Accepted);
        counts.1 += 1;
    }
    let mut choices = vec![(String::new(), page.t("programmes-all-agencies"))];
    choices.extend(grouped.keys().map(|(name, code)| ((*code).to_owned(), (*name).to_owned())));
    let count = |((name, _), (accepted, seen)): ((&str, &str), (usize, usize))| {
        (name.to_owned(), page.number(accepted), page.number(seen))
    };
    (choices, grouped.into_iter().map(count).collect())
}

async fn file(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let mut all = innovations(&ctx).await?;
    keep(&mut all, &query);
    let titles = [
        "innovations-field-title",
        "innovations-person",
        "programmes-agency",
        "innovations-field-problem",
        "innovations-field-solution",
        "innovations-field-benefit",
        "innovations-field-since",
        "innovations-field-team",
        "programmes-state",
    ];
    let cells = |one: &Innovation| -> Vec<Value> {
        vec![
            one.text.title.as_str().into(),
            one.employee_name.as_str().into(),
            one.agency_name.as_str().into(),
            one.text.problem.as_str().into(),
            one.text.solution.as_str().into(),
            one.text.benefit.as_str().into(),
            one.text.since_on.into(),
            one.text.team.as_str().into(),
            ctx.text(&state_id(one.state), &[]).into(),
        ]
    };
    let sheet = Sheet {
        name: ctx.text("innovations-title", &[]),
        headers: titles.map(|id| ctx.text(id, &[])).to_vec(),
        rows: all.iter().map(cells).collect(),
    };
    download::sheet(&sheet, &format!("inovasi-{}", ctx.today()), &query.bentuk)
}
