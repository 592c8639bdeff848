//! What is known about somebody on a day: of several recorded facts the nearest one holds.

use crate::facts::{FACTS, JAVA_BALI};
use crate::model::FactSubject;
use chrono::NaiveDate;
use siaga_civil::RegionCode;
use siaga_policy::{FactDecl, FactKind, FactOf, FactValue, Facts};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Facts of a government over some days, to be asked for one day after the other.
#[derive(Debug, Clone)]
pub struct FactsBetween {
    is_java_bali: bool,
    /// By their first day, then in the order of recording: of two for one subject the later one holds.
    spans: Arc<[FactSpan]>,
}

/// A fact of a subject with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactSpan {
    pub(crate) subject: FactSubject,
    pub(crate) name: String,
    pub(crate) value: FactValue,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: Option<NaiveDate>,
}

/// Facts of a government on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactsOn {
    is_java_bali: bool,
    recorded: HashMap<FactSubject, BTreeMap<String, FactValue>>,
}

impl FactsBetween {
    /// Takes spans by their first day, then in the order of recording.
    pub(crate) fn new(region: &RegionCode, spans: Vec<FactSpan>) -> Self {
        Self { is_java_bali: is_java_bali(region), spans: spans.into() }
    }

    /// Returns the facts of one day.
    pub fn on(&self, day: NaiveDate) -> FactsOn {
        let mut recorded: HashMap<FactSubject, BTreeMap<String, FactValue>> = HashMap::new();
        for span in self.spans.iter().filter(|span| span.holds_on(day)) {
            recorded.entry(span.subject).or_default().insert(span.name.clone(), span.value.clone());
        }
        FactsOn { is_java_bali: self.is_java_bali, recorded }
    }

    /// Returns the days on which some fact begins to hold, or holds no more, in order.
    pub fn changes(&self) -> Vec<NaiveDate> {
        let ends = self.spans.iter().filter_map(|span| span.until_on?.succ_opt());
        let mut days: Vec<NaiveDate> = self.spans.iter().map(|span| span.from_on).chain(ends).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Returns every work unit that has a fact of its own on some day.
    pub fn units(&self) -> Vec<i64> {
        let unit = |span: &FactSpan| match span.subject {
            FactSubject::Unit(id) => Some(id),
            FactSubject::Government | FactSubject::Agency(_) => None,
        };
        let mut units: Vec<i64> = self.spans.iter().filter_map(unit).collect();
        units.sort_unstable();
        units.dedup();
        units
    }
}

impl FactSpan {
    fn holds_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until| day <= until)
    }
}

impl FactsOn {
    /// Returns the facts of the region, with the defaults of all others.
    pub fn government(&self) -> Facts {
        self.of([FactSubject::Government])
    }

    /// Returns the facts of an agency, given the keys from the root agency down to it.
    pub fn of_agency(&self, path: &[i64]) -> Facts {
        self.of(chain(path))
    }

    /// Returns the facts of a work unit, given the path of its agency.
    pub fn of_unit(&self, path: &[i64], unit_id: i64) -> Facts {
        self.of(chain(path).chain([FactSubject::Unit(unit_id)]))
    }

    /// Goes from the widest subject to the nearest one, which has the last word.
    fn of(&self, subjects: impl IntoIterator<Item = FactSubject>) -> Facts {
        let defaults = FACTS.iter().filter_map(|decl| Some((decl.name, decl.default_value()?)));
        let mut facts: Facts = defaults.collect();
        facts.set(JAVA_BALI, self.is_java_bali);
        let recorded = subjects.into_iter().filter_map(|subject| self.recorded.get(&subject));
        for (name, value) in recorded.flatten() {
            facts.set(name, value.clone());
        }
        facts
    }
}

fn chain(path: &[i64]) -> impl Iterator<Item = FactSubject> {
    std::iter::once(FactSubject::Government).chain(path.iter().map(|id| FactSubject::Agency(*id)))
}

/// Returns whether a region lies in one of the provinces of Java, or on Bali.
pub(crate) fn is_java_bali(region: &RegionCode) -> bool {
    let text = region.to_string();
    matches!(text.get(..2), Some("31" | "32" | "33" | "34" | "35" | "36" | "51"))
}

/// Why a fact cannot be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FactFault {
    Unknown,
    Derived,
    DoesNotFit(FactKind),
    OfAnother(FactOf),
}

