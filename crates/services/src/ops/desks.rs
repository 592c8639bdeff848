//! Desks of a service.

use super::changes::{checked_hours, next_number, tell};
use super::words::{self, DESK_NAME, SKILL};
use crate::desk::DeskPlan;
use crate::model::Change;
use crate::ops::reads::{self, Found};
use crate::store::desks as store;
use crate::store::services::Which;
use crate::store::versions::NewVersion;
use chrono::NaiveDate;
use serde_json::json;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Most people that a desk can ask for in a half-day.
const MINIMUM_MAX: u16 = 50;

/// Records a desk of a service from a day on and returns its key.
///
/// # Errors
/// `services.missing`, `services.unit_elsewhere` for a unit of another agency, `services.desk_duplicate`,
/// `services.minimum_too_high`, those of hours and texts as for services, `platform.forbidden`.
pub async fn add_desk(
    ctx: &Ctx,
    service: Uuid,
    from_on: NaiveDate,
    plan: &DeskPlan,
) -> Result<Uuid, Problem> {
    let found = reads::found(ctx, service).await?;
    let verdict = ctx.require(Action::ServiceEdit, &ctx.in_agency(&found.agency.path))?;
    words::first_day(from_on)?;
    let plan = checked(ctx, &found, plan).await?;
    let tx = ctx.db().begin().await?;
    refuse_duplicate(ctx, &tx, (&found, None), &plan).await?;
    let uid = ctx.new_id();
    let id = store::insert(ctx, &tx, uid, found.head.id).await?;
    let version = NewVersion { owner_id: id, number: 1, from_on, plan: &plan, reason: "" };
    store::insert_plan(ctx, &tx, version).await?;
    let detail = json!({ "service": service, "from_on": from_on, "unit": plan.unit_id });
    let entry = Entry::new("service.add_desk", format!("desk/{uid}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(uid)
}

/// Changes what a desk is from a day on: a new version; the old ones stay.
///
/// # Errors
/// `services.desk_missing`, `services.changed_meanwhile` when another officer was faster, which says who;
/// `services.text_missing` for the reason; as [`add_desk`].
pub async fn change_desk(
    ctx: &Ctx,
    service: Uuid,
    desk: Uuid,
    change: &Change<DeskPlan>,
) -> Result<(), Problem> {
    let found = reads::found(ctx, service).await?;
    let verdict = ctx.require(Action::ServiceEdit, &ctx.in_agency(&found.agency.path))?;
    words::first_day(change.from_on)?;
    let plan = checked(ctx, &found, &change.plan).await?;
    let reason = words::line(&change.reason, "reason", words::REASON)?;
    let tx = ctx.db().begin().await?;
    let heads = store::heads(ctx, &*tx, Which::One(service)).await?;
    let head = heads.into_iter().find(|head| head.uid == desk);
    let head = head.ok_or_else(|| Problem::missing("services.desk_missing"))?;
    refuse_duplicate(ctx, &tx, (&found, Some(head.id)), &plan).await?;
    let versions = store::plans(ctx, &*tx, Which::One(service)).await?.remove(&head.id).unwrap_or_default();
    let number = next_number(ctx, &versions, change.seen_version)?;
    let version =
        NewVersion { owner_id: head.id, number, from_on: change.from_on, plan: &plan, reason: &reason };
    store::insert_plan(ctx, &tx, version).await?;
    let detail = json!({ "version": number, "from_on": change.from_on, "is_ended": plan.is_ended });
    let entry = Entry::new("service.change_desk", format!("desk/{desk}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(())
}

/// Returns a plan with clean texts; its unit is one of the agency, its own hours are hours.
async fn checked(ctx: &Ctx, found: &Found, plan: &DeskPlan) -> Result<DeskPlan, Problem> {
    if let Some(unit_id) = plan.unit_id {
        let units = directory::units(ctx, Some(found.agency.id)).await?;
        if !units.iter().any(|unit| unit.id == unit_id) {
            let problem = Problem::invalid("services.unit_elsewhere").on_field("unit");
            return Err(problem.with("agency", &found.agency.name));
        }
    }
    for (day, halves) in plan.minimum.0.iter().enumerate() {
        for (half, name) in ["morning", "afternoon"].into_iter().enumerate() {
            if halves[half].is_some_and(|people| people > MINIMUM_MAX) {
                let problem = Problem::invalid("services.minimum_too_high").with("most", MINIMUM_MAX);
                return Err(problem.on_field(format!("{name}_{}", day + 1)));
            }
        }
    }
    let skill = plan.skill.as_deref().filter(|skill| !skill.trim().is_empty());
    let hours = plan.hours.as_ref().filter(|hours| !hours.is_empty());
    Ok(DeskPlan {
        name: words::line(&plan.name, "name", DESK_NAME)?,
        unit_id: plan.unit_id,
        skill: skill.map(|skill| words::line(skill, "skill", SKILL)).transpose()?,
        hours: hours.map(checked_hours).transpose()?,
        minimum: plan.minimum,
        is_ended: plan.is_ended,
    })
}

/// Keeps other writers of a service's desks waiting, and refuses a name that another one has.
async fn refuse_duplicate(
    ctx: &Ctx,
    tx: &Tx,
    (found, own_id): (&Found, Option<i64>),
    plan: &DeskPlan,
) -> Result<(), Problem> {
    tx.lock(&format!("services.desks/{}", found.head.id)).await?;
    let wanted = plan.name.to_lowercase();
    let plans = store::plans(ctx, &**tx, Which::One(found.head.uid)).await?;
    let is_taken = plans.iter().filter(|(id, _)| Some(**id) != own_id).any(|(_, versions)| {
        let newest = versions.last().map(|version| &version.plan);
        newest.is_some_and(|other| !other.is_ended && other.name.to_lowercase() == wanted)
    });
    if is_taken && !plan.is_ended {
        return Err(Problem::conflict("services.desk_duplicate").on_field("name").with("name", &plan.name));
    }
    Ok(())
}
