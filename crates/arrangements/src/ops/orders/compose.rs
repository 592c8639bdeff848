//! What an order says: quotas, closure, desks, disinfection, and the circulars behind them.

use crate::model::order::{OrderContent, OrderDesk, OrderUnit};
use crate::model::quota::Ground;
use crate::ops::asker::Asker;
use crate::ops::frame::{AgencyFrame, Frame, Placing, frame};
use crate::ops::plan_problem::{self, Habits, PlanProblem};
use crate::params;
use crate::rules::disinfection;
use crate::rules::order::{self, OrderWindow};
use chrono::NaiveDate;
use siaga_directives::facts_on;
use siaga_directory::Agency;
use siaga_platform::{Ctx, Problem};
use siaga_policy::Facts;
use siaga_roster::outlook;

/// Which part of an agency an order is about, and since when.
#[derive(Debug, Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) agency: &'a Agency,
    pub(super) unit_id: Option<i64>,
    pub(super) found_on: NaiveDate,
}

/// Returns the window of an order by the law of its day; nothing when it is over already.
///
/// # Errors
/// As the stores say.
pub(super) async fn window(ctx: &Ctx, about: About<'_>) -> Result<Option<OrderWindow>, Problem> {
    let facts = facts_of(ctx, about, about.found_on).await?;
    let mut asker = Asker::new(ctx, ctx.law());
    let mut days = |parameter| {
        asker.line(parameter, about.found_on, &about.agency.code, &facts).map_or(0, |ground| ground.value)
    };
    let (window, closed) = (days(params::CASE_WINDOW_DAYS), days(params::OFFICE_CLOSED_DAYS));
    Ok(order::window(about.found_on, window, closed, ctx.today()))
}

/// Returns the facts of the part of the agency on a day.
///
/// # Errors
/// As the store says.
pub(super) async fn facts_of(ctx: &Ctx, about: About<'_>, on: NaiveDate) -> Result<Facts, Problem> {
    let facts = facts_on(ctx, on, None).await?;
    Ok(match about.unit_id {
        Some(unit_id) => facts.of_unit(&about.agency.path, unit_id),
        None => facts.of_agency(&about.agency.path),
    })
}

/// Composes what an order says for the days of its window.
///
/// # Errors
/// As the stores say.
pub(super) async fn compose(
    ctx: &Ctx,
    about: About<'_>,
    window: OrderWindow,
) -> Result<OrderContent, Problem> {
    let law = ctx.law();
    let days = (window.from_on, window.until_on);
    let frame = frame(ctx, Some(about.agency.id), days, Placing::EachDay).await?;
    let Some(one) = frame.agencies.first() else { return Ok(OrderContent::default()) };
    let mut asker = Asker::new(ctx, law);
    let plan = plan_problem::of_agency(&frame, one, &mut asker, None, &Habits::default());
    let facts = facts_of(ctx, about, about.found_on).await?;
    let mut line = |parameter| asker.line(parameter, about.found_on, &about.agency.code, &facts);
    let (least, most) = (line(params::DISINFECTION_DAYS_MIN), line(params::DISINFECTION_DAYS_MAX));
    let window_days = line(params::CASE_WINDOW_DAYS);
    let disinfection = disinfection::window(
        about.found_on,
        least.as_ref().map(|ground| ground.value),
        most.as_ref().map(|ground| ground.value),
    );
    let units = units(one, &plan, about.unit_id);
    let mut grounds = grounds(&plan, about.unit_id);
    for ground in [least, most, window_days].into_iter().flatten() {
        add(&mut grounds, ground);
    }
    let closed_until = closed_until(&plan, about.unit_id);
    Ok(OrderContent {
        found_on: Some(about.found_on),
        units,
        closed_until,
        desks: desks(&frame, one, &plan, about.unit_id),
        disinfection: disinfection.value.map(|window| (window.from_on, window.until_on)),
        grounds,
    })
}

fn is_about(unit_id: Option<i64>, id: i64) -> bool {
    unit_id.is_none_or(|wanted| wanted == id)
}

/// The quotas of each unit, days of the same one together.
fn units(one: &AgencyFrame, plan: &PlanProblem, unit_id: Option<i64>) -> Vec<OrderUnit> {
    let mut rows: Vec<OrderUnit> = Vec::new();
    for (unit, days) in one.units.iter().zip(&plan.quotas).filter(|(unit, _)| is_about(unit_id, unit.id)) {
        for day in days.iter().filter(|day| day.quota.staff > 0) {
            match rows.last_mut() {
                Some(last) if last.unit_id == unit.id && last.quota == day.quota => last.until_on = day.on,
                _ => rows.push(OrderUnit {
                    unit_id: unit.id,
                    name: unit.name.clone(),
                    from_on: day.on,
                    until_on: day.on,
                    quota: day.quota.clone(),
                }),
            }
        }
    }
    rows
}

/// The last day on which some unit of the order is closed.
fn closed_until(plan: &PlanProblem, unit_id: Option<i64>) -> Option<NaiveDate> {
    let days =
        plan.quotas.iter().flatten().filter(|day| is_about(unit_id, day.unit_id) && day.quota.is_closed);
    days.map(|day| day.on).max()
}

fn grounds(plan: &PlanProblem, unit_id: Option<i64>) -> Vec<Ground> {
    let mut grounds = Vec::new();
    for day in plan.quotas.iter().flatten().filter(|day| is_about(unit_id, day.unit_id)) {
        for ground in day.grounds() {
            add(&mut grounds, ground.clone());
        }
    }
    grounds
}

fn add(grounds: &mut Vec<Ground>, ground: Ground) {
    if !grounds.contains(&ground) {
        grounds.push(ground);
    }
}

fn desks(frame: &Frame, one: &AgencyFrame, plan: &PlanProblem, unit_id: Option<i64>) -> Vec<OrderDesk> {
    let outlook = outlook(&plan.problem);
    let rows = one.desks.iter().enumerate();
    rows.filter(|(_, desk)| is_about(unit_id, one.units[desk.unit].id))
        .map(|(place, desk)| {
            let short = |day: &siaga_roster::OutlookDay| {
                day.short.iter().filter(|short| short.desk == place).map(|short| short.filled).min()
            };
            let shortages: Vec<(NaiveDate, u16)> = frame
                .days
                .iter()
                .zip(&outlook.days)
                .filter_map(|(on, day)| Some((*on, short(day)?)))
                .collect();
            let need = desk.need.iter().flatten().copied().max().unwrap_or(0);
            OrderDesk {
                desk_id: desk.desk.id,
                name: desk.desk.name.clone(),
                need,
                filled: shortages.iter().map(|(_, filled)| *filled).min().unwrap_or(need),
                short_on: shortages.into_iter().map(|(on, _)| on).collect(),
            }
        })
        .filter(|desk| desk.need > 0)
        .collect()
}
