//! What a person-day is, from what was expected and what is known.

use super::finding_code::{FindingCode, FindingSet};
use super::lateness::lateness;
use super::pairing::{Seen, seen};
use crate::model::{
    AbsenceKind, DayEvidence, DayStatus, Duty, ExpectedDay, PaperStatus, StatusKind, WorkHours,
};
use siaga_policy::{Decision, Reason};

/// What a status rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Ground {
    /// Nobody was expected.
    DayOff,
    /// Somebody resolved a finding.
    Decided,
    /// An approved request.
    Request(AbsenceKind),
    /// A scan, a check-in or a correction.
    Seen,
    /// The signed recap.
    Recap,
    /// Nothing is known.
    Nothing,
    /// Nothing is known, and nobody kept records here yet.
    BeforeRecords,
}

/// A judged day without an allocation, for rebuilds of many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) status: DayStatus,
    pub(crate) ground: Ground,
    pub(crate) findings: FindingSet,
    pub(crate) seen: Seen,
}

/// Returns the status of a person-day with its grounds and findings.
///
/// # Shape
/// `elapsed_minutes` are the minutes since the midnight with which the day begins. Until the hours in
/// which scans count are over, nobody has left early and no scan is missing. Every combination of
/// inputs has a result. A day before records began is off unless something is known about it.
/// Precedence, strongest first: day off; a resolved finding; approved leave,
/// official travel, sick note, excuse of the whole day; scans and check-ins; the signed recap; nothing,
/// which is `NoRecord` and never `Unexcused`. A check-in that proves no place of work is work from home;
/// on a day of duty at the office that no paper explains, somebody has to decide about it. Scans against an absence in the recap: the scan stands
/// and somebody has to decide. Official travel in the recap stands beside scans.
///
/// # Source
/// PP 94/2021, art. 4 letter f, and PP 53/2010, art. 3 no. 11, before it: coming to work and keeping
/// working hours. Only a signed recap or a decided finding makes a day unexcused.
pub fn day_status(
    expected: &ExpectedDay,
    evidence: &DayEvidence<'_>,
    elapsed_minutes: i32,
) -> Decision<DayStatus> {
    let judged = judge(expected, evidence, elapsed_minutes);
    let mut decision = Decision::new(judged.status).because(Reason::fact(words(judged.ground)));
    decision.reasons.extend(expected.reasons.iter().cloned());
    judged.findings.iter().fold(decision, |decision, code| decision.finding(code.as_str(), code.words()))
}

/// Returns the same without the words.
pub(crate) fn judge(expected: &ExpectedDay, evidence: &DayEvidence<'_>, elapsed_minutes: i32) -> Judged {
    let hours = match (expected.duty, expected.hours) {
        (Duty::Office | Duty::Home, Some(hours)) => hours,
        (Duty::Off(_), _) | (_, None) => return plain(StatusKind::Off, Ground::DayOff),
    };
    if expected.is_before_records && evidence.is_empty() {
        return plain(StatusKind::Off, Ground::BeforeRecords);
    }
    let seen = seen(evidence.marks, hours.window, expected.double_press_seconds);
    let day = Day { expected, evidence, hours, seen, is_over: elapsed_minutes > hours.window.until_minute };
    if let Some(kind) = evidence.decided {
        return day.with_lateness(kind, Ground::Decided, FindingSet::default());
    }
    if let Some(absence) = evidence.absence {
        return day.away(absence);
    }
    match evidence.paper {
        Some(PaperStatus::OfficialTravel) => plain(StatusKind::OfficialTravel, Ground::Recap),
        paper if seen.first.is_some() => day.seen_with(paper),
        Some(paper) => day.only_paper(paper),
        None => day.unknown(),
    }
}

/// A day of duty with its scans already paired.
struct Day<'a> {
    expected: &'a ExpectedDay,
    evidence: &'a DayEvidence<'a>,
    hours: WorkHours,
    seen: Seen,
    is_over: bool,
}

impl Day<'_> {
    fn away(&self, absence: AbsenceKind) -> Judged {
        let mut judged = plain(absence.kind(), Ground::Request(absence));
        let should_not_scan = matches!(absence, AbsenceKind::Leave | AbsenceKind::Sick);
        judged.findings.add_if(should_not_scan && self.seen.by_terminal, FindingCode::ScanWhileAway);
        Judged { seen: self.seen, ..judged }
    }

    fn seen_with(&self, paper: Option<PaperStatus>) -> Judged {
        let recap_says_office = paper == Some(PaperStatus::Present);
        let is_at_work = self.seen.at_work || recap_says_office;
        let kind = if is_at_work { StatusKind::Present } else { StatusKind::WorkFromHome };
        let mut findings = FindingSet::default();
        let recap_says_absent = paper.is_some_and(|paper| !paper.kind().is_attended());
        findings.add_if(recap_says_absent, FindingCode::TerminalAgainstRecap);
        let has_one_scan = self.seen.last.is_none();
        findings.add_if(self.is_over && has_one_scan, FindingCode::SinglePunch);
        let lacks_scan = self.expected.scan_required
            && self.expected.duty == Duty::Office
            && !self.seen.by_terminal
            && !self.seen.corrected
            && paper.is_none();
        findings.add_if(lacks_scan, FindingCode::CheckinWithoutScan);
        // Duty was at the office, nothing says otherwise, and no check-in proves that place.
        let is_elsewhere = self.expected.duty == Duty::Office && !is_at_work && paper.is_none();
        findings.add_if(self.is_over && is_elsewhere && !lacks_scan, FindingCode::FarCheckin);
        self.with_lateness(kind, Ground::Seen, findings)
    }

    fn only_paper(&self, paper: PaperStatus) -> Judged {
        let lacks_scan = paper == PaperStatus::Present && self.expected.scan_required;
        let mut judged = plain(paper.kind(), Ground::Recap);
        if lacks_scan && !self.expected.recap_accepted {
            judged = plain(StatusKind::NoRecord, Ground::Nothing);
        }
        judged.findings.add_if(lacks_scan && self.is_over, FindingCode::RecapWithoutScan);
        Judged { seen: self.seen, ..judged }
    }

    fn unknown(&self) -> Judged {
        let mut judged = plain(StatusKind::NoRecord, Ground::Nothing);
        judged.findings.add_if(self.seen.outside, FindingCode::ScanOutsideHours);
        Judged { seen: self.seen, ..judged }
    }

    fn with_lateness(&self, kind: StatusKind, ground: Ground, findings: FindingSet) -> Judged {
        let mut status = DayStatus::plain(kind);
        let has_hours = matches!(kind, StatusKind::Present | StatusKind::WorkFromHome);
        if let Some(first) = self.seen.first.filter(|_| has_hours) {
            let last = self.seen.last.filter(|_| self.is_over);
            let lost = lateness(&self.hours, first, last, self.evidence.excused_spans);
            status.late_minutes = lost.late_minutes;
            status.early_minutes = lost.early_minutes;
        }
        Judged { status, ground, findings, seen: self.seen }
    }
}