/// Returns the declaration when a value of this name may be recorded for this subject.
///
/// # Errors
/// What does not fit. A fact of agencies may also be told of the region as a whole; one of work units also of
/// an agency, but not of the whole region: a case in one office is none in all.
pub(crate) fn declared(
    name: &str,
    subject: FactSubject,
    value: &FactValue,
) -> Result<&'static FactDecl, FactFault> {
    let decl = FACTS.iter().find(|decl| decl.name == name).ok_or(FactFault::Unknown)?;
    if name == JAVA_BALI {
        return Err(FactFault::Derived);
    }
    let is_wide_enough = match decl.of {
        FactOf::Region => subject == FactSubject::Government,
        FactOf::Agency => !matches!(subject, FactSubject::Unit(_)),
        FactOf::Unit => subject != FactSubject::Government,
    };
    if !is_wide_enough {
        return Err(FactFault::OfAnother(decl.of));
    }
    if decl.kind.fits(value) { Ok(decl) } else { Err(FactFault::DoesNotFit(decl.kind)) }
}

/// Returns the names of the facts that tell who is ill where: those of work units.
pub(crate) fn unit_facts() -> impl Iterator<Item = &'static str> {
    FACTS.iter().filter(|decl| decl.of == FactOf::Unit).map(|decl| decl.name)
}

/// Returns facts as those may know them who may not know of cases: the facts of work units at their defaults.
pub(crate) fn without_unit_facts(mut facts: Facts) -> Facts {
    for decl in FACTS.iter().filter(|decl| decl.of == FactOf::Unit) {
        if facts.get(decl.name).is_none() {
            continue;
        }
        match decl.default_value() {
            Some(value) => facts.set(decl.name, value),
            None => facts.remove(decl.name),
        }
    }
    facts
}

/// Returns which of some facts that hold on one day gives way to which other one, as places in the list.
///
/// # Shape
/// Keys are subject, name and first day, the newest record first. One that begins later counts, of two of one
/// day the one recorded later.
pub(crate) fn outdone(keys: &[(FactSubject, &str, NaiveDate)]) -> Vec<Option<usize>> {
    let mut winners: HashMap<(FactSubject, &str), usize> = HashMap::new();
    for (at, (subject, name, from_on)) in keys.iter().enumerate() {
        let winner = winners.entry((*subject, name)).or_insert(at);
        if *from_on > keys[*winner].2 {
            *winner = at;
        }
    }
    let winner = |(at, key): (usize, &(FactSubject, &str, NaiveDate))| {
        winners.get(&(key.0, key.1)).copied().filter(|winner| *winner != at)
    };
    keys.iter().enumerate().map(winner).collect()
}

