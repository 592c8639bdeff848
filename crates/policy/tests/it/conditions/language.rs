//! The used part of the language beside the interpreter of its library, and beside all facts.

use crate::support::{FACTS, book, circular, day, set};
use cel::{Context, Program, Value as Cel};
use proptest::prelude::*;
use siaga_policy::{FactValue, Facts, PolicyBook, Question};

const ZONES: [&str; 4] = ["green", "yellow", "orange", "red"];
const STATES: [&str; 3] = ["none", "case", "cluster"];

/// A test of one fact, as a legal officer could write it.
fn test() -> impl Strategy<Value = String> {
    let order = prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let equality = || prop::sample::select(vec!["==", "!="]);
    prop_oneof![
        Just("java_bali".to_owned()),
        (equality(), any::<bool>()).prop_map(|(sign, flag)| format!("java_bali {sign} {flag}")),
        (equality(), 0_usize..4).prop_map(|(sign, zone)| format!("zone {sign} '{}'", ZONES[zone])),
        (equality(), 0_usize..3).prop_map(|(sign, state)| format!("'{}' {sign} case_state", STATES[state])),
        (0_usize..4, 0_usize..4).prop_map(|(a, b)| format!("zone in ['{}', \"{}\"]", ZONES[a], ZONES[b])),
        (order.clone(), 1_i64..=4).prop_map(|(sign, level)| format!("level {sign} {level}")),
        (order.clone(), 1_i64..=4).prop_map(|(sign, level)| format!("{level} {sign} level")),
        (order, 0_i64..=3).prop_map(|(sign, cases)| format!("recent_cases {sign} {cases}")),
        (1_i64..=4, 1_i64..=4).prop_map(|(a, b)| format!("level in [{a}, {b}]")),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    test().prop_recursive(2, 8, 3, |part| {
        prop_oneof![
            part.clone().prop_map(|part| format!("!({part})")),
            (part.clone(), part.clone()).prop_map(|(a, b)| format!("({a}) && ({b})")),
            (part.clone(), part.clone()).prop_map(|(a, b)| format!("({a}) || ({b})")),
            (part.clone(), part.clone(), part).prop_map(|(a, b, c)| format!("({a}) || ({b}) && ({c})")),
        ]
    })
}

fn all_facts() -> impl Strategy<Value = Facts> {
    (0_usize..4, 1_i64..=4, any::<bool>(), 0_usize..3, 0_i64..=4).prop_map(
        |(zone, level, java_bali, state, cases)| {
            Facts::new()
                .with("zone", ZONES[zone])
                .with("level", level)
                .with("java_bali", java_bali)
                .with("case_state", STATES[state])
                .with("recent_cases", cases)
        },
    )
}

/// Returns a book whose only line holds under the condition, or nothing where it never holds.
fn law(when: &str) -> Option<PolicyBook> {
    let keys = format!("from = 2020-01-01\nwhen = {when:?}\nsilent_where = \"java_bali || !java_bali\"");
    let document = circular("a", "", &set("t.specific", "1", &keys));
    PolicyBook::build([document], crate::support::DECLS, FACTS).ok()
}

fn holds(book: &PolicyBook, facts: &Facts) -> bool {
    let situation = book.situation(facts);
    book.ruling("t.specific", &Question::on(day("2020-06-01")).in_situation(&situation)).is_some()
}

fn as_the_library_says(when: &str, facts: &Facts) -> bool {
    let mut context = Context::default();
    for (name, value) in facts.iter() {
        let value = match value {
            FactValue::Flag(flag) => Cel::Bool(*flag),
            FactValue::Integer(number) => Cel::Int(*number),
            FactValue::Word(word) => Cel::from(word.as_str()),
        };
        context.add_variable_from_value(name.to_owned(), value);
    }
    let answer = Program::compile(when).expect("the text is CEL").execute(&context);
    answer == Ok(Cel::Bool(true))
}

proptest! {
    #[test]
    fn a_condition_means_what_the_language_says(when in condition(), facts in all_facts()) {
        match law(&when) {
            Some(book) => prop_assert_eq!(holds(&book, &facts), as_the_library_says(&when, &facts)),
            None => prop_assert!(!as_the_library_says(&when, &facts), "refused although it holds somewhere"),
        }
    }

    #[test]
    fn what_holds_with_few_facts_holds_whatever_the_others_are(
        when in condition(), facts in all_facts(), hidden in prop::collection::vec(any::<bool>(), 5),
    ) {
        let Some(book) = law(&when) else { return Ok(()) };
        let mut few = facts.clone();
        // A fact with a default is never unknown.
        for (name, _) in ["zone", "level", "java_bali"].iter().zip(&hidden).filter(|(_, hide)| **hide) {
            few.remove(name);
        }
        if holds(&book, &few) {
            prop_assert!(holds(&book, &facts));
        }
    }
}

#[test]
fn a_combination_binds_as_the_language_says() {
    let law = law("java_bali || zone == 'red' && level == 4").unwrap();
    let facts = |java_bali: bool, zone: &str, level: i64| {
        Facts::new().with("java_bali", java_bali).with("zone", zone).with("level", level)
    };
    assert!(holds(&law, &facts(true, "green", 1)), "and binds closer than or");
    assert!(!holds(&law, &facts(false, "red", 1)));
    assert!(holds(&law, &facts(false, "red", 4)));
}

#[test]
fn line_breaks_and_both_quotes_are_fine() {
    let when = "when = '''\nzone == \"red\"\n  && level >= 3'''";
    let keys = format!("from = 2020-01-01\n{when}\nsilent_where = \"zone != 'red' || level < 3\"");
    let book = book(vec![circular("a", "", &set("t.specific", "1", &keys))]);
    assert!(holds(&book, &Facts::new().with("zone", "red").with("level", 3)));
    assert!(!holds(&book, &Facts::new().with("zone", "red").with("level", 2)));
}
