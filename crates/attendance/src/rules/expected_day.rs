//! What is expected of a person on a day: calendar, hours of law, own schedule, signed roster.

use crate::model::{Duty, ExpectedDay, OffReason, ScanWindow, WorkHours};
use crate::params;
use chrono::{Datelike, NaiveDate, Weekday};
use siaga_arrangements::ArrangedPlace;
use siaga_civil::{CalendarDay, WorkWeek};
use siaga_policy::{DaySpan, MINUTES_PER_DAY, Reason};

/// Days among which the working days after a day are looked for.
const DUE_DAYS_MAX: usize = 366;

/// The law of one day, as far as the rules of a day need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DayParams {
    pub(crate) week: WorkWeek,
    /// Hours of this weekday; nothing where the week has no such day.
    pub(crate) hours: Option<DaySpan>,
    pub(crate) rest: Option<DaySpan>,
    pub(crate) flexible_minutes: i32,
    pub(crate) grace_minutes: i32,
    pub(crate) scan_opens_minutes: i32,
    pub(crate) scan_closes_minutes: i32,
    pub(crate) scan_required: bool,
    pub(crate) recap_accepted: bool,
    pub(crate) double_press_seconds: i32,
    pub(crate) leave_is_obliged: bool,
    /// What is asked for after a day away from the office; nothing where law asks for none.
    pub(crate) report: Option<ReportLaw>,
    pub(crate) reasons: Vec<Reason>,
}

/// That a work report is due after a day away from the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReportLaw {
    /// Last day on which it is awaited.
    pub(crate) due_on: NaiveDate,
    pub(crate) reasons: Vec<Reason>,
}

/// The schedule of a person or unit that holds instead of the hours of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shift {
    /// Bit 1 is Monday, bit 7 is Sunday.
    weekdays: u8,
    start_minute: i32,
    end_minute: i32,
}

impl Shift {
    /// Returns the shift on the weekdays named by digits, 1 for Monday; other letters mean nothing.
    pub(crate) fn new(weekdays: &str, start_minute: i32, end_minute: i32) -> Self {
        let days = weekdays.bytes().filter(|digit| (b'1'..=b'7').contains(digit));
        Self { weekdays: days.fold(0, |mask, digit| mask | 1 << (digit - b'0')), start_minute, end_minute }
    }

    fn has(self, day: Weekday) -> bool {
        self.weekdays & (1 << day.number_from_monday()) != 0
    }
}

/// Returns the names of the parameters that hold the hours and the break of a weekday.
pub(crate) fn hours_parameters(week: WorkWeek, day: Weekday) -> Option<(&'static str, &'static str)> {
    match (week, day) {
        (_, Weekday::Sun) | (WorkWeek::FiveDays, Weekday::Sat) => None,
        (WorkWeek::FiveDays, Weekday::Fri) => Some((params::HOURS_FRI, params::BREAK_FRI)),
        (WorkWeek::FiveDays, _) => Some((params::HOURS_MON_THU, params::BREAK_MON_THU)),
        (WorkWeek::SixDays, Weekday::Sat) => Some((params::HOURS_SAT, params::BREAK_SAT)),
        (WorkWeek::SixDays, Weekday::Fri) => Some((params::HOURS_FRI_SIX_DAY, params::BREAK_FRI_SIX_DAY)),
        (WorkWeek::SixDays, _) => Some((params::HOURS_MON_THU_SIX_DAY, params::BREAK_MON_THU_SIX_DAY)),
    }
}

/// Returns what is expected.
///
/// # Shape
/// A shift holds instead of the hours of law. A shift that works on Sundays runs through public
/// holidays and collective leave, as hospitals and fire brigades do; any other follows the calendar.
pub(crate) fn expected_day(
    on: NaiveDate,
    calendar: &CalendarDay,
    law: &DayParams,
    shift: Option<Shift>,
) -> ExpectedDay {
    let mut reasons = law.reasons.clone();
    let (duty, span) = match shift {
        Some(shift) => (shift_duty(on, calendar, shift), Some((shift.start_minute, shift.end_minute))),
        None => (office_duty(calendar, law), law.hours.map(minutes)),
    };
    if shift.is_some() {
        reasons.push(Reason::fact("own schedule"));
    }
    if let Duty::Off(OffReason::PublicHoliday | OffReason::CollectiveLeave) = duty {
        reasons.extend(decree(calendar));
    }
    let rest = if shift.is_some() { None } else { law.rest.map(minutes) };
    ExpectedDay {
        on,
        duty,
        hours: match duty {
            Duty::Off(_) => None,
            _ => span.map(|span| work_hours(span, rest, law)),
        },
        scan_required: law.scan_required,
        recap_accepted: law.recap_accepted,
        report_due_on: None,
        double_press_seconds: law.double_press_seconds,
        is_before_records: false,
        reasons,
    }
}

