//! Lines of law that hold only for some facts.

mod faults;
mod language;
mod pairs;

use crate::support::{book, circular, day, place, set, situation_of};
use siaga_policy::{
    FactValue, Facts, Language, PolicyBook, Question, Value, WhyLost, check_cases, check_coverage, explain,
    explain_silence, parse_cases,
};

const ON: &str = "2021-07-05";

/// One parameter with a general line and an exception, as circulars of 2021 have them.
fn quota() -> PolicyBook {
    let body = set("t.specific", "50", "from = 2021-07-03\nwhen = \"level == 3\"")
        + &set("t.specific", "25", "from = 2021-07-03\nwhen = \"level == 4 || zone == 'red'\"");
    book(vec![
        circular("setting", "default = true", &set("t.specific", "100", "from = 2000-01-01")),
        circular(
            "quota",
            "silent_where = \"level <= 2\"",
            &body.replace("level == 3", "level == 3 && zone != 'red'"),
        ),
    ])
}

fn asked(book: &PolicyBook, facts: &Facts) -> Option<i64> {
    let situation = book.situation(facts);
    let question = Question::on(day(ON)).in_situation(&situation);
    book.ruling("t.specific", &question).and_then(|ruling| ruling.integer())
}

#[test]
fn a_line_holds_only_where_its_condition_is_met() {
    let book = quota();
    let facts = |level: i64, zone: &str| Facts::new().with("level", level).with("zone", zone);
    assert_eq!(asked(&book, &facts(2, "green")), Some(100));
    assert_eq!(asked(&book, &facts(3, "green")), Some(50));
    assert_eq!(asked(&book, &facts(3, "red")), Some(25));
    assert_eq!(asked(&book, &facts(4, "green")), Some(25));
}

#[test]
fn an_unknown_fact_keeps_a_line_out_of_force_and_is_named_with_it() {
    let book = quota();
    let known = book.situation(&Facts::new().with("level", 3));
    let question = Question::on(day(ON)).in_situation(&known);
    let answer = book.in_force("t.specific", &question).unwrap();
    assert_eq!(*answer.value, Value::Integer(100), "the zone decides, and nobody recorded it");
    let why: Vec<_> = answer.losers.iter().map(|loser| loser.why.clone()).collect();
    assert_eq!(why, [WhyLost::FactUnknown(vec!["zone"]), WhyLost::FactUnknown(vec!["zone"])]);
    assert_eq!(answer.unknown_facts(), ["zone"]);
    let nothing_known = Question::on(day(ON));
    let answer = book.in_force("t.specific", &nothing_known).unwrap();
    assert_eq!(answer.losers[0].why, WhyLost::FactUnknown(vec!["level", "zone"]));
}

#[test]
fn a_missing_fact_does_not_matter_where_the_others_decide() {
    let book = quota();
    assert_eq!(asked(&book, &Facts::new().with("level", 4)), Some(25), "red or not, level 4 suffices");
    let red = book.situation(&Facts::new().with("zone", "red"));
    let question = Question::on(day(ON)).in_situation(&red);
    let answer = book.in_force("t.specific", &question).unwrap();
    assert_eq!(*answer.value, Value::Integer(25));
    assert_eq!(answer.losers[1].why, WhyLost::ConditionNotMet, "not outside red, whatever the level");
}

#[test]
fn both_the_circular_and_the_line_have_their_condition() {
    let head = "when = \"!java_bali\"";
    let body =
        set("t.specific", "1", "from = 2021-07-03\nwhen = \"level == 3\"\nsilent_where = \"level != 3\"");
    let book = book(vec![circular("a", head, &body)]);
    let answer = |java_bali: bool, level: i64| {
        asked(&book, &Facts::new().with("java_bali", java_bali).with("level", level))
    };
    assert_eq!(answer(false, 3), Some(1));
    assert_eq!(answer(true, 3), None);
    assert_eq!(answer(false, 4), None);
    let (provision, _) = book.provisions("t.specific").next().unwrap();
    assert_eq!(provision.when.as_deref(), Some("(!java_bali) && (level == 3)"));
}

#[test]
fn who_knows_no_fact_has_the_defaults_of_the_declarations() {
    let head = "silent_where = \"case_state != 'none'\"";
    let body = set("t.specific", "1", "from = 2020-01-01\nwhen = \"case_state == 'none'\"");
    let book = book(vec![circular("a", head, &body)]);
    let ruling = book.ruling("t.specific", &Question::on(day(ON)));
    assert_eq!(ruling.and_then(|ruling| ruling.integer()), Some(1));
    assert_eq!(asked(&book, &Facts::new()), Some(1));
    assert_eq!(asked(&book, &Facts::new().with("case_state", "case")), None);
}

