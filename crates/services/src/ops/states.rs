//! Saying how a service can be had.

use super::changes::{meanwhile, tell};
use super::words::{self, MAYBE_REASON, PLACE, REASON};
use crate::model::ServicePlan;
use crate::ops::reads::{self, Found};
use crate::rules::{standing::standing, versions};
use crate::status::{NewStatus, ServiceStatus, StatusOn};
use crate::store::services::{self as service_store, Which};
use crate::store::statuses as store;
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem, topics};
use uuid::Uuid;

/// A state of a service was recorded. Payload: `service` (its key outside), `agency_id`, `status`, `from_on`,
/// `until_on` (null while nobody knows).
pub const STATUS_CHANGED: &str = "services.status_changed";

/// Records a state of a service for a span of days and returns its key.
///
/// # Shape
/// Earlier words about the same days stay readable; the newest recorded wins. A state for days that are
/// already over is kept and marked as recorded late.
///
/// # Errors
/// `services.missing`, `services.until_before_from`, `services.day_unlikely`, `services.text_missing` for the
/// reason of all but open, `services.place_missing` where citizens would not know where to go,
/// `services.address`, `services.changed_meanwhile` when another officer was faster, which says who,
/// `platform.forbidden`.
pub async fn set_status(ctx: &Ctx, service: Uuid, new: &NewStatus) -> Result<Uuid, Problem> {
    let found = reads::found(ctx, service).await?;
    let verdict = ctx.require(Action::ServiceSetStatus, &ctx.in_agency(&found.agency.path))?;
    words::span(new.from_on, new.until_on)?;
    let new = checked(ctx, &found, new).await?;
    let tx = ctx.db().begin().await?;
    tx.lock(&format!("services.status/{}", found.head.id)).await?;
    let facts = store::of(ctx, &*tx, Which::One(service)).await?.remove(&found.head.id).unwrap_or_default();
    if new.seen.is_some_and(|seen| seen != i64::try_from(facts.len()).unwrap_or(i64::MAX))
        && let Some(newest) = facts.last()
    {
        return Err(meanwhile(&newest.made_name, words::moment(ctx, newest.made_at)));
    }
    let uid = ctx.new_id();
    store::insert(ctx, &tx, (uid, found.head.id), &new).await?;
    let payload = json!({ "service": service, "agency_id": found.agency.id, "status": new.status.as_str(),
        "from_on": new.from_on, "until_on": new.until_on });
    let entry = Entry::new("service.set_status", format!("service/{service}")).detail(payload.clone());
    audit::write(ctx, &tx, entry.by(&verdict)).await?;
    topics::publish(ctx, &tx, STATUS_CHANGED, &payload).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(uid)
}

/// Returns the state of a service on a day, as known at a time. Everybody may know it.
///
/// # Errors
/// `services.missing`.
pub async fn status_on(
    ctx: &Ctx,
    service: Uuid,
    on: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<StatusOn, Problem> {
    let found = reads::found(ctx, service).await?;
    let facts = store::of(ctx, ctx.db().reader(), Which::One(service)).await?.remove(&found.head.id);
    Ok(standing(&facts.unwrap_or_default(), on, known_at))
}

/// Returns what is said with clean texts, and enough of it for citizens.
async fn checked(ctx: &Ctx, found: &Found, new: &NewStatus) -> Result<NewStatus, Problem> {
    let length = if new.status == ServiceStatus::Open { MAYBE_REASON } else { REASON };
    let new = NewStatus {
        reason: words::line(&new.reason, "reason", length)?,
        place: words::line(&new.place, "place", PLACE)?,
        address: words::web_address(&new.address, "address")?,
        ..new.clone()
    };
    let is_silent = new.place.is_empty() && new.address.is_empty();
    let field = match new.status {
        ServiceStatus::Moved if is_silent => "place",
        ServiceStatus::OnlineOnly if is_silent && !is_reached_from_afar(ctx, found, new.from_on).await? => {
            "address"
        }
        _ => return Ok(new),
    };
    Err(Problem::invalid("services.place_missing").on_field(field))
}

/// Tells whether the service itself names an address on the web or a telephone.
async fn is_reached_from_afar(ctx: &Ctx, found: &Found, on: NaiveDate) -> Result<bool, Problem> {
    let which = Which::One(found.head.uid);
    let plans = service_store::plans(ctx, ctx.db().reader(), which).await?.remove(&found.head.id);
    let plans = plans.unwrap_or_default();
    let plan = versions::on(&plans, on, None).or(plans.last()).map(|version| &version.plan);
    let has_way = |plan: &ServicePlan| !plan.channels.online.is_empty() || !plan.channels.phone.is_empty();
    Ok(plan.is_some_and(has_way))
}
