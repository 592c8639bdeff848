//! Work reports that wait for a superior.

use super::hours;
use super::my_days::report_state_message;
use super::roster_text as texts;
use crate::model::ReportState;
use crate::ops::report_decisions::{ListedReport, ReportFilter, decide_reports, report_list};
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, Days, NaiveDate};
use serde::Deserialize;
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, Query, render, see_other};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, ProblemKind, Route};
use uuid::Uuid;

const PATH: &str = "/laporan-kerja";
/// Days that are shown when nobody asks for others.
const DAYS_BACK: u64 = 13;
/// Most days on one page.
const DAYS_MAX: u64 = 92;

pub(super) const NAV: NavEntry = NavEntry {
    order: 330,
    path: PATH,
    label: "work-reports-nav",
    permit: Permit::May(Action::WorkReportDecide),
};

pub(super) fn routes() -> Vec<Route> {
    let staff = Permit::May(Action::WorkReportDecideStaff);
    vec![Route::get(PATH, staff, show), Route::post(PATH, staff, decide)]
}

#[derive(Debug, Default, Deserialize)]
struct ReportQuery {
    #[serde(default)]
    dari: String,
    #[serde(default)]
    sampai: String,
    #[serde(default)]
    keadaan: String,
}

#[derive(Template)]
#[template(path = "arrangements/reports.html")]
struct ReportsPage {
    page: Page,
    rows: Vec<Row>,
    from_on: String,
    until_on: String,
    state: String,
    states: Vec<(&'static str, String)>,
    may_decide: bool,
    typed: String,
}

struct Row {
    uid: Uuid,
    name: String,
    unit: String,
    day: String,
    tone: &'static str,
    state: String,
    text: String,
    hours: String,
    links: String,
    handed_in: String,
    decided: String,
    may_decide: bool,
    is_chosen: bool,
}

async fn show(ctx: Ctx, Query(query): Query<ReportQuery>) -> Result<Response, Problem> {
    render(&reports_page(&ctx, &query, None, &FormPairs::default()).await?)
}

fn filter(ctx: &Ctx, query: &ReportQuery) -> ReportFilter {
    let date = |text: &str| {
        siaga_civil::parse_date(text).ok().filter(|on: &NaiveDate| (1900..=2200).contains(&on.year()))
    };
    let until_on = date(&query.sampai).unwrap_or(ctx.today());
    let from_on = date(&query.dari).unwrap_or(until_on - Days::new(DAYS_BACK));
    ReportFilter {
        from_on: from_on.max(until_on - Days::new(DAYS_MAX)),
        until_on,
        agency_id: None,
        state: match query.keadaan.as_str() {
            "semua" => None,
            "diterima" => Some(ReportState::Accepted),
            "dikembalikan" => Some(ReportState::SentBack),
            _ => Some(ReportState::HandedIn),
        },
    }
}

async fn reports_page(
    ctx: &Ctx,
    query: &ReportQuery,
    problem: Option<&Problem>,
    form: &FormPairs,
) -> Result<ReportsPage, Problem> {
    let mut page = Page::new(ctx, "work-reports-title");
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let asked = filter(ctx, query);
    let chosen: Vec<&str> = form.all("report").collect();
    let rows: Vec<Row> =
        report_list(ctx, &asked).await?.into_iter().map(|listed| row(&page, listed, &chosen)).collect();
    let states = vec![
        ("menunggu", page.t("work-report-handed-in")),
        ("dikembalikan", page.t("work-report-sent-back")),
        ("diterima", page.t("work-report-accepted")),
        ("semua", page.t("work-reports-all")),
    ];
    Ok(ReportsPage {
        may_decide: rows.iter().any(|row| row.may_decide),
        rows,
        from_on: asked.from_on.to_string(),
        until_on: asked.until_on.to_string(),
        state: if query.keadaan.is_empty() { "menunggu".to_owned() } else { query.keadaan.clone() },
        states,
        typed: form.first("words").unwrap_or_default().to_owned(),
        page,
    })
}

fn row(page: &Page, listed: ListedReport, chosen: &[&str]) -> Row {
    let ListedReport { report, person, may_decide } = listed;
    let state = report.state();
    let decided = report.decision.as_ref().map(|decision| {
        let said = if decision.words.is_empty() { String::new() } else { format!(": {}", decision.words) };
        format!("{}{said}", texts::mark(page, &decision.made))
    });
    Row {
        is_chosen: chosen.contains(&report.uid.to_string().as_str()),
        uid: report.uid,
        name: person.name,
        unit: person.title,
        day: page.date_long(report.on),
        tone: state.tone(),
        state: page.t(report_state_message(state)),
        hours: report.work_minutes.map(hours::text).unwrap_or_default(),
        links: report.links,
        text: report.text,
        handed_in: page.t2(
            "work-reports-handed-in",
            "time",
            page.time(report.handed_in.at),
            "version",
            report.version,
        ),
        decided: decided.unwrap_or_default(),
        may_decide,
    }
}

async fn decide(ctx: Ctx, form: FormPairs) -> Result<Response, Problem> {
    let target = form.text("target");
    let query = FormPairs::parse(target.split_once('?').map_or("", |(_, query)| query).as_bytes());
    let query: ReportQuery = query.to().unwrap_or_default();
    let decision = form.text("decision");
    let chosen: Vec<Uuid> = match decision {
        "accept_all" => {
            let listed = report_list(&ctx, &filter(&ctx, &query)).await?;
            listed.iter().filter(|one| one.may_decide).map(|one| one.report.uid).collect()
        }
        _ => form.all("report").filter_map(|uid| uid.parse().ok()).collect(),
    };
    let words = form.first("words").unwrap_or_default();
    match decide_reports(&ctx, &chosen, decision != "back", words).await {
        Ok(done) => {
            let values =
                [("decided", done.decided.to_string()), ("passed", done.passed_over.len().to_string())];
            Ok(see_other(target).saying(ctx.text("work-reports-said", &values)).into_response())
        }
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
            let mut response = render(&reports_page(&ctx, &query, Some(&problem), &form).await?)?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}