/// Changes what is expected to where a signed roster has the person, and returns whether it did.
///
/// # Shape
/// Only a day of duty is arranged: a holiday, a weekend and a day without a shift stay what they are,
/// whatever a roster says, and hours stay those of law or of the own schedule. Away from the office no scan
/// is required, and the work report is awaited where law asks for it. A day off by roster keeps its hours,
/// so that a scan of it is seen.
pub(crate) fn arrange(expected: &mut ExpectedDay, place: ArrangedPlace, report: Option<&ReportLaw>) -> bool {
    if matches!(expected.duty, Duty::Off(_)) {
        return false;
    }
    expected.duty = match place {
        ArrangedPlace::Office => Duty::Office,
        ArrangedPlace::Home => Duty::Home,
        ArrangedPlace::Elsewhere => Duty::Elsewhere,
        ArrangedPlace::Off => Duty::Off(OffReason::Arranged),
    };
    if expected.duty != Duty::Office {
        expected.scan_required = false;
    }
    if expected.duty.is_away_from_office() {
        expected.report_due_on = report.map(|report| report.due_on);
    }
    true
}

/// Returns the last day on which the report of a day is awaited: so many working days after it.
pub(crate) fn report_due_on(
    on: NaiveDate,
    due_days: i64,
    is_working: impl Fn(NaiveDate) -> bool,
) -> NaiveDate {
    let mut working = on.iter_days().skip(1).take(DUE_DAYS_MAX).filter(|day| is_working(*day));
    match usize::try_from(due_days) {
        Ok(days @ 1..) => working.nth(days - 1).unwrap_or(NaiveDate::MAX),
        _ => on,
    }
}

/// Lets every scan count for one day only, where the windows of neighbouring days meet.
///
/// # Shape
/// `days` are consecutive. The earlier day keeps its hours of work, the later one gets the rest of its
/// window: after a night shift until 06.00 a scan at 06.00 ends the night and one at 06.01 begins the day.
pub(crate) fn part_windows(days: &mut [ExpectedDay]) {
    for index in 1..days.len() {
        let (before, after) = days.split_at_mut(index);
        let (Some(earlier), Some(later)) = (&mut before[index - 1].hours, &mut after[0].hours) else {
            continue;
        };
        let later_from = later.window.from_minute + MINUTES_PER_DAY;
        if earlier.window.until_minute < later_from {
            continue;
        }
        let until = earlier.window.until_minute.min(earlier.end_minute.max(later_from - 1));
        earlier.window.until_minute = until;
        later.window.from_minute = later.window.from_minute.max(until + 1 - MINUTES_PER_DAY);
    }
}

fn office_duty(calendar: &CalendarDay, law: &DayParams) -> Duty {
    match calendar {
        CalendarDay::PublicHoliday { .. } => Duty::Off(OffReason::PublicHoliday),
        CalendarDay::CollectiveLeave { .. } => Duty::Off(OffReason::CollectiveLeave),
        CalendarDay::Working if law.hours.is_some() => Duty::Office,
        CalendarDay::Working | CalendarDay::Weekend => Duty::Off(OffReason::Weekend),
    }
}

fn shift_duty(on: NaiveDate, calendar: &CalendarDay, shift: Shift) -> Duty {
    let runs_through = shift.has(Weekday::Sun);
    match calendar {
        CalendarDay::PublicHoliday { .. } if !runs_through => Duty::Off(OffReason::PublicHoliday),
        CalendarDay::CollectiveLeave { .. } if !runs_through => Duty::Off(OffReason::CollectiveLeave),
        _ if shift.has(on.weekday()) => Duty::Office,
        _ => Duty::Off(OffReason::NoShift),
    }
}

fn decree(calendar: &CalendarDay) -> Option<Reason> {
    match calendar {
        CalendarDay::PublicHoliday { name, decree } | CalendarDay::CollectiveLeave { name, decree } => {
            Some(Reason { circular: decree.as_str().into(), article: "".into(), words: name.clone().into() })
        }
        CalendarDay::Working | CalendarDay::Weekend => None,
    }
}

fn work_hours(span: (i32, i32), rest: Option<(i32, i32)>, law: &DayParams) -> WorkHours {
    let (start_minute, end_minute) = span;
    WorkHours {
        start_minute,
        end_minute,
        rest,
        flexible_minutes: law.flexible_minutes,
        grace_minutes: law.grace_minutes,
        window: ScanWindow {
            from_minute: start_minute - law.scan_opens_minutes,
            until_minute: end_minute + law.scan_closes_minutes,
        },
    }
}

/// Returns a span of law in minutes of its day; one that crosses midnight ends past 1440.
fn minutes(span: DaySpan) -> (i32, i32) {
    (span.start_minute, span.start_minute + span.length_minutes())
}

#[cfg(test)]
#[path = "expected_day_tests.rs"]
mod tests;
