//! What desks need day by day, and who can serve them. Other capabilities plan with it.

use super::law::{self, DeskLaw};
use super::staff::works_in;
use crate::desk::{Desk, DeskDay, DeskPlan, DeskStaff, Serves};
use crate::model::{ServicePlan, Version};
use crate::rules::need::{DeskFacts, need};
use crate::rules::{standing::standing, versions};
use crate::status::StatusFact;
use crate::store::desks::{self, DeskHead};
use crate::store::services::{self, ServiceHead, Which};
use crate::store::{staff, statuses};
use chrono::NaiveDate;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use std::collections::{BTreeSet, HashMap};

/// Longest span of days that is answered at once.
const DAYS_MAX: usize = 400;

/// Everything that is recorded about desks of one agency or of all.
pub(crate) struct Recorded {
    pub(crate) services: HashMap<i64, ServiceHead>,
    pub(crate) service_plans: HashMap<i64, Vec<Version<ServicePlan>>>,
    pub(crate) desks: Vec<DeskHead>,
    pub(crate) desk_plans: HashMap<i64, Vec<Version<DeskPlan>>>,
    facts: HashMap<i64, Vec<StatusFact>>,
    pub(crate) agencies: HashMap<i64, Agency>,
}

/// A desk that is in use on a day.
pub(crate) struct DeskOn<'a> {
    pub(crate) head: &'a DeskHead,
    pub(crate) service: &'a ServiceHead,
    pub(crate) service_plan: &'a ServicePlan,
    pub(crate) plan: &'a DeskPlan,
}

impl DeskOn<'_> {
    /// Returns the desk as others know it.
    pub(crate) fn desk(&self) -> Desk {
        Desk {
            id: self.head.id,
            uid: self.head.uid,
            service_uid: self.service.uid,
            agency_id: self.service.agency_id,
            unit_id: self.plan.unit_id,
            name: self.plan.name.clone(),
            skill: self.plan.skill.clone(),
            is_direct: self.service_plan.is_direct,
        }
    }
}

impl Recorded {
    /// Reads the desks of services.
    pub(crate) async fn read(ctx: &Ctx, which: Which) -> Result<Self, Problem> {
        let reader = ctx.db().reader();
        let heads = services::heads(ctx, reader, which).await?;
        let agencies = directory::agencies(ctx).await?;
        Ok(Self {
            services: heads.into_iter().map(|head| (head.id, head)).collect(),
            service_plans: services::plans(ctx, reader, which).await?,
            desks: desks::heads(ctx, reader, which).await?,
            desk_plans: desks::plans(ctx, reader, which).await?,
            facts: statuses::of(ctx, reader, which).await?,
            agencies: agencies.into_iter().map(|agency| (agency.id, agency)).collect(),
        })
    }

    /// Returns the desks in use on a day, in the order in which they were recorded.
    pub(crate) fn in_use(&self, on: NaiveDate) -> impl Iterator<Item = DeskOn<'_>> {
        self.desks.iter().filter_map(move |head| {
            let service = self.services.get(&head.service_id)?;
            let service_plan = &versions::on(self.service_plans.get(&service.id)?, on, None)?.plan;
            let plan = &versions::on(self.desk_plans.get(&head.id)?, on, None)?.plan;
            let is_used = !service_plan.is_ended && !plan.is_ended;
            is_used.then_some(DeskOn { head, service, service_plan, plan })
        })
    }

    /// Returns what the need of a desk on a day rests on.
    pub(crate) fn facts_on<'a>(&self, desk: &DeskOn<'a>, on: NaiveDate, is_day_off: bool) -> DeskFacts<'a> {
        let facts = self.facts.get(&desk.service.id).map_or(&[][..], Vec::as_slice);
        DeskFacts {
            hours: desk.plan.hours.as_ref().unwrap_or(&desk.service_plan.hours),
            minimum: &desk.plan.minimum,
            status: standing(facts, on, None).status,
            is_day_off,
        }
    }
}

