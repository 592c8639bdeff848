//! Reading services as they stand on a day. What citizens may know needs no permission.

use crate::model::{DayHours, ServiceFilter, ServiceOn, ServicePlan, ServiceSheet, Version};
use crate::ops::law;
use crate::rules::need::open_spans;
use crate::rules::{standing::standing, versions};
use crate::status::StatusFact;
use crate::store::services::{self as store, ServiceHead, Which};
use crate::store::statuses;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_access::Action;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use uuid::Uuid;

/// A service with its agency.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) head: ServiceHead,
    pub(crate) agency: Agency,
}

/// The moment of a question: which day, known until when, and what is special about the day.
pub(crate) struct Asked {
    pub(crate) on: NaiveDate,
    pub(crate) known_at: Option<DateTime<Utc>>,
    day_off: Option<String>,
}

impl Asked {
    /// Returns the question about a day, as known at a time.
    pub(crate) fn new(ctx: &Ctx, on: NaiveDate, known_at: Option<DateTime<Utc>>) -> Self {
        let known_on = known_at.map(|at| ctx.government.zone.local(at).date());
        Self { on, known_at, day_off: law::day_off(ctx, on, known_on) }
    }

    fn is_known(&self, at: DateTime<Utc>) -> bool {
        self.known_at.is_none_or(|known_at| at <= known_at)
    }
}

/// Returns a service and its agency; who may do what, the caller asks.
///
/// # Errors
/// `services.missing`.
pub(crate) async fn found(ctx: &Ctx, uid: Uuid) -> Result<Found, Problem> {
    let head = store::heads(ctx, ctx.db().reader(), Which::One(uid)).await?.pop();
    let head = head.ok_or_else(|| Problem::missing("services.missing"))?;
    let agency = directory::agency(ctx, head.agency_id).await?;
    Ok(Found { head, agency })
}

/// Returns the services that are offered on a day, by agency and name. Everybody may know them.
///
/// # Errors
/// As the store says.
pub async fn services(ctx: &Ctx, filter: &ServiceFilter) -> Result<Vec<ServiceOn>, Problem> {
    let (which, reader) = (Which::Of(filter.agency_id), ctx.db().reader());
    let agencies: HashMap<i64, Agency> =
        directory::agencies(ctx).await?.into_iter().map(|agency| (agency.id, agency)).collect();
    let plans = store::plans(ctx, reader, which).await?;
    let facts = statuses::of(ctx, reader, which).await?;
    let asked = Asked::new(ctx, filter.on, filter.known_at);
    let mut all = Vec::new();
    for head in store::heads(ctx, reader, which).await? {
        let Some(agency) = agencies.get(&head.agency_id) else { continue };
        let versions = plans.get(&head.id).map_or(&[][..], Vec::as_slice);
        let Some(holding) = versions::on(versions, asked.on, asked.known_at) else { continue };
        if holding.plan.is_ended {
            continue;
        }
        let facts = facts.get(&head.id).map_or(&[][..], Vec::as_slice);
        let service = service_at((&head, agency), (versions, holding), facts, &asked);
        if is_wanted(filter, &service) {
            all.push(service);
        }
    }
    all.sort_by_key(|one| (one.agency_name.clone(), one.agency_id, one.plan.name.to_lowercase()));
    Ok(all)
}

fn is_wanted(filter: &ServiceFilter, service: &ServiceOn) -> bool {
    let text = filter.text.trim().to_lowercase();
    let texts = [&service.plan.name, &service.plan.description, &service.agency_name];
    let has_text =
        text.split_whitespace().all(|word| texts.iter().any(|text| text.to_lowercase().contains(word)));
    has_text && (filter.statuses.is_empty() || filter.statuses.contains(&service.status.status))
}

