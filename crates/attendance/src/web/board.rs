//! The board of a day: one big figure, bars by agency, who is missing, who is late.

use super::status_view::{StatusView, status_key};
use crate::model::{StaffGroup, StatusKind};
use crate::ops::day_law::calendar_day;
use crate::ops::figures::{self, Figure, RecapAnswer, RecapQuestion, RecapRow, ReportState, UnknownPerson};
use askama::Template;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use siaga_access::Action;
use siaga_civil::CalendarDay;
use siaga_platform::web::{Page, Query, render};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};

pub(crate) const NAV: NavEntry =
    NavEntry { order: 10, path: "/papan", label: "board-nav", permit: Permit::May(Action::BoardView) };

pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::BoardView);
    vec![Route::get("/papan", view, show), Route::get("/papan/isi", view, part)]
}

#[derive(Debug, Default, Deserialize)]
struct DayQuery {
    #[serde(default, deserialize_with = "super::fields::maybe_day")]
    tanggal: Option<NaiveDate>,
}

/// What both the page and its living part show.
struct Board {
    on: NaiveDate,
    answer: RecapAnswer,
    bars: Vec<Bar>,
    statuses: Vec<(String, i64)>,
    groups: Vec<(String, Figure)>,
    day_off: Option<String>,
    sees_people: bool,
}

/// A bar of one agency.
struct Bar {
    row: RecapRow,
    permille: i64,
    tone: &'static str,
    report: Option<StatusView>,
}

#[derive(Template)]
#[template(path = "attendance/board.html")]
struct BoardPage {
    page: Page,
    board: Board,
}

#[derive(Template)]
#[template(path = "attendance/board_part.html")]
struct BoardPart {
    page: Page,
    board: Board,
}

async fn show(ctx: Ctx, Query(query): Query<DayQuery>) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "board-title");
    let board = Board::load(&ctx, &page, query.tanggal).await?;
    let title = page.t1("board-title-day", "day", page.date_long(board.on));
    render(&BoardPage { page: page.titled(title), board })
}

async fn part(ctx: Ctx, Query(query): Query<DayQuery>) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "board-title");
    let board = Board::load(&ctx, &page, query.tanggal).await?;
    render(&BoardPart { page, board })
}

impl Board {
    async fn load(ctx: &Ctx, page: &Page, on: Option<NaiveDate>) -> Result<Self, Problem> {
        let on = on.unwrap_or_else(|| ctx.today()).min(ctx.today());
        let answer = figures::recap(ctx, &RecapQuestion::day(on)).await?;
        let statuses = StatusKind::ALL
            .into_iter()
            .filter(|kind| *kind != StatusKind::Off)
            .map(|kind| (page.t(status_key(kind)), answer.total.tally.of(kind)))
            .collect();
        let groups =
            answer.groups.iter().map(|(group, figure)| (group_text(page, *group), *figure)).collect();
        let mut bars: Vec<Bar> = answer.rows.iter().map(|row| Bar::of(page, row, &answer)).collect();
        // The agencies that need a look come first.
        bars.sort_by_key(|bar| (bar.permille, bar.row.agency_code.clone()));
        Ok(Self {
            on,
            bars,
            statuses,
            groups,
            day_off: day_off(ctx, on),
            sees_people: ctx.may_ever(Action::RecapView),
            answer,
        })
    }

    fn unknown(&self) -> &[UnknownPerson] {
        &self.answer.unknown
    }

    /// People without record or explanation who are not named here.
    fn unnamed(&self) -> i64 {
        let tally = &self.answer.total.tally;
        let all = tally.of(StatusKind::NoRecord) + tally.of(StatusKind::Unexcused);
        all - i64::try_from(self.answer.unknown.len()).unwrap_or(all)
    }
}

impl Bar {
    fn of(page: &Page, row: &RecapRow, answer: &RecapAnswer) -> Self {
        let hundredths = row.figure.attendance().percent_hundredths();
        let report = answer.reports.iter().find(|report| report.code == row.agency_code);
        Self {
            row: row.clone(),
            permille: hundredths.unwrap_or(0) / 10,
            tone: if hundredths.is_some_and(|rate| rate >= GOOD_RATE) { "good" } else { "warn" },
            report: report.map(|report| StatusView {
                tone: report_tone(report.state),
                text: page.t(report_key(report.state)),
            }),
        }
    }
}

/// From 95 % on a bar looks well; only the look depends on it.
const GOOD_RATE: i64 = 9_500;

/// Returns the name of a day on which offices are closed.
fn day_off(ctx: &Ctx, on: NaiveDate) -> Option<String> {
    match calendar_day(&ctx.app.law, &ctx.government.region, on) {
        CalendarDay::PublicHoliday { name, .. } | CalendarDay::CollectiveLeave { name, .. } => Some(name),
        CalendarDay::Weekend => Some(ctx.text("board-weekend", &[])),
        CalendarDay::Working => None,
    }
}

pub(crate) fn group_text(page: &Page, group: StaffGroup) -> String {
    page.t(format!("figure-group-{}", group.as_str().replace('_', "-")))
}

fn report_key(state: ReportState) -> String {
    format!("board-report-{}", state.as_str().replace('_', "-"))
}

fn report_tone(state: ReportState) -> &'static str {
    match state {
        ReportState::Countersigned | ReportState::Covered => "good",
        ReportState::SignedLate | ReportState::CountersignedLate | ReportState::Missing => "warn",
        ReportState::Signed | ReportState::Waiting => "quiet",
    }
}
