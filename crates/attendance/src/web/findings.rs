//! Pages of findings: the open ones, and one with both pieces of evidence side by side.

use crate::finding::Choice;
use crate::model::PunchMark;
use crate::ops::findings::{
    FindingEvidence, ListedFinding, finding_evidence, open_findings, resolve_finding,
};
use crate::request::Request;
use crate::web::fields;
use crate::web::recaps::status_text;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;
use siaga_platform::web::{FormPairs, Page, render, see_other};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, ProblemKind, Route};

const LIST: &str = "/temuan";

pub(crate) const NAV: NavEntry =
    NavEntry { order: 250, path: LIST, label: "finding-nav", permit: Permit::May(Action::DayView) };

pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::DayView);
    vec![
        Route::get(LIST, view, list),
        Route::get("/temuan/{id}", view, show),
        Route::post("/temuan/{id}", Permit::May(Action::FindingResolve), resolve),
    ]
}

#[derive(Template)]
#[template(path = "attendance/findings.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    path: String,
    name: String,
    agency: String,
    day: String,
    code: String,
}

fn code_text(page: &Page, code: &str) -> String {
    page.t(format!("finding-code-{}", code.replace('_', "-")))
}

async fn list(ctx: Ctx) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "finding-list-title");
    let row = |listed: ListedFinding| Row {
        path: format!("{LIST}/{}", listed.finding.id),
        name: listed.identity.name,
        agency: listed.agency.name,
        day: page.date_long(listed.finding.day),
        code: code_text(&page, &listed.finding.code),
    };
    let rows = open_findings(&ctx).await?.into_iter().map(row).collect();
    render(&ListPage { rows, page })
}

#[derive(Template)]
#[template(path = "attendance/finding.html")]
struct FindingPage {
    page: Page,
    path: String,
    name: String,
    day_path: String,
    agency: String,
    day: String,
    code: String,
    marks: Vec<(String, String)>,
    paper: Option<(String, String, String)>,
    requests: Vec<String>,
    choices: Vec<(&'static str, String)>,
    choice: String,
    note: String,
    may_resolve: bool,
    resolved: Option<(String, String, String)>,
}

async fn show(ctx: Ctx, Path(id): Path<i64>) -> Result<Response, Problem> {
    let evidence = finding_evidence(&ctx, id).await?;
    render(&finding_page(&ctx, evidence, &FormPairs::default(), None))
}

fn finding_page(
    ctx: &Ctx,
    evidence: FindingEvidence,
    typed: &FormPairs,
    problem: Option<&Problem>,
) -> FindingPage {
    let listed = evidence.listed;
    let mut page = Page::new(ctx, "finding-title").under(LIST, ctx.text("finding-list-title", &[]));
    if let Some(problem) = problem {
        page.add_problem(problem);
    }
    let finding = listed.finding;
    let resolved = finding.resolution.zip(finding.resolved_at).map(|(resolution, at)| {
        let words = page.t(format!("finding-resolution-{}", resolution.replace('_', "-")));
        (words, page.time(at), finding.resolution_note.unwrap_or_default())
    });
    FindingPage {
        path: format!("{LIST}/{}", finding.id),
        day_path: format!("/pegawai/{}/hari/{}", listed.identity.uid, finding.day),
        name: listed.identity.name,
        agency: listed.agency.name,
        day: page.date_long(finding.day),
        code: code_text(&page, &finding.code),
        marks: evidence.marks.iter().map(|mark| mark_row(&page, mark)).collect(),
        paper: evidence.paper.map(|(recap, line)| {
            let by = recap.countersigned.or(recap.signed);
            let signed = by.map(|by| format!("{}, {}", by.name, page.time(by.at))).unwrap_or_default();
            (status_text(&page, line.status), line.note, signed)
        }),
        requests: evidence.requests.iter().map(|request| request_text(&page, request)).collect(),
        choices: evidence
            .choices
            .iter()
            .map(|choice| (choice.as_str(), choice_text(&page, *choice)))
            .collect(),
        choice: typed.text("choice").to_owned(),
        note: typed.text("note").to_owned(),
        may_resolve: evidence.may_resolve,
        resolved,
        page,
    }
}

fn choice_text(page: &Page, choice: Choice) -> String {
    page.t(format!("finding-choice-{}", choice.as_str().replace('_', "-")))
}

fn mark_row(page: &Page, mark: &PunchMark) -> (String, String) {
    let source = page.t(format!("finding-source-{}", mark.source.as_str().replace('_', "-")));
    let time = fields::clock(page, mark.second.div_euclid(60));
    if mark.second >= 86_400 { (page.t1("finding-next-day", "time", time), source) } else { (time, source) }
}

fn request_text(page: &Page, request: &Request) -> String {
    let kind = page.t(format!("request-kind-{}", crate::ops::requests::kind_id(request.wish.kind)));
    format!("{kind}, {} – {}", page.date(request.wish.from_on), page.date(request.wish.until_on))
}

async fn resolve(ctx: Ctx, Path(id): Path<i64>, form: FormPairs) -> Result<Response, Problem> {
    let result = match Choice::parse(form.text("choice")) {
        Some(choice) => resolve_finding(&ctx, id, choice, form.text("note")).await,
        None => Err(Problem::invalid("attendance.finding_choice").on_field("choice")),
    };
    match result {
        Ok(()) => Ok(see_other(LIST).saying(ctx.text("finding-said-resolved", &[])).into_response()),
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
            let evidence = finding_evidence(&ctx, id).await?;
            let mut response = render(&finding_page(&ctx, evidence, &form, Some(&problem)))?;
            *response.status_mut() = problem.kind.status();
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}
