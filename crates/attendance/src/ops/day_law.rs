//! The law of a day, asked once for all people of the day.

use crate::params;
use crate::rules::{DayParams, ReportLaw, hours_parameters, report_due_on};
use chrono::{Datelike, NaiveDate};
use siaga_arrangements::params::{WORK_REPORT_DUE_DAYS, WORK_REPORT_REQUIRED};
use siaga_civil::{CalendarDay, RegionCode, WorkWeek};
use siaga_platform::Law;
use siaga_policy::{DaySpan, Question, Reason, Ruling, Situation};

/// Minutes before the start from which a scan counts where no circular speaks: from 06.00 for 07.30.
const SCAN_OPENS_MINUTES: i64 = 90;
/// Minutes after the end until which a scan counts where no circular speaks: until 18.00 for 16.00.
const SCAN_CLOSES_MINUTES: i64 = 120;
/// Seconds of a double press where no circular speaks.
const DOUBLE_PRESS_SECONDS: i64 = 60;

/// Returns what the rules of a day need from law.
///
/// # Shape
/// A weekday without hours in law has none: nobody is then expected. Flags that no circular sets are
/// the lenient ones: no scan is required, recaps are accepted, leave is not obliged.
pub(crate) fn day_params(law: &Law, place: &RegionCode, on: NaiveDate) -> DayParams {
    asked_day_params(law, KnownLaw { law, known_on: None }.question(place, on))
}

/// Law as it was known on a day; nothing takes all that is known now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KnownLaw<'a> {
    pub(crate) law: &'a Law,
    pub(crate) known_on: Option<NaiveDate>,
}

impl<'a> KnownLaw<'a> {
    /// Returns the question about a day and a place with that knowledge.
    pub(crate) fn question(self, place: &'a RegionCode, on: NaiveDate) -> Question<'a> {
        Question { known_on: self.known_on, ..Question::on(on).at(place) }
    }
}

/// For whom law is asked: an agency by its code, with the facts that are known there on the day.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LawFor<'a> {
    pub(crate) agency: Option<&'a str>,
    pub(crate) situation: Option<&'a Situation>,
}

/// Returns the same for somebody, from law as it was known.
pub(crate) fn day_params_for(
    known: KnownLaw<'_>,
    place: &RegionCode,
    whom: LawFor<'_>,
    on: NaiveDate,
) -> DayParams {
    let question = Question { unit: whom.agency, situation: whom.situation, ..known.question(place, on) };
    asked_day_params(known.law, question)
}

fn asked_day_params(law: &Law, question: Question<'_>) -> DayParams {
    let on = question.on;
    let mut asked = Asked { law, question, reasons: Vec::new() };
    let week = match asked.integer(params::WORK_WEEK_DAYS, 5, "working days of a week") {
        6 => WorkWeek::SixDays,
        _ => WorkWeek::FiveDays,
    };
    let names = hours_parameters(week, on.weekday());
    DayParams {
        week,
        hours: names.and_then(|names| asked.span(names.0, "hours of work")),
        rest: names.and_then(|names| asked.span(names.1, "break")),
        flexible_minutes: asked.minutes(params::FLEXIBLE_MINUTES, 0, "flexible hours"),
        grace_minutes: asked.minutes(params::GRACE_MINUTES, 0, "grace"),
        scan_opens_minutes: asked.minutes(
            params::SCAN_OPENS_MINUTES_BEFORE,
            SCAN_OPENS_MINUTES,
            "scans count from",
        ),
        scan_closes_minutes: asked.minutes(
            params::SCAN_CLOSES_MINUTES_AFTER,
            SCAN_CLOSES_MINUTES,
            "scans count until",
        ),
        scan_required: asked.flag(params::FINGERPRINT_REQUIRED, false, "scan required"),
        recap_accepted: asked.flag(params::MANUAL_RECAP_ACCEPTED, true, "signed recap accepted"),
        double_press_seconds: asked.minutes(
            params::DOUBLE_PRESS_SECONDS,
            DOUBLE_PRESS_SECONDS,
            "double press",
        ),
        leave_is_obliged: leave_counts(law, &question),
        report: report_law(law, question, week),
        reasons: asked.reasons,
    }
}

/// Returns what a day is for the offices of a place, by the working week of their law.
pub(crate) fn calendar_day(law: &Law, place: &RegionCode, on: NaiveDate) -> CalendarDay {
    law.calendar.day(on, None, day_params(law, place, on).week)
}

/// Returns whether people on approved leave are obliged on a day.
pub(crate) fn leave_is_obliged(known: KnownLaw<'_>, place: &RegionCode, on: NaiveDate) -> bool {
    leave_counts(known.law, &known.question(place, on))
}

