//! Which agencies have not reported, or too late.

use super::figures_of;
use crate::ops::figures::{AgencyReport, ReportState};
use crate::web::report_view;
use siaga_platform::tile::{TileItem, TileQuestion, TileView, TileWidth};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};

/// Agencies that the tile names.
const NAMED: usize = 12;

/// Returns the reports of a day, those that are behind first.
pub(super) async fn load(ctx: Ctx, question: TileQuestion) -> Result<Option<TileView>, Problem> {
    let Some(answer) = figures_of(&ctx, &question).await? else { return Ok(None) };
    let page = Page::new(&ctx, "figure-title");
    let missing = count(&answer.reports, |state| state == ReportState::Missing);
    let late = count(&answer.reports, |state| state.is_late()) - missing;
    let waiting = count(&answer.reports, |state| state == ReportState::Waiting);
    let heading = match (missing, late, waiting) {
        _ if answer.reports.is_empty() => page.t("attendance-tile-no-data"),
        (0, 0, 0) => page.t("attendance-tile-reports-all"),
        (0, 0, waiting) => page.t1("attendance-tile-reports-waiting", "agencies", waiting),
        (0, late, _) => page.t1("attendance-tile-reports-late", "agencies", late),
        (missing, _, _) => page.t1("attendance-tile-reports-missing", "agencies", missing),
    };
    let (reported, agencies) = answer.completeness();
    let mut behind: Vec<&AgencyReport> = answer.reports.iter().filter(|one| rank(one.state) < 4).collect();
    behind.sort_by_key(|report| (rank(report.state), report.code.clone()));
    let items: Vec<TileItem> =
        behind.iter().take(NAMED).map(|report| item(&page, report, &question)).collect();
    Ok(Some(TileView {
        width: TileWidth::Half,
        items_unshown: i64::try_from(behind.len() - items.len()).unwrap_or(0),
        heading,
        items,
        definition: page.t("attendance-tile-reports-what"),
        as_of: Some(answer.as_of),
        completeness: page.t2("attendance-tile-complete", "reported", reported, "agencies", agencies),
        link: Some((format!("/rekap?tanggal={}", question.on), page.t("recap-nav"))),
        ..TileView::default()
    }))
}

fn count(reports: &[AgencyReport], is_it: impl Fn(ReportState) -> bool) -> usize {
    reports.iter().filter(|report| is_it(report.state)).count()
}

/// Those who did not report come first, then the late, then those with time left; others are not told.
fn rank(state: ReportState) -> u8 {
    match state {
        ReportState::Missing => 0,
        ReportState::SignedLate => 1,
        ReportState::CountersignedLate => 2,
        ReportState::Waiting => 3,
        ReportState::Signed | ReportState::Countersigned | ReportState::Covered => 4,
    }
}

fn item(page: &Page, report: &AgencyReport, question: &TileQuestion) -> TileItem {
    let view = report_view(page, report.state);
    let note = match (report.signed_at, report.cutoff_at) {
        (Some(at), _) => page.t1("attendance-tile-signed-at", "time", page.clock(at)),
        (None, Some(cutoff)) => page.t1("attendance-tile-cutoff", "time", page.clock(cutoff)),
        (None, None) => String::new(),
    };
    TileItem {
        text: report.name.clone(),
        note,
        tone: view.tone,
        badge: view.text,
        link: Some(format!("/rekap/{}/{}", report.code, question.on)),
    }
}
