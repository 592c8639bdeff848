//! The book beside a slow reading of the same law, and texts that nobody would write.

use crate::support::{book, circular, day, place, set};
use proptest::prelude::*;
use siaga_policy::{Document, FactValue, Facts, PolicyBook, Question, Value, parse_cases};

const PLACES: [Option<&str>; 4] = [None, Some("12"), Some("12.18"), Some("73.73")];

/// What the slow reading knows of a situation; a fact may be unknown.
type Known = (Option<&'static str>, Option<i64>);

/// Says whether a condition holds for what is known.
type Reading = fn(Known) -> bool;

/// Conditions with a reading of their own.
const CONDITIONS: [(&str, Reading); 5] = [
    ("zone == 'red'", |(zone, _)| zone == Some("red")),
    ("zone != 'red'", |(zone, _)| zone.is_some_and(|zone| zone != "red")),
    ("level >= 3", |(_, level)| level >= Some(3)),
    ("level >= 3 && zone == 'red'", |(zone, level)| level >= Some(3) && zone == Some("red")),
    ("level < 3 || zone == 'green'", |(zone, level)| {
        level.is_some_and(|level| level < 3) || zone == Some("green")
    }),
];

/// One circular in a form that the slow reading understands.
#[derive(Debug, Clone)]
struct Line {
    value: i64,
    from: u32,
    until: Option<u32>,
    place: Option<&'static str>,
    is_default: bool,
    is_temporary: bool,
    known_from: u32,
    revoked_from: Option<u32>,
    condition: Option<usize>,
}

fn known() -> impl Strategy<Value = Known> {
    let zone = proptest::option::of(proptest::sample::select(vec!["red", "green", "orange"]));
    (zone, proptest::option::of(2_i64..=4))
}

fn line() -> impl Strategy<Value = Line> {
    let period = (1_u32..20, proptest::option::of(0_u32..8));
    let marks = (0_usize..4, any::<bool>(), any::<bool>());
    let condition = proptest::option::of(0..CONDITIONS.len());
    (0_i64..=100, period, marks, 1_u32..28, proptest::option::of(1_u32..28), condition).prop_map(
        |(value, (from, length), (place, is_default, is_temporary), known_from, revoked_from, condition)| {
            let until = length.map(|length| from + length);
            let is_temporary = is_temporary && until.is_some();
            Line {
                value,
                from,
                until,
                place: PLACES[place],
                is_default,
                is_temporary,
                known_from,
                revoked_from,
                condition,
            }
        },
    )
}

fn june(day_of_month: u32) -> String {
    format!("2020-06-{day_of_month:02}")
}

/// Two files for one line: the circular itself and the one that revokes it.
fn documents(number: usize, line: &Line) -> Vec<Document> {
    let mut head = format!("known_from = {}\n", june(line.known_from));
    if let Some(place) = line.place {
        head += &format!("scope = {{ region = \"{place}\" }}\n");
    }
    head += &format!("default = {}\ntemporary = {}\n", line.is_default, line.is_temporary);
    let until = line.until.map_or_else(String::new, |until| format!("until = {}\n", june(until)));
    let when = line.condition.map_or_else(String::new, |condition| {
        let (text, _) = CONDITIONS[condition];
        format!("when = \"{text}\"\nsilent_where = \"java_bali || !java_bali\"\n")
    });
    let keys = format!("from = {}\n{until}{when}", june(line.from));
    let mut documents =
        vec![circular(&format!("c{number}"), &head, &set("t.specific", &line.value.to_string(), &keys))];
    if let Some(revoked_from) = line.revoked_from {
        let body = format!("[[revokes]]\ncircular = \"c{number}\"\nfrom = {}", june(revoked_from));
        documents.push(circular(&format!("r{number}"), "", &body));
    }
    documents
}

/// Reads the law line by line in the order of the description, without index or early end.
fn slow(lines: &[Line], on: u32, asked: Option<&str>, known_on: Option<u32>, known: Known) -> Option<i64> {
    let covers = |own: Option<&str>| match (own, asked) {
        (None, _) => true,
        (Some(own), Some(asked)) => asked == own || asked.starts_with(&format!("{own}.")),
        (Some(_), None) => false,
    };
    let mut best: Option<(_, i64)> = None;
    for (number, line) in lines.iter().enumerate() {
        let is_revoked = line
            .revoked_from
            .is_some_and(|from| from <= on && known_on.is_none_or(|known_on| from <= known_on));
        let is_known = known_on.is_none_or(|known_on| line.known_from <= known_on);
        let has_begun = line.from <= on && line.until.is_none_or(|until| on <= until);
        let holds = line.condition.is_none_or(|condition| CONDITIONS[condition].1(known));
        if !has_begun || !is_known || is_revoked || !covers(line.place) || !holds {
            continue;
        }
        let depth = line.place.map_or(0, |place| place.split('.').count());
        let exception = (line.condition.is_some(), format!("c{number}"));
        let rank = (!line.is_default, line.is_temporary, depth, line.from, line.known_from, exception);
        if best.as_ref().is_none_or(|(best_rank, _)| rank > *best_rank) {
            best = Some((rank, line.value));
        }
    }
    best.map(|(_, value)| value)
}

proptest! {
    #[test]
    fn the_book_answers_as_a_slow_reading_does(
        lines in proptest::collection::vec(line(), 1..8), known in known(),
    ) {
        let documents: Vec<Document> =
            lines.iter().enumerate().flat_map(|(number, line)| documents(number, line)).collect();
        // Contradictions and gaps are refused by tests of their own.
        let Ok(book) = PolicyBook::build(documents, crate::support::DECLS, crate::support::FACTS) else { return Ok(()) };
        let zone = known.0.map(|zone| ("zone", FactValue::from(zone)));
        let level = known.1.map(|level| ("level", FactValue::from(level)));
        let situation = book.situation(&zone.into_iter().chain(level).collect::<Facts>());
        for on in 1..=28 {
            for asked in PLACES.into_iter().chain([Some("12.18.01.2001")]) {
                for known_on in [None, Some(1), Some(14), Some(28)] {
                    let place = asked.map(place);
                    let mut question = Question { place: place.as_ref(), ..Question::on(day(&june(on))) };
                    question = question.in_situation(&situation);
                    question.known_on = known_on.map(|known_on| day(&june(known_on)));
                    let ruling = book.ruling("t.specific", &question);
                    let found = ruling.as_ref().and_then(|ruling| ruling.integer());
                    prop_assert_eq!(found, slow(&lines, on, asked, known_on, known));
                    let answer = book.in_force("t.specific", &question);
                    prop_assert_eq!(answer.map(|answer| answer.value), ruling.map(|ruling| ruling.value));
                }
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(\\[+(circular|set|case)\\]+\n|[a-z]{1,9} = [0-9\"\\-a-z.]{0,12}\n|\\PC{0,9}){0,12}") {
        let _ = Document::parse("f.toml", &text);
        let _ = parse_cases("f.cases.toml", &text);
    }
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let one = || circular("a", "issued_on = 2020-01-01", &set("t.specific", "1", "from = 2020-01-01"));
    let other = || circular("b", "issued_on = 2020-01-02", &set("t.specific", "2", "from = 2020-01-01"));
    let question = Question::on(day("2020-06-08"));
    for documents in [vec![one(), other()], vec![other(), one()]] {
        let book = book(documents);
        let ruling = book.ruling("t.specific", &question);
        assert_eq!(ruling.map(|ruling| ruling.value.into_owned()), Some(Value::Integer(2)));
    }
}
