//! What a draft would change, before it is signed.

use crate::support::{book, circular, day, place, set};
use siaga_policy::{Change, Document, Facts, Question, Value, WhyLost};

fn old() -> Vec<Document> {
    vec![
        circular("setting", "default = true", &set("t.cap", "1000", "from = 2000-01-01")),
        circular("old", "", &set("t.cap", "750", "from = 2021-06-01\nuntil = 2021-07-31")),
    ]
}

fn draft(head: &str, keys: &str) -> Vec<Document> {
    let body = set("t.cap", "500", &format!("from = 2021-07-05\nuntil = 2021-08-15\n{keys}"));
    old().into_iter().chain([circular("draft", head, &body)]).collect()
}

type Row = (&'static str, String, Option<String>, Option<i64>, Option<i64>);

fn rows(changes: &[Change]) -> Vec<Row> {
    let number = |value: &Value| value.as_integer();
    let row = |change: &Change| {
        (
            change.parameter,
            change.from_on.to_string(),
            change.until_on.map(|day| day.to_string()),
            change.before.as_ref().and_then(|answer| number(&answer.value)),
            change.after.as_ref().and_then(|answer| number(&answer.value)),
        )
    };
    changes.iter().map(row).collect()
}

fn row(from: &str, until: Option<&str>, before: Option<i64>, after: Option<i64>) -> Row {
    ("t.cap", from.into(), until.map(Into::into), before, after)
}

#[test]
fn each_period_with_another_answer_is_listed_with_both_answers() {
    let (before, after) = (book(old()), book(draft("", "")));
    let found = before.changes(&after, &[Question::on(day("2021-01-01"))]);
    assert_eq!(
        rows(&found),
        [
            row("2021-07-05", Some("2021-07-31"), Some(750), Some(500)),
            row("2021-08-01", Some("2021-08-15"), Some(1000), Some(500)),
        ]
    );
    assert_eq!(found[0].why, Some(WhyLost::LessStrict));
    assert_eq!(found[1].why, Some(WhyLost::OnlyASetting));
    assert!(found.iter().all(Change::is_of_value));
    let later = before.changes(&after, &[Question::on(day("2021-08-10"))]);
    assert_eq!(rows(&later), [row("2021-08-10", Some("2021-08-15"), Some(1000), Some(500))]);
    assert!(before.changes(&before.clone(), &[Question::on(day("2021-01-01"))]).is_empty());
}

#[test]
fn a_change_is_for_the_place_and_the_facts_that_are_asked_for() {
    let keys = "when = \"case_state != 'none'\"\nsilent_where = \"case_state == 'none'\"";
    let (before, after) = (book(old()), book(draft("scope = { region = \"73.73\" }", keys)));
    let (palopo, elsewhere) = (place("73.73.01"), place("12.18"));
    let sick = Facts::new().with("case_state", "case");
    let situation = before.situation(&sick);
    let question = Question::on(day("2021-07-01"));
    let questions = [
        question.at(&palopo),
        question.at(&elsewhere).in_situation(&situation),
        question.at(&palopo).in_situation(&situation),
    ];
    let found = before.changes(&after, &questions);
    assert_eq!(rows(&found).len(), 2);
    assert!(found.iter().all(|change| change.question == 2 && change.situation == sick));
    let answer = found[0].after.as_ref().unwrap();
    assert_eq!(answer.when.as_deref(), Some("case_state != 'none'"));
    assert_eq!((&*answer.circular, &*answer.article), ("draft", "1"));
}

#[test]
fn an_end_and_a_new_ground_for_the_same_value_are_changes_too() {
    let mut revoking = old();
    revoking.push(circular("end", "", "[[revokes]]\ncircular = \"old\"\nfrom = 2021-07-10"));
    let before = book(old());
    let found = before.changes(&book(revoking), &[Question::on(day("2021-01-01"))]);
    assert_eq!(rows(&found), [row("2021-07-10", Some("2021-07-31"), Some(750), Some(1000))]);
    assert_eq!(found[0].why, Some(WhyLost::RevokedBy("end".into())));
    let mut renewed = old();
    renewed.push(circular("again", "", &set("t.cap", "750", "from = 2021-07-01")));
    let found = before.changes(&book(renewed), &[Question::on(day("2021-01-01"))]);
    assert_eq!(
        rows(&found),
        [
            row("2021-07-01", Some("2021-07-31"), Some(750), Some(750)),
            row("2021-08-01", None, Some(1000), Some(750)),
        ]
    );
    assert!(!found[0].is_of_value() && found[1].is_of_value());
    let first = book(Vec::new()).changes(&book(old()), &[Question::on(day("2021-08-01"))]);
    assert_eq!(rows(&first), [row("2021-08-01", None, None, Some(1000))]);
    assert_eq!(first[0].why, None);
}
