//! Cases beside each circular: what the book must answer on a day, and why.

use crate::book::PolicyBook;
use crate::condition::Situation;
use crate::document::{Document, SetLine};
use crate::facts::Facts;
use crate::fields::{DocumentError, Fields, parse_table};
use crate::timeline::Question;
use crate::value::RawValue;
use chrono::{Days, NaiveDate};
use siaga_civil::RegionCode;
use std::fmt;
use thiserror::Error;
use toml::Value as Toml;

/// One expectation of one parameter on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Name of the case file.
    pub file: String,
    /// Number of the `[[case]]` in its file, from 1.
    pub number: usize,
    /// The situation in words.
    pub given: Option<String>,
    /// Name of the parameter that is asked for.
    pub parameter: String,
    /// The day whose law is asked for.
    pub date: NaiveDate,
    /// The place asked for; absent means the nation.
    pub place: Option<RegionCode>,
    /// The kind of agency asked for.
    pub agency_kind: Option<String>,
    /// The unit asked for.
    pub unit: Option<String>,
    /// The day whose knowledge is used; absent means now.
    pub known_on: Option<NaiveDate>,
    /// The facts of the asker.
    pub facts: Facts,
    /// What the book must answer.
    pub expect: Expected,
    /// The ground of the expectation.
    pub why: String,
}

/// What a case expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// This value, as a law file writes it.
    Value(RawValue),
    /// No provision speaks.
    Absent,
}

/// A case that the book does not answer as expected, or a boundary without a case.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the message of each variant names it and its values")]
pub enum CaseFault {
    #[error("{file}, case {number}: {parameter} on {date} is {found}, expected {expected}: {why}")]
    Wrong {
        file: String,
        number: usize,
        parameter: String,
        date: NaiveDate,
        expected: String,
        found: String,
        why: String,
    },
    #[error("{file}, case {number}: {name} = {value} is no fact of that kind; {expected}")]
    Fact { file: String, number: usize, name: String, value: String, expected: String },
    #[error("{file}: {parameter} has no case on {date} ({boundary}); add one for this place and day{}",
            condition_words(when.as_deref()))]
    NoCase { file: String, parameter: String, date: NaiveDate, boundary: &'static str, when: Option<String> },
}

impl Case {
    fn question<'c>(&'c self, situation: &'c Situation) -> Question<'c> {
        Question {
            on: self.date,
            place: self.place.as_ref(),
            agency_kind: self.agency_kind.as_deref(),
            unit: self.unit.as_deref(),
            known_on: self.known_on,
            situation: Some(situation),
        }
    }

    /// Returns whether the case asks for a place and an agency of the line, with all that is known.
    fn is_within(&self, line: &SetLine) -> bool {
        let (agency_kind, unit) = (self.agency_kind.as_deref(), self.unit.as_deref());
        self.known_on.is_none() && line.scope.covers(self.place.as_ref(), agency_kind, unit)
    }
}

/// Parses a case file; a case for several parameters becomes one [`Case`] each.
///
/// # Shape
/// `expect` is a value together with `parameter`, or a table of parameter and value; `absent` lists
/// parameters without an answer.
///
/// # Errors
/// The first fault with file, key and what to do about it.
pub fn parse_cases(file: &str, text: &str) -> Result<Vec<Case>, DocumentError> {
    let mut root = Fields::new(file, "", parse_table(file, text)?);
    let mut cases = Vec::new();
    for (index, fields) in root.tables("case")?.into_iter().enumerate() {
        read_case(file, index + 1, fields, &mut cases)?;
    }
    root.finish()?;
    if cases.is_empty() {
        return Err(root_is_empty(file));
    }
    Ok(cases)
}

/// Returns every case that the book answers otherwise.
pub fn check_cases(book: &PolicyBook, cases: &[Case]) -> Vec<CaseFault> {
    cases.iter().filter_map(|case| fact_fault(book, case).or_else(|| check_case(book, case))).collect()
}

/// Returns every boundary of the document without a case: the day before, the first day and, where
/// the circular names a last day, that day and the day after it.
///
/// # Shape
/// The facts of such a case must meet the condition of the line.
pub fn check_coverage(book: &PolicyBook, document: &Document, cases: &[Case]) -> Vec<CaseFault> {
    let mut faults = Vec::new();
    for line in &document.sets {
        let conditions = [document.circular.when.as_deref(), line.when.as_deref()];
        let in_question: Vec<&Case> = cases
            .iter()
            .filter(|case| case.parameter == line.parameter && case.is_within(line))
            .filter(|case| book.holds(conditions, &case.facts))
            .collect();
        for (date, boundary) in boundaries(line) {
            if !in_question.iter().any(|case| case.date == date) {
                let when: Vec<&str> = conditions.into_iter().flatten().collect();
                faults.push(CaseFault::NoCase {
                    file: document.file.clone(),
                    parameter: line.parameter.clone(),
                    date,
                    boundary,
                    when: (!when.is_empty()).then(|| when.join(" && ")),
                });
            }
        }
    }
    faults
}