/// Reads a value as it stands in storage; nothing when its declaration has changed since.
pub(crate) fn read_value(name: &str, text: &str) -> Option<FactValue> {
    FACTS.iter().find(|decl| decl.name == name)?.kind.parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{BEDS_PERCENT, CASE_STATE, SECTOR, ZONE};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn span(subject: FactSubject, name: &str, value: &str, from: &str, until: Option<&str>) -> FactSpan {
        FactSpan {
            subject,
            name: name.to_owned(),
            value: read_value(name, value).expect("a fitting value"),
            from_on: day(from),
            until_on: until.map(day),
        }
    }

    fn between(region: &str, spans: Vec<FactSpan>) -> FactsBetween {
        FactsBetween::new(&region.parse().expect("a region"), spans)
    }

    fn word(facts: &Facts, name: &str) -> String {
        facts.get(name).map(ToString::to_string).unwrap_or_default()
    }

    #[test]
    fn the_nearest_subject_has_the_last_word() {
        let facts = between(
            "32.14",
            vec![
                span(FactSubject::Unit(9), CASE_STATE, "cluster", "2021-06-01", None),
                span(FactSubject::Agency(2), CASE_STATE, "case", "2021-06-01", None),
                span(FactSubject::Government, ZONE, "red", "2021-06-01", None),
            ],
        );
        let on = facts.on(day("2021-06-01"));
        assert_eq!(word(&on.of_unit(&[1, 2], 9), CASE_STATE), "cluster");
        assert_eq!(word(&on.of_unit(&[1, 2], 8), CASE_STATE), "case");
        assert_eq!(word(&on.of_unit(&[1, 2, 3], 7), CASE_STATE), "case", "an agency below");
        assert_eq!(word(&on.of_agency(&[1]), CASE_STATE), "none", "the default above");
        assert_eq!(word(&on.of_unit(&[5], 7), ZONE), "red");
    }

    #[test]
    fn a_fact_holds_from_its_first_day_through_its_last() {
        let facts = between(
            "12.18",
            vec![span(FactSubject::Government, ZONE, "red", "2021-06-01", Some("2021-06-14"))],
        );
        let zone = |on: &str| word(&facts.on(day(on)).government(), ZONE);
        assert_eq!([zone("2021-05-31"), zone("2021-06-01")], ["", "red"]);
        assert_eq!([zone("2021-06-14"), zone("2021-06-15")], ["red", ""]);
        assert_eq!(facts.changes(), [day("2021-06-01"), day("2021-06-15")]);
    }

    #[test]
    fn of_two_for_one_subject_the_later_one_holds() {
        let facts = between(
            "12.18",
            vec![
                span(FactSubject::Government, ZONE, "orange", "2021-06-01", None),
                span(FactSubject::Government, ZONE, "red", "2021-06-10", Some("2021-06-19")),
                span(FactSubject::Government, ZONE, "yellow", "2021-06-10", Some("2021-06-11")),
            ],
        );
        let zone = |on: &str| word(&facts.on(day(on)).government(), ZONE);
        assert_eq!(zone("2021-06-09"), "orange");
        assert_eq!(zone("2021-06-10"), "yellow", "recorded after the other one of that day");
        assert_eq!(zone("2021-06-12"), "red");
        assert_eq!(zone("2021-06-20"), "orange", "what went on before goes on");
    }

    #[test]
    fn of_what_holds_on_one_day_it_is_known_what_gives_way() {
        let (unit, other) = (FactSubject::Unit(1), FactSubject::Unit(2));
        let keys = [
            (unit, CASE_STATE, day("2021-06-01")),
            (unit, CASE_STATE, day("2021-06-10")),
            (unit, CASE_STATE, day("2021-06-10")),
            (other, CASE_STATE, day("2021-06-20")),
            (unit, SECTOR, day("2021-06-20")),
        ];
        assert_eq!(outdone(&keys), [Some(1), None, Some(1), None, None]);
    }

    #[test]
    fn who_may_not_know_of_cases_gets_the_defaults() {
        let facts = between(
            "12.18",
            vec![
                span(FactSubject::Agency(2), CASE_STATE, "cluster", "2021-06-01", None),
                span(FactSubject::Agency(2), SECTOR, "critical", "2021-06-01", None),
            ],
        );
        let facts = facts.on(day("2021-06-01")).of_agency(&[2]);
        let told = without_unit_facts(facts.clone());
        assert_eq!(
            (word(&told, CASE_STATE), word(&told, SECTOR)),
            ("none".to_owned(), "critical".to_owned())
        );
        assert_eq!(unit_facts().count(), 2);
        assert_eq!(without_unit_facts(Facts::new()), Facts::new(), "nothing is added where nothing is known");
    }

    #[test]
    fn java_and_bali_follow_from_the_code() {
        let is_java_bali = |region: &str| is_java_bali(&region.parse().expect("a region"));
        for region in ["31.71", "36.01", "51.71", "32.14.01"] {
            assert!(is_java_bali(region), "{region}");
        }
        for region in ["12.18", "21.01", "37.01", "52.71", "73.73"] {
            assert!(!is_java_bali(region), "{region}");
        }
        let facts = between("32.14", Vec::new()).on(day("2021-06-01")).government();
        assert_eq!(word(&facts, JAVA_BALI), "true");
    }

    #[test]
    fn only_what_is_declared_is_taken() {
        let value = |text: &str| FactValue::Word(text.to_owned());
        let government = FactSubject::Government;
        assert!(declared(ZONE, government, &value("red")).is_ok());
        let wrong = declared(ZONE, government, &value("blue")).expect_err("no such zone");
        assert!(matches!(wrong, FactFault::DoesNotFit(_)));
        let agency = FactSubject::Agency(1);
        assert_eq!(declared(ZONE, agency, &value("red")).err(), Some(FactFault::OfAnother(FactOf::Region)));
        assert!(declared(SECTOR, agency, &value("essential")).is_ok());
        let unit = FactSubject::Unit(1);
        assert_eq!(
            declared(SECTOR, unit, &value("essential")).err(),
            Some(FactFault::OfAnother(FactOf::Agency))
        );
        assert!(declared(CASE_STATE, agency, &value("case")).is_ok(), "of all its units");
        assert_eq!(
            declared(CASE_STATE, government, &value("case")).err(),
            Some(FactFault::OfAnother(FactOf::Unit)),
            "not of everybody"
        );
        assert_eq!(declared(JAVA_BALI, government, &true.into()).err(), Some(FactFault::Derived));
        assert_eq!(declared("mood", government, &true.into()).err(), Some(FactFault::Unknown));
        let beds = |percent: i64| declared(BEDS_PERCENT, government, &percent.into()).is_ok();
        assert_eq!([beds(-1), beds(0), beds(300), beds(301)], [false, true, true, false]);
    }
}
