//! Orders after a case or cluster: the program drafts, a person signs.

pub(crate) mod change;
mod compose;
mod letter;
pub(crate) mod reads;
pub(crate) mod sign;
pub(crate) mod sweep;

use crate::model::RosterState;
use crate::model::order::{Order, OrderState};
use crate::store::{orders as store, rosters};
use siaga_access::{Action, Resource, Verdict};
use siaga_directory::{self as directory, Agency};
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Topic of open pages about orders.
pub(crate) const LIVE: &str = "arrangements.orders";

/// An act on an order that has begun: the order is locked until it ends.
struct Step {
    tx: Tx,
    order: Order,
    agency: Agency,
    verdict: Verdict,
}

impl Step {
    /// Begins an act on a draft or on an order in force, naming the version that was seen.
    async fn begin(
        ctx: &Ctx,
        id: Uuid,
        seen_version: i64,
        action: Action,
        state: OrderState,
    ) -> Result<Self, Problem> {
        let (order, agency) = found(ctx, id).await?;
        let verdict = ctx.require(action, &resource(ctx, &order, &agency))?;
        let tx = ctx.db().begin().await?;
        let is_newest = store::step(ctx, &tx, id, seen_version).await?;
        let order = store::one(ctx, &*tx, id).await?.ok_or_else(missing)?;
        if order.state != state {
            return Err(Problem::conflict(match state {
                OrderState::Draft => "arrangements.order_no_draft",
                _ => "arrangements.order_not_in_force",
            }));
        }
        if !is_newest {
            let by = store::events(&*tx, id).await?.pop().map(|event| event.made_name).unwrap_or_default();
            return Err(Problem::conflict("arrangements.order_changed").with("name", by));
        }
        Ok(Self { tx, order, agency, verdict })
    }

    /// Ends the act: event, audit, commit, news to open pages.
    async fn finish(self, ctx: &Ctx, kind: &str, detail: &str) -> Result<(), Problem> {
        store::add_event(ctx, &self.tx, self.order.id, kind, detail).await?;
        let facts = serde_json::json!({ "agency": self.order.agency_id, "unit": self.order.unit_id });
        let entry = Entry::new(format!("order.{kind}"), format!("order/{}", self.order.id));
        audit::write(ctx, &self.tx, entry.detail(facts).by(&self.verdict)).await?;
        self.tx.commit().await?;
        ctx.app.live.tell(LIVE, ctx.government.id);
        ctx.app.live.tell("board", ctx.government.id);
        Ok(())
    }
}

/// Puts away the draft of a roster that belongs to an order which will not be signed as it was.
async fn discard_roster(ctx: &Ctx, tx: &Tx, order: &Order) -> Result<(), Problem> {
    let Some(uid) = order.roster_id else { return Ok(()) };
    if let Some(roster) = rosters::one(ctx, &**tx, uid).await?
        && roster.state == RosterState::Draft
    {
        rosters::discard(tx, roster.id).await?;
    }
    Ok(())
}

async fn found(ctx: &Ctx, id: Uuid) -> Result<(Order, Agency), Problem> {
    let order = store::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    let agency = directory::agency(ctx, order.agency_id).await?;
    Ok((order, agency))
}

fn resource(ctx: &Ctx, order: &Order, agency: &Agency) -> Resource {
    Resource { made_by: Some(order.made_by.clone()), ..ctx.in_agency(&agency.path) }
}

fn missing() -> Problem {
    Problem::missing("arrangements.order_missing")
}
