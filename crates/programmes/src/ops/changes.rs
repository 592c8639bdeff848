//! Recording programmes and changing what they are to reach.

use super::words::{self, LONG};
use crate::model::{AsOf, LARGEST_AMOUNT, NewProgramme, ProgrammePlan};
use crate::ops::reads::{self, Found};
use crate::rules::plan::{Course, CourseFault};
use crate::store::programmes::{self as store, Which};
use serde_json::json;
use siaga_access::{Action, Verdict};
use siaga_directory as directory;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use uuid::Uuid;

/// Budget years that can be recorded.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// Records a programme of an agency for a year and returns its key.
///
/// # Errors
/// `programmes.year`, `programmes.duplicate`, those of the plan (`programmes.amount`,
/// `programmes.course_decreasing`, `programmes.course_over_target`, `programmes.course_ends_short`,
/// `programmes.text_missing`, `programmes.text_too_long`), `directory.agency_missing`, `platform.forbidden`.
pub async fn new_programme(ctx: &Ctx, new: &NewProgramme) -> Result<Uuid, Problem> {
    let agency = directory::agency(ctx, new.agency_id).await?;
    let verdict = ctx.require(Action::ProgrammeReport, &ctx.in_agency(&agency.path))?;
    let plan = checked(new.year, &new.plan)?;
    let tx = ctx.db().begin().await?;
    let mut names = names(ctx, &tx, new.year).await?;
    let uid = insert(ctx, &tx, &mut names, &NewProgramme { plan, ..new.clone() }, &verdict).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(uid)
}

/// Writes a checked programme whose name is not among the others of its year, and adds it to them.
pub(crate) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    names: &mut Names,
    new: &NewProgramme,
    verdict: &Verdict,
) -> Result<Uuid, Problem> {
    refuse_duplicate(names, new, None)?;
    let uid = ctx.new_id();
    let id = store::insert(ctx, tx, (uid, new.agency_id, new.year)).await?;
    store::insert_plan(ctx, tx, (id, 1), (&new.plan, "")).await?;
    names.insert((new.agency_id, new.plan.name.to_lowercase()), id);
    let detail = json!({ "agency": new.agency_id, "year": new.year, "target": new.plan.target,
        "budget_rupiah": new.plan.budget_rupiah });
    audit::write(ctx, tx, Entry::new("programme.add", format!("programme/{uid}")).detail(detail).by(verdict))
        .await?;
    Ok(uid)
}

