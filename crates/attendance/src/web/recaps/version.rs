//! One version of a recap, readable for ever, with what it changed.

use super::{day_of, list, sheet_path, state_badge, status_text};
use crate::ops::recap_documents::publish_recap;
use crate::ops::recaps::{RecapOf, RecapVersion, recap_paper, recap_version};
use crate::recap::{LineChange, Signature};
use crate::web::fields;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use siaga_directory::Identity;
use siaga_platform::web::{FormPairs, Page, Redirection, render, see_other};
use siaga_platform::{Ctx, Problem};

#[derive(Template)]
#[template(path = "attendance/recap_version.html")]
struct VersionPage {
    page: Page,
    path: String,
    tone: &'static str,
    state: String,
    is_whole: bool,
    is_late: bool,
    seal: String,
    reason: String,
    signed: String,
    countersigned: String,
    paper: Option<String>,
    publish: Option<&'static str>,
    changes: Vec<(String, String, String)>,
    lines: Vec<(String, String, String, String)>,
}

pub(super) async fn show(
    ctx: Ctx,
    Path((code, day, version)): Path<(String, String, i32)>,
) -> Result<Response, Problem> {
    let of = RecapOf { agency_code: &code, day: day_of(&day)? };
    let found = recap_version(&ctx, of, version).await?;
    render(&version_page(&ctx, found, &sheet_path(&code, of.day)))
}

fn version_page(ctx: &Ctx, found: RecapVersion, sheet: &str) -> VersionPage {
    let publish = super::publish_label(ctx, &found.agency, found.recap.state);
    let recap = found.recap;
    let mut page = Page::new(ctx, "recap-version-title");
    let values = [
        ("agency", found.agency.name.clone()),
        ("day", page.date_long(recap.day)),
        ("version", recap.version.to_string()),
    ];
    let title = page.tn("recap-version-heading", &values);
    page = list::crumb(ctx, page.titled(title), recap.day).under(sheet, found.agency.name);
    let (tone, state) = state_badge(&page, recap.state);
    let signature = |by: Option<&Signature>| {
        by.map(|by| format!("{}, {}", by.name, page.time(by.at))).unwrap_or_default()
    };
    VersionPage {
        path: format!("{sheet}/{}", recap.version),
        tone,
        state,
        is_whole: found.is_whole,
        is_late: recap.is_late,
        signed: signature(recap.signed.as_ref()),
        countersigned: signature(recap.countersigned.as_ref()),
        publish,
        seal: recap.lines_sha256,
        reason: recap.reason,
        paper: recap.paper.map(|paper| paper.name),
        changes: found.changes.iter().map(|(who, change)| changed(&page, who, change)).collect(),
        lines: found
            .lines
            .into_iter()
            .map(|(who, line)| (number(&who), who.name, status_text(&page, line.status), line.note))
            .collect(),
        page,
    }
}

fn number(who: &Identity) -> String {
    who.nip.clone().or_else(|| who.staff_number.clone()).unwrap_or_default()
}

fn changed(page: &Page, who: &Identity, change: &LineChange) -> (String, String, String) {
    let words = |line: &Option<(crate::model::PaperStatus, String)>| match line {
        None => page.t("recap-change-absent"),
        Some((status, note)) if note.is_empty() => status_text(page, *status),
        Some((status, note)) => format!("{} ({note})", status_text(page, *status)),
    };
    (who.name.clone(), words(&change.before), words(&change.after))
}

pub(super) async fn paper(
    ctx: Ctx,
    Path((code, day, version)): Path<(String, String, i32)>,
) -> Result<Response, Problem> {
    let of = RecapOf { agency_code: &code, day: day_of(&day)? };
    Ok(fields::download(recap_paper(&ctx, of, version).await?))
}

/// Makes the official document of the version and goes there.
pub(super) async fn publish(
    ctx: Ctx,
    Path((code, day, version)): Path<(String, String, i32)>,
    _form: FormPairs,
) -> Result<Redirection, Problem> {
    let of = RecapOf { agency_code: &code, day: day_of(&day)? };
    let uid = publish_recap(&ctx, of, version).await?;
    Ok(see_other(format!("/surat/{uid}")))
}
