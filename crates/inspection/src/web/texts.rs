//! Values of inspections as people read them.

use crate::model::{AgencyState, AnswerValue, InspectionState, TaskState};
use siaga_attendance::{PaperStatus, RecapDifference, StatusKind};
use siaga_civil::Ratio;
use siaga_platform::web::Page;

/// Returns tone and text of the state of an inspection.
pub(crate) fn inspection_badge(
    page: &Page,
    state: InspectionState,
    is_reopened: bool,
) -> (&'static str, String) {
    let tone = match state {
        InspectionState::Planned => "quiet",
        InspectionState::Open => "info",
        InspectionState::Closed => "good",
        InspectionState::Cancelled => "bad",
    };
    let name = if is_reopened { "reopened" } else { state.as_str() };
    (tone, page.t(format!("inspection-state-{name}")))
}

/// Returns tone and text of the state of an agency.
pub(crate) fn agency_badge(page: &Page, state: AgencyState) -> (&'static str, String) {
    let tone = match state {
        AgencyState::Waiting => "quiet",
        AgencyState::Joined | AgencyState::Reporting => "info",
        AgencyState::Correcting | AgencyState::Outdated => "warn",
        AgencyState::Confirmed | AgencyState::Corrected => "good",
        AgencyState::NotJoined => "bad",
    };
    (tone, page.t(format!("inspection-agency-{}", state.as_str())))
}

/// Returns tone and text of the state of a task.
pub(crate) fn task_badge(page: &Page, state: TaskState, is_overdue: bool) -> (&'static str, String) {
    if is_overdue {
        return ("bad", page.t("inspection-task-overdue"));
    }
    let tone = match state {
        TaskState::Open => "info",
        TaskState::Reported | TaskState::SentBack => "warn",
        TaskState::Done => "good",
    };
    (tone, page.t(format!("inspection-task-{}", state.as_str())))
}

/// Returns an answer.
pub(crate) fn answer(page: &Page, value: &AnswerValue) -> String {
    match value {
        AnswerValue::Text { text } => text.clone(),
        AnswerValue::Number { number } => page.number(number),
        AnswerValue::Share { part, whole } => {
            format!(
                "{} / {} ({})",
                page.number(part),
                page.number(whole),
                page.ratio(Ratio::new(*part, *whole))
            )
        }
        AnswerValue::YesNo { yes } => page.t(if *yes { "inspection-yes" } else { "inspection-no" }),
        AnswerValue::Rupiah { rupiah } => format!("Rp {}", page.number(rupiah)),
    }
}

/// Returns what a form shows of an answer: one field or two.
pub(crate) fn answer_fields(value: &AnswerValue) -> (String, String) {
    match value {
        AnswerValue::Text { text } => (text.clone(), String::new()),
        AnswerValue::Number { number } => (number.to_string(), String::new()),
        AnswerValue::Share { part, whole } => (part.to_string(), whole.to_string()),
        AnswerValue::YesNo { yes } => (if *yes { "yes" } else { "no" }.to_owned(), String::new()),
        AnswerValue::Rupiah { rupiah } => (rupiah.to_string(), String::new()),
    }
}

/// Returns the label of a status on paper.
pub(crate) fn paper(page: &Page, status: PaperStatus) -> String {
    page.t(format!("recap-status-{}", status.as_str().replace('_', "-")))
}

/// Returns why somebody is among the absent.
pub(crate) fn absence(page: &Page, status: StatusKind) -> String {
    page.t(match status {
        StatusKind::Unexcused => "inspection-absence-unexcused",
        _ => "inspection-absence-no-record",
    })
}

/// Returns what contradicts a recap.
pub(crate) fn difference(page: &Page, difference: RecapDifference) -> String {
    page.t(format!("inspection-difference-{}", difference.as_str().replace('_', "-")))
}

/// Returns minutes after midnight as the reader's language shows them.
pub(crate) fn clock(page: &Page, minute: i32) -> String {
    let minutes = u32::try_from(minute.rem_euclid(1440)).unwrap_or(0);
    if page.is_english() {
        siaga_civil::clock_of_minutes_english(minutes)
    } else {
        siaga_civil::clock_of_minutes(minutes)
    }
}
