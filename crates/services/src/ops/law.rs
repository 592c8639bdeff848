//! What law and calendar say about services.

use crate::params;
use crate::rules::need::LawMinimum;
use chrono::NaiveDate;
use siaga_civil::{CalendarDay, WorkWeek};
use siaga_directives::{FactsBetween, FactsOn, facts_between};
use siaga_directory::Agency;
use siaga_platform::{Ctx, Problem};
use siaga_policy::{Facts, Question, Reason, Situation};
use std::collections::HashMap;

/// Staff of an open desk where neither office nor any circular speaks.
const WITHOUT_LAW: u16 = 1;

/// The law of desks over some days: the facts are read once, each situation is answered once.
pub(crate) struct DeskLaw<'a> {
    ctx: &'a Ctx,
    facts: FactsBetween,
    day: Option<(NaiveDate, FactsOn)>,
    situations: HashMap<Facts, Situation>,
    minimums: HashMap<(NaiveDate, i64, Option<i64>), LawMinimum>,
}

impl<'a> DeskLaw<'a> {
    /// Reads the facts of some days, both ends inclusive.
    pub(crate) async fn read(ctx: &'a Ctx, from_on: NaiveDate, until_on: NaiveDate) -> Result<Self, Problem> {
        let facts = facts_between(ctx, from_on, until_on, None).await?;
        Ok(Self { ctx, facts, day: None, situations: HashMap::new(), minimums: HashMap::new() })
    }

    /// Returns the staff of a desk of an agency, or of one of its units, where the office has set none.
    pub(crate) fn minimum(&mut self, agency: &Agency, unit_id: Option<i64>, on: NaiveDate) -> &LawMinimum {
        let key = (on, agency.id, unit_id);
        if !self.minimums.contains_key(&key) {
            let minimum = self.ask(agency, unit_id, on);
            self.minimums.insert(key, minimum);
        }
        &self.minimums[&key]
    }

    fn ask(&mut self, agency: &Agency, unit_id: Option<i64>, on: NaiveDate) -> LawMinimum {
        let book = &self.ctx.law().book;
        let known = match self.day.take() {
            Some((day, known)) if day == on => known,
            _ => self.facts.on(on),
        };
        let facts = match unit_id {
            Some(unit_id) => known.of_unit(&agency.path, unit_id),
            None => known.of_agency(&agency.path),
        };
        self.day = Some((on, known));
        let situation = self.situations.entry(facts).or_insert_with_key(|facts| book.situation(facts));
        let place = agency.region.unwrap_or(self.ctx.government.region);
        let question = Question::on(on).at(&place).in_situation(situation);
        let question = Question { unit: Some(&agency.code), ..question };
        let ruling = book.ruling(params::DESK_MINIMUM, &question);
        match ruling.as_ref().and_then(|ruling| Some((ruling, ruling.integer()?))) {
            Some((ruling, people)) => LawMinimum {
                people: u16::try_from(people).unwrap_or(WITHOUT_LAW),
                reason: ruling.reason("staff of a desk where the office has set none"),
                title: ruling.provision.title.to_string(),
            },
            None => LawMinimum {
                people: WITHOUT_LAW,
                reason: Reason::fact("no circular says how many people a desk needs"),
                title: String::new(),
            },
        }
    }
}

/// Returns the public holiday or collective leave of a day, as known on a day.
pub(crate) fn day_off(ctx: &Ctx, on: NaiveDate, known_on: Option<NaiveDate>) -> Option<String> {
    // Which days of the week are worked, each service says itself.
    match ctx.law().calendar.day(on, known_on, WorkWeek::SixDays) {
        CalendarDay::PublicHoliday { name, .. } | CalendarDay::CollectiveLeave { name, .. } => Some(name),
        CalendarDay::Working | CalendarDay::Weekend => None,
    }
}
