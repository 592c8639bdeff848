//! The cases of `limit.toml`, and what holds for the ways out.

use super::law::{Bound, LawOn};
use super::limit::{Answer, Asked, DayFacts, Judgement, PlaceFacts, judge};
use crate::params::EVENTS_PARAMS;
use chrono::NaiveDate;
use serde::Deserialize;
use siaga_civil::RegionCode;
use siaga_directives::facts::FACTS;
use siaga_policy::{Decision, PolicyBook, Question, Reason, shipped_documents};

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    on: NaiveDate,
    known: Option<NaiveDate>,
    place: Option<String>,
    law: Option<Values>,
    people: i64,
    /// 0 is a virtual event.
    #[serde(default = "large")]
    capacity: i64,
    #[serde(default)]
    village: bool,
    #[serde(default)]
    taken: bool,
    answer: String,
    ceiling: Option<i64>,
    circular: Option<String>,
    grounds: Option<Vec<String>>,
    #[serde(default)]
    findings: Vec<String>,
}

fn large() -> i64 {
    1_000
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Values {
    persons_max: Option<i64>,
    capacity_share_max: Option<i64>,
    virtual_required: Option<i64>,
}

fn bound(value: i64) -> Bound {
    Bound { value, title: "Surat Edaran".to_owned(), reason: Reason::fact("law") }
}

fn shipped() -> PolicyBook {
    let mut documents = shipped_documents().unwrap();
    for document in &mut documents {
        document.sets.retain(|line| line.parameter.starts_with("events."));
    }
    PolicyBook::build(documents, EVENTS_PARAMS, FACTS).unwrap()
}

fn law_of(case: &Case, book: &PolicyBook) -> LawOn {
    if let Some(values) = &case.law {
        return LawOn {
            persons_max: values.persons_max.map(bound),
            capacity_share_max: values.capacity_share_max.map(bound),
            virtual_required: values.virtual_required.map(bound),
            village_gathering_virtual: None,
        };
    }
    let region: RegionCode = case.place.as_deref().unwrap().parse().unwrap();
    let question = Question::on(case.on).at(&region).known_on(case.known.unwrap_or(case.on));
    LawOn::read(book, &question)
}

fn asked(case: &Case) -> Asked {
    Asked {
        people: case.people,
        is_village_gathering: case.village,
        capacity: (case.capacity > 0).then_some(case.capacity),
    }
}

fn name(answer: Answer) -> &'static str {
    match answer {
        Answer::Allowed => "allowed",
        Answer::MustShrink { .. } => "shrink",
        Answer::MustBeVirtual => "virtual",
        Answer::MustBeMoved => "moved",
    }
}

#[test]
fn every_case_holds() {
    let book = shipped();
    for case in toml::from_str::<Table>(include_str!("../../tests/cases/limit.toml")).unwrap().case {
        let taken_by = if case.taken { "Dinas Lain, 08.00–12.00" } else { "" }.to_owned();
        let day = DayFacts { on: case.on, law: law_of(&case, &book), taken_by };
        let Decision { value, reasons, findings } = judge(asked(&case), &day, &[], &[]);
        let about = format!("{}: {value:?}", case.name);
        assert_eq!(name(value.answer), case.answer, "{about}");
        if case.ceiling.is_some() {
            assert_eq!(value.ceiling, case.ceiling, "{about}");
        }
        if let Answer::MustShrink { to } = value.answer {
            assert_eq!(Some(to), value.ceiling, "{about}");
        }
        if let Some(circular) = &case.circular {
            assert_eq!(*value.grounds[0].reason.circular, **circular, "{about}");
            assert!(!value.grounds[0].reason.article.is_empty() && !value.grounds[0].title.is_empty());
        }
        if let Some(wanted) = &case.grounds {
            let grounds: Vec<&str> = value.grounds.iter().map(|ground| ground.kind.as_str()).collect();
            assert_eq!(grounds, *wanted, "{about}");
        }
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.as_ref()).collect();
        if !case.findings.is_empty() {
            assert_eq!(codes, case.findings, "{about}");
        }
        assert_eq!(reasons.len(), value.grounds.len(), "{about}");
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn free(on: &str) -> DayFacts {
    DayFacts { on: day(on), law: LawOn::default(), taken_by: String::new() }
}

fn taken(on: &str) -> DayFacts {
    DayFacts { taken_by: "Dinas Lain".to_owned(), ..free(on) }
}

fn ways_out(people: i64, later: &[DayFacts], places: &[PlaceFacts]) -> Decision<Judgement> {
    let asked = Asked { people, is_village_gathering: false, capacity: Some(40) };
    judge(asked, &taken("2021-06-01"), later, places)
}

#[test]
fn only_days_on_which_place_and_limit_hold_are_free() {
    let limited =
        DayFacts { law: LawOn { persons_max: Some(bound(30)), ..LawOn::default() }, ..free("2021-06-03") };
    let later = [taken("2021-06-02"), limited, free("2021-06-04"), free("2021-06-05")];
    assert_eq!(ways_out(31, &later, &[]).value.free_days, [day("2021-06-04"), day("2021-06-05")]);
    assert_eq!(ways_out(30, &later, &[]).value.free_days[0], day("2021-06-03"));
    let none = ways_out(41, &later, &[]);
    assert_eq!(none.value.free_days, [] as [NaiveDate; 0]);
    assert!(none.findings.iter().any(|finding| finding.code == "events.no_free_day"));
}

#[test]
fn only_places_that_are_free_and_large_enough_are_named() {
    let place = |name: &str, capacity, is_free| PlaceFacts { name: name.to_owned(), capacity, is_free };
    let places = [place("kecil", 9, true), place("dipakai", 500, false), place("aula", 10, true)];
    assert_eq!(ways_out(10, &[], &places).value.free_places, ["aula"]);
}

#[test]
fn an_event_that_is_allowed_needs_no_way_out() {
    let asked = Asked { people: 5, is_village_gathering: false, capacity: Some(5) };
    let judged = judge(asked, &free("2021-06-01"), &[free("2021-06-02")], &[]).value;
    assert!(judged.is_allowed() && judged.free_days.is_empty());
}
