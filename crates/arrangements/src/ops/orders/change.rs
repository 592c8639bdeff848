//! What people do to orders beside signing: compose anew, extend, drop.

use super::compose::{About, compose, window};
use super::{Step, discard_roster, found, resource, sweep};
use crate::model::order::{Order, OrderKind, OrderState};
use crate::ops::people::reason as reason_of;
use crate::rules::order::OrderWindow;
use crate::store::orders as store;
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Longest extension: an order is no state that lasts.
const EXTENSION_DAYS: i64 = 60;

/// Composes a draft anew from what law, facts and desks say now. The program stays its maker.
///
/// # Errors
/// `arrangements.order_missing`, `arrangements.order_no_draft`, `arrangements.order_changed`,
/// `arrangements.order_past` when its days are over, `platform.forbidden`.
pub async fn refresh_order(ctx: &Ctx, id: Uuid, seen_version: i64) -> Result<(), Problem> {
    let step = Step::begin(ctx, id, seen_version, Action::ArrangementPlan, OrderState::Draft).await?;
    let Some(found_on) = step.order.content.found_on.filter(|_| step.order.kind != OrderKind::Lift) else {
        return step.finish(ctx, "refreshed", "").await;
    };
    let about = About { agency: &step.agency, unit_id: step.order.unit_id, found_on };
    let days = match step.order.kind {
        OrderKind::Extension => {
            let from_on = step.order.from_on.max(ctx.today());
            Some(OrderWindow { from_on, until_on: step.order.until_on })
                .filter(|days| from_on <= days.until_on)
        }
        _ => window(ctx, about).await?,
    };
    let days = days.ok_or_else(|| Problem::conflict("arrangements.order_past"))?;
    let content = compose(ctx, about, days).await?;
    let order = Order { content, from_on: days.from_on, until_on: days.until_on, ..step.order.clone() };
    discard_roster(ctx, &step.tx, &step.order).await?;
    store::recompose(&step.tx, &order).await?;
    step.finish(ctx, "refreshed", "").await?;
    sweep::ensure_roster(ctx, &Order { roster_id: None, ..order }).await
}

/// Drafts a longer window of an order in force, for a reason. Somebody else signs it.
///
/// # Errors
/// `arrangements.order_not_in_force`, `arrangements.extension_days`, `arrangements.reason`,
/// `arrangements.order_missing`, `platform.forbidden`.
pub async fn extend_order(ctx: &Ctx, id: Uuid, until_on: NaiveDate, reason: &str) -> Result<(), Problem> {
    let (order, agency) = found(ctx, id).await?;
    ctx.require(Action::ArrangementPlan, &resource(ctx, &order, &agency))?;
    if order.state != OrderState::Signed {
        return Err(Problem::conflict("arrangements.order_not_in_force"));
    }
    let reason = reason_of(reason)?;
    let longest = ctx.today() + chrono::TimeDelta::days(EXTENSION_DAYS);
    if until_on <= order.until_on || until_on < ctx.today() || until_on > longest {
        let problem = Problem::invalid("arrangements.extension_days").on_field("until_on");
        return Err(problem.with("until", order.until_on).with("longest", longest));
    }
    let found_on = order.content.found_on.unwrap_or(order.from_on);
    let days = OrderWindow { from_on: order.from_on.max(ctx.today()), until_on };
    let about = About { agency: &agency, unit_id: order.unit_id, found_on };
    let content = compose(ctx, about, days).await?;
    let place = (order.agency_id, order.unit_id);
    let new = sweep::drafted(ctx, OrderKind::Extension, place, (days.from_on, days.until_on), content);
    // Each request of a person is a draft of its own, also for the same days.
    let fact_key = format!("extension/{id}/{}", new.id);
    sweep::write(ctx, Order { fact_key, follows: Some(id), note: reason, ..new }).await
}

/// Drops a draft that is not needed, for a reason.
///
/// # Errors
/// `arrangements.reason`, `arrangements.order_no_draft`, `arrangements.order_changed`,
/// `arrangements.order_missing`, `platform.forbidden`.
pub async fn drop_order(ctx: &Ctx, id: Uuid, seen_version: i64, reason: &str) -> Result<(), Problem> {
    let reason = reason_of(reason)?;
    let step = Step::begin(ctx, id, seen_version, Action::ArrangementPlan, OrderState::Draft).await?;
    discard_roster(ctx, &step.tx, &step.order).await?;
    store::set_state(ctx, &step.tx, id, OrderState::Dropped).await?;
    step.finish(ctx, "dropped", &reason).await
}
