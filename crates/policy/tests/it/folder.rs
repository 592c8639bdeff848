//! The whole folder of law: every file parses, has its cases and is answered as they say.

use crate::arrangements_params::ARRANGEMENTS_PARAMS;
use crate::attendance_params::{self, ATTENDANCE_PARAMS};
use crate::events_params::EVENTS_PARAMS;
use crate::facts::FACTS;
use crate::services_params::SERVICES_PARAMS;
use siaga_policy::{
    Document, ParamDecl, PolicyBook, Question, check_cases, check_coverage, parse_cases, schema_markdown,
    shipped_documents, shipped_files,
};
use std::collections::HashSet;

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/SCHEMA.md");

fn params() -> impl Iterator<Item = &'static ParamDecl> {
    [ARRANGEMENTS_PARAMS, ATTENDANCE_PARAMS, EVENTS_PARAMS, SERVICES_PARAMS].into_iter().flatten()
}

pub(crate) fn shipped_book() -> PolicyBook {
    let documents = shipped_documents().unwrap_or_else(|error| panic!("{error}"));
    PolicyBook::build(documents, params(), FACTS).unwrap_or_else(|findings| {
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

#[test]
fn every_case_of_every_circular_is_met_and_every_boundary_has_one() {
    let book = shipped_book();
    let mut faults = Vec::new();
    let mut circulars = 0;
    for file in shipped_files().iter().filter(|file| !file.is_cases()) {
        circulars += 1;
        let document = Document::parse(file.path, file.text).unwrap();
        let Some(cases) = shipped_files().iter().find(|other| other.path == file.cases_path()) else {
            faults.push(format!("{}: has no case file; add {}", file.path, file.cases_path()));
            continue;
        };
        let cases = parse_cases(cases.path, cases.text).unwrap_or_else(|error| panic!("{error}"));
        faults.extend(check_cases(&book, &cases).iter().map(ToString::to_string));
        faults.extend(check_coverage(&book, &document, &cases).iter().map(ToString::to_string));
    }
    assert!(circulars >= 13, "only {circulars} circulars were found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_case_file_stands_beside_a_circular() {
    let paths: HashSet<String> =
        shipped_files().iter().filter(|file| !file.is_cases()).map(|file| file.cases_path()).collect();
    for file in shipped_files().iter().filter(|file| file.is_cases()) {
        assert!(paths.contains(file.path), "{} belongs to no circular", file.path);
    }
}

#[test]
fn a_continuous_parameter_has_an_answer_from_2000_on() {
    let book = shipped_book();
    for decl in params().filter(|decl| decl.continuous) {
        for day in ["2000-01-01", "2020-05-26", "2026-11-21"] {
            let question = Question::on(day.parse().unwrap());
            assert!(book.ruling(decl.name, &question).is_some(), "{} on {day}", decl.name);
        }
    }
}

#[test]
fn spans_of_the_week_add_up_to_the_required_time() {
    let book = shipped_book();
    for (day, minutes) in [("2020-05-22", 1950), ("2020-05-26", 2250), ("2024-06-03", 2250)] {
        let question = Question::on(day.parse().unwrap());
        let length = |name: &str| {
            book.ruling(name, &question).and_then(|ruling| ruling.span()).unwrap().length_minutes()
        };
        let mon_thu = length(attendance_params::HOURS_MON_THU) - length(attendance_params::BREAK_MON_THU);
        let friday = length(attendance_params::HOURS_FRI) - length(attendance_params::BREAK_FRI);
        let required = book.ruling(attendance_params::REQUIRED_MINUTES_WEEK, &question).unwrap();
        assert_eq!(required.integer(), Some(minutes));
        assert_eq!(i64::from(4 * mon_thu + friday), minutes, "{day}");
    }
}

#[test]
fn the_reference_page_is_current() {
    let page = std::fs::read_to_string(SCHEMA).unwrap_or_default();
    assert!(
        page == schema_markdown(params(), FACTS),
        "policies/SCHEMA.md is old; write it anew with \
         `cargo test -p siaga-policy -- --ignored write_the_reference_page`"
    );
}

#[test]
#[ignore = "writes policies/SCHEMA.md"]
fn write_the_reference_page() {
    std::fs::write(SCHEMA, schema_markdown(params(), FACTS)).unwrap();
}
