//! Signed rosters beside the law of now: what no longer holds is told, never changed in silence.

use super::roster_check::check;
use super::roster_input::inputs;
use super::rosters::LIVE;
use crate::model::{Roster, RosterState};
use crate::store::rosters as store;
use crate::store::signed_rosters::{self, CheckRow};
use siaga_platform::{Ctx, Problem};
use siaga_roster::{RuleKind, Wishes};
use std::collections::HashMap;

/// Checks every signed roster that still speaks about a day to come, against quotas and absences of now.
///
/// # Shape
/// Only rules of quotas count: they come from law. It may run twice.
///
/// # Errors
/// As the stores say.
pub(crate) async fn recheck_rosters(ctx: &Ctx) -> Result<(), Problem> {
    let today = ctx.today();
    let last_on = siaga_civil::parse_date("2200-12-31").unwrap_or(today);
    let signed = store::signed_between(ctx, today, last_on, None).await?;
    if signed.is_empty() {
        return Ok(());
    }
    let mut by_period: HashMap<_, Vec<Roster>> = HashMap::new();
    for roster in signed.into_iter().filter(|roster| roster.state == RosterState::Signed) {
        by_period.entry((roster.from_on, roster.until_on)).or_default().push(roster);
    }
    let mut found = Vec::new();
    for (period, rosters) in by_period {
        let only = if rosters.len() == 1 { Some(rosters[0].agency_id) } else { None };
        let inputs = inputs(ctx, only, period, Wishes::default()).await?;
        for roster in rosters {
            let Some(input) = inputs.iter().find(|input| input.agency.id == roster.agency_id) else {
                continue;
            };
            let rows = store::rows(ctx.db().reader(), roster.id).await?;
            let exceptions = store::exceptions(ctx.db().reader(), roster.id).await?;
            let checked = check(input, &rows, &exceptions, today);
            let is_of_law = |kind| matches!(kind, RuleKind::OfficeMax | RuleKind::OfficeMin);
            let broken: Vec<_> = checked
                .findings
                .iter()
                .filter(|finding| finding.hinders() && is_of_law(finding.violation.rule.kind))
                .collect();
            found.push(CheckRow {
                roster_id: roster.id,
                broken: i32::try_from(broken.len()).unwrap_or(i32::MAX),
                first_rule: broken
                    .first()
                    .map(|one| one.violation.rule.kind.code().to_owned())
                    .unwrap_or_default(),
                checked_at: ctx.now(),
            });
        }
    }
    let tx = ctx.db().begin().await?;
    for check in &found {
        signed_rosters::set_check(ctx, &tx, check).await?;
    }
    tx.commit().await?;
    ctx.app.live.tell(LIVE, ctx.government.id);
    Ok(())
}
