//! Where an employee is placed, and as what: dated employments and posts cut into spans.

use crate::model::{EmployeeKind, Span};
use chrono::NaiveDate;

/// Holds a fact with the first and last day that are written on its paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dated<T> {
    /// The fact.
    pub(crate) value: T,
    /// First day.
    pub(crate) from_on: NaiveDate,
    /// Last day, inclusive; none while it goes on.
    pub(crate) until_on: Option<NaiveDate>,
}

/// Names the place that a definitive post gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Agency of the unit.
    pub(crate) agency_id: i64,
    /// Unit.
    pub(crate) unit_id: i64,
}

/// Returns the facts with the days on which each really holds: the next one ends the one before.
///
/// **Shape.** In any order of dates; of two that begin on the same day the later in the list holds. The
/// result is ordered by first day, without overlaps; a gap stays a gap.
pub(crate) fn succession<T: Clone>(facts: &[Dated<T>]) -> Vec<Dated<T>> {
    let mut ordered: Vec<&Dated<T>> = facts.iter().collect();
    ordered.sort_by_key(|fact| fact.from_on);
    let mut result: Vec<Dated<T>> = Vec::with_capacity(ordered.len());
    for fact in ordered {
        if result.last().is_some_and(|last| last.from_on == fact.from_on) {
            result.pop();
        }
        if let Some(last) = result.last_mut() {
            let day_before = fact.from_on.pred_opt().unwrap_or(NaiveDate::MIN);
            last.until_on = Some(last.until_on.map_or(day_before, |until| until.min(day_before)));
        }
        result.push(fact.clone());
    }
    result.retain(|fact| fact.until_on.is_none_or(|until| fact.from_on <= until));
    result
}

/// Returns the fact that holds on a day.
pub(crate) fn holding_on<T: Clone>(facts: &[Dated<T>], on: NaiveDate) -> Option<Dated<T>> {
    succession(facts).into_iter().find(|fact| covers(fact.from_on, fact.until_on, on))
}

/// Says whether a day lies between two days; both count.
pub(crate) fn covers(from_on: NaiveDate, until_on: Option<NaiveDate>, on: NaiveDate) -> bool {
    from_on <= on && until_on.is_none_or(|until| on <= until)
}

/// Returns the spans in which an employee is both employed and placed, cut to a period.
///
/// **Shape.** Ordered by first day, without overlaps; first and last day of the period count.
pub(crate) fn spans(
    employee_id: i64,
    employments: &[Dated<EmployeeKind>],
    places: &[Dated<Place>],
    first_on: NaiveDate,
    last_on: NaiveDate,
) -> Vec<Span> {
    let places = succession(places);
    let mut spans = Vec::new();
    for employment in succession(employments) {
        for place in &places {
            let from_on = employment.from_on.max(place.from_on).max(first_on);
            let until_on =
                [employment.until_on, place.until_on].into_iter().flatten().fold(last_on, NaiveDate::min);
            if from_on <= until_on {
                let (agency_id, unit_id) = (place.value.agency_id, place.value.unit_id);
                spans.push(Span {
                    employee_id,
                    agency_id,
                    unit_id,
                    kind: employment.value,
                    from_on,
                    until_on,
                });
            }
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dated<T>(value: T, from: &str, until: &str) -> Dated<T> {
        Dated { value, from_on: day(from), until_on: (!until.is_empty()).then(|| day(until)) }
    }

    #[test]
    fn the_next_fact_ends_the_one_before() {
        let facts = [dated('b', "2020-06-01", ""), dated('a', "2020-01-01", "")];
        assert_eq!(
            succession(&facts),
            [dated('a', "2020-01-01", "2020-05-31"), dated('b', "2020-06-01", "")]
        );
        assert_eq!(holding_on(&facts, day("2020-05-31")).unwrap().value, 'a');
        assert_eq!(holding_on(&facts, day("2020-06-01")).unwrap().value, 'b');
        assert_eq!(holding_on(&facts, day("2019-12-31")), None);
    }

    #[test]
    fn an_earlier_end_leaves_a_gap() {
        let facts = [dated('a', "2020-01-01", "2020-03-31"), dated('b', "2020-06-01", "2020-06-30")];
        assert_eq!(succession(&facts), facts);
        assert_eq!(holding_on(&facts, day("2020-03-31")).unwrap().value, 'a');
        assert_eq!(holding_on(&facts, day("2020-04-01")), None);
        assert_eq!(holding_on(&facts, day("2020-07-01")), None);
    }

    #[test]
    fn of_two_that_begin_on_one_day_the_later_recorded_holds() {
        let facts = [dated('a', "2020-01-01", ""), dated('b', "2020-01-01", "2020-01-31")];
        assert_eq!(succession(&facts), [dated('b', "2020-01-01", "2020-01-31")]);
    }

    #[test]
    fn a_fact_that_ends_before_it_begins_never_holds() {
        assert!(succession(&[dated('a', "2020-02-01", "2020-01-01")]).is_empty());
    }

    #[test]
    fn spans_are_cut_where_kind_or_place_changes() {
        let employments = [
            dated(EmployeeKind::ProbationaryCivilServant, "2019-03-01", ""),
            dated(EmployeeKind::PermanentCivilServant, "2020-03-01", "2020-05-31"),
        ];
        let here = Place { agency_id: 1, unit_id: 10 };
        let there = Place { agency_id: 2, unit_id: 20 };
        let places = [dated(here, "2019-03-01", ""), dated(there, "2020-05-04", "")];
        let found = spans(7, &employments, &places, day("2020-02-15"), day("2020-12-31"));
        let text: Vec<String> = found
            .iter()
            .map(|span| format!("{} {} {} {}", span.kind.as_str(), span.unit_id, span.from_on, span.until_on))
            .collect();
        assert_eq!(
            text,
            [
                "probationary_civil_servant 10 2020-02-15 2020-02-29",
                "permanent_civil_servant 10 2020-03-01 2020-05-03",
                "permanent_civil_servant 20 2020-05-04 2020-05-31",
            ]
        );
    }

    #[test]
    fn nobody_has_a_span_without_employment_or_without_place() {
        let employment = [dated(EmployeeKind::ContractWorker, "2020-01-01", "")];
        let place = [dated(Place { agency_id: 1, unit_id: 1 }, "2020-01-01", "")];
        let (first, last) = (day("2020-05-01"), day("2020-05-01"));
        assert!(spans(1, &employment, &[], first, last).is_empty());
        assert!(spans(1, &[], &place, first, last).is_empty());
        assert_eq!(spans(1, &employment, &place, first, last).len(), 1);
    }
}
