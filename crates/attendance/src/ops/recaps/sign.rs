//! The two signatures of a recap, each with a fresh password.

use super::people::on_duty;
use super::sheet::made_resources;
use super::{RECAP_COUNTERSIGNED, RECAP_SIGNED, RecapOf, cutoff};
use crate::ops::rebuild::refresh_days;
use crate::recap::{Recap, RecapState};
use crate::rules::recap_lines;
use crate::store::recaps as store;
use siaga_access::Action;
use siaga_directory::Agency;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem, accounts, topics};
use std::collections::BTreeSet;

/// Names of people without a choice that a problem tells; the page marks them all.
const NAMES_TOLD: usize = 8;

/// Signs the draft as its maker; from then on its lines are sealed and count as evidence.
///
/// # Shape
/// `seen_seal` is the seal of the sheet that the signer looked at. Of several who sign at once, one does.
///
/// # Errors
/// `attendance.recap_already_signed`, `attendance.recap_no_draft`, `attendance.recap_changed`,
/// `attendance.recap_people_missing` with names, `platform.password_wrong`, `platform.forbidden`.
pub async fn sign_recap(
    ctx: &Ctx,
    of: RecapOf<'_>,
    seen_seal: &str,
    password: String,
) -> Result<Recap, Problem> {
    let agency = of.agency(ctx).await?;
    let verdict = ctx.require(Action::RecapSign, &ctx.in_agency(&agency.path))?;
    let draft = draft_to_sign(ctx, &agency, of, seen_seal).await?;
    accounts::check_own_password(ctx, password).await?;
    let is_late = cutoff::is_late(ctx, &agency, of.day, ctx.now());
    let tx = ctx.db().begin().await?;
    if !store::sign(ctx, &tx, draft.id, seen_seal, is_late).await? {
        return Err(lost(&tx, &agency, of, &draft).await?);
    }
    let mut concerned = employees(&tx, &draft).await?;
    for earlier in store::versions_on(&*tx, agency.id, of.day).await? {
        if earlier.id != draft.id && earlier.state.is_in_force() {
            concerned.extend(employees(&tx, &earlier).await?);
        }
    }
    store::supersede_others(&tx, &draft).await?;
    let detail = serde_json::json!({
        "agency": agency.code, "day": of.day, "version": draft.version, "seal": seen_seal, "late": is_late,
    });
    let entry = Entry::new("recap.sign", format!("recap/{}", draft.id)).detail(detail).by(&verdict);
    finish(ctx, tx, RECAP_SIGNED, &agency, &draft, &concerned, entry).await
}

/// Returns the draft when it is complete and still what the signer looked at.
async fn draft_to_sign(
    ctx: &Ctx,
    agency: &Agency,
    of: RecapOf<'_>,
    seen_seal: &str,
) -> Result<Recap, Problem> {
    let people = on_duty(ctx, agency, of.day).await?;
    let newest = store::versions(ctx, agency.id, of.day).await?.pop();
    let draft = match newest {
        None => return Err(Problem::conflict("attendance.recap_no_draft")),
        Some(recap) if recap.state != RecapState::Draft => {
            return Err(Problem::conflict("attendance.recap_already_signed").with("version", recap.version));
        }
        Some(draft) => draft,
    };
    if draft.lines_sha256 != seen_seal {
        return Err(Problem::conflict("attendance.recap_changed"));
    }
    let lines = store::lines(ctx.db().reader(), draft.id).await?;
    let on_sheet: Vec<i64> = people.iter().map(|on_duty| on_duty.person.id).collect();
    let missing = recap_lines::without_line(&lines, &on_sheet);
    if !missing.is_empty() {
        let mut names: Vec<&str> = people
            .iter()
            .filter(|on_duty| missing.contains(&on_duty.person.id))
            .map(|on_duty| on_duty.person.name.as_str())
            .take(NAMES_TOLD)
            .collect();
        if missing.len() > NAMES_TOLD {
            names.push("…");
        }
        return Err(Problem::invalid("attendance.recap_people_missing")
            .with("count", missing.len())
            .with("names", names.join("; ")));
    }
    if lines.iter().any(|line| !on_sheet.contains(&line.employee_id)) {
        return Err(Problem::conflict("attendance.recap_people_moved"));
    }
    Ok(draft)
}

