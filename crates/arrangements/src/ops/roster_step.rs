//! One change of a draft: permission, version, transaction.

use super::rosters::tell;
use crate::model::{Roster, RosterState};
use crate::store::rosters as store;
use siaga_access::{Action, Verdict};
use siaga_directory::{self as directory, Agency};
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::{ConnectionTrait, Tx};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Returns a roster with its agency when the actor may see it.
///
/// # Errors
/// `arrangements.roster_missing`, also for whoever may not see it.
pub(crate) async fn visible(ctx: &Ctx, uid: Uuid) -> Result<(Roster, Agency), Problem> {
    let roster = store::one(ctx, ctx.db().reader(), uid).await?.ok_or_else(missing)?;
    let agency = directory::agency(ctx, roster.agency_id).await?;
    if ctx.may(Action::ArrangementView, &ctx.in_agency(&agency.path)).permit {
        return Ok((roster, agency));
    }
    Err(missing())
}

pub(crate) fn missing() -> Problem {
    Problem::missing("arrangements.roster_missing")
}

/// A draft whose version was raised in a transaction that goes on.
pub(crate) struct Step {
    pub(crate) tx: Tx,
    /// As it stands now; `version` is the new one.
    pub(crate) roster: Roster,
    verdict: Verdict,
}

impl Step {
    /// Begins a change of the draft that somebody saw.
    ///
    /// # Errors
    /// `arrangements.roster_missing`, `arrangements.roster_changed` naming who changed it, `arrangements.not_a_draft`,
    /// `platform.forbidden`.
    pub(crate) async fn begin(ctx: &Ctx, uid: Uuid, seen_version: i64) -> Result<Self, Problem> {
        let (_, agency) = visible(ctx, uid).await?;
        let verdict = ctx.require(Action::ArrangementPlan, &ctx.in_agency(&agency.path))?;
        let tx = ctx.db().begin().await?;
        let roster = raise(ctx, &tx, uid, seen_version).await?;
        Ok(Self { tx, roster, verdict })
    }

    /// Writes the audit entry, commits and tells open pages.
    ///
    /// # Errors
    /// As the store says.
    pub(crate) async fn finish(
        self,
        ctx: &Ctx,
        deed: &str,
        detail: serde_json::Value,
    ) -> Result<(), Problem> {
        let entry = Entry::new(deed, format!("roster/{}", self.roster.uid)).detail(detail).by(&self.verdict);
        audit::write(ctx, &self.tx, entry).await?;
        self.tx.commit().await?;
        tell(ctx, self.roster.uid);
        Ok(())
    }
}

/// Raises the version of a draft that is still as it was seen, and returns it.
///
/// # Errors
/// `arrangements.roster_changed`, `arrangements.not_a_draft`, `arrangements.roster_missing`.
pub(crate) async fn raise(ctx: &Ctx, tx: &Tx, uid: Uuid, seen_version: i64) -> Result<Roster, Problem> {
    if store::step(ctx, tx, uid, seen_version).await? {
        return store::one(ctx, &**tx, uid).await?.ok_or_else(missing);
    }
    Err(hindrance(ctx, &**tx, uid).await?)
}

/// Returns why a draft cannot be changed as somebody saw it.
async fn hindrance(ctx: &Ctx, connection: &impl ConnectionTrait, uid: Uuid) -> Result<Problem, Problem> {
    let roster = store::one(ctx, connection, uid).await?.ok_or_else(missing)?;
    if roster.state != RosterState::Draft {
        return Ok(Problem::conflict("arrangements.not_a_draft"));
    }
    Ok(changed(ctx, &roster))
}

/// Returns the problem of a draft that somebody else changed.
pub(crate) fn changed(ctx: &Ctx, roster: &Roster) -> Problem {
    let local = ctx.government.zone.local(roster.changed.at);
    let time = siaga_civil::clock(local.time());
    Problem::conflict("arrangements.roster_changed")
        .with("name", &roster.changed.name)
        .with("day", siaga_civil::date_short(local.date()))
        .with("time", format!("{time} {}", ctx.government.zone.abbreviation()))
}
