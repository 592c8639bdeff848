//! A person decides about punches whose time cannot be true.

use super::terminals::place_of;
use crate::store::{held as store, journal, terminals};
use siaga_access::Action;
use siaga_directory::agencies;
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};

pub use crate::store::held::HeldRow as HeldPunch;

/// What becomes of a held punch. Its time is never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldDecision {
    /// It is booked as it was sent.
    Booked,
    /// It is not booked; it stays readable.
    Dropped,
}

impl HeldDecision {
    /// Returns the word of the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Dropped => "dropped",
        }
    }

    /// Reads the word of a form.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Booked, Self::Dropped].into_iter().find(|decision| decision.as_str() == text)
    }
}

/// Returns the punches that wait for a person, in the order of their arrival, at most 500.
///
/// # Errors
/// As the store says. Terminals that the actor may not see are left out.
pub async fn held_punches(ctx: &Ctx) -> Result<Vec<HeldPunch>, Problem> {
    let agencies = agencies(ctx).await?;
    let rows = store::open(ctx.db().reader(), ctx.government.id, None, 500).await?;
    let may_see =
        |row: &HeldPunch| ctx.may(Action::TerminalView, &place_of(ctx, &agencies, row.agency_id)).permit;
    Ok(rows.into_iter().filter(may_see).collect())
}

/// Decides about a held punch.
///
/// # Errors
/// `attendance.held_missing`, `attendance.held_decided` when somebody was faster, `platform.forbidden`.
pub async fn decide_held(ctx: &Ctx, id: i64, decision: HeldDecision) -> Result<(), Problem> {
    let row = store::one(ctx.db().reader(), ctx.government.id, id)
        .await?
        .ok_or_else(|| Problem::missing("attendance.held_missing"))?;
    let verdict =
        ctx.require(Action::TerminalAccept, &place_of(ctx, &agencies(ctx).await?, row.agency_id))?;
    let tx = ctx.db().begin().await?;
    // Readers of punches go by rising id: whoever books takes the same lock as the listener.
    journal::lock(&tx).await?;
    if !store::decide(&tx, id, decision.as_str(), &ctx.actor.reference(), ctx.now()).await? {
        return Err(Problem::conflict("attendance.held_decided"));
    }
    if decision == HeldDecision::Booked {
        store::book(&tx, id).await?;
    }
    terminals::raise_version(&tx).await?;
    let detail = serde_json::json!({ "decision": decision.as_str(), "reason": row.reason });
    let object = format!("terminal/{}/held/{id}", row.serial);
    audit::write(ctx, &tx, Entry::new("terminal.decide_held", object).detail(detail).by(&verdict)).await?;
    tx.commit().await?;
    ctx.app.live.tell("terminals", ctx.government.id);
    Ok(())
}