fn read_case(
    file: &str,
    number: usize,
    mut fields: Fields<'_>,
    cases: &mut Vec<Case>,
) -> Result<(), DocumentError> {
    let mut expectations = Vec::new();
    let parameter = fields.optional_text("parameter")?;
    match (parameter, fields.take("expect")) {
        (Some(parameter), Some(value)) => {
            expectations.push((parameter, Expected::Value(fields.raw("expect", value)?)));
        }
        (Some(_), None) => return Err(fields.missing("expect", "the expected value")),
        (None, Some(Toml::Table(table))) => {
            for (parameter, value) in table {
                let value = fields.raw(&format!("expect.{parameter}"), value)?;
                expectations.push((parameter, Expected::Value(value)));
            }
        }
        (None, Some(_)) => return Err(fields.missing("parameter", "the name of the parameter")),
        (None, None) => {}
    }
    for parameter in fields.text_list("absent")? {
        expectations.push((parameter, Expected::Absent));
    }
    if expectations.is_empty() {
        return Err(fields.missing("expect", "the expected values or absent = [..]"));
    }
    let template = Case {
        file: file.to_owned(),
        number,
        given: fields.optional_text("given")?,
        parameter: String::new(),
        date: fields.date("date")?,
        place: fields.optional_region("place")?,
        agency_kind: fields.optional_text("agency_kind")?,
        unit: fields.optional_text("unit")?,
        known_on: fields.optional_date("known_on")?,
        facts: read_facts(&mut fields)?,
        expect: Expected::Absent,
        why: fields.text("why")?,
    };
    fields.finish()?;
    for (parameter, expect) in expectations {
        cases.push(Case { parameter, expect, ..template.clone() });
    }
    Ok(())
}

/// Reads `facts = { name = value }`; the book knows which of them there are.
fn read_facts(fields: &mut Fields<'_>) -> Result<Facts, DocumentError> {
    let mut facts = Facts::new();
    let Some(table) = fields.inline_table("facts")? else { return Ok(facts) };
    for (name, value) in table {
        let key = format!("facts.{name}");
        match fields.raw(&key, value)? {
            RawValue::Flag(flag) => facts.set(&name, flag),
            RawValue::Integer(number) => facts.set(&name, number),
            RawValue::Text(word) => facts.set(&name, word.as_str()),
            RawValue::List(_) => return Err(fields.missing(&key, "one value and no list")),
        }
    }
    Ok(facts)
}

/// Finds a fact that nobody declared or a value that its declaration does not allow.
fn fact_fault(book: &PolicyBook, case: &Case) -> Option<CaseFault> {
    case.facts.iter().find_map(|(name, value)| {
        let decl = book.fact_declarations().find(|decl| decl.name == name);
        if decl.is_some_and(|decl| decl.kind.fits(value)) {
            return None;
        }
        let names = || book.fact_declarations().map(|decl| decl.name).collect::<Vec<_>>().join(", ");
        Some(CaseFault::Fact {
            file: case.file.clone(),
            number: case.number,
            name: name.to_owned(),
            value: value.to_string(),
            expected: match decl {
                Some(decl) => format!("write {}", decl.kind),
                None => format!("use one of: {}", names()),
            },
        })
    })
}

fn check_case(book: &PolicyBook, case: &Case) -> Option<CaseFault> {
    let situation = book.situation(&case.facts);
    let ruling = book.ruling(&case.parameter, &case.question(&situation));
    let is_declared = book.declarations().find(|decl| decl.name == case.parameter);
    let is_met = match (&case.expect, &ruling, is_declared) {
        (Expected::Absent, None, Some(_)) => true,
        (Expected::Value(raw), Some(ruling), Some(decl)) => {
            decl.kind.read(raw).is_some_and(|expected| expected == *ruling.value)
        }
        _ => false,
    };
    if is_met {
        return None;
    }
    Some(CaseFault::Wrong {
        file: case.file.clone(),
        number: case.number,
        parameter: case.parameter.clone(),
        date: case.date,
        expected: case.expect.to_string(),
        found: match (ruling, is_declared) {
            (_, None) => "not declared".to_owned(),
            (None, _) => "absent".to_owned(),
            (Some(ruling), _) => format!("{} by {}", ruling.value, ruling.provision.circular),
        },
        why: case.why.clone(),
    })
}

fn boundaries(line: &SetLine) -> Vec<(NaiveDate, &'static str)> {
    let mut days = Vec::with_capacity(4);
    days.extend(line.from.checked_sub_days(Days::new(1)).map(|day| (day, "the day before")));
    days.push((line.from, "the first day"));
    if let Some(until) = line.until {
        days.push((until, "the last day"));
        days.extend(until.checked_add_days(Days::new(1)).map(|day| (day, "the day after")));
    }
    days
}

fn root_is_empty(file: &str) -> DocumentError {
    DocumentError::Missing {
        file: file.to_owned(),
        key: "case".to_owned(),
        expected: "at least one [[case]]",
    }
}

fn condition_words(when: Option<&str>) -> String {
    when.map_or_else(String::new, |when| format!(" with facts that meet {when}"))
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::Value(value) => value.fmt(f),
            Expected::Absent => f.write_str("absent"),
        }
    }
}
