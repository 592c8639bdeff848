//! How many people a desk needs on a day.

use crate::desk::StaffingFinding;
use crate::rules::hours::{OpenSpan, WeekHours, WeekMinimum, halves};
use crate::status::ServiceStatus;
use chrono::{Datelike, NaiveDate, Weekday};
use siaga_policy::{Decision, Reason};

/// What is known of a desk on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DeskFacts<'a> {
    /// Hours of the desk, or of its service.
    pub(crate) hours: &'a WeekHours,
    pub(crate) minimum: &'a WeekMinimum,
    pub(crate) status: ServiceStatus,
    /// Whether the day is a public holiday or collective leave.
    pub(crate) is_day_off: bool,
}

/// What law says where the office has set nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LawMinimum {
    pub(crate) people: u16,
    pub(crate) reason: Reason,
    /// What the circular is called; empty where none speaks.
    pub(crate) title: String,
}

/// Returns the open spans of a day: none on closed weekdays, and on days off only where Sundays are open.
pub(crate) fn open_spans(hours: &WeekHours, on: NaiveDate, is_day_off: bool) -> &[OpenSpan] {
    if is_day_off && !hours.runs_through_holidays() { &[] } else { hours.on(on.weekday()) }
}

/// Returns the people needed in the morning and in the afternoon; nothing for a day without hours.
///
/// # Shape
/// Where the office has set no number for a half-day that is open, law decides and is the reason.
pub(crate) fn need(desk: DeskFacts<'_>, on: NaiveDate, law: &LawMinimum) -> Option<Decision<[u16; 2]>> {
    let spans = open_spans(desk.hours, on, desk.is_day_off);
    if spans.is_empty() {
        return None;
    }
    if !desk.status.needs_desks() {
        let words = format!("the service is {}", desk.status.as_str());
        return Some(Decision::new([0, 0]).because(Reason::fact(words)));
    }
    let is_open = halves(spans);
    let set = desk.minimum.on(on.weekday());
    let people = [0, 1].map(|half| if is_open[half] { set[half].unwrap_or(law.people) } else { 0 });
    let decision = Decision::new(people);
    let is_law = (0..2).any(|half| is_open[half] && set[half].is_none());
    Some(if is_law {
        decision.because(law.reason.clone())
    } else {
        decision.because(Reason::fact("the office has set it"))
    })
}

/// Returns a finding when a half-day of the week asks for more people than can serve the desk at all.
pub(crate) fn short_of_staff(
    hours: &WeekHours,
    minimum: &WeekMinimum,
    law: &LawMinimum,
    can_serve: u16,
) -> Option<StaffingFinding> {
    let days =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let of_day = |day: Weekday| {
        let (is_open, set) = (halves(hours.on(day)), minimum.on(day));
        [0, 1].map(|half| if is_open[half] { set[half].unwrap_or(law.people) } else { 0 })
    };
    let most = days.into_iter().flat_map(of_day).max().unwrap_or(0);
    (most > can_serve).then_some(StaffingFinding { minimum: most, can_serve })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law() -> LawMinimum {
        LawMinimum { people: 1, reason: Reason::fact("law"), title: String::new() }
    }

    fn office() -> WeekHours {
        WeekHours::every(5, &[OpenSpan { from_minutes: 480, until_minutes: 900 }])
    }

    fn ask(hours: &WeekHours, minimum: WeekMinimum, status: ServiceStatus, on: &str) -> Option<[u16; 2]> {
        let is_day_off = on == "2020-05-21";
        let desk = DeskFacts { hours, minimum: &minimum, status, is_day_off };
        need(desk, on.parse().unwrap(), &law()).map(|decision| decision.value)
    }

    #[test]
    fn what_the_office_set_goes_before_law_and_a_zero_is_a_number() {
        let mut minimum = WeekMinimum::every_day(3, 2);
        minimum.0[1] = [None, Some(0)];
        assert_eq!(ask(&office(), minimum, ServiceStatus::Open, "2020-05-18"), Some([3, 2]), "Monday");
        assert_eq!(ask(&office(), minimum, ServiceStatus::Open, "2020-05-19"), Some([1, 0]), "Tuesday");
        let desk =
            DeskFacts { hours: &office(), minimum: &minimum, status: ServiceStatus::Open, is_day_off: false };
        let reasons = |on: &str| need(desk, on.parse().unwrap(), &law()).unwrap().reasons;
        assert_eq!(reasons("2020-05-19"), [law().reason]);
        assert_ne!(reasons("2020-05-18"), [law().reason]);
    }

    #[test]
    fn a_closed_or_online_service_needs_nobody_and_a_moved_one_its_people() {
        let minimum = WeekMinimum::every_day(2, 2);
        for (status, needed) in [
            (ServiceStatus::Open, [2, 2]),
            (ServiceStatus::Limited, [2, 2]),
            (ServiceStatus::Moved, [2, 2]),
            (ServiceStatus::OnlineOnly, [0, 0]),
            (ServiceStatus::Closed, [0, 0]),
        ] {
            assert_eq!(ask(&office(), minimum, status, "2020-05-18"), Some(needed), "{status:?}");
        }
    }

    #[test]
    fn weekends_and_holidays_have_no_need_but_for_desks_that_open_on_sundays() {
        let minimum = WeekMinimum::default();
        for on in ["2020-05-16", "2020-05-17", "2020-05-21"] {
            assert_eq!(ask(&office(), minimum, ServiceStatus::Open, on), None, "{on}");
        }
        let ward = WeekHours::every(7, &[OpenSpan { from_minutes: 0, until_minutes: 1440 }]);
        for on in ["2020-05-16", "2020-05-17", "2020-05-21"] {
            assert_eq!(ask(&ward, minimum, ServiceStatus::Open, on), Some([1, 1]), "{on}");
        }
    }

    #[test]
    fn a_half_day_without_hours_needs_nobody() {
        let mornings = WeekHours::every(5, &[OpenSpan { from_minutes: 480, until_minutes: 720 }]);
        let minimum = WeekMinimum::every_day(2, 2);
        assert_eq!(ask(&mornings, minimum, ServiceStatus::Open, "2020-05-18"), Some([2, 0]));
    }

    #[test]
    fn a_minimum_above_the_people_who_can_serve_is_found() {
        let minimum = WeekMinimum::every_day(2, 3);
        let found = |can_serve| short_of_staff(&office(), &minimum, &law(), can_serve);
        assert_eq!(found(3), None);
        assert_eq!(found(2), Some(StaffingFinding { minimum: 3, can_serve: 2 }));
        let by_law = |can_serve| short_of_staff(&office(), &WeekMinimum::default(), &law(), can_serve);
        assert_eq!(by_law(0), Some(StaffingFinding { minimum: 1, can_serve: 0 }));
        assert_eq!(by_law(1), None);
        assert_eq!(short_of_staff(&WeekHours::default(), &minimum, &law(), 0), None, "never open");
    }
}
