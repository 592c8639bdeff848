//! Changes of a draft by hand, and reasons for rules that it breaks.

use super::roster_input::input;
use super::roster_step::Step;
use super::rosters::{outcome, rows, solved};
use super::words::line_within;
use crate::model::{ArrangedPlace, HandChange, Mark, RosterException, RosterRow};
use crate::rules::roster_text::replaced;
use crate::store::rosters as store;
use chrono::NaiveDate;
use serde_json::json;
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use uuid::Uuid;

const REASON_LETTERS: usize = 500;
/// Days that are changed at once at most.
pub const CHANGES_MAX: usize = 2_000;

/// A day of a person that is to be elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayChange {
    /// The employee, by the key inside the program.
    pub employee_id: i64,
    /// The day.
    pub on: NaiveDate,
    /// Where the person is to be.
    pub place: ArrangedPlace,
}

/// Changes days of people in a draft and returns how many really changed.
///
/// # Shape
/// A change that breaks a rule is kept in the draft; the page tells it, and no such draft is signed without
/// a reason where law leaves room for one.
///
/// # Errors
/// `arrangements.no_change`, `arrangements.too_many`, `arrangements.not_in_roster`, `arrangements.day_not_planned`,
/// `arrangements.place_not_set` for another place when none is fixed, `arrangements.roster_changed`,
/// `arrangements.not_a_draft`, `platform.forbidden`: then nothing changes.
pub async fn change_days(
    ctx: &Ctx,
    uid: Uuid,
    seen_version: i64,
    changes: &[DayChange],
) -> Result<usize, Problem> {
    if changes.len() > CHANGES_MAX {
        return Err(Problem::invalid("arrangements.too_many").with("most", CHANGES_MAX));
    }
    let step = Step::begin(ctx, uid, seen_version).await?;
    let roster = &step.roster;
    let mut rows: HashMap<i64, RosterRow> =
        store::rows(&*step.tx, roster.id).await?.into_iter().map(|row| (row.employee_id, row)).collect();
    let made = Mark { by: ctx.actor.reference(), name: ctx.actor.name.clone(), at: ctx.now() };
    let mut done: Vec<HandChange> = Vec::new();
    for change in changes {
        let row = rows.get_mut(&change.employee_id);
        let row = row.ok_or_else(|| Problem::invalid("arrangements.not_in_roster"))?;
        if change.place == ArrangedPlace::Elsewhere && roster.elsewhere.is_empty() {
            return Err(Problem::invalid("arrangements.place_not_set").on_field("elsewhere"));
        }
        let day = roster.place_of(change.on);
        let found = day.and_then(|day| replaced(&row.letters, day, change.place));
        let (letters, before) = found.ok_or_else(|| {
            Problem::invalid("arrangements.day_not_planned").with("day", siaga_civil::date_short(change.on))
        })?;
        if letters != row.letters {
            row.letters = letters;
            done.push(HandChange {
                employee_id: change.employee_id,
                on: change.on,
                before,
                after: change.place.letter(),
                version: roster.version,
                made: made.clone(),
            });
        }
    }
    if done.is_empty() {
        return Err(Problem::invalid("arrangements.no_change"));
    }
    let mut touched: Vec<i64> = done.iter().map(|change| change.employee_id).collect();
    touched.sort_unstable();
    touched.dedup();
    for employee_id in touched {
        store::set_letters(&step.tx, roster.id, &rows[&employee_id]).await?;
    }
    for change in &done {
        store::add_change(&step.tx, roster.id, change).await?;
    }
    let days: Vec<_> = done
        .iter()
        .map(|change| json!([change.employee_id, change.on, change.before, change.after]))
        .collect();
    let detail = json!({ "version": roster.version, "days": days });
    step.finish(ctx, "arrangement.change", detail).await?;
    Ok(done.len())
}

