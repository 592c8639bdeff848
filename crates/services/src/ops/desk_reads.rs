//! Desks for those who see to them: versions, people, findings.

use super::desk_days::{Recorded, can_serve};
use super::law::{DeskLaw, day_off};
use super::reads;
use crate::desk::{Desk, DeskSheet, DeskStaff, StaffingFinding};
use crate::rules::need::{LawMinimum, need, short_of_staff};
use crate::rules::versions;
use crate::status::ServiceStatus;
use crate::store::services::Which;
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_directory::Agency;
use siaga_platform::{Ctx, Problem};
use siaga_policy::Reason;
use std::collections::HashMap;
use uuid::Uuid;

/// Returns the desks of a service in the order in which they were recorded, those no longer used too.
///
/// # Errors
/// `services.missing`, `platform.forbidden`.
pub async fn desk_sheets(ctx: &Ctx, service: Uuid, on: NaiveDate) -> Result<Vec<DeskSheet>, Problem> {
    let found = reads::found(ctx, service).await?;
    ctx.require(Action::ServiceView, &ctx.in_agency(&found.agency.path))?;
    let recorded = Recorded::read(ctx, Which::One(service)).await?;
    let staff = can_serve(ctx, &recorded, Some(found.agency.id), on).await?;
    let findings = findings(ctx, &recorded, &staff_counts(&staff), on).await?;
    let mut sheets = Vec::new();
    for head in &recorded.desks {
        let Some(all) = recorded.desk_plans.get(&head.id) else { continue };
        let Some(shown) = versions::on(all, on, None).or(all.last()) else { continue };
        let service_plans = recorded.service_plans.get(&found.head.id).map_or(&[][..], Vec::as_slice);
        let service_plan = versions::on(service_plans, on, None).or(service_plans.last());
        let mut versions = all.clone();
        versions.reverse();
        sheets.push(DeskSheet {
            desk: Desk {
                id: head.id,
                uid: head.uid,
                service_uid: service,
                agency_id: found.agency.id,
                unit_id: shown.plan.unit_id,
                name: shown.plan.name.clone(),
                skill: shown.plan.skill.clone(),
                is_direct: service_plan.is_some_and(|version| version.plan.is_direct),
            },
            plan: shown.plan.clone(),
            versions,
            staff: staff.iter().filter(|one| one.desk_id == head.id).map(|one| one.employee_id).collect(),
            finding: findings.get(&head.id).copied(),
        });
    }
    Ok(sheets)
}

/// Returns how many desks of each service, by its key, ask for more people than can serve them.
pub(crate) async fn short_desks(ctx: &Ctx, on: NaiveDate) -> Result<HashMap<Uuid, (usize, usize)>, Problem> {
    let recorded = Recorded::read(ctx, Which::Of(None)).await?;
    let staff = can_serve(ctx, &recorded, None, on).await?;
    let findings = findings(ctx, &recorded, &staff_counts(&staff), on).await?;
    let mut counts: HashMap<Uuid, (usize, usize)> = HashMap::new();
    for desk in recorded.in_use(on) {
        let count = counts.entry(desk.service.uid).or_default();
        count.0 += 1;
        count.1 += usize::from(findings.contains_key(&desk.head.id));
    }
    Ok(counts)
}

fn staff_counts(staff: &[DeskStaff]) -> HashMap<i64, u16> {
    let mut counts: HashMap<i64, u16> = HashMap::new();
    for one in staff {
        let count = counts.entry(one.desk_id).or_default();
        *count = count.saturating_add(1);
    }
    counts
}

/// Returns the desks in use that ask for more people than can serve them, by key.
async fn findings(
    ctx: &Ctx,
    recorded: &Recorded,
    counts: &HashMap<i64, u16>,
    on: NaiveDate,
) -> Result<HashMap<i64, StaffingFinding>, Problem> {
    let mut law = DeskLaw::read(ctx, on, on).await?;
    let mut findings = HashMap::new();
    for desk in recorded.in_use(on) {
        let Some(agency) = recorded.agencies.get(&desk.service.agency_id) else { continue };
        let minimum = law.minimum(agency, desk.plan.unit_id, on);
        let hours = desk.plan.hours.as_ref().unwrap_or(&desk.service_plan.hours);
        let can_serve = counts.get(&desk.head.id).copied().unwrap_or(0);
        if let Some(finding) = short_of_staff(hours, &desk.plan.minimum, minimum, can_serve) {
            findings.insert(desk.head.id, finding);
        }
    }
    Ok(findings)
}

/// Returns the staff of a half-day that law asks for at a desk for which the office sets none.
pub(crate) async fn minimum_by_law(
    ctx: &Ctx,
    agency: &Agency,
    unit_id: Option<i64>,
    on: NaiveDate,
) -> Result<LawMinimum, Problem> {
    Ok(DeskLaw::read(ctx, on, on).await?.minimum(agency, unit_id, on).clone())
}

/// What a desk needs on a day, and why.
pub(crate) struct DeskNeed {
    pub(crate) desk: Desk,
    pub(crate) agency: Agency,
    pub(crate) status: ServiceStatus,
    /// Morning and afternoon; nothing where the desk has no hours that day.
    pub(crate) people: Option<[u16; 2]>,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) law_title: String,
}

/// Returns what a desk needs on a day; who may see it, the caller asks.
///
/// # Errors
/// `services.desk_missing`, also where it is not in use on the day.
pub(crate) async fn desk_need(ctx: &Ctx, uid: Uuid, on: NaiveDate) -> Result<DeskNeed, Problem> {
    let missing = || Problem::missing("services.desk_missing");
    let recorded = Recorded::read(ctx, Which::Of(None)).await?;
    let desk = recorded.in_use(on).find(|desk| desk.head.uid == uid).ok_or_else(missing)?;
    let agency = recorded.agencies.get(&desk.service.agency_id).ok_or_else(missing)?;
    let law = minimum_by_law(ctx, agency, desk.plan.unit_id, on).await?;
    let facts = recorded.facts_on(&desk, on, day_off(ctx, on, None).is_some());
    let needed = need(facts, on, &law);
    Ok(DeskNeed {
        desk: desk.desk(),
        agency: agency.clone(),
        status: facts.status,
        people: needed.as_ref().map(|decision| decision.value),
        reasons: needed.map(|decision| decision.reasons).unwrap_or_default(),
        law_title: law.title,
    })
}