/// Changes what a programme is to reach: a new version; the old ones stay.
///
/// # Errors
/// `programmes.changed_meanwhile` when `seen_version` is no longer the newest; `programmes.text_missing` for
/// the reason; as [`new_programme`].
pub async fn change_programme(
    ctx: &Ctx,
    uid: Uuid,
    seen_version: i32,
    plan: &ProgrammePlan,
    reason: &str,
) -> Result<(), Problem> {
    let found = reads::found(ctx, uid, AsOf::day(ctx.today())).await?;
    let verdict = ctx.require(Action::ProgrammeReport, &ctx.in_agency(&found.agency.path))?;
    let plan = checked(found.head.year, plan)?;
    let reason = words::line(reason, "reason", words::REASON)?;
    let tx = ctx.db().begin().await?;
    lock(&tx, &found).await?;
    let newest = store::plans(ctx, &*tx, Which::One(uid)).await?.pop().map_or(0, |plan| plan.version.version);
    if newest != seen_version {
        return Err(Problem::conflict("programmes.changed_meanwhile"));
    }
    let same = NewProgramme { agency_id: found.head.agency_id, year: found.head.year, plan: plan.clone() };
    refuse_duplicate(&names(ctx, &tx, same.year).await?, &same, Some(found.head.id))?;
    store::insert_plan(ctx, &tx, (found.head.id, newest + 1), (&plan, &reason)).await?;
    let detail = json!({ "version": newest + 1, "target": plan.target, "budget_rupiah": plan.budget_rupiah });
    let entry = Entry::new("programme.change", format!("programme/{uid}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    tell(ctx);
    Ok(())
}

/// Keeps other writers of one programme waiting until the end of the transaction.
pub(crate) async fn lock(tx: &Tx, found: &Found) -> Result<(), Problem> {
    Ok(tx.lock(&format!("programmes.programme/{}", found.head.id)).await?)
}

/// Tells open pages that figures changed.
pub(crate) fn tell(ctx: &Ctx) {
    ctx.app.live.tell("programmes", ctx.government.id);
    ctx.app.live.tell("board", ctx.government.id);
}

/// The names of the programmes of a year, each with its agency and key.
pub(crate) type Names = HashMap<(i64, String), i64>;

/// Returns the names of a year and keeps other writers of names waiting until the end of the transaction.
pub(crate) async fn names(ctx: &Ctx, tx: &Tx, year: i32) -> Result<Names, Problem> {
    tx.lock(&format!("programmes.names/{}", ctx.government.id)).await?;
    let heads = store::heads(ctx, &**tx, Which::Year(year)).await?;
    let agency_of: HashMap<i64, i64> = heads.iter().map(|head| (head.id, head.agency_id)).collect();
    // The newest version of each comes last and is the one that stays.
    let plans = store::plans(ctx, &**tx, Which::Year(year)).await?;
    let newest: HashMap<i64, String> =
        plans.into_iter().map(|plan| (plan.programme_id, plan.version.plan.name.to_lowercase())).collect();
    let named = |(id, name): (i64, String)| Some(((*agency_of.get(&id)?, name), id));
    Ok(newest.into_iter().filter_map(named).collect())
}

fn refuse_duplicate(names: &Names, new: &NewProgramme, own_id: Option<i64>) -> Result<(), Problem> {
    match names.get(&(new.agency_id, new.plan.name.to_lowercase())) {
        Some(id) if Some(*id) != own_id => Err(Problem::conflict("programmes.duplicate")
            .on_field("name")
            .with("name", &new.plan.name)
            .with("year", new.year)),
        _ => Ok(()),
    }
}

/// Returns a plan with clean texts.
pub(crate) fn checked(year: i32, plan: &ProgrammePlan) -> Result<ProgrammePlan, Problem> {
    if !YEARS.contains(&year) {
        return Err(Problem::invalid("programmes.year").on_field("year").with("year", year));
    }
    amount(plan.target, "target")?;
    amount(plan.budget_rupiah, "budget")?;
    Course { year, target: plan.target, months: &plan.months }.check().map_err(course_problem)?;
    Ok(ProgrammePlan {
        name: words::line(&plan.name, "name", words::NAME)?,
        indicator: words::line(&plan.indicator, "indicator", words::NAME)?,
        unit: words::line(&plan.unit, "unit", words::UNIT)?,
        responsible: words::line(&plan.responsible, "responsible", words::PERSON)?,
        ..plan.clone()
    })
}

/// Refuses amounts below zero and beyond anything that can be meant.
pub(crate) fn amount(amount: i64, field: &'static str) -> Result<(), Problem> {
    if (0..=LARGEST_AMOUNT).contains(&amount) {
        return Ok(());
    }
    Err(Problem::invalid("programmes.amount").on_field(field).with("amount", amount))
}

fn course_problem(fault: CourseFault) -> Problem {
    let on = |code: &str, month: u32| {
        Problem::invalid(code).on_field(format!("month_{month}")).with("month", month)
    };
    match fault {
        CourseFault::Decreasing { month } => on("programmes.course_decreasing", month),
        CourseFault::OverTarget { month } => on("programmes.course_over_target", month),
        CourseFault::EndsShort => on("programmes.course_ends_short", 12),
    }
}

/// Returns obstacles or a follow-up, which may be empty.
pub(crate) fn remark(text: &str, field: &str) -> Result<String, Problem> {
    words::lines(text, field, LONG)
}
