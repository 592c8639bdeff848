//! When a summoned person is examined.

use chrono::NaiveDate;
use siaga_civil::{Calendar, WorkWeek};

/// Working days that may lie between the letter and the examination.
///
/// Source: the implementing rules of PP 94/2021 on the discipline of civil servants: at most 7 working days
/// between the date of the letter and the examination; of the second letter, between the date of the examination
/// that was missed and the new one.
pub(crate) const LONGEST_WORKING_DAYS: usize = 7;

/// Says with a problem code what is wrong with the day of an examination.
///
/// Working days after `counted_from` up to the day of the examination, itself included, are counted.
pub(crate) fn check_examination(
    calendar: &Calendar,
    counted_from: NaiveDate,
    examined_on: NaiveDate,
) -> Result<(), &'static str> {
    if examined_on <= counted_from {
        return Err("documents.examination_before_letter");
    }
    let is_working = calendar.day(examined_on, None, WorkWeek::FiveDays).is_working();
    if !is_working {
        return Err("documents.examination_day_off");
    }
    if working_days_after(calendar, counted_from, examined_on) > LONGEST_WORKING_DAYS {
        return Err("documents.examination_too_late");
    }
    Ok(())
}

/// Returns the working days after a day up to another, itself included.
pub(crate) fn working_days_after(calendar: &Calendar, after: NaiveDate, until: NaiveDate) -> usize {
    let first = after.succ_opt().unwrap_or(after);
    usize::try_from(calendar.working_days_between(first, until, WorkWeek::FiveDays, None)).unwrap_or(usize::MAX)
}