fn plain(kind: StatusKind, ground: Ground) -> Judged {
    Judged { status: DayStatus::plain(kind), ground, findings: FindingSet::default(), seen: Seen::default() }
}

fn words(ground: Ground) -> &'static str {
    match ground {
        Ground::DayOff => "nobody was expected",
        Ground::Decided => "a finding of the day was resolved",
        Ground::Request(_) => "a request was approved",
        Ground::Seen => "the person was seen",
        Ground::Recap => "the signed recap says so",
        Ground::Nothing => "nothing is known",
        Ground::BeforeRecords => "the government did not keep its attendance here yet",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OffReason, PunchMark, PunchSource, ScanWindow};
    use chrono::NaiveDate;
    use serde::Deserialize;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Case {
        name: String,
        why: String,
        #[serde(default)]
        off: bool,
        #[serde(default)]
        before_records: bool,
        #[serde(default)]
        scan_required: bool,
        #[serde(default = "yes")]
        recap_accepted: bool,
        /// `HH:MM:SS source`.
        #[serde(default)]
        marks: Vec<String>,
        paper: Option<String>,
        absence: Option<String>,
        decided: Option<String>,
        /// Civil time of looking; past 24 is the next day.
        #[serde(default = "next_morning")]
        now: String,
        expect: String,
        #[serde(default)]
        late: i32,
        #[serde(default)]
        early: i32,
        #[serde(default)]
        findings: Vec<String>,
    }

    #[derive(Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }

    fn yes() -> bool {
        true
    }

    fn next_morning() -> String {
        "31:00".to_owned()
    }

    fn second(text: &str) -> i32 {
        let parts: Vec<i32> = text.split(':').map(|part| part.parse().unwrap()).collect();
        parts[0] * 3600 + parts[1] * 60 + parts.get(2).unwrap_or(&0)
    }

    fn mark(text: &str) -> PunchMark {
        let (time, source) = text.split_once(' ').unwrap();
        let source = PunchSource::ALL.into_iter().find(|known| known.as_str() == source).unwrap();
        PunchMark { second: second(time), source }
    }

    fn expected(case: &Case) -> ExpectedDay {
        ExpectedDay {
            on: NaiveDate::from_ymd_opt(2020, 5, 26).unwrap(),
            duty: if case.off { Duty::Off(OffReason::PublicHoliday) } else { Duty::Office },
            hours: (!case.off).then_some(WorkHours {
                start_minute: 450,
                end_minute: 960,
                rest: Some((720, 780)),
                flexible_minutes: 0,
                grace_minutes: 0,
                window: ScanWindow { from_minute: 360, until_minute: 1080 },
            }),
            scan_required: case.scan_required,
            recap_accepted: case.recap_accepted,
            double_press_seconds: 60,
            is_before_records: case.before_records,
            reasons: Vec::new(),
        }
    }

    #[test]
    fn the_table_of_days_holds() {
        let cases: Cases = toml::from_str(include_str!("../../tests/cases/day_status.toml")).unwrap();
        assert!(cases.case.len() >= 35, "the table was cut");
        for case in cases.case {
            let marks: Vec<PunchMark> = case.marks.iter().map(|text| mark(text)).collect();
            let evidence = DayEvidence {
                marks: &marks,
                paper: case.paper.as_deref().map(|name| PaperStatus::parse(name).unwrap()),
                absence: case.absence.as_deref().map(|name| {
                    AbsenceKind::ALL.into_iter().find(|kind| kind.kind().as_str() == name).unwrap()
                }),
                excused_spans: &[],
                decided: case.decided.as_deref().map(|name| StatusKind::parse(name).unwrap()),
            };
            let decision = day_status(&expected(&case), &evidence, second(&case.now) / 60);
            let wanted = DayStatus {
                kind: StatusKind::parse(&case.expect).unwrap(),
                late_minutes: case.late,
                early_minutes: case.early,
            };
            assert_eq!(decision.value, wanted, "{}: {}", case.name, case.why);
            let found: Vec<&str> = decision.findings.iter().map(|finding| finding.code.as_ref()).collect();
            assert_eq!(found, case.findings, "{}: {}", case.name, case.why);
        }
    }
}