/// Tells who was faster: another signature, or another change.
async fn lost(tx: &Tx, agency: &Agency, of: RecapOf<'_>, draft: &Recap) -> Result<Problem, Problem> {
    let versions = store::versions_on(&**tx, agency.id, of.day).await?;
    let is_signed = versions.iter().any(|recap| recap.id == draft.id && recap.state != RecapState::Draft);
    let code = if is_signed { "attendance.recap_already_signed" } else { "attendance.recap_changed" };
    Ok(Problem::conflict(code).with("version", draft.version))
}

/// Countersigns the signed version as head of the agency, with an account that neither made nor signed it.
///
/// # Errors
/// `attendance.recap_not_signed`, `attendance.recap_already_countersigned`, `platform.password_wrong`,
/// `platform.forbidden`.
pub async fn countersign_recap(ctx: &Ctx, of: RecapOf<'_>, password: String) -> Result<Recap, Problem> {
    let agency = of.agency(ctx).await?;
    let newest = store::versions(ctx, agency.id, of.day).await?.pop();
    let recap = newest.ok_or_else(|| Problem::conflict("attendance.recap_not_signed"))?;
    let mut verdict = ctx.require(Action::RecapCountersign, &ctx.in_agency(&agency.path))?;
    for resource in made_resources(ctx, &agency, &recap) {
        verdict = ctx.require(Action::RecapCountersign, &resource)?;
    }
    let already = || Problem::conflict("attendance.recap_already_countersigned");
    match recap.state {
        RecapState::Signed => {}
        RecapState::Draft => return Err(Problem::conflict("attendance.recap_not_signed")),
        RecapState::Countersigned | RecapState::Superseded => return Err(already()),
    }
    accounts::check_own_password(ctx, password).await?;
    let tx = ctx.db().begin().await?;
    if !store::countersign(ctx, &tx, recap.id).await? {
        return Err(already());
    }
    let concerned = employees(&tx, &recap).await?;
    let detail = serde_json::json!({
        "agency": agency.code, "day": of.day, "version": recap.version, "seal": recap.lines_sha256,
    });
    let entry = Entry::new("recap.countersign", format!("recap/{}", recap.id)).detail(detail).by(&verdict);
    finish(ctx, tx, RECAP_COUNTERSIGNED, &agency, &recap, &concerned, entry).await
}

async fn employees(tx: &Tx, recap: &Recap) -> Result<BTreeSet<i64>, Problem> {
    Ok(store::lines(&**tx, recap.id).await?.into_iter().map(|line| line.employee_id).collect())
}

/// Publishes, refreshes the days of all concerned, audits and commits.
async fn finish(
    ctx: &Ctx,
    tx: Tx,
    topic: &'static str,
    agency: &Agency,
    recap: &Recap,
    concerned: &BTreeSet<i64>,
    entry: Entry,
) -> Result<Recap, Problem> {
    let news = serde_json::json!({
        "recap": recap.id, "agency": agency.code, "day": recap.day, "version": recap.version,
    });
    topics::publish(ctx, &tx, topic, &news).await?;
    let employees: Vec<i64> = concerned.iter().copied().collect();
    refresh_days(ctx, &tx, Some(&employees), recap.day, recap.day).await?;
    audit::write(ctx, &tx, entry).await?;
    let versions = store::versions_on(&*tx, agency.id, recap.day).await?;
    tx.commit().await?;
    ctx.app.live.tell("board", ctx.government.id);
    ctx.app.live.tell("recap", ctx.government.id);
    let written = versions.into_iter().find(|version| version.id == recap.id);
    written.ok_or_else(|| Problem::broken("a signed recap is not found"))
}