#[test]
fn a_value_that_does_not_fit_its_declaration_is_unknown() {
    let book = quota();
    for wrong in [FactValue::Integer(5), FactValue::Flag(true), FactValue::from("red")] {
        let situation = book.situation(&Facts::new().with("level", wrong).with("zone", "green"));
        let question = Question::on(day(ON)).in_situation(&situation);
        let answer = book.in_force("t.specific", &question).unwrap();
        assert_eq!(*answer.value, Value::Integer(100));
        assert_eq!(answer.losers[0].why, WhyLost::FactUnknown(vec!["level"]));
    }
    assert_eq!(asked(&book, &Facts::new().with("level", 4).with("nobody", 1)), Some(25));
}

#[test]
fn the_situation_of_another_book_is_never_answered_wrongly() {
    let one = quota();
    let line = |id: &str, value: &str, when: &str, not: &str| {
        let keys = format!("from = 2021-07-03\nwhen = \"{when}\"\nsilent_where = \"{not}\"");
        circular(id, "issued_on = 2021-07-01", &set("t.specific", value, &keys))
    };
    let other = book(vec![
        line("a", "7", "java_bali", "!java_bali"),
        line("b", "8", "!java_bali && level == 4", "java_bali || level != 4"),
    ]);
    let facts = Facts::new().with("level", 4).with("java_bali", true);
    let (of_one, of_other) = (one.situation(&facts), other.situation(&facts));
    for situation in [&of_one, &of_other] {
        let question = Question::on(day(ON)).in_situation(situation);
        assert_eq!(one.ruling("t.specific", &question).unwrap().integer(), Some(25));
        assert_eq!(other.ruling("t.specific", &question).unwrap().integer(), Some(7));
        assert_eq!(*one.in_force("t.specific", &question).unwrap().value, Value::Integer(25));
        assert_eq!(other.silent("t.specific", &question)[0].why, WhyLost::ConditionNotMet);
    }
    assert_eq!(*of_one.facts(), facts);
    let again = quota();
    let question = Question::on(day(ON)).in_situation(&of_one);
    assert_eq!(again.ruling("t.specific", &question).unwrap().integer(), Some(25));
    assert_eq!(one.clone().ruling("t.specific", &question).unwrap().integer(), Some(25));
}

#[test]
fn a_line_with_a_condition_is_the_exception_to_the_one_beside_it() {
    let body = set("t.specific", "50", "from = 2021-07-03")
        + &set("t.specific", "25", "from = 2021-07-03\nwhen = \"zone == 'red'\"");
    let book = book(vec![circular("a", "", &body)]);
    assert_eq!(asked(&book, &Facts::new().with("zone", "green")), Some(50));
    assert_eq!(asked(&book, &Facts::new().with("zone", "red")), Some(25));
    let red = situation_of(&book, "zone", "red");
    let question = Question::on(day(ON)).in_situation(&red);
    assert_eq!(book.in_force("t.specific", &question).unwrap().losers[0].why, WhyLost::LessSpecific);
}

#[test]
fn an_exception_is_weaker_than_a_narrower_or_later_line() {
    let exception = "from = 2021-07-03\nwhen = \"zone == 'red'\"\nsilent_where = \"zone != 'red'\"";
    let city = "scope = { region = \"73.73\" }";
    let book = book(vec![
        circular("exception", "", &set("t.specific", "25", exception)),
        circular("later", "", &set("t.specific", "30", "from = 2021-07-04")),
        circular("city", city, &set("t.specific", "35", "from = 2021-07-01")),
    ]);
    let red = situation_of(&book, "zone", "red");
    let palopo = place("73.73");
    let on = |text| Question::on(day(text)).in_situation(&red);
    let answer = |question: Question<'_>| book.ruling("t.specific", &question).unwrap().integer();
    assert_eq!(answer(on("2021-07-03")), Some(25));
    assert_eq!(answer(on("2021-07-04")), Some(30));
    assert_eq!(answer(on("2021-07-03").at(&palopo)), Some(35));
}

#[test]
fn strict_lines_of_one_circular_may_hold_together() {
    let body = set("t.cap", "500", "from = 2021-07-03\nwhen = \"case_state != 'none'\"")
        + &set("t.cap", "250", "from = 2021-07-03\nwhen = \"case_state == 'cluster'\"")
        + &set("t.tools", "[\"mask\"]", "from = 2021-07-03\nwhen = \"case_state != 'none'\"")
        + &set("t.tools", "[\"soap\"]", "from = 2021-07-03\nwhen = \"case_state == 'cluster'\"");
    let book = book(vec![circular("a", "silent_where = \"case_state == 'none'\"", &body)]);
    let ask = |state: &str, parameter: &str| {
        let situation = situation_of(&book, "case_state", state);
        let question = Question::on(day(ON)).in_situation(&situation);
        book.ruling(parameter, &question).map(|ruling| ruling.value.into_owned())
    };
    assert_eq!(ask("none", "t.cap"), None);
    assert_eq!(ask("case", "t.cap"), Some(Value::Integer(500)));
    assert_eq!(ask("cluster", "t.cap"), Some(Value::Integer(250)));
    assert_eq!(ask("case", "t.tools"), Some(Value::List(vec!["mask".into()])));
    assert_eq!(ask("cluster", "t.tools"), Some(Value::List(vec!["mask".into(), "soap".into()])));
}

