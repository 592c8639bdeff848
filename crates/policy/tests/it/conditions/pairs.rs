//! Two lines that both hold for some facts and say different things.

use crate::support::{circular, day, findings, set};
use siaga_policy::{BookFinding, Document, FactDecl, FactKind, FactOf, Facts, PolicyBook};

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
fn an_exception_that_its_own_circular_takes_back_is_refused() {
    let rule_from = |rule: &str, value: &str| {
        let body = set("t.specific", "50", &format!("from = {rule}"))
            + &set("t.specific", value, "from = 2020-01-10\nwhen = \"zone == 'red'\"");
        vec![circular("a", "silent_where = \"zone != 'red'\"", &body)]
    };
    assert!(stands(rule_from("2020-01-10", "25")));
    assert!(stands(rule_from("2020-01-01", "25")));
    let found = findings(rule_from("2020-01-11", "25"));
    let facts = Facts::new().with("zone", "red");
    assert!(
        matches!(&found[..], [BookFinding::SetTwice { on, facts: named, .. }]
            if *on == day("2020-01-11") && *named == facts),
        "{found:?}"
    );
    assert!(stands(rule_from("2020-01-11", "50")));
    let later = set("t.specific", "50", "from = 2020-01-01\nwhen = \"zone == 'red'\"")
        + &set("t.specific", "25", "from = 2020-01-10\nwhen = \"level == 4\"");
    let head = "silent_where = \"java_bali || !java_bali\"";
    assert!(!stands(vec![circular("a", head, &later)]), "red on level 4 has two answers of one circular");
}

#[test]
fn a_comparison_of_conditions_ends_and_accepts_only_what_it_has_proved() {
    // Ten facts, and a pair of conditions that no single fact decides: each is false only at the end.
    let numbers = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let fact = |name| FactDecl {
        name,
        kind: FactKind::Integer { min: 0, max: 1000 },
        of: FactOf::Unit,
        default: None,
        meaning: "for tests",
    };
    let facts = numbers.map(fact);
    let parts: Vec<String> = numbers.iter().map(|name| format!("{name} in [1,3,5,7]")).collect();
    let one = parts.join(" && ");
    let other = parts.iter().rev().map(|part| format!("!({part})")).collect::<Vec<_>>().join(" || ");
    let built = |one: &str, other: &str| PolicyBook::build(two(one, other), crate::support::DECLS, &facts);
    let found = built(&one, &other).err().unwrap_or_default();
    let is_honest = |finding: &BookFinding| matches!(finding, BookFinding::TooTangled { .. });
    assert!(!found.is_empty() && found.iter().all(is_honest), "{found:?}");
    assert!(built("a == 1", "a == 2").is_ok(), "the same facts, simply said");
}

#[test]
fn many_tangled_conditions_end_too() {
    let fact = |name| FactDecl {
        name,
        kind: FactKind::Integer { min: 0, max: 1000 },
        of: FactOf::Unit,
        default: None,
        meaning: "for tests",
    };
    let numbers = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let parts: Vec<String> = numbers.iter().map(|name| format!("{name} in [1,3,5,7,9]")).collect();
    let one = parts.join(" && ");
    let other = parts.iter().rev().map(|part| format!("!({part})")).collect::<Vec<_>>().join(" || ");
    let line = |number: usize| {
        let when = if number.is_multiple_of(2) { &one } else { &other };
        let keys = format!("from = 2020-01-01\nwhen = \"{when}\"\nsilent_where = \"{one}\"");
        set("t.specific", &(number % 100).to_string(), &keys)
    };
    let body: String = (0..100).map(line).collect();
    let found = PolicyBook::build([circular("a", "", &body)], crate::support::DECLS, &numbers.map(fact));
    assert!(found.is_err_and(|found| !found.is_empty()));
}