/// Returns what each desk needs on each day on which it has opening hours, by day.
///
/// # Shape
/// Days without hours are left out: closed weekdays, and public holidays and collective leave but for what is
/// open on Sundays. Closed and online-only services need nobody. Where the office has set no number, law
/// decides. Of one agency (without those below it), or of all. Reads ask no permission: who shows the result
/// decides.
///
/// # Errors
/// `services.span_too_long` for more than 400 days.
pub async fn desk_days(
    ctx: &Ctx,
    agency_id: Option<i64>,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<DeskDay>, Problem> {
    let days: Vec<NaiveDate> =
        from_on.iter_days().take_while(|on| *on <= until_on).take(DAYS_MAX + 1).collect();
    if days.len() > DAYS_MAX {
        return Err(Problem::invalid("services.span_too_long").with("most", DAYS_MAX));
    }
    let recorded = Recorded::read(ctx, Which::Of(agency_id)).await?;
    let mut desk_law = DeskLaw::read(ctx, from_on, until_on).await?;
    let mut found = Vec::new();
    for on in days {
        let is_day_off = law::day_off(ctx, on, None).is_some();
        for desk in recorded.in_use(on) {
            let Some(agency) = recorded.agencies.get(&desk.service.agency_id) else { continue };
            let minimum = desk_law.minimum(agency, desk.plan.unit_id, on);
            let facts = recorded.facts_on(&desk, on, is_day_off);
            let Some(needed) = need(facts, on, minimum) else { continue };
            let status = facts.status;
            let [morning_min, afternoon_min] = needed.value;
            found.push(DeskDay { desk: desk.desk(), on, morning_min, afternoon_min, status });
        }
    }
    Ok(found)
}

/// Returns who can serve which desk on a day: named for it, or with the skill that it asks for.
///
/// # Shape
/// Sorted, each pair once. Only people who work in the agency of the desk, or below it, on that day. Reads ask
/// no permission: who shows the result decides.
///
/// # Errors
/// As the store says.
pub async fn desk_staff(ctx: &Ctx, agency_id: Option<i64>, on: NaiveDate) -> Result<Vec<DeskStaff>, Problem> {
    let recorded = Recorded::read(ctx, Which::Of(agency_id)).await?;
    can_serve(ctx, &recorded, agency_id, on).await
}

/// Returns who can serve the desks of what was read.
pub(crate) async fn can_serve(
    ctx: &Ctx,
    recorded: &Recorded,
    agency_id: Option<i64>,
    on: NaiveDate,
) -> Result<Vec<DeskStaff>, Problem> {
    let mut entries = staff::all(ctx, ctx.db().reader(), agency_id).await?;
    entries.retain(|stored| stored.entry.covers(on));
    let ids: BTreeSet<i64> = entries.iter().map(|stored| stored.entry.employee_id).collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let people = directory::people_by_ids(ctx, &ids, on).await?;
    let is_there = |employee_id: i64, agency_id: i64| {
        let agency = people.get(&employee_id).and_then(|person| recorded.agencies.get(&person.agency_id));
        agency.is_some_and(|agency| works_in(agency, agency_id))
    };
    let mut found = BTreeSet::new();
    for desk in recorded.in_use(on) {
        let skill = desk.plan.skill.as_deref().map(str::to_lowercase);
        for stored in entries.iter().filter(|stored| stored.entry.agency_id == desk.service.agency_id) {
            let serves = match &stored.entry.serves {
                Serves::Desk(_) => stored.desk_id == Some(desk.head.id),
                Serves::Skill(has) => Some(has.to_lowercase()) == skill,
            };
            if serves && is_there(stored.entry.employee_id, desk.service.agency_id) {
                found.insert(DeskStaff { employee_id: stored.entry.employee_id, desk_id: desk.head.id });
            }
        }
    }
    Ok(found.into_iter().collect())
}
