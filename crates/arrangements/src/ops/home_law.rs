//! Where law lets nobody work from home, whatever a signed roster says.

use crate::params::{HOME_ALLOWED, HOME_SHARE_MIN, OFFICE_SHARE_MAX};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_directives::{self as directives, FactsBetween, FactsOn};
use siaga_directory::Agency;
use siaga_platform::{Ctx, Problem};
use siaga_policy::{Facts, PolicyBook, Provision, Question, Situation};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What decides about work from home.
const ASKED: [&str; 3] = [HOME_ALLOWED, HOME_SHARE_MIN, OFFICE_SHARE_MAX];

/// What ends work from home on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HomeEnded {
    pub(crate) circular: Arc<str>,
    pub(crate) article: Arc<str>,
}

/// Answers for one work unit after the other; what many units share is asked once.
pub(crate) struct HomeLaw<'a> {
    ctx: &'a Ctx,
    /// Nobody is called back by a circular that is not written yet.
    known_on: NaiveDate,
    facts: Option<(FactsBetween, HashSet<i64>)>,
    days: HashMap<NaiveDate, FactsOn>,
    situations: HashMap<Facts, Situation>,
    answers: HashMap<(Place, NaiveDate), Option<HomeEnded>>,
    is_for_all: bool,
}

/// Whom an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Everybody,
    Agency(i64),
    Unit(i64),
}

impl<'a> HomeLaw<'a> {
    /// Reads what the questions about a period need.
    ///
    /// # Errors
    /// As the store says.
    pub(crate) async fn open(
        ctx: &'a Ctx,
        (from_on, until_on): (NaiveDate, NaiveDate),
        known_at: Option<DateTime<Utc>>,
    ) -> Result<Self, Problem> {
        let book = &ctx.law().book;
        let has = |is: fn(&Provision) -> bool| {
            ASKED.iter().any(|name| book.provisions(name).any(|(provision, _)| is(provision)))
        };
        let facts = match has(|line| line.when.is_some()) {
            true => Some(directives::facts_between(ctx, from_on, until_on, known_at).await?),
            false => None,
        };
        let is_narrow = has(|line| line.scope.unit.is_some() || line.scope.agency_kind.is_some());
        Ok(Self {
            ctx,
            known_on: known_at.map_or(ctx.today(), |at| ctx.government.zone.local(at).date()),
            is_for_all: facts.is_none() && !is_narrow,
            facts: facts.map(|facts| {
                let units = facts.units().into_iter().collect();
                (facts, units)
            }),
            days: HashMap::new(),
            situations: HashMap::new(),
            answers: HashMap::new(),
        })
    }

    /// Returns what ends work from home in a unit on a day; nothing where it is allowed or no law speaks.
    pub(crate) fn ended(&mut self, agency: &Agency, unit_id: i64, on: NaiveDate) -> Option<HomeEnded> {
        let has_own_facts = self.facts.as_ref().is_some_and(|(_, units)| units.contains(&unit_id));
        let place = match has_own_facts {
            true => Place::Unit(unit_id),
            false if self.is_for_all => Place::Everybody,
            false => Place::Agency(agency.id),
        };
        if let Some(known) = self.answers.get(&(place, on)) {
            return known.clone();
        }
        let ended = self.asked(agency, place, on, home_ended);
        self.answers.insert((place, on), ended.clone());
        ended
    }

    /// Returns whether law asks for people of an agency to work from home on a day.
    pub(crate) fn is_asked(&mut self, agency: &Agency, on: NaiveDate) -> bool {
        self.asked(agency, Place::Agency(agency.id), on, |book, question| {
            home_ended(book, question).is_none() && home_is_asked(book, question)
        })
    }

    /// Returns whether law asks for people of a unit to work from home on a day.
    pub(crate) fn is_asked_in(&mut self, agency: &Agency, unit_id: i64, on: NaiveDate) -> bool {
        self.asked(agency, Place::Unit(unit_id), on, |book, question| {
            home_ended(book, question).is_none() && home_is_asked(book, question)
        })
    }

    fn asked<T>(
        &mut self,
        agency: &Agency,
        place: Place,
        on: NaiveDate,
        ask: impl Fn(&PolicyBook, &Question<'_>) -> T,
    ) -> T {
        let situation = self.situation(agency, place, on);
        let question = Question {
            place: Some(&self.ctx.government.region),
            unit: Some(&agency.code),
            known_on: Some(self.known_on),
            situation: situation.as_ref(),
            ..Question::on(on)
        };
        ask(&self.ctx.law().book, &question)
    }

    fn situation(&mut self, agency: &Agency, place: Place, on: NaiveDate) -> Option<Situation> {
        let (facts, _) = self.facts.as_ref()?;
        let day = self.days.entry(on).or_insert_with(|| facts.on(on));
        let facts = match place {
            Place::Unit(unit_id) => day.of_unit(&agency.path, unit_id),
            Place::Everybody | Place::Agency(_) => day.of_agency(&agency.path),
        };
        let book = &self.ctx.law().book;
        Some(self.situations.entry(facts).or_insert_with_key(|facts| book.situation(facts)).clone())
    }
}

/// A setting of the program gives way to a circular that asks for work from home.
fn home_ended(book: &PolicyBook, question: &Question<'_>) -> Option<HomeEnded> {
    let ruling = book.ruling(HOME_ALLOWED, question)?;
    if ruling.flag()? {
        return None;
    }
    if ruling.provision.is_default && home_is_asked(book, question) {
        return None;
    }
    Some(HomeEnded { circular: ruling.provision.circular.clone(), article: ruling.provision.article.clone() })
}

fn home_is_asked(book: &PolicyBook, question: &Question<'_>) -> bool {
    let value = |name: &str| book.ruling(name, question).and_then(|ruling| ruling.integer());
    value(HOME_SHARE_MIN).is_some_and(|least| least > 0)
        || value(OFFICE_SHARE_MAX).is_some_and(|most| most < 1000)
}