fn leave_counts(law: &Law, question: &Question<'_>) -> bool {
    let ruling = law.book.ruling(params::LEAVE_IS_OBLIGED, question);
    ruling.and_then(|ruling| ruling.flag()).unwrap_or(false)
}

/// Returns what law asks for after a day away from the office; where it sets no days, the day itself is
/// the last one.
fn report_law(law: &Law, question: Question<'_>, week: WorkWeek) -> Option<ReportLaw> {
    let mut asked = Asked { law, question, reasons: Vec::new() };
    if !asked.flag(WORK_REPORT_REQUIRED, false, "work report required") {
        return None;
    }
    let due_days = asked.integer(WORK_REPORT_DUE_DAYS, 0, "work report due");
    let is_working = |on: NaiveDate| law.calendar.day(on, None, week).is_working();
    Some(ReportLaw { due_on: report_due_on(question.on, due_days, is_working), reasons: asked.reasons })
}

/// Returns every parameter that a day is judged by.
pub(crate) fn asked_parameters() -> impl Iterator<Item = &'static str> {
    let own = params::ATTENDANCE_PARAMS.iter().map(|decl| decl.name);
    own.chain([WORK_REPORT_REQUIRED, WORK_REPORT_DUE_DAYS])
}

/// Returns the longest wait for a work report that any circular sets, in working days.
pub(crate) fn longest_report_wait(law: &Law) -> i64 {
    let lines = law.book.provisions(WORK_REPORT_DUE_DAYS);
    lines.filter_map(|(_, value)| value.as_integer()).max().unwrap_or(0)
}

/// Questions for one day and place, with the grounds of the answers.
struct Asked<'a> {
    law: &'a Law,
    question: Question<'a>,
    reasons: Vec<Reason>,
}

impl<'a> Asked<'a> {
    fn ruling(&mut self, name: &str, words: &'static str) -> Option<Ruling<'a>> {
        let ruling = self.law.book.ruling(name, &self.question)?;
        self.reasons.push(ruling.reason(words));
        Some(ruling)
    }

    fn integer(&mut self, name: &str, otherwise: i64, words: &'static str) -> i64 {
        self.ruling(name, words).and_then(|ruling| ruling.integer()).unwrap_or(otherwise)
    }

    fn minutes(&mut self, name: &str, otherwise: i64, words: &'static str) -> i32 {
        i32::try_from(self.integer(name, otherwise, words)).expect("declared bounds are small")
    }

    fn flag(&mut self, name: &str, otherwise: bool, words: &'static str) -> bool {
        self.ruling(name, words).and_then(|ruling| ruling.flag()).unwrap_or(otherwise)
    }

    fn span(&mut self, name: &str, words: &'static str) -> Option<DaySpan> {
        self.ruling(name, words).and_then(|ruling| ruling.span())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use siaga_platform::{Capability, Contributions};
    use siaga_policy::Document;

    /// A regency that works six days, beside the law of the nation.
    const SIX_DAYS: &str = r#"
        [circular]
        id = "12.18/six-days"
        issuer = "Bupati Contoh"
        title = "Enam hari kerja"
        scope = { region = "12.18" }
        source = "contoh"
        note = "Contoh."
        checked_on = 2026-11-21
        verified = false
        issued_on = 2020-01-02

        [[set]]
        parameter = "attendance.work_week_days"
        value = 6
        from = 2020-01-02
        article = "1"

        [[set]]
        parameter = "attendance.hours_mon_thu_six_day"
        value = "07:30-14:30"
        from = 2020-01-02
        article = "2"

        [[set]]
        parameter = "attendance.hours_fri_six_day"
        value = "07:30-11:30"
        from = 2020-01-02
        article = "2"

        [[set]]
        parameter = "attendance.hours_sat"
        value = "07:30-13:00"
        from = 2020-01-02
        article = "2"
    "#;

    /// Returns the law with a regency of six days.
    pub(crate) fn six_day_law() -> Law {
        let own = Capability { params: params::ATTENDANCE_PARAMS, ..Capability::new("attendance") };
        let six_days = Document::parse("six-days.toml", SIX_DAYS).unwrap();
        Law::with_documents(&Contributions::of(&[own]), [six_days]).unwrap()
    }

    #[test]
    fn saturday_is_a_working_day_where_offices_work_six_days() {
        let law = six_day_law();
        let saturday = "2020-06-06".parse().unwrap();
        let of = |place: &str| calendar_day(&law, &place.parse().unwrap(), saturday);
        assert_eq!(of("12.18"), CalendarDay::Working);
        assert_eq!(of("73.73"), CalendarDay::Weekend);
    }
}
