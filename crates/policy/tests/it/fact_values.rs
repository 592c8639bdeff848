//! Values of facts: from forms, into tables, through JSON.

use siaga_policy::{FactDecl, FactDefault, FactKind, FactOf, FactValue, Facts};

#[test]
fn a_value_is_read_when_it_fits_and_bounds_are_inside() {
    let level = FactKind::Integer { min: 1, max: 4 };
    assert_eq!(level.parse("1"), Some(FactValue::Integer(1)));
    assert_eq!(level.parse("4"), Some(FactValue::Integer(4)));
    for wrong in ["0", "5", "-1", "three", "", "1.5", "99999999999999999999"] {
        assert_eq!(level.parse(wrong), None, "{wrong}");
    }
    let zone = FactKind::Choice(&["green", "red"]);
    assert_eq!(zone.parse("red"), Some(FactValue::from("red")));
    assert_eq!(zone.parse("Red"), None);
    assert_eq!(FactKind::Flag.parse("true"), Some(FactValue::Flag(true)));
    assert_eq!(FactKind::Flag.parse("1"), None);
    assert!(!zone.fits(&FactValue::Integer(0)) && !FactKind::Flag.fits(&FactValue::from("true")));
}

#[test]
fn facts_survive_json_and_print_in_the_order_of_their_names() {
    let facts = Facts::new().with("zone", "red").with("level", 3).with("java_bali", false);
    let text = serde_json::to_string(&facts).unwrap();
    assert_eq!(text, r#"{"java_bali":false,"level":3,"zone":"red"}"#);
    assert_eq!(serde_json::from_str::<Facts>(&text).unwrap(), facts);
    assert_eq!(facts.to_string(), "java_bali = false, level = 3, zone = red");
    assert_eq!(Facts::new().to_string(), "");
}

#[test]
fn the_later_value_counts_and_a_removed_one_is_unknown() {
    let mut facts = Facts::new().with("level", 3).with("level", 4);
    assert_eq!(facts.get("level"), Some(&FactValue::Integer(4)));
    facts.remove("level");
    assert!(facts.is_empty() && facts.get("level").is_none());
    let same: Facts = [("b", FactValue::Flag(true)), ("a", FactValue::Integer(1))].into_iter().collect();
    assert_eq!(same, Facts::new().with("a", 1).with("b", true));
    assert_eq!(same.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn a_declaration_tells_its_default() {
    let state = FactDecl {
        name: "case_state",
        kind: FactKind::Choice(&["none", "case"]),
        of: FactOf::Unit,
        default: Some(FactDefault::Word("none")),
        meaning: "for tests",
    };
    assert_eq!(state.default_value(), Some(FactValue::from("none")));
    assert_eq!(FactDecl { default: None, ..state }.default_value(), None);
}
