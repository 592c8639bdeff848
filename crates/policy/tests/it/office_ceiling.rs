//! People in the office: what law says in a situation, which circular decides, and on which ground.

use crate::arrangements_params::{HOME_SHARE_MIN, OFFICE_CLOSED_DAYS, OFFICE_SHARE_MAX};
use crate::folder::shipped_book;
use crate::support::place;
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use siaga_policy::{FactValue, Facts, PolicyBook, Question};
use std::collections::BTreeSet;

const TABLE: &str = include_str!("../cases/office_ceiling.toml");
const JAVA_AND_BALI: [&str; 7] = ["31", "32", "33", "34", "35", "36", "51"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    date: toml::value::Datetime,
    region: String,
    facts: Facts,
    office: Option<i64>,
    by: Option<String>,
    home: Option<i64>,
    home_by: Option<String>,
    closed: Option<i64>,
    closed_by: Option<String>,
    basis: Option<String>,
    why: String,
}

impl Row {
    fn on(&self) -> NaiveDate {
        self.date.to_string().parse().expect("a date without a time")
    }

    fn all_facts(&self) -> Facts {
        let is_java_or_bali = JAVA_AND_BALI.iter().any(|province| self.region.starts_with(province));
        self.facts.clone().with("java_bali", FactValue::Flag(is_java_or_bali))
    }

    fn expected(&self) -> [(&'static str, Option<i64>, Option<&str>); 3] {
        [
            (OFFICE_SHARE_MAX, self.office, self.by.as_deref()),
            (HOME_SHARE_MIN, self.home, self.home_by.as_deref()),
            (OFFICE_CLOSED_DAYS, self.closed, self.closed_by.as_deref()),
        ]
    }

    fn name(&self) -> String {
        format!("{} {} {}: {}", self.date, self.region, self.facts, self.why)
    }
}

fn rows() -> Vec<Row> {
    let table: Table = toml::from_str(TABLE).unwrap_or_else(|error| panic!("{error}"));
    table.row
}

#[test]
fn every_row_has_its_value_and_its_circular() {
    let (book, rows) = (shipped_book(), rows());
    assert!(rows.len() >= 60, "only {} rows", rows.len());
    let faults: Vec<String> = rows.iter().flat_map(|row| faults(&book, row)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn faults(book: &PolicyBook, row: &Row) -> Vec<String> {
    let (region, situation) = (place(&row.region), book.situation(&row.all_facts()));
    let question = Question::on(row.on()).at(&region).in_situation(&situation);
    let mut faults = Vec::new();
    let mut first_article = None;
    for (parameter, value, circular) in row.expected() {
        let ruling = book.ruling(parameter, &question);
        let found = ruling.as_ref().map(|ruling| (ruling.integer(), &*ruling.provision.circular));
        let expected = circular.map(|circular| (value, circular));
        if found != expected || value.is_some() != circular.is_some() {
            faults.push(format!("{}\n  {parameter} is {found:?}, expected {expected:?}", row.name()));
        }
        let told = book.in_force(parameter, &question);
        let told = told.as_ref().map(|answer| (answer.value.as_integer(), &*answer.winner.circular));
        if told != found {
            faults.push(format!("{}\n  {parameter} is explained as {told:?}, ruled {found:?}", row.name()));
        }
        first_article = first_article.or_else(|| ruling.map(|ruling| ruling.provision.article.clone()));
    }
    let (article, basis) = (first_article.unwrap_or_default(), row.basis.as_deref().unwrap_or_default());
    if article.is_empty() != basis.is_empty() || !article.contains(basis) {
        faults.push(format!("{}\n  rests on \"{article}\", expected \"{basis}\"", row.name()));
    }
    faults
}

#[test]
fn the_table_looks_at_both_sides_of_every_date() {
    let book = shipped_book();
    let asked: BTreeSet<NaiveDate> = rows().iter().map(Row::on).collect();
    let mut missing = BTreeSet::new();
    for parameter in [OFFICE_SHARE_MAX, HOME_SHARE_MIN, OFFICE_CLOSED_DAYS] {
        for (provision, _) in book.provisions(parameter) {
            let after = provision.until.map(|until| [until, until + Days::new(1)]);
            let before = [provision.from - Days::new(1), provision.from];
            missing.extend(before.into_iter().chain(after.into_iter().flatten()));
        }
    }
    missing.retain(|day| !asked.contains(day));
    assert!(missing.is_empty(), "no row on {missing:?}");
}

#[test]
fn the_table_knows_every_circular_that_limits_the_office() {
    let book = shipped_book();
    let rows = rows();
    let named: BTreeSet<&str> =
        rows.iter().flat_map(Row::expected).filter_map(|(_, _, circular)| circular).collect();
    for parameter in [OFFICE_SHARE_MAX, HOME_SHARE_MIN, OFFICE_CLOSED_DAYS] {
        for (provision, _) in book.provisions(parameter) {
            let circular = &*provision.circular;
            assert!(named.contains(circular), "{circular} sets {parameter} and decides no row");
        }
    }
}

#[test]
fn no_circular_rests_on_a_revoked_one() {
    let warnings: Vec<String> = shipped_book().warnings().iter().map(ToString::to_string).collect();
    assert!(warnings.is_empty(), "{}", warnings.join("\n"));
}

#[test]
fn only_what_was_read_in_its_source_is_marked_as_verified() {
    let book = shipped_book();
    let marks = |circular: &str| -> BTreeSet<bool> {
        let provisions = book.provisions(OFFICE_SHARE_MAX).map(|(provision, _)| provision);
        provisions
            .filter(|provision| &*provision.circular == circular)
            .map(|provision| provision.verified)
            .collect()
    };
    assert_eq!(marks("panrb/se-5-2022"), [true].into(), "values and day were read");
    assert_eq!(marks("panrb/se-14-2021"), [false].into(), "one secondary source");
    for circular in ["panrb/se-19-2021", "panrb/se-24-2021", "panrb/se-25-2021", "panrb/se-6-2022"] {
        assert_eq!(marks(circular), [false].into(), "{circular}: its first day is assumed");
    }
    for (parameter, notes) in [OFFICE_SHARE_MAX, HOME_SHARE_MIN, OFFICE_CLOSED_DAYS]
        .map(|parameter| (parameter, book.provisions(parameter)))
    {
        for (provision, _) in notes.filter(|(provision, _)| !provision.verified) {
            assert!(provision.note.is_some(), "{parameter} of {} has no note", provision.circular);
        }
    }
}
