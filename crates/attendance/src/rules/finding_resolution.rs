//! What a decision about a finding does to the day.

use super::FindingCode;
use crate::finding::Choice;
use crate::model::{PaperStatus, StatusKind};

/// Returns which evidence can be chosen for a finding.
pub(crate) fn choices(code: FindingCode) -> &'static [Choice] {
    match code {
        FindingCode::TerminalAgainstRecap | FindingCode::RecapWithoutScan | FindingCode::ScanWhileAway => {
            &[Choice::TerminalCounts, Choice::PaperCounts]
        }
        FindingCode::CheckinWithoutScan | FindingCode::FarCheckin => {
            &[Choice::CheckinCounts, Choice::TerminalCounts]
        }
        FindingCode::SinglePunch | FindingCode::ScanOutsideHours | FindingCode::OfficeOnHomeDay => {
            &[Choice::TerminalCounts, Choice::Dismissed]
        }
        FindingCode::WorkReportMissing | FindingCode::WorkReportSentBack => {
            &[Choice::CheckinCounts, Choice::ReportLacks]
        }
        FindingCode::ReportWithoutCheckin => &[Choice::ReportCounts, Choice::TerminalCounts],
    }
}

/// Returns the word that is kept as resolution, or nothing when the choice does not fit the finding.
///
/// # Shape
/// A status decides the day. The name of the choice stands where the rule reads the day that way
/// already: lateness then stays as counted. A terminal that saw nobody leaves the day without record,
/// never unexcused: that only a signed recap says.
pub(crate) fn resolution(
    code: FindingCode,
    choice: Choice,
    paper: Option<PaperStatus>,
) -> Option<&'static str> {
    if !choices(code).contains(&choice) {
        return None;
    }
    match (code, choice) {
        (FindingCode::TerminalAgainstRecap | FindingCode::RecapWithoutScan, Choice::PaperCounts) => {
            paper.map(PaperStatus::as_str)
        }
        (
            FindingCode::RecapWithoutScan
            | FindingCode::CheckinWithoutScan
            | FindingCode::FarCheckin
            | FindingCode::ReportWithoutCheckin,
            Choice::TerminalCounts,
        )
        | (_, Choice::ReportLacks) => Some(StatusKind::NoRecord.as_str()),
        (FindingCode::ScanWhileAway, Choice::TerminalCounts) => Some(StatusKind::Present.as_str()),
        _ => Some(choice.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_becomes_a_status_only_where_the_rule_reads_otherwise() {
        let sick = Some(PaperStatus::Sick);
        let cases = [
            (FindingCode::TerminalAgainstRecap, Choice::PaperCounts, sick, Some("sick")),
            (FindingCode::TerminalAgainstRecap, Choice::TerminalCounts, sick, Some("terminal_counts")),
            (FindingCode::TerminalAgainstRecap, Choice::PaperCounts, None, None),
            (FindingCode::TerminalAgainstRecap, Choice::CheckinCounts, sick, None),
            (FindingCode::RecapWithoutScan, Choice::PaperCounts, Some(PaperStatus::Present), Some("present")),
            (FindingCode::RecapWithoutScan, Choice::TerminalCounts, None, Some("no_record")),
            (FindingCode::ScanWhileAway, Choice::TerminalCounts, None, Some("present")),
            (FindingCode::ScanWhileAway, Choice::PaperCounts, None, Some("paper_counts")),
            (FindingCode::CheckinWithoutScan, Choice::CheckinCounts, None, Some("checkin_counts")),
            (FindingCode::CheckinWithoutScan, Choice::TerminalCounts, None, Some("no_record")),
            (FindingCode::FarCheckin, Choice::CheckinCounts, None, Some("checkin_counts")),
            (FindingCode::FarCheckin, Choice::TerminalCounts, None, Some("no_record")),
            (FindingCode::SinglePunch, Choice::Dismissed, None, Some("dismissed")),
            (FindingCode::WorkReportMissing, Choice::CheckinCounts, None, Some("checkin_counts")),
            (FindingCode::WorkReportMissing, Choice::ReportLacks, None, Some("no_record")),
            (FindingCode::WorkReportSentBack, Choice::ReportCounts, None, None),
            (FindingCode::ReportWithoutCheckin, Choice::ReportCounts, None, Some("report_counts")),
            (FindingCode::ReportWithoutCheckin, Choice::TerminalCounts, None, Some("no_record")),
            (FindingCode::SinglePunch, Choice::PaperCounts, sick, None),
        ];
        for (code, choice, paper, expected) in cases {
            assert_eq!(resolution(code, choice, paper), expected, "{code:?} {choice:?}");
        }
    }

    #[test]
    fn every_finding_can_be_resolved_and_never_becomes_unexcused_by_a_terminal() {
        for code in FindingCode::ALL {
            assert!(!choices(code).is_empty());
            for choice in choices(code) {
                let word = resolution(code, *choice, Some(PaperStatus::Present));
                assert!(word.is_some_and(|word| word != "unexcused"), "{code:?} {choice:?}");
            }
        }
    }
}
