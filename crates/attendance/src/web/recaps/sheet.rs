//! The sheet: everything that an officer and a head do with the recap of a day.

use super::{day_of, list, sheet_path, state_badge, status_text};
use crate::model::PaperStatus;
use crate::ops::recaps::{RecapOf, RecapSheet, SheetRow, recap_sheet};
use crate::recap::Recap;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use siaga_platform::web::{FormPairs, Page, render};
use siaga_platform::{Ctx, Problem, ProblemKind};
use std::collections::HashMap;
use uuid::Uuid;

/// Rows for exceptions: more are entered in a second round or in the list.
const EXCEPTION_ROWS: usize = 6;

#[derive(Template)]
#[template(path = "attendance/recap_sheet.html")]
struct SheetPage {
    page: Page,
    path: String,
    tone: &'static str,
    state: String,
    cutoff: Option<String>,
    is_late: bool,
    reason: String,
    seal: String,
    rows: Vec<Row>,
    options: Vec<(&'static str, String)>,
    exception_options: Vec<(&'static str, String)>,
    exceptions: Vec<(String, String)>,
    names: Vec<String>,
    counts: Vec<(String, usize)>,
    missing: usize,
    paper: Option<String>,
    version: i32,
    has_draft: bool,
    publish: Option<&'static str>,
    versions: Vec<VersionRow>,
    may_record: bool,
    may_sign: bool,
    may_countersign: bool,
    may_correct: bool,
}

struct Row {
    uid: Uuid,
    name: String,
    number: String,
    chosen: &'static str,
    chosen_text: String,
    note: String,
    hint: String,
    other: String,
}

struct VersionRow {
    path: String,
    number: i32,
    tone: &'static str,
    state: String,
    signed: String,
    countersigned: String,
    reason: String,
    is_late: bool,
}

/// What the form held that could not be saved, so that nothing typed is lost.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    pub(super) problem: Option<Problem>,
    pub(super) fields: FormPairs,
}

pub(super) async fn show(ctx: Ctx, Path((code, day)): Path<(String, String)>) -> Result<Response, Problem> {
    let day = day_of(&day)?;
    let sheet = recap_sheet(&ctx, RecapOf { agency_code: &code, day }).await?;
    render(&sheet_page(&ctx, sheet, &Unsaved::default()))
}

/// Shows the sheet again with what was typed and what was wrong.
pub(super) async fn show_again(ctx: &Ctx, of: RecapOf<'_>, unsaved: Unsaved) -> Result<Response, Problem> {
    let status = unsaved.problem.as_ref().map_or(ProblemKind::Invalid, |problem| problem.kind).status();
    let sheet = recap_sheet(ctx, of).await?;
    let mut response = render(&sheet_page(ctx, sheet, &unsaved))?;
    *response.status_mut() = status;
    Ok(response)
}

fn sheet_page(ctx: &Ctx, sheet: RecapSheet, unsaved: &Unsaved) -> SheetPage {
    let mut page = Page::new(ctx, "recap-sheet-title");
    let title =
        page.t2("recap-sheet-heading", "agency", &sheet.agency.name, "day", page.date_long(sheet.day));
    page = list::crumb(ctx, page.titled(title), sheet.day);
    if let Some(problem) = &unsaved.problem {
        page.add_problem(problem);
    }
    let (tone, state) = match &sheet.recap {
        Some(recap) => state_badge(&page, recap.state),
        None => ("warn", page.t("recap-progress-missing")),
    };
    let rows: Vec<Row> = sheet.rows.iter().map(|row| view(&page, row, &unsaved.fields)).collect();
    SheetPage {
        publish: sheet.recap.as_ref().and_then(|recap| super::publish_label(ctx, &sheet.agency, recap.state)),
        path: sheet_path(&sheet.agency.code, sheet.day),
        tone,
        state,
        cutoff: sheet.cutoff_at.map(|at| page.time(at)),
        is_late: sheet.recap.as_ref().is_some_and(|recap| recap.is_late),
        reason: sheet.recap.as_ref().map(|recap| recap.reason.clone()).unwrap_or_default(),
        options: options(&page, "recap-status-none", &PaperStatus::ALL),
        exception_options: options(&page, "recap-status-choose", &EXCEPTIONS),
        exceptions: exceptions(&unsaved.fields),
        names: sheet.rows.iter().map(|row| row.person.name.clone()).collect(),
        counts: counts(&page, &sheet.rows),
        missing: sheet.rows.iter().filter(|row| row.chosen.is_none()).count(),
        paper: sheet.recap.as_ref().and_then(|recap| recap.paper.as_ref()).map(|paper| paper.name.clone()),
        version: sheet.recap.as_ref().map_or(1, |recap| recap.version),
        has_draft: sheet.may_record && sheet.recap.is_some(),
        versions: sheet
            .versions
            .iter()
            .map(|recap| version_row(&page, recap, &sheet_path(&sheet.agency.code, sheet.day)))
            .collect(),
        seal: sheet.seal,
        may_record: sheet.may_record,
        may_sign: sheet.may_sign,
        may_countersign: sheet.may_countersign,
        may_correct: sheet.may_correct,
        rows,
        page,
    }
}

/// What an exception from "all present" can be.
const EXCEPTIONS: [PaperStatus; 6] = [
    PaperStatus::Sick,
    PaperStatus::Excused,
    PaperStatus::Leave,
    PaperStatus::OfficialTravel,
    PaperStatus::Unexcused,
    PaperStatus::WorkFromHome,
];

fn options(page: &Page, first: &str, statuses: &[PaperStatus]) -> Vec<(&'static str, String)> {
    let named = statuses.iter().map(|status| (status.as_str(), status_text(page, *status)));
    std::iter::once(("", page.t(first))).chain(named).collect()
}

fn exceptions(fields: &FormPairs) -> Vec<(String, String)> {
    let typed =
        fields.all("who").zip(fields.all("what")).map(|(who, what)| (who.to_owned(), what.to_owned()));
    typed.chain(std::iter::repeat_with(Default::default)).take(EXCEPTION_ROWS).collect()
}

fn view(page: &Page, row: &SheetRow, typed: &FormPairs) -> Row {
    let uid = row.person.uid;
    let saved = row.chosen.as_ref();
    let typed_status = typed.first(&format!("s_{uid}")).map(PaperStatus::parse);
    let chosen = typed_status.unwrap_or(saved.map(|saved| saved.0));
    let note = match typed.first(&format!("n_{uid}")) {
        Some(note) => note.to_owned(),
        None => saved.map(|saved| saved.1.clone()).unwrap_or_default(),
    };
    let differs = saved.filter(|saved| typed_status.is_some_and(|typed| typed != Some(saved.0)));
    Row {
        uid,
        name: row.person.name.clone(),
        number: row.person.nip.clone().or_else(|| row.person.staff_number.clone()).unwrap_or_default(),
        chosen: chosen.map_or("", PaperStatus::as_str),
        chosen_text: chosen.map_or_else(|| page.t("recap-status-none"), |status| status_text(page, status)),
        note,
        hint: row.suggestion.map_or_else(String::new, |hint| {
            let source = page.t(format!("recap-hint-{}", hint.source.as_str()));
            format!("{source}: {}", status_text(page, hint.status))
        }),
        other: differs.map_or_else(String::new, |saved| {
            page.t1("recap-other-officer", "status", status_text(page, saved.0))
        }),
    }
}

fn counts(page: &Page, rows: &[SheetRow]) -> Vec<(String, usize)> {
    let mut counted: HashMap<PaperStatus, usize> = HashMap::new();
    for (status, _) in rows.iter().filter_map(|row| row.chosen.as_ref()) {
        *counted.entry(*status).or_default() += 1;
    }
    let known = PaperStatus::ALL.into_iter();
    known.filter_map(|status| Some((status_text(page, status), *counted.get(&status)?))).collect()
}

fn version_row(page: &Page, recap: &Recap, path: &str) -> VersionRow {
    let (tone, state) = state_badge(page, recap.state);
    let signature = |signature: Option<&crate::recap::Signature>| {
        signature.map(|by| format!("{}, {}", by.name, page.time(by.at))).unwrap_or_default()
    };
    VersionRow {
        path: format!("{path}/{}", recap.version),
        number: recap.version,
        tone,
        state,
        signed: signature(recap.signed.as_ref()),
        countersigned: signature(recap.countersigned.as_ref()),
        reason: recap.reason.clone(),
        is_late: recap.is_late,
    }
}
