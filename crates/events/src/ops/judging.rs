//! Asks law, places and calendar about an event: the facts for the rule of the limit.

use crate::model::{EventKind, EventPlan};
use crate::rules::law::LawOn;
use crate::rules::limit::{Asked, DayFacts, Judgement, PlaceFacts, judge};
use crate::store::events::{self as store, Busy};
use crate::store::places;
use chrono::{Days, NaiveDate};
use siaga_civil::RegionCode;
use siaga_directives::{FactsBetween, facts_between};
use siaga_directory::{self as directory, Agency};
use siaga_platform::db::ConnectionTrait;
use siaga_platform::{Ctx, Problem};
use siaga_policy::{Decision, Question, Situation};
use std::collections::HashMap;

/// So many days after the wanted one are looked at for a way out.
const DAYS_LOOKED_AT: u64 = 60;

/// Everything that is asked about some days, read once for many events.
pub(crate) struct Facts {
    agencies: HashMap<i64, Agency>,
    known: FactsBetween,
    busy: Vec<Busy>,
    places: Vec<crate::model::PlacePlan>,
}

impl Facts {
    /// Reads what events on these days depend on, and on the days after them.
    pub(crate) async fn read(
        ctx: &Ctx,
        connection: &impl ConnectionTrait,
        (from_on, until_on): (NaiveDate, NaiveDate),
    ) -> Result<Self, Problem> {
        let until_on = until_on.checked_add_days(Days::new(DAYS_LOOKED_AT)).unwrap_or(until_on);
        let agencies = directory::agencies(ctx).await?;
        Ok(Self {
            agencies: agencies.into_iter().map(|agency| (agency.id, agency)).collect(),
            known: facts_between(ctx, from_on, until_on, None).await?,
            busy: store::busy(ctx, connection, from_on, until_on).await?,
            places: places::all(ctx, connection).await?,
        })
    }

    /// Returns what follows for a plan of an agency; `own` is its event, which is in nobody's way.
    pub(crate) fn judge(
        &self,
        ctx: &Ctx,
        agency: &Agency,
        plan: &EventPlan,
        own: Option<i64>,
    ) -> Decision<Judgement> {
        let asked = Asked {
            people: plan.people,
            is_village_gathering: plan.kind == EventKind::VillageGathering,
            capacity: plan.place.as_ref().map(|place| place.capacity),
        };
        let mut look = Look { facts: self, ctx, agency, plan, own, situation: None };
        let day = look.at(plan.held_on);
        let first = judge(asked, &day, &[], &[]);
        if first.value.is_allowed() {
            return first;
        }
        let later: Vec<DayFacts> =
            plan.held_on.iter_days().skip(1).take(DAYS_LOOKED_AT as usize).map(|on| look.at(on)).collect();
        judge(asked, &day, &later, &look.other_places())
    }
}

/// One event in front of the facts.
struct Look<'a> {
    facts: &'a Facts,
    ctx: &'a Ctx,
    agency: &'a Agency,
    plan: &'a EventPlan,
    own: Option<i64>,
    /// The situation of the day before: facts seldom change from one day to the next.
    situation: Option<Situation>,
}

impl Look<'_> {
    fn at(&mut self, on: NaiveDate) -> DayFacts {
        let place_key = self.plan.place.as_ref().map(|place| places::key(&place.name));
        let taken_by = place_key.and_then(|key| self.holder(&key, on));
        DayFacts { on, law: self.law(on), taken_by: taken_by.unwrap_or_default() }
    }

    /// Law of the place where people meet, as it is known today: nobody plans by a circular that is not
    /// written yet. What took place already is seen by what was known on its day.
    fn law(&mut self, on: NaiveDate) -> LawOn {
        let book = &self.ctx.law().book;
        let known = self.facts.known.on(on).of_agency(&self.agency.path);
        let situation = match self.situation.take() {
            Some(situation) if *situation.facts() == known => situation,
            _ => book.situation(&known),
        };
        let region = region(self.ctx, self.plan);
        let question = Question { unit: Some(&self.agency.code), ..Question::on(on) };
        let question =
            question.at(&region).known_on(self.ctx.today().min(self.plan.held_on)).in_situation(&situation);
        let law = LawOn::read(book, &question);
        self.situation = Some(situation);
        law
    }

    /// Returns who has a place at the hour of the event, in words.
    fn holder(&self, place_key: &str, on: NaiveDate) -> Option<String> {
        let overlaps = |busy: &&Busy| {
            busy.held_on == on
                && busy.name_key == place_key
                && Some(busy.event_id) != self.own
                && busy.start_minute < self.plan.end_minute
                && self.plan.start_minute < busy.end_minute
        };
        let busy = self.facts.busy.iter().find(overlaps)?;
        let name = self.facts.agencies.get(&busy.agency_id).map_or("–", |agency| agency.name.as_str());
        let clock = |minute| super::words::clock(self.ctx.locale, minute);
        Some(format!("{name}, {}–{}", clock(busy.start_minute), clock(busy.end_minute)))
    }

    fn other_places(&self) -> Vec<PlaceFacts> {
        let own = self.plan.place.as_ref().map(|place| places::key(&place.name));
        let others = self.facts.places.iter().filter(|place| Some(places::key(&place.name)) != own);
        let facts = |place: &crate::model::PlacePlan| PlaceFacts {
            is_free: self.holder(&places::key(&place.name), self.plan.held_on).is_none(),
            name: place.name.clone(),
            capacity: place.capacity,
        };
        others.map(facts).collect()
    }
}

/// Returns where the event is: the village or district of its place, else the government's region.
fn region(ctx: &Ctx, plan: &EventPlan) -> RegionCode {
    plan.place.as_ref().and_then(|place| place.region).unwrap_or(ctx.government.region)
}

/// Reads the facts for one plan and returns what follows for it.
pub(crate) async fn judge_plan(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    agency: &Agency,
    plan: &EventPlan,
    own: Option<i64>,
) -> Result<Decision<Judgement>, Problem> {
    let facts = Facts::read(ctx, connection, (plan.held_on, plan.held_on)).await?;
    Ok(facts.judge(ctx, agency, plan, own))
}
