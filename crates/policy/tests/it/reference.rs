//! The book beside a slow reading of the same law, and texts that nobody would write.

use crate::support::{book, circular, day, place, set};
use proptest::prelude::*;
use siaga_policy::{Document, FactValue, Facts, PolicyBook, Question, Ruling, Value, parse_cases};
use std::collections::BTreeSet;

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
    let value = line.value.to_string();
    let numbers = ["t.specific", "t.latest", "t.cap"].map(|name| set(name, &value, &keys)).concat();
    let body = numbers + &set("t.tools", &format!("[\"{value}\"]"), &keys);
    let mut documents = vec![circular(&format!("c{number}"), &head, &body)];
    if let Some(revoked_from) = line.revoked_from {
        let body = format!("[[revokes]]\ncircular = \"c{number}\"\nfrom = {}", june(revoked_from));
        documents.push(circular(&format!("r{number}"), "", &body));
    }
    documents
}

/// What the law says by each way of combining.
#[derive(Debug, PartialEq)]
struct Answers {
    specific: Option<i64>,
    latest: Option<i64>,
    cap: Option<i64>,
    tools: Option<BTreeSet<String>>,
}

/// Reads the law line by line in the order of the description, without index or early end.
fn slow(lines: &[Line], on: u32, asked: Option<&str>, known_on: Option<u32>, known: Known) -> Answers {
    let covers = |own: Option<&str>| match (own, asked) {
        (None, _) => true,
        (Some(own), Some(asked)) => asked == own || asked.starts_with(&format!("{own}.")),
        (Some(_), None) => false,
    };
    let mut in_force: Vec<(usize, &Line)> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let is_revoked = line
            .revoked_from
            .is_some_and(|from| from <= on && known_on.is_none_or(|known_on| from <= known_on));
        let is_known = known_on.is_none_or(|known_on| line.known_from <= known_on);
        let has_begun = line.from <= on && line.until.is_none_or(|until| on <= until);
        let holds = line.condition.is_none_or(|condition| CONDITIONS[condition].1(known));
        if has_begun && is_known && !is_revoked && covers(line.place) && holds {
            in_force.push((number, line));
        }
    }
    // A setting answers only where no circular does.
    if in_force.iter().any(|(_, line)| !line.is_default) {
        in_force.retain(|(_, line)| !line.is_default);
    }
    let depth = |line: &Line| line.place.map_or(0, |place| place.split('.').count());
    let specific = in_force.iter().max_by_key(|(number, line)| {
        let last = (line.condition.is_some(), format!("c{number}"));
        (line.is_temporary, depth(line), line.from, line.known_from, last)
    });
    let latest = in_force.iter().max_by_key(|(number, line)| {
        let last = (line.condition.is_some(), format!("c{number}"));
        (line.from, line.known_from, line.is_temporary, depth(line), last)
    });
    let tools: BTreeSet<String> = in_force.iter().map(|(_, line)| line.value.to_string()).collect();
    Answers {
        specific: specific.map(|(_, line)| line.value),
        latest: latest.map(|(_, line)| line.value),
        cap: in_force.iter().map(|(_, line)| line.value).min(),
        tools: (!tools.is_empty()).then_some(tools),
    }
}

fn fast(book: &PolicyBook, question: &Question<'_>) -> Answers {
    let integer = |name| book.ruling(name, question).and_then(|ruling| ruling.integer());
    let tools = book.ruling("t.tools", question);
    let items = |ruling: Ruling<'_>| ruling.value.as_list().map(|items| items.iter().cloned().collect());
    Answers {
        specific: integer("t.specific"),
        latest: integer("t.latest"),
        cap: integer("t.cap"),
        tools: tools.and_then(items),
    }
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
                    prop_assert_eq!(fast(&book, &question), slow(&lines, on, asked, known_on, known));
                    for name in ["t.specific", "t.tools"] {
                        let value = book.ruling(name, &question).map(|ruling| ruling.value);
                        let answer = book.in_force(name, &question);
                        prop_assert_eq!(answer.map(|answer| answer.value), value);
                    }
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
