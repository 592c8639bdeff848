//! How a status looks: a tone, a shape and a text, never a colour alone.

use crate::model::{DayStatus, Duty, OffReason, StaffGroup, StatusKind};
use crate::ops::figures::{NoData, ReportState};
use siaga_platform::web::Page;

/// A status, ready to show.
#[derive(Debug, Clone)]
pub(crate) struct StatusView {
    pub(crate) tone: &'static str,
    pub(crate) text: String,
}

impl StatusView {
    /// Returns how a day looks; nothing for a day that has not come.
    pub(crate) fn of(page: &Page, day: Option<DayStatus>) -> Self {
        let Some(day) = day else { return Self { tone: "quiet", text: page.t("day-none") } };
        let is_late = day.late_minutes > 0 || day.early_minutes > 0;
        let tone = if is_late { "warn" } else { tone(day.kind) };
        Self { tone, text: page.t(status_key(day.kind)) }
    }
}

/// Returns what a place of duty is called; a day off by roster is told apart from other days off.
pub(crate) fn duty_text(page: &Page, duty: Duty) -> String {
    match duty {
        Duty::Off(OffReason::Arranged) => page.t("day-place-arranged-off"),
        _ => page.t(format!("day-place-{}", duty.as_str())),
    }
}

/// Returns the message id of a status.
pub(crate) fn status_key(kind: StatusKind) -> String {
    format!("day-status-{}", kind.as_str().replace('_', "-"))
}

/// Returns minutes as text, empty for none.
pub(crate) fn minutes_text(page: &Page, minutes: impl Into<i64>) -> String {
    match minutes.into() {
        0 => String::new(),
        minutes => page.t1("day-minutes", "minutes", minutes),
    }
}

/// Returns a second relative to a day as a time of day; the next morning is marked.
pub(crate) fn time_text(page: &Page, second: i32) -> String {
    let minute = u32::try_from(second.div_euclid(60)).unwrap_or(0);
    let clock = if page.is_english() {
        siaga_civil::clock_of_minutes_english(minute)
    } else {
        siaga_civil::clock_of_minutes(minute)
    };
    let mark = if page.is_english() { ':' } else { '.' };
    let text = format!("{clock}{mark}{:02}", second.rem_euclid(60));
    if second >= 86_400 { page.t1("day-next-morning", "time", text) } else { text }
}

fn tone(kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::Present => "good",
        StatusKind::WorkFromHome | StatusKind::OfficialTravel => "info",
        StatusKind::Unexcused => "bad",
        StatusKind::NoRecord => "warn",
        StatusKind::Sick | StatusKind::Excused | StatusKind::Leave | StatusKind::Off => "quiet",
    }
}

/// Returns what a group of staff is called.
pub(crate) fn group_text(page: &Page, group: StaffGroup) -> String {
    page.t(group_key(group))
}

/// Returns the message id of a group of staff.
pub(crate) fn group_key(group: StaffGroup) -> String {
    format!("figure-group-{}", group.as_str().replace('_', "-"))
}

/// Returns how the report of an agency looks.
pub(crate) fn report_view(page: &Page, state: ReportState) -> StatusView {
    let tone = match state {
        ReportState::Countersigned | ReportState::Covered => "good",
        ReportState::SignedLate | ReportState::CountersignedLate | ReportState::Missing => "warn",
        ReportState::Signed | ReportState::Waiting => "quiet",
    };
    let text = page.t(format!("figure-report-{}", state.as_str().replace('_', "-")));
    StatusView { tone, text }
}

/// Returns why there is no figure.
pub(crate) fn no_data_text(page: &Page, why: NoData) -> String {
    page.t(format!("figure-no-data-{}", why.as_str().replace('_', "-")))
}
