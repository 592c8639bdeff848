//! The arrangements of a day: quotas with their grounds, planned people, gaps.

use super::arranged::arranged_between;
use super::asker::Asker;
use super::frame::{Placing, frame};
use super::look::{Look, look};
use super::orders::reads::{ordered_agencies, visible};
use super::what_if::planned;
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_directives::facts::CASE_STATE;
use siaga_directives::facts_on;
use siaga_directory::{self as directory, Agency, Unit};
use siaga_platform::{Ctx, Problem};
use siaga_policy::{FactValue, Facts};
use std::collections::{HashMap, HashSet};

/// One agency on a day.
#[derive(Debug, Clone)]
pub(crate) struct AgencyDay {
    pub(crate) agency: Agency,
    pub(crate) units: Vec<Unit>,
    pub(crate) look: Look,
    /// People in the office by the signed roster; nothing where there is none.
    pub(crate) planned: Option<u32>,
    /// Whether an order is in force.
    pub(crate) is_ordered: bool,
}

/// Returns the arrangements of a day for the agencies that the actor may see; none on a day off.
///
/// # Errors
/// `platform.forbidden` for actors who may see none.
pub(crate) async fn overview(ctx: &Ctx, on: NaiveDate) -> Result<Vec<AgencyDay>, Problem> {
    let seen = visible(ctx).await?;
    let only = if let [one] = seen.as_slice() { Some(one.id) } else { None };
    let seen: HashSet<i64> = seen.into_iter().map(|agency| agency.id).collect();
    let days = of_day(ctx, only, on).await?;
    Ok(days.into_iter().filter(|day| seen.contains(&day.agency.id)).collect())
}

/// Returns whether some agency or work unit is under a case or a cluster, without reading who works there.
///
/// # Errors
/// As the stores say.
pub(crate) async fn has_cases(ctx: &Ctx, on: NaiveDate) -> Result<bool, Problem> {
    let facts = facts_on(ctx, on, None).await?;
    let is_case =
        |facts: Facts| matches!(facts.get(CASE_STATE), Some(FactValue::Word(state)) if state != "none");
    let agencies = directory::agencies(ctx).await?;
    if agencies.iter().any(|agency| is_case(facts.of_agency(&agency.path))) {
        return Ok(true);
    }
    let paths: HashMap<i64, &[i64]> =
        agencies.iter().map(|agency| (agency.id, agency.path.as_slice())).collect();
    let units = directory::units(ctx, None).await?;
    Ok(units
        .iter()
        .any(|unit| paths.get(&unit.agency_id).is_some_and(|path| is_case(facts.of_unit(path, unit.id)))))
}

/// Returns the arrangements of one agency on a day; nothing on a day off.
///
/// # Errors
/// `directory.agency_missing`, `platform.forbidden`.
pub(crate) async fn agency_day(
    ctx: &Ctx,
    code: &str,
    on: NaiveDate,
) -> Result<(Agency, Option<AgencyDay>), Problem> {
    let agency = directory::agency_by_code(ctx, code).await?;
    ctx.require(Action::ArrangementView, &ctx.in_agency(&agency.path))?;
    let day = of_day(ctx, Some(agency.id), on).await?.pop();
    Ok((agency, day))
}

/// Returns the arrangements of a day without asking who may see them.
///
/// # Errors
/// As the stores say.
pub(crate) async fn of_day(
    ctx: &Ctx,
    agency_id: Option<i64>,
    on: NaiveDate,
) -> Result<Vec<AgencyDay>, Problem> {
    let frame = frame(ctx, agency_id, (on, on), Placing::FirstDay).await?;
    if frame.days.is_empty() {
        return Ok(Vec::new());
    }
    let arranged = arranged_between(ctx, on, on, None).await?;
    let ordered = ordered_agencies(ctx, on).await?;
    let mut asker = Asker::new(ctx, ctx.law());
    let agencies = frame.agencies.iter();
    Ok(agencies
        .map(|one| AgencyDay {
            agency: one.agency.clone(),
            units: one.units.clone(),
            look: look(&frame, one, &mut asker, None),
            planned: planned(&frame, one, &arranged).first().copied().flatten(),
            is_ordered: ordered.contains(&one.agency.id),
        })
        .collect())
}
