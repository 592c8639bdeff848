//! What a person-day is, from what was expected and what is known.

use super::finding_code::{FindingCode, FindingSet};
use super::lateness::lateness;
use super::pairing::{Seen, seen};
use crate::model::{
    AbsenceKind, DayEvidence, DayStatus, Duty, ExpectedDay, OffReason, PaperStatus, StatusKind, WorkHours,
};
use chrono::NaiveDate;
use siaga_arrangements::ReportState;
use siaga_policy::{Decision, MINUTES_PER_DAY, Reason};

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
    /// The work report of a day away from the office.
    Report,
    /// Not at work by a signed roster.
    RosterOff,
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
/// A day of duty away from the office, by a signed roster: one check-in from anywhere shows it, and nobody
/// leaves early from home, because the work report tells what was done. Until the report is due the day is
/// work from home; without a report by then, or with one that was sent back, it stays what the evidence says
/// and somebody has to decide. A report without a check-in is work from home too: handed in it asks
/// somebody, accepted it does not, because the superior has decided. Neither check-in nor report is
/// `NoRecord`. Whoever was at the office on such a day is present and needs no report; that is noted beside
/// it, since the office may hold more people than law lets. A day off by roster gives way to a resolved
/// finding and to an approved absence; a scan of it asks somebody.
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
        (Duty::Office | Duty::Home | Duty::Elsewhere | Duty::Off(OffReason::Arranged), Some(hours)) => hours,
        (Duty::Off(_), _) | (_, None) => return plain(StatusKind::Off, Ground::DayOff),
    };
    if expected.is_before_records && evidence.is_empty() {
        return plain(StatusKind::Off, Ground::BeforeRecords);
    }
    let seen = seen(evidence.marks, hours.window, expected.double_press_seconds);
    let is_report_over =
        expected.report_due_on.is_some_and(|due_on| is_after(expected, due_on, elapsed_minutes));
    let is_over = elapsed_minutes > hours.window.until_minute;
    let day = Day { expected, evidence, hours, seen, is_over, is_report_over };
    if let Some(kind) = evidence.decided {
        return day.with_lateness(kind, Ground::Decided, FindingSet::default());
    }
    if let Some(absence) = evidence.absence {
        return day.away(absence);
    }
    if matches!(expected.duty, Duty::Off(_)) {
        return day.off_by_roster();
    }
    match evidence.paper {
        Some(PaperStatus::OfficialTravel) => plain(StatusKind::OfficialTravel, Ground::Recap),
        paper if seen.first.is_some() => day.seen_with(paper),
        Some(paper) => day.only_paper(paper),
        None if expected.duty.is_away_from_office() => day.only_report(),
        None => day.unknown(),
    }
}

/// Returns whether a later day has ended, seen from the midnight with which this one began.
fn is_after(expected: &ExpectedDay, last_on: NaiveDate, elapsed_minutes: i32) -> bool {
    i64::from(elapsed_minutes) >= ((last_on - expected.on).num_days() + 1) * i64::from(MINUTES_PER_DAY)
}

/// A day of duty with its scans already paired.
struct Day<'a> {
    expected: &'a ExpectedDay,
    evidence: &'a DayEvidence<'a>,
    hours: WorkHours,
    seen: Seen,
    is_over: bool,
    /// Whether the last day on which the work report was awaited has ended.
    is_report_over: bool,
}

