//! When a summoned person is examined.

use chrono::NaiveDate;
use siaga_civil::{Calendar, WorkWeek};

/// Working days that may lie between the letter and the examination.
///
/// Source: the implementing rules of PP 94/2021 on the discipline of civil servants: at most 7 working days
/// between the date of the letter and the examination; of the second letter, between the date of the examination
/// that was missed and the new one.
pub(crate) const LONGEST_WORKING_DAYS: u32 = 7;

/// Says with a problem code what is wrong with the day of an examination.
///
/// Working days after `counted_from` up to the day of the examination, itself included, are counted; that is the
/// day of the letter, or for a second call the day on which the person did not come.
pub(crate) fn check_examination(
    calendar: &Calendar,
    counted_from: NaiveDate,
    dated_on: NaiveDate,
    examined_on: NaiveDate,
) -> Result<(), &'static str> {
    if examined_on <= counted_from || examined_on <= dated_on {
        return Err("documents.examination_before_letter");
    }
    if !calendar.day(examined_on, None, WorkWeek::FiveDays).is_working() {
        return Err("documents.examination_day_off");
    }
    if working_days_after(calendar, counted_from, examined_on) > LONGEST_WORKING_DAYS {
        return Err("documents.examination_too_late");
    }
    Ok(())
}

/// Returns the working days after a day up to another, itself included.
pub(crate) fn working_days_after(calendar: &Calendar, after: NaiveDate, until: NaiveDate) -> u32 {
    let first = after.succ_opt().unwrap_or(after);
    calendar.working_days_between(first, until, WorkWeek::FiveDays, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn check(counted_from: &str, dated_on: &str, examined_on: &str) -> Result<(), &'static str> {
        let text = "decree_id,issued_on,date,kind,change,name\n\
            skb,2019-08-28,2020-06-01,public_holiday,add,Hari Lahir Pancasila\n";
        let calendar = Calendar::from_csv(text).unwrap();
        check_examination(&calendar, on(counted_from), on(dated_on), on(examined_on))
    }

    #[test]
    fn the_seventh_working_day_is_the_last() {
        // Thursday 28 May; 29 May, 2 to 5, 8 and 9 June are the seven working days after it.
        assert_eq!(check("2020-05-28", "2020-05-28", "2020-06-09"), Ok(()));
        let late = Err("documents.examination_too_late");
        assert_eq!(check("2020-05-28", "2020-05-28", "2020-06-10"), late);
    }

    #[test]
    fn nobody_is_examined_before_the_letter_or_on_a_day_off() {
        let early = Err("documents.examination_before_letter");
        assert_eq!(check("2020-05-28", "2020-05-28", "2020-05-28"), early);
        assert_eq!(check("2020-05-28", "2020-05-28", "2020-05-29"), Ok(()));
        assert_eq!(check("2020-05-28", "2020-05-28", "2020-06-01"), Err("documents.examination_day_off"));
        assert_eq!(check("2020-05-28", "2020-05-28", "2020-05-30"), Err("documents.examination_day_off"));
    }

    #[test]
    fn a_second_call_counts_from_the_day_that_was_missed() {
        assert_eq!(check("2020-06-02", "2020-06-03", "2020-06-11"), Ok(()));
        assert_eq!(check("2020-06-02", "2020-06-03", "2020-06-12"), Err("documents.examination_too_late"));
        assert_eq!(
            check("2020-06-02", "2020-06-05", "2020-06-05"),
            Err("documents.examination_before_letter")
        );
    }
}
