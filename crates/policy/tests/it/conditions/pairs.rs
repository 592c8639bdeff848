//! Two lines that both hold for some facts and say different things.

use crate::support::{circular, day, findings, set};
use siaga_policy::{BookFinding, Document, Facts, PolicyBook};

/// Two circulars of the same rank that say 1 and 2 for these facts.
fn two(one: &str, other: &str) -> Vec<Document> {
    let line = |id: &str, value: &str, when: &str| {
        let keys = format!("from = 2020-01-01\nwhen = \"{when}\"\nsilent_where = \"!({when})\"");
        circular(id, "issued_on = 2019-12-01", &set("t.specific", value, &keys))
    };
    vec![line("a", "1", one), line("b", "2", other)]
}

fn stands(documents: Vec<Document>) -> bool {
    PolicyBook::build(documents, crate::support::DECLS, crate::support::FACTS).is_ok()
}

#[test]
fn a_contradiction_names_facts_for_which_both_hold() {
    assert_eq!(
        findings(two("level >= 3", "level <= 3 && zone == 'red'")),
        [BookFinding::Contradiction {
            parameter: "t.specific".into(),
            first: "a".into(),
            second: "b".into(),
            on: day("2020-01-01"),
            facts: Facts::new().with("level", 3).with("zone", "red"),
        }]
    );
    let message = findings(two("level >= 3", "level <= 3"))[0].to_string();
    assert!(
        message.contains("a and b contradict each other on 2020-01-01 where level = 3 with the same rank"),
        "{message}"
    );
}

#[test]
fn conditions_that_exclude_each_other_do_not_contradict() {
    for (one, other) in [
        ("level >= 3", "level < 3"),
        ("level == 3", "level in [1, 2, 4]"),
        ("recent_cases >= 5", "recent_cases <= 4"),
        ("zone == 'red'", "zone != 'red'"),
        ("java_bali && level == 4", "!java_bali || level != 4"),
    ] {
        assert!(stands(two(one, other)), "{one} and {other}");
    }
    assert!(!stands(two("recent_cases >= 5", "recent_cases <= 5")));
}

#[test]
fn one_circular_says_one_thing_for_the_same_facts() {
    let twice = |first: &str, second: &str, value: &str| {
        let body = set("t.specific", "1", &format!("from = 2020-01-01\nwhen = \"{first}\""))
            + &set("t.specific", value, &format!("from = 2020-01-01\nwhen = \"{second}\""));
        circular("a", "silent_where = \"level == 1\"", &body)
    };
    assert_eq!(
        findings(vec![twice("level >= 2", "level == 4", "2")]),
        [BookFinding::SetTwice {
            circular: "a".into(),
            parameter: "t.specific".into(),
            on: day("2020-01-01"),
            facts: Facts::new().with("level", 4),
        }]
    );
    assert!(stands(vec![twice("level >= 2", "level == 4", "1")]), "the same value twice is one value");
    assert!(stands(vec![twice("level in [2, 3]", "level == 4", "2")]));
}

#[test]
fn conditions_too_tangled_to_compare_are_refused_in_bounded_time() {
    // Every combination has to be tried to see that these two exclude each other.
    let parity: Vec<String> =
        (0..12).map(|bit| format!("(recent_cases in [{}] || level == {})", bit * 7, bit % 4 + 1)).collect();
    let one = parity.join(" && ");
    let other = format!("!({one})");
    let found = PolicyBook::build(two(&one, &other), crate::support::DECLS, crate::support::FACTS);
    // Whatever the search says, it says it soon and never accepts what it could not prove.
    if let Err(found) = found {
        assert!(
            found.iter().all(|finding| {
                matches!(finding, BookFinding::TooTangled { .. } | BookFinding::NeverHolds { .. })
            }),
            "{found:?}"
        );
    }
}