impl Day<'_> {
    fn off_by_roster(&self) -> Judged {
        let mut judged = plain(StatusKind::Off, Ground::RosterOff);
        judged.findings.add_if(self.seen.by_terminal, FindingCode::ScanWhileAway);
        Judged { seen: self.seen, ..judged }
    }

    /// Adds what the work report of a day away from the office leaves open.
    fn note_report(&self, kind: StatusKind, findings: &mut FindingSet) {
        if kind != StatusKind::WorkFromHome || !self.is_report_over {
            return;
        }
        match self.evidence.report {
            None => findings.add(FindingCode::WorkReportMissing),
            Some(ReportState::SentBack) => findings.add(FindingCode::WorkReportSentBack),
            Some(ReportState::HandedIn | ReportState::Accepted) => {}
        }
    }

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
        let is_away = self.expected.duty.is_away_from_office();
        findings.add_if(self.is_over && has_one_scan && !is_away, FindingCode::SinglePunch);
        let is_at_office = self.seen.at_work && !self.seen.corrected;
        findings.add_if(self.expected.duty == Duty::Home && is_at_office, FindingCode::OfficeOnHomeDay);
        self.note_report(kind, &mut findings);
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
        self.note_report(judged.status.kind, &mut judged.findings);
        Judged { seen: self.seen, ..judged }
    }

    /// A day away from the office of which nothing but perhaps a report is known.
    fn only_report(&self) -> Judged {
        let Some(report) = self.evidence.report else { return self.unknown() };
        let mut judged = match report {
            ReportState::SentBack => plain(StatusKind::NoRecord, Ground::Nothing),
            ReportState::HandedIn | ReportState::Accepted => plain(StatusKind::WorkFromHome, Ground::Report),
        };
        let lacks_checkin = self.is_over && report == ReportState::HandedIn;
        judged.findings.add_if(lacks_checkin, FindingCode::ReportWithoutCheckin);
        let is_sent_back = self.is_report_over && report == ReportState::SentBack;
        judged.findings.add_if(is_sent_back, FindingCode::WorkReportSentBack);
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
            let is_from_home = kind == StatusKind::WorkFromHome && self.expected.duty.is_away_from_office();
            let last = self.seen.last.filter(|_| self.is_over && !is_from_home);
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
        Ground::Report => "there is a work report of the day",
        Ground::RosterOff => "the signed roster has the person away",
        Ground::Nothing => "nothing is known",
        Ground::BeforeRecords => "the government did not keep its attendance here yet",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OffReason, PunchMark, PunchSource, ScanWindow};
    use chrono::{Days, NaiveDate};
    use serde::Deserialize;

    const ON: NaiveDate = NaiveDate::from_ymd_opt(2020, 5, 26).unwrap();

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Case {
        name: String,
        why: String,
        #[serde(default)]
        off: bool,
        /// Where a signed roster has the person: `home`, `elsewhere`, `off`.
        #[serde(default)]
        roster: String,
        /// Days after the day on which the work report is due; none where law asks for none.
        report_due_days: Option<u64>,
        /// How far the work report is.
        report: Option<String>,
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
            on: ON,
            duty: match case.roster.as_str() {
                _ if case.off => Duty::Off(OffReason::PublicHoliday),
                "home" => Duty::Home,
                "elsewhere" => Duty::Elsewhere,
                "off" => Duty::Off(OffReason::Arranged),
                other => {
                    assert!(other.is_empty(), "{other}");
                    Duty::Office
                }
            },
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
            report_due_on: case.report_due_days.map(|days| ON + Days::new(days)),
            double_press_seconds: 60,
            is_before_records: case.before_records,
            reasons: Vec::new(),
        }
    }

    #[test]
    fn the_table_of_days_holds() {
        let cases: Cases = toml::from_str(include_str!("../../tests/cases/day_status.toml")).unwrap();
        assert!(cases.case.len() >= 60, "the table was cut");
        for case in cases.case {
            let marks: Vec<PunchMark> = case.marks.iter().map(|text| mark(text)).collect();
            let evidence = DayEvidence {
                marks: &marks,
                paper: case.paper.as_deref().map(|name| PaperStatus::parse(name).unwrap()),
                absence: case.absence.as_deref().map(|name| {
                    AbsenceKind::ALL.into_iter().find(|kind| kind.kind().as_str() == name).unwrap()
                }),
                excused_spans: &[],
                report: case
                    .report
                    .as_deref()
                    .map(|name| ReportState::ALL.into_iter().find(|state| state.as_str() == name).unwrap()),
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
