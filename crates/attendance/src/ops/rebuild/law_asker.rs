//! Asks law for somebody: what is the same for two places is asked once.

use crate::ops::day_law::{self, KnownLaw, LawFor};
use crate::rules::DayParams;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_civil::CalendarDay;
use siaga_directives::{self as directives, FactsOn};
use siaga_directory::Agency;
use siaga_platform::{Ctx, Problem};
use siaga_policy::{Facts, PolicyBook, Situation};
use std::collections::{HashMap, HashSet};

/// What tells two kinds of law apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// Code of an agency that a circular names.
    agency: Option<String>,
    /// By day, the position of its situation; empty where no condition is asked.
    situations: Vec<usize>,
}

/// Asks law day by day.
pub(super) struct Asker<'a> {
    ctx: &'a Ctx,
    known_on: Option<NaiveDate>,
    days: Vec<NaiveDate>,
    /// Agencies that some line names.
    named: HashSet<String>,
    /// Names of facts on which some line depends.
    relevant: HashSet<&'static str>,
    /// By day; nothing where no line has a condition.
    facts: Vec<FactsOn>,
    units: HashSet<i64>,
    situations: Vec<Situation>,
    known: HashMap<Facts, usize>,
    /// What was asked, and where its answer is.
    pub(super) asked: HashMap<Key, usize>,
}

impl<'a> Asker<'a> {
    /// Reads the facts of the days, where law depends on any.
    ///
    /// # Errors
    /// As the store says.
    pub(super) async fn open(
        ctx: &'a Ctx,
        days: Vec<NaiveDate>,
        known_at: Option<DateTime<Utc>>,
    ) -> Result<Self, Problem> {
        let book = &ctx.law().book;
        let relevant = relevant_facts(book);
        let (mut facts, mut units) = (Vec::new(), HashSet::new());
        if let (false, Some(first), Some(last)) = (relevant.is_empty(), days.first(), days.last()) {
            let between = directives::facts_between(ctx, *first, *last, known_at).await?;
            facts = days.iter().map(|on| between.on(*on)).collect();
            units = between.units().into_iter().collect();
        }
        let lines = day_law::asked_parameters().flat_map(|name| book.provisions(name));
        Ok(Self {
            ctx,
            known_on: super::known_on(ctx, known_at),
            days,
            named: lines.filter_map(|(line, _)| line.scope.unit.clone()).collect(),
            relevant,
            facts,
            units,
            situations: Vec::new(),
            known: HashMap::new(),
            asked: HashMap::new(),
        })
    }

    /// Returns whether everybody stands under the same law.
    pub(super) fn is_for_all(&self) -> bool {
        self.facts.is_empty() && self.named.is_empty()
    }

    /// Returns whether a work unit has a fact that its agency does not have.
    pub(super) fn has_own_facts(&self, unit_id: i64) -> bool {
        self.units.contains(&unit_id)
    }

    /// Returns what tells the law of somebody apart from that of others.
    pub(super) fn key(&mut self, agency: Option<&Agency>, facts: impl Fn(&FactsOn) -> Facts) -> Key {
        let code = agency.map(|agency| &agency.code).filter(|code| self.named.contains(*code));
        let mut situations = Vec::with_capacity(self.facts.len());
        for day in 0..self.facts.len() {
            let known = facts(&self.facts[day]);
            let counting = known.iter().filter(|(name, _)| self.relevant.contains(name));
            let counting: Facts = counting.map(|(name, value)| (name, value.clone())).collect();
            situations.push(self.situation(counting));
        }
        Key { agency: code.cloned(), situations }
    }

    /// Returns the law of every day.
    pub(super) fn ask(&self, key: &Key) -> Vec<(CalendarDay, DayParams)> {
        let known = KnownLaw { law: self.ctx.law(), known_on: self.known_on };
        let place = &self.ctx.government.region;
        let day = |(index, on): (usize, &NaiveDate)| {
            let situation = key.situations.get(index).map(|situation| &self.situations[*situation]);
            let whom = LawFor { agency: key.agency.as_deref(), situation };
            let params = day_law::day_params_for(known, place, whom, *on);
            (known.law.calendar.day(*on, None, params.week), params)
        };
        self.days.iter().enumerate().map(day).collect()
    }

    fn situation(&mut self, facts: Facts) -> usize {
        if let Some(place) = self.known.get(&facts) {
            return *place;
        }
        self.situations.push(self.ctx.law().book.situation(&facts));
        self.known.insert(facts, self.situations.len() - 1);
        self.situations.len() - 1
    }
}

/// Returns the facts that the conditions of lines about days name.
///
/// # Shape
/// A name that only stands inside of another word counts too: that costs a question and changes no answer.
fn relevant_facts(book: &PolicyBook) -> HashSet<&'static str> {
    let lines = || day_law::asked_parameters().flat_map(|name| book.provisions(name));
    let texts: HashSet<&str> = lines().filter_map(|(line, _)| line.when.as_deref()).collect();
    let declared = directives::facts::FACTS.iter().map(|decl| decl.name);
    declared.filter(|name| texts.iter().any(|text| text.contains(name))).collect()
}