/// Fixes where people work who work at another place; empty for nowhere.
///
/// # Errors
/// `arrangements.text_long`, `arrangements.place_used` when it is taken away while people are there;
/// those of [`change_days`].
pub async fn set_elsewhere(ctx: &Ctx, uid: Uuid, seen_version: i64, place: &str) -> Result<(), Problem> {
    let place = line_within(place, 200, "elsewhere")?;
    let mut step = Step::begin(ctx, uid, seen_version).await?;
    if place.is_empty() {
        let rows = store::rows(&*step.tx, step.roster.id).await?;
        if rows.iter().any(|row| row.letters.contains(ArrangedPlace::Elsewhere.letter())) {
            return Err(Problem::conflict("arrangements.place_used").on_field("elsewhere"));
        }
    }
    step.roster.elsewhere = place;
    store::set_plan(&step.tx, &step.roster).await?;
    let detail = json!({ "version": step.roster.version });
    step.finish(ctx, "arrangement.change", detail).await
}

/// A broken rule for which somebody writes a reason; an empty reason takes the earlier one back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewException {
    /// Code of the rule.
    pub rule: String,
    /// Unit, desk or employee that it is about.
    pub subject_id: i64,
    /// First day that it is about.
    pub on: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

/// Notes why broken rules of a draft are allowed. Whether a reason can help is asked when it is signed.
///
/// # Errors
/// `arrangements.text_long`, `arrangements.none_chosen`, and those of [`change_days`].
pub async fn except_rules(
    ctx: &Ctx,
    uid: Uuid,
    seen_version: i64,
    new: &[NewException],
) -> Result<(), Problem> {
    if new.is_empty() {
        return Err(Problem::invalid("arrangements.none_chosen").on_field("rule"));
    }
    let step = Step::begin(ctx, uid, seen_version).await?;
    let made = Mark { by: ctx.actor.reference(), name: ctx.actor.name.clone(), at: ctx.now() };
    for one in new {
        let exception = RosterException {
            rule: one.rule.clone(),
            subject_id: one.subject_id,
            on: one.on,
            reason: line_within(&one.reason, REASON_LETTERS, "reason")?,
            made: made.clone(),
        };
        store::add_exception(&step.tx, step.roster.id, &exception).await?;
    }
    let rules: Vec<_> = new.iter().map(|one| json!([one.rule, one.subject_id, one.on, one.reason])).collect();
    let detail = json!({ "version": step.roster.version, "rules": rules });
    step.finish(ctx, "arrangement.except", detail).await
}

/// Lets the solver plan a draft anew from what is known now; changes by hand give way, and stay in the history.
///
/// # Errors
/// Those of [`change_days`]; `arrangements.nobody`.
pub async fn plan_again(ctx: &Ctx, uid: Uuid, seen_version: i64) -> Result<(), Problem> {
    let (roster, _) = super::roster_step::visible(ctx, uid).await?;
    let input = input(ctx, roster.agency_id, (roster.from_on, roster.until_on), roster.wishes).await?;
    let (input, solved) = solved(input).await?;
    let mut step = Step::begin(ctx, uid, seen_version).await?;
    step.roster.grounds = input.grounds();
    step.roster.outcome = outcome(&input, &solved);
    store::set_plan(&step.tx, &step.roster).await?;
    store::replace_rows(&step.tx, step.roster.id, &rows(&input, &solved)).await?;
    let detail = json!({
        "version": step.roster.version, "contradiction": step.roster.outcome.contradiction.len(),
    });
    step.finish(ctx, "arrangement.plan_again", detail).await
}

/// Puts a draft away.
///
/// # Errors
/// Those of [`change_days`].
pub async fn discard_roster(ctx: &Ctx, uid: Uuid, seen_version: i64) -> Result<(), Problem> {
    let step = Step::begin(ctx, uid, seen_version).await?;
    store::discard(&step.tx, step.roster.id).await?;
    let detail = json!({ "version": step.roster.version });
    step.finish(ctx, "arrangement.discard", detail).await
}