#[test]
fn an_explanation_says_which_condition_was_met_or_not_and_what_to_record() {
    let book = quota();
    let situation = situation_of(&book, "level", 4);
    let question = Question::on(day(ON)).in_situation(&situation);
    let answer = book.in_force("t.specific", &question).unwrap();
    let english = explain(&answer, Language::English).join("\n");
    assert!(english.contains("\n  condition met: level == 4 || zone == 'red'"), "{english}");
    assert!(english.contains("= 50: its condition is not met (level == 3 && zone != 'red')"), "{english}");
    let indonesian = explain(&answer, Language::Indonesian).join("\n");
    assert!(indonesian.contains("syarat terpenuhi: level == 4"), "{indonesian}");
    assert!(indonesian.contains("syaratnya tidak terpenuhi (level == 3"), "{indonesian}");
    let unknown = book.silent("t.specific", &Question::on(day(ON)));
    let english = explain_silence("t.specific", &unknown, Language::English);
    assert_eq!(english[0], "t.specific: no provision is in force");
    assert!(english[1].contains("the fact level, zone is not recorded; record it first (level == 4"));
    let indonesian = explain_silence("t.specific", &unknown, Language::Indonesian).join("\n");
    assert!(indonesian.contains("keadaan level, zone belum dicatat"), "{indonesian}");
}

#[test]
fn cases_bring_their_facts_and_faults_of_facts_are_found() {
    let book = quota();
    let faults = |facts: &str, expected: i64| -> Vec<String> {
        let text = format!(
            "[[case]]\nwhy = \"w\"\ndate = {ON}\nparameter = \"t.specific\"\nexpect = {expected}\nfacts = {facts}"
        );
        let cases = parse_cases("a.cases.toml", &text).unwrap();
        check_cases(&book, &cases).iter().map(ToString::to_string).collect()
    };
    assert!(faults("{ level = 4 }", 25).is_empty());
    assert!(faults("{ level = 3, zone = \"green\" }", 50).is_empty());
    assert_eq!(
        faults("{ level = 4 }", 50),
        ["a.cases.toml, case 1: t.specific on 2021-07-05 is 25 by quota, expected 50: w"]
    );
    assert!(faults("{ levels = 4 }", 25)[0].starts_with(
        "a.cases.toml, case 1: levels = 4 is no fact of that kind; use one of: case_state, java_bali"
    ));
    assert!(faults("{ level = 5 }", 25)[0].ends_with("write whole number from 1 to 4"));
    let list = "[[case]]\nwhy = \"w\"\ndate = 2021-07-05\nabsent = [\"t.cap\"]\nfacts = { zone = [\"red\"] }";
    assert!(parse_cases("f.toml", list).unwrap_err().to_string().contains("facts.zone"));
}

#[test]
fn a_boundary_case_of_a_conditional_line_must_meet_the_condition() {
    let keys = "from = 2021-07-03\nwhen = \"zone == 'red'\"\nsilent_where = \"zone != 'red'\"";
    let document = circular("a", "when = \"level == 4\"", &set("t.specific", "25", keys));
    let book = book(vec![document.clone()]);
    let case = |date: &str, facts: &str| {
        format!(
            "[[case]]\nwhy = \"w\"\ndate = {date}\nparameter = \"t.specific\"\nexpect = 1\nfacts = {facts}\n"
        )
    };
    let faults = |text: String| -> Vec<String> {
        let cases = parse_cases("a.cases.toml", &text).unwrap();
        check_coverage(&book, &document, &cases).iter().map(ToString::to_string).collect()
    };
    let met = "{ zone = \"red\", level = 4 }";
    assert!(faults(case("2021-07-02", met) + &case("2021-07-03", met)).is_empty());
    for other in ["{ zone = \"green\", level = 4 }", "{ zone = \"red\" }", "{ }"] {
        let found = faults(case("2021-07-02", met) + &case("2021-07-03", other));
        assert_eq!(
            found,
            ["a.toml: t.specific has no case on 2021-07-03 (the first day); add one for this place and \
              day with facts that meet level == 4 && zone == 'red'"]
        );
    }
}
