//! The end of a signed circular by a decision with a reason, without another circular.

use super::reads::missing;
use super::sign::{LAW_CHANGED, after_change, expect_signed};
use super::{law, words};
use crate::model::{CircularState, Ending, OwnCircular};
use crate::store::{changes, circulars};
use chrono::NaiveDate;
use serde_json::json;
use siaga_access::Action;
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Law, Problem, accounts, topics};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A decision to end a circular.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEnding {
    /// First day out of force.
    pub from: NaiveDate,
    /// Why.
    pub reason: String,
    /// Whether who decides knows that days before today change.
    pub is_retroactive_confirmed: bool,
    /// Password of who decides.
    pub password: String,
}

/// Revokes a signed circular. It stays in the register, and both times of its end are known.
///
/// # Errors
/// `directives.circular_missing`, `directives.not_signed`, `directives.revoked_already` naming who was
/// faster, `directives.ended_too_early` before its first day, `directives.retroactive`,
/// `directives.text_missing`, `directives.draft_has_faults` when the law would have a gap without it,
/// `platform.password_wrong`, `platform.forbidden`.
pub async fn revoke_circular(ctx: &Ctx, id: Uuid, new: NewEnding) -> Result<(), Problem> {
    let verdict = ctx.require(Action::DirectiveRevoke, &ctx.whole_government())?;
    let seen = circulars::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    expect_signed(&seen)?;
    let reason = words::line(&new.reason, 500, "reason")?;
    let document = law::read(&seen, None).map_err(|error| Problem::broken(error.to_string()))?;
    if let Some(first) = document.sets.iter().map(|line| line.from).min()
        && new.from < first
    {
        let date = siaga_civil::date_short(first);
        return Err(Problem::invalid("directives.ended_too_early").on_field("from").with("date", date));
    }
    if new.from < ctx.today() && !new.is_retroactive_confirmed {
        let date = siaga_civil::date_short(new.from);
        return Err(Problem::invalid("directives.retroactive").on_field("retroactive").with("date", date));
    }
    accounts::check_own_password(ctx, new.password).await?;
    let tx = ctx.db().begin().await?;
    tx.lock("directives.law").await?;
    let row = circulars::one(ctx, &*tx, id).await?.ok_or_else(missing)?;
    expect_signed(&row)?;
    let ending = Ending {
        from: new.from,
        known_from: ctx.today(),
        reason: reason.clone(),
        name: ctx.actor.name.clone(),
        at: ctx.now(),
    };
    if !circulars::set_revoked(ctx, &tx, id, &ending).await? {
        return Err(Problem::conflict("directives.revoked_already").with("name", &row.changed_name));
    }
    stands_without(ctx, &*tx).await?;
    changes::add(ctx, &tx, id, "revoked", &reason).await?;
    let detail = json!({ "circular": row.circular, "from": new.from, "reason": reason });
    let entry = Entry::new("directive.revoke", format!("circular/{id}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    topics::publish(ctx, &tx, LAW_CHANGED, &news(&row, &document, new.from)).await?;
    tx.commit().await?;
    after_change(ctx).await;
    Ok(())
}

/// The law must hold together when the circular is gone.
async fn stands_without(ctx: &Ctx, tx: &impl siaga_platform::db::ConnectionTrait) -> Result<(), Problem> {
    let all = law::signed(tx).await?.into_iter().map(|one| one.document);
    match Law::with_documents(&ctx.app.contributions, all) {
        Ok(_) => Ok(()),
        Err(error) => Err(law::has_faults(ctx, &law::faults_of(error)?)),
    }
}

fn news(row: &OwnCircular, document: &siaga_policy::Document, from: NaiveDate) -> serde_json::Value {
    debug_assert_eq!(row.state, CircularState::Signed, "only what is law can be ended");
    let parameters: BTreeSet<&str> = document.sets.iter().map(|line| line.parameter.as_str()).collect();
    json!({ "circular": row.circular, "from_on": from, "until_on": null, "parameters": parameters })
}