/// Returns one service that is offered on a day. Everybody may know it.
///
/// # Errors
/// `services.missing`, also where it has not begun or is ended on that day.
pub async fn service_on(
    ctx: &Ctx,
    uid: Uuid,
    on: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<ServiceOn, Problem> {
    let (service, is_listed) = read_one(ctx, uid, &Asked::new(ctx, on, known_at)).await?.0;
    if is_listed { Ok(service) } else { Err(Problem::missing("services.missing")) }
}

/// Returns everything about one service, for those who see to it.
///
/// # Errors
/// `services.missing`, `platform.forbidden`.
pub async fn service_sheet(ctx: &Ctx, uid: Uuid, on: NaiveDate) -> Result<ServiceSheet, Problem> {
    let found = found(ctx, uid).await?;
    ctx.require(Action::ServiceView, &ctx.in_agency(&found.agency.path))?;
    let ((service, is_listed), mut versions, mut statuses) =
        read_one(ctx, uid, &Asked::new(ctx, on, None)).await?;
    versions.reverse();
    statuses.reverse();
    Ok(ServiceSheet { service, is_listed, versions, statuses })
}

type OneRead = ((ServiceOn, bool), Vec<Version<ServicePlan>>, Vec<StatusFact>);

/// Returns a service with whether it is offered, its versions and its states, the oldest first. One that is
/// not offered on the day is shown as its newest version says.
async fn read_one(ctx: &Ctx, uid: Uuid, asked: &Asked) -> Result<OneRead, Problem> {
    let found = found(ctx, uid).await?;
    let (which, reader) = (Which::One(uid), ctx.db().reader());
    let mut plans = store::plans(ctx, reader, which).await?.remove(&found.head.id).unwrap_or_default();
    let mut facts = statuses::of(ctx, reader, which).await?.remove(&found.head.id).unwrap_or_default();
    plans.retain(|version| asked.is_known(version.made_at));
    facts.retain(|fact| asked.is_known(fact.made_at));
    let holding = versions::on(&plans, asked.on, asked.known_at);
    let is_listed = holding.is_some_and(|version| !version.plan.is_ended);
    let shown = holding.or(plans.last()).ok_or_else(|| Problem::missing("services.missing"))?;
    let service = service_at((&found.head, &found.agency), (&plans, shown), &facts, asked);
    Ok(((service, is_listed), plans, facts))
}

fn service_at(
    (head, agency): (&ServiceHead, &Agency),
    (versions, holding): (&[Version<ServicePlan>], &Version<ServicePlan>),
    facts: &[StatusFact],
    asked: &Asked,
) -> ServiceOn {
    let plan = &holding.plan;
    let spans = open_spans(&plan.hours, asked.on, asked.day_off.is_some()).to_vec();
    let is_off = spans.is_empty() && !plan.hours.is_empty();
    ServiceOn {
        id: head.id,
        uid: head.uid,
        agency_id: agency.id,
        agency_code: agency.code.clone(),
        agency_name: agency.name.clone(),
        agency_path: agency.path.clone(),
        version: versions.last().map_or(0, |version| version.number),
        plan: plan.clone(),
        status: standing(facts, asked.on, asked.known_at),
        hours: DayHours { spans, day_off: asked.day_off.clone().filter(|_| is_off) },
    }
}

/// Returns the agencies in which the actor may do something.
pub(crate) async fn agencies_for(ctx: &Ctx, action: Action) -> Result<Vec<Agency>, Problem> {
    let mut agencies = directory::agencies(ctx).await?;
    if !ctx.may(action, &ctx.whole_government()).permit {
        agencies.retain(|agency| ctx.may(action, &ctx.in_agency(&agency.path)).permit);
    }
    Ok(agencies)
}

/// Returns the services that the actor may see to, as they stand on a day; nothing for somebody who may see
/// to none.
pub(crate) async fn seen_to(ctx: &Ctx, filter: &ServiceFilter) -> Result<Option<Vec<ServiceOn>>, Problem> {
    let agencies = agencies_for(ctx, Action::ServiceView).await?;
    if agencies.is_empty() {
        return Ok(None);
    }
    let mut all = services(ctx, filter).await?;
    all.retain(|service| agencies.iter().any(|agency| agency.id == service.agency_id));
    Ok(Some(all))
}
