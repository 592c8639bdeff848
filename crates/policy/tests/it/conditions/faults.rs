//! Conditions and declarations of facts that are refused, each with file, key and way out.

use crate::support::{DECLS, circular, day, findings, set};
use siaga_policy::{BookFinding, FactDecl, FactDefault, FactKind, FactOf, Facts, PolicyBook};

fn refused(head: &str, keys: &str) -> String {
    let body = set("t.specific", "1", &format!("from = 2020-01-01\n{keys}"));
    let found = findings(vec![circular("a", head, &body)]);
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_text_that_is_no_condition_over_the_facts_is_refused() {
    let long = format!("zone == 'red'{}", " && zone == 'red'".repeat(40));
    let deep = format!("{}zone == 'red'{}", "(".repeat(5), ")".repeat(5));
    for (text, start) in [
        ("zone == ", "is not CEL: "),
        ("zone = 'red'", "is not CEL: "),
        ("colour == 'red'", "asks for colour, which is no declared fact; use one of: case_state, java_bali"),
        ("zone == 'blue'", "compares zone with 'blue'; it is one of green, yellow, orange, red"),
        ("zone == 1", "compares zone with 1; it is one of"),
        ("zone in ['red', 'blue']", "compares zone with 'blue'"),
        ("level == 5", "compares level with 5; it is whole number from 1 to 4"),
        ("level > '3'", "compares level with '3'"),
        ("java_bali == 'yes'", "compares java_bali with 'yes'; it is true or false"),
        ("zone > 'green'", "orders zone, which is one of"),
        ("java_bali < true", "orders java_bali, which is true or false"),
        ("zone", "is no yes or no: zone; compare zone with a value"),
        ("level && java_bali", "is no yes or no: level"),
        ("true", "is no yes or no: true"),
        ("3", "is no yes or no: 3"),
        ("1 == 1", "compares two things without a fact"),
        ("zone == case_state", "compares two things without a fact, or two facts"),
        ("level - 1 == 2", "compares two things without a fact"),
        ("level == 3 - 1", "uses _-_; a condition is built from facts"),
        ("level == -(2)", "uses -_; a condition"),
        ("size(zone) == 2", "compares two things without a fact"),
        ("size(zone)", "uses size; a condition"),
        ("level in [1, level]", "uses level; a condition"),
        ("zone in []", "uses an empty list"),
        ("level == 3u", "uses a literal of another kind"),
        ("level == null", "uses a literal of another kind"),
        ("level + 1 == 2", "has the character '+', which conditions do not use"),
        ("[1].map(x, x) == level", "has the character '.'"),
        ("java_bali ? zone == 'red' : level == 1", "has the character '?'"),
        ("level == 3.0", "has the character '.'"),
        ("zone == 'merah\\u00e9'", "has the character '\\\\'"),
        (long.as_str(), "is longer than 500 characters"),
        (deep.as_str(), "nests brackets deeper than 4"),
    ] {
        let keys = format!("when = {}", toml_text(text));
        let message = refused("", &keys);
        assert!(message.starts_with(&format!("a.toml: set[1].when {start}")), "{text}: {message}");
    }
    assert!(refused("when = \"nobody\"", "").starts_with("a.toml: circular.when asks for nobody"));
    let silent = "when = \"zone == 'red'\"\nsilent_where = \"nobody\"";
    assert!(refused("", silent).starts_with("a.toml: set[1].silent_where asks for nobody"));
    let head = "silent_where = \"nobody\"";
    assert!(
        refused(head, "when = \"java_bali\"").starts_with("a.toml: circular.silent_where asks for nobody")
    );
}

#[test]
fn a_line_that_can_never_hold_is_refused() {
    let never = "a.toml: set[1].when never holds; correct the condition or remove the line";
    let silent = "silent_where = \"true == java_bali || !java_bali\"";
    assert_eq!(refused("", &format!("when = \"zone == 'red' && zone == 'green'\"\n{silent}")), never);
    assert_eq!(refused("", &format!("when = \"level < 1\"\n{silent}")), never);
    let head = "when = \"level < 1\"";
    assert_eq!(refused(head, ""), never.replace("set[1]", "circular"));
    assert_eq!(refused("when = \"level == 3\"", &format!("when = \"level == 4\"\n{silent}")), never);
}

#[test]
fn facts_without_an_answer_are_found_with_an_example() {
    let two = |one: &str, other: &str, keys: &str| {
        let body = set("t.specific", "1", &format!("from = 2020-01-01\nwhen = \"{one}\"{keys}"))
            + &set("t.specific", "2", &format!("from = 2020-01-01\nwhen = \"{other}\""));
        vec![circular("a", "", &body)]
    };
    assert_eq!(
        findings(two("level <= 2", "level == 4", "")),
        [BookFinding::GapOfFacts {
            file: "a.toml".into(),
            parameter: "t.specific".into(),
            on: day("2020-01-01"),
            facts: Facts::new().with("level", 3),
        }]
    );
    for (one, other, keys) in [
        ("level <= 2", "level >= 3", ""),
        ("level <= 2", "level == 4", "\nsilent_where = \"level == 3\""),
        ("java_bali", "!java_bali", ""),
        ("zone in ['red', 'orange']", "zone != 'red' && zone != 'orange'", ""),
    ] {
        let built = PolicyBook::build(two(one, other, keys), DECLS, crate::support::FACTS);
        assert!(built.is_ok(), "{one} and {other}: {:?}", built.err());
    }
    assert!(refused("", "when = \"zone == 'red'\"").starts_with(
        "a.toml: t.specific has no answer on 2020-01-01 where zone = green; add a line, or say silent_where"
    ));
}

#[test]
fn a_gap_of_facts_is_looked_for_inside_the_condition_of_the_circular_and_on_each_day() {
    let inside = set("t.specific", "1", "from = 2020-01-01\nwhen = \"level == 3\"")
        + &set("t.specific", "2", "from = 2020-01-01\nwhen = \"level == 4\"");
    let built = |head: &str, body: &str| {
        PolicyBook::build([circular("a", head, body)], DECLS, crate::support::FACTS).map(|_| ())
    };
    assert_eq!(built("when = \"level >= 3\"", &inside), Ok(()));
    assert!(built("when = \"level >= 2\"", &inside).is_err());
    let ends = set("t.specific", "1", "from = 2020-01-01\nwhen = \"java_bali\"")
        + &set("t.specific", "2", "from = 2020-01-01\nuntil = 2020-02-01\nwhen = \"!java_bali\"");
    let found = built("", &ends).unwrap_err();
    assert!(
        matches!(&found[..], [BookFinding::GapOfFacts { on, facts, .. }]
            if *on == day("2020-02-02") && *facts == Facts::new().with("java_bali", false)),
        "{found:?}"
    );
    let general_first = set("t.specific", "1", "from = 2020-01-01\nuntil = 2020-02-01")
        + &set("t.specific", "2", "from = 2020-01-01\nwhen = \"zone == 'red'\"");
    let found = built("", &general_first).unwrap_err();
    assert!(
        matches!(&found[..], [BookFinding::GapOfFacts { on, .. }] if *on == day("2020-02-02")),
        "{found:?}"
    );
    let wider = set("t.specific", "1", "from = 2020-01-01")
        + &set("t.specific", "2", "from = 2020-01-01\nplace = \"12\"\nwhen = \"zone == 'red'\"");
    assert_eq!(built("", &wider), Ok(()), "the line for the nation answers the rest");
}

#[test]
fn a_continuous_parameter_needs_an_answer_without_conditions() {
    let hours = "\"07:30-16:00\"";
    let body = set("t.always", hours, "from = 2020-01-01\nuntil = 2020-01-31")
        + &set("t.always", hours, "from = 2020-02-01\nwhen = \"java_bali\"")
        + &set("t.always", hours, "from = 2020-02-01\nwhen = \"!java_bali\"");
    assert_eq!(
        findings(vec![circular("a", "", &body)]),
        [BookFinding::Gap { parameter: "t.always".into(), from: day("2020-02-01"), until: None }]
    );
}

#[test]
fn declarations_of_facts_are_checked() {
    let flag = FactDecl {
        name: "zone",
        kind: FactKind::Flag,
        of: FactOf::Region,
        default: Some(FactDefault::Flag(true)),
        meaning: "for tests",
    };
    let faults = |facts: Vec<FactDecl>| -> Vec<String> {
        let built = PolicyBook::build([], DECLS, &facts);
        built.err().unwrap_or_default().iter().map(ToString::to_string).collect()
    };
    assert!(faults(vec![flag]).is_empty());
    assert_eq!(faults(vec![flag, flag]), ["the fact zone is declared twice; correct its declaration"]);
    for (wrong, fault) in [
        (FactDecl { name: "Zone", ..flag }, "has a name with other signs"),
        (FactDecl { name: "", ..flag }, "has a name with other signs"),
        (FactDecl { name: "in", ..flag }, "has a name that conditions use for something else"),
        (FactDecl { kind: FactKind::Choice(&[]), default: None, ..flag }, "needs between 1 and 64 words"),
        (FactDecl { kind: FactKind::Integer { min: 2, max: 1 }, default: None, ..flag }, "has no value"),
        (FactDecl { kind: FactKind::Choice(&["red"]), ..flag }, "has a default that does not fit"),
        (FactDecl { default: Some(FactDefault::Integer(1)), ..flag }, "has a default that does not fit"),
    ] {
        let found = faults(vec![wrong]);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains(fault), "{}", found[0]);
    }
}

#[test]
fn a_program_that_hears_no_line_of_a_circular_need_not_know_its_facts() {
    let mut document =
        circular("a", "when = \"zone == 'red'\"", &set("t.specific", "1", "from = 2020-01-01"));
    document.sets.clear();
    assert!(PolicyBook::build([document], DECLS, []).is_ok());
}

fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
