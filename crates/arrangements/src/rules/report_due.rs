//! Until when a work report is awaited, and whether it may still be handed in.

use crate::model::ReportState;
use chrono::NaiveDate;

/// Whether a report of a day may be handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportDoor {
    /// Until the day it is due.
    Open { due_on: NaiveDate },
    /// The day is still to come.
    NotYet,
    /// The day it was due is over.
    Over { due_on: NaiveDate },
    /// It was accepted and does not change any more.
    Accepted,
}

/// Returns the last day on which the report of a day is taken: so many working days after it.
pub(crate) fn due_on(on: NaiveDate, due_days: i64, is_working: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    let mut due = on;
    let mut left = due_days;
    while left > 0 {
        let Some(next) = due.succ_opt() else { break };
        due = next;
        if is_working(due) {
            left -= 1;
        }
        // Without a calendar that ever works again the wait still ends.
        if (due - on).num_days() > 366 {
            break;
        }
    }
    due
}

/// Returns whether the report of a day may be handed in today.
///
/// # Shape
/// A report that was sent back may come again until as many working days after it was sent back.
pub(crate) fn door(
    today: NaiveDate,
    on: NaiveDate,
    state: Option<(ReportState, NaiveDate)>,
    due_days: i64,
    is_working: impl Fn(NaiveDate) -> bool,
) -> ReportDoor {
    if on > today {
        return ReportDoor::NotYet;
    }
    let due = due_on(on, due_days, &is_working);
    let due_on = match state {
        Some((ReportState::Accepted, _)) => return ReportDoor::Accepted,
        Some((ReportState::SentBack, sent_back_on)) => due.max(due_on(sent_back_on, due_days, &is_working)),
        _ => due,
    };
    if today > due_on { ReportDoor::Over { due_on } } else { ReportDoor::Open { due_on } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Weekday};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn is_working(on: NaiveDate) -> bool {
        !matches!(on.weekday(), Weekday::Sat | Weekday::Sun)
    }

    #[test]
    fn working_days_are_counted_after_the_day() {
        // 2020-06-05 is a Friday.
        assert_eq!(due_on(day("2020-06-05"), 0, is_working), day("2020-06-05"));
        assert_eq!(due_on(day("2020-06-05"), 1, is_working), day("2020-06-08"));
        assert_eq!(due_on(day("2020-06-03"), 3, is_working), day("2020-06-08"));
        assert_eq!(due_on(day("2020-06-03"), 1, |_| false), day("2021-06-05"), "the wait ends");
    }

    #[test]
    fn the_last_day_is_open_and_the_next_is_not() {
        let ask = |today: &str, state| door(day(today), day("2020-06-03"), state, 1, is_working);
        assert_eq!(ask("2020-06-02", None), ReportDoor::NotYet);
        assert_eq!(ask("2020-06-03", None), ReportDoor::Open { due_on: day("2020-06-04") });
        assert_eq!(ask("2020-06-04", None), ReportDoor::Open { due_on: day("2020-06-04") });
        assert_eq!(ask("2020-06-05", None), ReportDoor::Over { due_on: day("2020-06-04") });
        let handed_in = Some((ReportState::HandedIn, day("2020-06-03")));
        assert_eq!(ask("2020-06-05", handed_in), ReportDoor::Over { due_on: day("2020-06-04") });
    }

    #[test]
    fn what_was_sent_back_may_come_again_and_what_was_accepted_may_not() {
        let ask = |today: &str, state| door(day(today), day("2020-06-03"), Some(state), 1, is_working);
        let back = (ReportState::SentBack, day("2020-06-05"));
        assert_eq!(ask("2020-06-08", back), ReportDoor::Open { due_on: day("2020-06-08") });
        assert_eq!(ask("2020-06-09", back), ReportDoor::Over { due_on: day("2020-06-08") });
        let accepted = (ReportState::Accepted, day("2020-06-03"));
        assert_eq!(ask("2020-06-03", accepted), ReportDoor::Accepted);
    }
}
