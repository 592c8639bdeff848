//! Asking the law for an agency, a work unit or a place with its facts.

use super::fact_reads::facts_on;
use crate::facts::FACTS;
use crate::rules::facts::{FactsBetween, read_value};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use siaga_civil::RegionCode;
use siaga_directory as directory;
use siaga_platform::{Ctx, Problem};
use siaga_policy::{Facts, PolicyBook, Question, Situation};

/// Whose law is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawSubject {
    /// What it is called.
    pub name: String,
    /// Where it is; none for the nation, which meets no regional law.
    pub place: Option<RegionCode>,
    /// Code of the agency, as scopes of law name it.
    pub unit: Option<String>,
    /// Keys from the root agency down to it; empty for a place.
    pub agency_path: Vec<i64>,
    /// What is known about it.
    pub facts: Facts,
}

impl LawSubject {
    /// Returns a place of which nothing is recorded: defaults, and what follows from its code.
    pub fn unrecorded(place: RegionCode) -> Self {
        // Without spans every day is the same.
        let facts = FactsBetween::new(&place, Vec::new()).on(NaiveDate::default()).government();
        Self { name: place.to_string(), place: Some(place), unit: None, agency_path: Vec::new(), facts }
    }

    /// Returns the nation, of which no fact is known.
    pub fn nation() -> Self {
        let name = "Indonesia".to_owned();
        Self { name, place: None, unit: None, agency_path: Vec::new(), facts: Facts::new() }
    }

    /// Answers its facts for a book.
    pub fn situation(&self, book: &PolicyBook) -> Situation {
        book.situation(&self.facts)
    }

    /// Returns the question for a day.
    pub fn question<'q>(
        &'q self,
        situation: &'q Situation,
        on: NaiveDate,
        known_on: Option<NaiveDate>,
    ) -> Question<'q> {
        let question = Question::on(on).in_situation(situation);
        Question { place: self.place.as_ref(), unit: self.unit.as_deref(), known_on, ..question }
    }
}

/// Returns whose law a code asks for, with its facts on a day as they were known on a day.
///
/// # Shape
/// `code` is an agency (`DINKES`), a work unit (`DINKES/P2P`), a region (`12.18.01`), or empty for the
/// government.
///
/// # Errors
/// `directives.subject_missing`.
pub async fn law_subject(
    ctx: &Ctx,
    code: &str,
    on: NaiveDate,
    known_on: Option<NaiveDate>,
) -> Result<LawSubject, Problem> {
    let code = code.trim();
    let known = facts_on(ctx, on, known_on.map(|day| end_of_day(ctx, day))).await?;
    let own = &ctx.government;
    if code.is_empty() {
        let facts = known.government();
        let (name, place) = (own.name.clone(), Some(own.region));
        return Ok(LawSubject { name, place, unit: None, agency_path: Vec::new(), facts });
    }
    let (agency_code, unit_code) =
        code.split_once('/').map_or((code, None), |(agency, unit)| (agency, Some(unit)));
    let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
    let agencies = directory::agencies(ctx).await?;
    let missing = || Problem::missing("directives.subject_missing").with("code", code);
    let Some(agency) = agencies.into_iter().find(|agency| same(&agency.code, agency_code)) else {
        let place = RegionCode::parse(code).map_err(|_| missing())?;
        let mut subject = LawSubject::unrecorded(place);
        if place.is_within(&own.region) {
            subject.facts = known.government();
        }
        return Ok(subject);
    };
    let place = Some(agency.region.unwrap_or(own.region));
    let (name, facts) = match unit_code {
        None => (agency.name, known.of_agency(&agency.path)),
        Some(unit_code) => {
            let units = directory::units(ctx, Some(agency.id)).await?;
            let unit = units.into_iter().find(|unit| same(&unit.code, unit_code)).ok_or_else(missing)?;
            (format!("{}, {}", unit.name, agency.name), known.of_unit(&agency.path, unit.id))
        }
    };
    Ok(LawSubject { name, place, unit: Some(agency.code), agency_path: agency.path, facts })
}

/// Returns the last instant of a civil day of the government.
pub(crate) fn end_of_day(ctx: &Ctx, on: NaiveDate) -> DateTime<Utc> {
    let next = on.checked_add_days(Days::new(1)).unwrap_or(on);
    ctx.government.zone.instant(next.and_time(NaiveTime::MIN)) - TimeDelta::microseconds(1)
}

/// Reads facts as a command line has them: `zone=red,ppkm_level=3`.
///
/// # Errors
/// The piece that is no declared fact with a fitting value.
pub fn read_facts(text: &str) -> Result<Facts, String> {
    let pieces = text.split(',').map(str::trim).filter(|piece| !piece.is_empty());
    let fact = |piece: &str| {
        let (name, value) = piece.split_once('=')?;
        let value = read_value(name.trim(), value.trim())?;
        Some((name.trim().to_owned(), value))
    };
    pieces.map(|piece| fact(piece).ok_or_else(|| piece.to_owned())).collect::<Result<Facts, String>>()
}

/// Returns the names of all facts with the values that they take, for help texts.
pub fn fact_names() -> Vec<(&'static str, String)> {
    FACTS.iter().map(|decl| (decl.name, decl.kind.to_string())).collect()
}
