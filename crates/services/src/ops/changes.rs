//! Recording services and changing what they are.

use super::words::{self, LONG, NAME, PLACE};
use crate::model::{Change, Channels, NewService, ServicePlan, Version};
use crate::ops::reads;
use crate::rules::hours::{HoursFault, OpenSpan, WeekHours, check_day};
use crate::store::services::{self as store, Which};
use crate::store::versions::NewVersion;
use serde_json::json;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Records a service of an agency and returns its key.
///
/// # Errors
/// `services.duplicate`, `services.channel_missing`, `services.hours_missing`, `services.hours_end_before`,
/// `services.hours_overlap`, `services.hours_too_many`, `services.address`, `services.text_missing`,
/// `services.text_too_long`, `services.day_unlikely`, `directory.agency_missing`, `platform.forbidden`.
pub async fn new_service(ctx: &Ctx, new: &NewService) -> Result<Uuid, Problem> {
    let agency = directory::agency(ctx, new.agency_id).await?;
    let verdict = ctx.require(Action::ServiceEdit, &ctx.in_agency(&agency.path))?;
    words::first_day(new.from_on)?;
    let plan = checked(&new.plan)?;
    let tx = ctx.db().begin().await?;
    refuse_duplicate(ctx, &tx, (agency.id, None), &plan).await?;
    let uid = ctx.new_id();
    let id = store::insert(ctx, &tx, uid, agency.id).await?;
    let version = NewVersion { owner_id: id, number: 1, from_on: new.from_on, plan: &plan, reason: "" };
    store::insert_plan(ctx, &tx, version).await?;
    let detail = json!({ "agency": agency.id, "from_on": new.from_on, "is_direct": plan.is_direct });
    let entry = Entry::new("service.add", format!("service/{uid}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(uid)
}

/// Changes what a service is from a day on: a new version; the old ones stay.
///
/// # Errors
/// `services.missing`, `services.changed_meanwhile` when another officer was faster, which says who;
/// `services.text_missing` for the reason; as [`new_service`].
pub async fn change_service(ctx: &Ctx, uid: Uuid, change: &Change<ServicePlan>) -> Result<(), Problem> {
    let found = reads::found(ctx, uid).await?;
    let verdict = ctx.require(Action::ServiceEdit, &ctx.in_agency(&found.agency.path))?;
    words::first_day(change.from_on)?;
    let plan = checked(&change.plan)?;
    let reason = words::line(&change.reason, "reason", words::REASON)?;
    let tx = ctx.db().begin().await?;
    refuse_duplicate(ctx, &tx, (found.agency.id, Some(found.head.id)), &plan).await?;
    let versions = store::plans(ctx, &*tx, Which::One(uid)).await?.remove(&found.head.id).unwrap_or_default();
    let number = next_number(ctx, &versions, change.seen_version)?;
    let version =
        NewVersion { owner_id: found.head.id, number, from_on: change.from_on, plan: &plan, reason: &reason };
    store::insert_plan(ctx, &tx, version).await?;
    let detail = json!({ "version": number, "from_on": change.from_on, "is_ended": plan.is_ended });
    let entry = Entry::new("service.change", format!("service/{uid}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(())
}

/// Returns the number of the next version when the newest one was seen.
///
/// # Errors
/// `services.changed_meanwhile`, naming who wrote the newest and when.
pub(crate) fn next_number<T>(ctx: &Ctx, versions: &[Version<T>], seen: i32) -> Result<i32, Problem> {
    match versions.last() {
        Some(newest) if newest.number == seen => Ok(seen + 1),
        Some(newest) => Err(meanwhile(&newest.made_name, words::moment(ctx, newest.made_at))),
        None => Ok(1),
    }
}

/// Returns the problem of whoever came second.
pub(crate) fn meanwhile(name: &str, time: String) -> Problem {
    Problem::conflict("services.changed_meanwhile").with("name", name).with("time", time)
}

/// Tells open pages that services changed.
pub(crate) fn tell(ctx: &Ctx) {
    ctx.app.live.tell("services", ctx.government.id);
    ctx.app.live.tell("board", ctx.government.id);
}

/// Keeps other writers of an agency's services waiting, and refuses a name that another one has.
async fn refuse_duplicate(
    ctx: &Ctx,
    tx: &Tx,
    (agency_id, own_id): (i64, Option<i64>),
    plan: &ServicePlan,
) -> Result<(), Problem> {
    tx.lock(&format!("services.agency/{agency_id}")).await?;
    let wanted = plan.name.to_lowercase();
    let plans = store::plans(ctx, &**tx, Which::Of(Some(agency_id))).await?;
    let is_taken = plans.iter().filter(|(id, _)| Some(**id) != own_id).any(|(_, versions)| {
        let newest = versions.last().map(|version| &version.plan);
        newest.is_some_and(|other| !other.is_ended && other.name.to_lowercase() == wanted)
    });
    if is_taken && !plan.is_ended {
        return Err(Problem::conflict("services.duplicate").on_field("name").with("name", &plan.name));
    }
    Ok(())
}

/// Returns a plan with clean texts and hours in order.
fn checked(plan: &ServicePlan) -> Result<ServicePlan, Problem> {
    let channels = Channels {
        counter: words::line(&plan.channels.counter, "counter", PLACE)?,
        phone: words::line(&plan.channels.phone, "phone", PLACE)?,
        online: words::web_address(&plan.channels.online, "online")?,
        mobile_unit: words::line(&plan.channels.mobile_unit, "mobile_unit", PLACE)?,
    };
    if channels == Channels::default() {
        return Err(Problem::invalid("services.channel_missing").on_field("counter"));
    }
    let hours = checked_hours(&plan.hours)?;
    if !channels.counter.is_empty() && hours.is_empty() {
        return Err(Problem::invalid("services.hours_missing").on_field("hours_1"));
    }
    Ok(ServicePlan {
        name: words::line(&plan.name, "name", NAME)?,
        description: words::lines(&plan.description, "description", LONG)?,
        requirements: words::lines(&plan.requirements, "requirements", LONG)?,
        contact: words::line(&plan.contact, "contact", PLACE)?,
        channels,
        is_direct: plan.is_direct,
        hours,
        is_ended: plan.is_ended,
    })
}

/// Returns hours with the spans of each day in order.
///
/// # Errors
/// `services.hours_end_before`, `services.hours_overlap`, `services.hours_too_many` on `hours_1` … `hours_7`.
pub(crate) fn checked_hours(hours: &WeekHours) -> Result<WeekHours, Problem> {
    let mut hours = hours.clone();
    for (day, spans) in hours.0.iter_mut().enumerate() {
        spans.sort();
        check_day(spans).map_err(|fault| hours_problem(&fault, &format!("hours_{}", day + 1)))?;
    }
    Ok(hours)
}

/// Returns the problem of hours that cannot be.
pub(crate) fn hours_problem(fault: &HoursFault, field: &str) -> Problem {
    let clock = |span: &OpenSpan| {
        let text = |minutes: u16| siaga_civil::clock_of_minutes(u32::from(minutes));
        format!("{}–{}", text(span.from_minutes), text(span.until_minutes))
    };
    let problem = |code: &str| Problem::invalid(code).on_field(field);
    match fault {
        HoursFault::Unreadable(text) => problem("services.hours_unreadable").with("text", text),
        HoursFault::EndsBefore(span) => problem("services.hours_end_before").with("span", clock(span)),
        HoursFault::Overlap(one, other) => {
            problem("services.hours_overlap").with("one", clock(one)).with("other", clock(other))
        }
        HoursFault::TooMany => problem("services.hours_too_many"),
    }
}
