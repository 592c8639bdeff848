//! The frame of every act on an inspection: permission, the version that was seen, state, audit, news.

use crate::model::{Inspection, InspectionState};
use crate::store::inspections as store;
use siaga_access::{Action, Verdict};
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Topic of open rooms.
pub(crate) const LIVE: &str = "inspection";

/// An act that has begun: the inspection is locked until it ends.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) tx: Tx,
    pub(crate) inspection: Inspection,
    verdict: Verdict,
}

impl Step {
    /// Begins an act of a moderator, who names the version that was seen.
    ///
    /// # Errors
    /// `platform.forbidden`, `inspection.missing`; conflicts `inspection.changed` and those of the state.
    pub(crate) async fn of_moderator(
        ctx: &Ctx,
        id: Uuid,
        seen_version: i64,
        action: Action,
        states: &[InspectionState],
    ) -> Result<Self, Problem> {
        let verdict = ctx.require(action, &ctx.whole_government())?;
        let tx = ctx.db().begin().await?;
        let is_newest = store::step(ctx, &tx, id, seen_version).await?;
        let inspection = store::one(ctx, &*tx, id).await?.ok_or_else(missing)?;
        expect_state(&inspection, states)?;
        if !is_newest {
            return Err(Problem::conflict("inspection.changed"));
        }
        Ok(Self { tx, inspection, verdict })
    }

    /// Begins an act of an agency, which waits for nobody's version.
    ///
    /// # Errors
    /// `inspection.missing`.
    pub(crate) async fn of_agency(ctx: &Ctx, id: Uuid, verdict: Verdict) -> Result<Self, Problem> {
        let tx = ctx.db().begin().await?;
        if !store::pulse(ctx, &tx, id).await? {
            return Err(missing());
        }
        let inspection = store::one(ctx, &*tx, id).await?.ok_or_else(missing)?;
        Ok(Self { tx, inspection, verdict })
    }

    /// Ends the act: audit, commit, news to open rooms.
    ///
    /// # Errors
    /// As the store says.
    pub(crate) async fn finish(
        self,
        ctx: &Ctx,
        action: &str,
        detail: serde_json::Value,
    ) -> Result<(), Problem> {
        let id = self.inspection.id;
        let entry = Entry::new(action, format!("inspection/{id}")).detail(detail).by(&self.verdict);
        audit::write(ctx, &self.tx, entry).await?;
        self.tx.commit().await?;
        ctx.app.live.tell_of(LIVE, ctx.government.id, id);
        Ok(())
    }
}

/// Says which state an act would need.
pub(crate) fn expect_state(inspection: &Inspection, states: &[InspectionState]) -> Result<(), Problem> {
    if states.contains(&inspection.state) {
        return Ok(());
    }
    Err(Problem::conflict(match states.first() {
        Some(InspectionState::Open) => "inspection.not_open",
        Some(InspectionState::Closed) => "inspection.not_closed",
        _ => "inspection.not_planned",
    }))
}

/// Returns the problem of an inspection that is not there, or not for this government.
pub(crate) fn missing() -> Problem {
    Problem::missing("inspection.missing")
}
