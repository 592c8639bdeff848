//! The agencies of a day with how far their recaps are.

use super::{LIST, day_of, progress_badge, sheet_path};
use crate::ops::recaps::{AgencyRecap, Progress, day_off, recap_list};
use askama::Template;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use siaga_platform::web::{Page, Query, render};
use siaga_platform::{Ctx, Problem};

#[derive(Template)]
#[template(path = "attendance/recap_list.html")]
struct ListPage {
    page: Page,
    day: NaiveDate,
    day_text: String,
    day_off: Option<String>,
    before: NaiveDate,
    after: Option<NaiveDate>,
    rows: Vec<Row>,
    open: usize,
}

struct Row {
    name: String,
    path: String,
    tone: &'static str,
    state: String,
    signed: String,
    is_late: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct DayQuery {
    #[serde(default)]
    tanggal: String,
}

pub(super) async fn list(ctx: Ctx, Query(query): Query<DayQuery>) -> Result<Response, Problem> {
    let today = ctx.today();
    let mut page = Page::new(&ctx, "recap-list-title");
    let day = match query.tanggal.trim() {
        "" => today,
        text => day_of(text).unwrap_or_else(|problem| {
            page.add_problem(&problem);
            today
        }),
    };
    let list = recap_list(&ctx, day).await?;
    let is_open = |item: &&AgencyRecap| item.progress < Progress::Signed;
    render(&ListPage {
        day_text: page.date_long(day),
        day_off: day_off(&ctx, day).map(|problem| page.problem_text(&problem)),
        before: day.pred_opt().unwrap_or(day),
        after: day.succ_opt().filter(|after| *after <= today),
        open: list.iter().filter(is_open).count(),
        rows: list.into_iter().map(|item| row(&page, item, day)).collect(),
        day,
        page,
    })
}

fn row(page: &Page, item: AgencyRecap, day: NaiveDate) -> Row {
    let (tone, state) = progress_badge(page, item.progress);
    let signature =
        item.recap.as_ref().and_then(|recap| recap.countersigned.as_ref().or(recap.signed.as_ref()));
    Row {
        path: sheet_path(&item.agency.code, day),
        name: item.agency.name,
        tone,
        state,
        signed: signature
            .map(|signature| format!("{}, {}", signature.name, page.time(signature.at)))
            .unwrap_or_default(),
        is_late: item.recap.is_some_and(|recap| recap.is_late),
    }
}

/// Returns the way back to the list of a day.
pub(super) fn crumb(ctx: &Ctx, page: Page, day: NaiveDate) -> Page {
    page.under(format!("{LIST}?tanggal={day}"), ctx.text("recap-list-title", &[]))
}
