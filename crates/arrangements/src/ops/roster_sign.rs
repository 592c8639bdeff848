//! The signature under a roster, and what follows from it.

use super::roster_check::{RosterFinding, check};
use super::roster_input::input;
use super::roster_step::{changed, raise, visible};
use super::roster_view::hindrance;
use super::rosters::tell;
use crate::model::{Mark, Roster};
use crate::store::rosters as store;
use serde_json::json;
use siaga_access::{Action, Resource, Verdict};
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem, accounts, topics};
use uuid::Uuid;

/// News of a signed roster: `agency_id`, `from_on`, `until_on`.
pub const ROSTER_SIGNED: &str = "arrangements.roster_signed";

/// Signs a draft: it holds from today on, or from its first day when that is still to come.
///
/// # Shape
/// Days that are over stay as they were signed before. A newer signed roster holds instead of an older one
/// on the days of both; the older one stays in the history.
///
/// # Errors
/// `arrangements.period_is_over`, `arrangements.maker_signs`, `arrangements.rules_broken` naming the first rule,
/// `arrangements.roster_changed`, `arrangements.not_a_draft`, `arrangements.roster_missing`,
/// `platform.password_wrong`, `platform.forbidden`.
pub async fn sign_roster(ctx: &Ctx, uid: Uuid, seen_version: i64, password: String) -> Result<(), Problem> {
    let (roster, agency) = visible(ctx, uid).await?;
    let resource = Resource { made_by: Some(roster.made.by.clone()), ..ctx.in_agency(&agency.path) };
    let makers = store::makers(ctx.db().reader(), roster.id).await?;
    match hindrance(ctx, &agency, &roster, &makers, false) {
        None => {}
        Some("platform.forbidden") => {
            ctx.require(Action::ArrangementSign, &resource)?;
        }
        Some("arrangements.maker_signs") => return Err(Problem::forbidden("arrangements.maker_signs")),
        Some(code) => {
            return Err(Problem::conflict(code).with("until", siaga_civil::date_short(roster.until_on)));
        }
    }
    let verdict = ctx.require(Action::ArrangementSign, &resource)?;
    if roster.version != seen_version {
        return Err(changed(ctx, &roster));
    }
    expect_kept(ctx, &roster).await?;
    accounts::check_own_password(ctx, password).await?;
    let tx = ctx.db().begin().await?;
    sign_within(ctx, &tx, uid, seen_version, &verdict).await?;
    tx.commit().await?;
    tell(ctx, uid);
    if let Err(problem) = super::roster_letter::issue_letter(ctx, uid).await {
        tracing::warn!(%problem, roster = %uid, "the assignment letter of a roster is made later");
    }
    Ok(())
}

/// Refuses a roster that breaks a rule which no written reason allows.
pub(crate) async fn expect_kept(ctx: &Ctx, roster: &Roster) -> Result<(), Problem> {
    let rows = store::rows(ctx.db().reader(), roster.id).await?;
    let exceptions = store::exceptions(ctx.db().reader(), roster.id).await?;
    let input = input(ctx, roster.agency_id, (roster.from_on, roster.until_on), roster.wishes).await?;
    let checked = check(&input, &rows, &exceptions, ctx.today());
    let open: Vec<&RosterFinding> = checked.findings.iter().filter(|finding| finding.hinders()).collect();
    let Some(first) = open.first() else { return Ok(()) };
    let rule = &first.violation.rule;
    let on = rule.on.first().map(|on| siaga_civil::date_short(*on)).unwrap_or_default();
    Err(Problem::conflict("arrangements.rules_broken")
        .with("count", open.len())
        .with("name", &rule.name)
        .with("day", on))
}

/// Signs a draft in the transaction of a deed: for the signature under an order, too.
///
/// # Errors
/// `arrangements.roster_changed`, `arrangements.not_a_draft`, `arrangements.period_is_over`.
pub(crate) async fn sign_within(
    ctx: &Ctx,
    tx: &Tx,
    uid: Uuid,
    seen_version: i64,
    verdict: &Verdict,
) -> Result<Roster, Problem> {
    let roster = raise(ctx, tx, uid, seen_version).await?;
    let today = ctx.today();
    if roster.until_on < today {
        let until = siaga_civil::date_short(roster.until_on);
        return Err(Problem::conflict("arrangements.period_is_over").with("until", until));
    }
    let from_on = roster.from_on.max(today);
    let signed = Mark { by: ctx.actor.reference(), name: ctx.actor.name.clone(), at: ctx.now() };
    store::sign(tx, roster.id, &signed, from_on).await?;
    let detail = json!({
        "agency": roster.agency_id, "version": roster.version, "holds_from_on": from_on, "until_on": roster.until_on,
        "order": roster.order,
    });
    let entry = Entry::new("arrangement.sign", format!("roster/{uid}")).detail(detail).by(verdict);
    audit::write(ctx, tx, entry).await?;
    let news = json!({ "agency_id": roster.agency_id, "from_on": from_on, "until_on": roster.until_on });
    topics::publish(ctx, tx, ROSTER_SIGNED, &news).await?;
    Ok(roster)
}
