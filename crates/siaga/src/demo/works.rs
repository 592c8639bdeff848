//! The year so far: agencies record their programmes and report month by month, some late, some not at all.

use super::morning::instant;
use super::papers::Desk;
use super::works_plan::{Told, WORKS, Work};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use siaga_platform::{Ctx, SimulatedClock};
use siaga_programmes::{MonthPlan, NewProgramme, NewReport, ProgrammePlan, new_programme, report_month};
use uuid::Uuid;

const YEAR: i32 = 2020;
/// Officials write after the morning roll call.
const FROM_MINUTE: u32 = 9 * 60;
const MILLION: i64 = 1_000_000;

/// Something that an agency writes down on a day; what is recorded comes before what is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    Record,
    Report(usize),
}

/// Plays what the agencies wrote down in the year before the day and returns how many reports came.
pub(super) async fn play(desk: &Desk, clock: &SimulatedClock) -> Result<usize> {
    let mut keys: Vec<Option<Uuid>> = vec![None; WORKS.len()];
    let deeds = deeds();
    for (minute, (on, place, deed)) in (0..).zip(&deeds) {
        clock.set(instant(desk.ctx.government.zone, *on, FROM_MINUTE + minute, 0));
        let work = &WORKS[*place];
        let agency = desk.agency(work.agency)?;
        let head = desk.cast.head(agency)?;
        match deed {
            Deed::Record => keys[*place] = Some(record(desk, head, agency, work).await?),
            Deed::Report(report) => {
                let uid = keys[*place].context("a programme is recorded before it is reported")?;
                tell(head, uid, &work.reports[*report]).await?;
            }
        }
    }
    Ok(deeds.len() - WORKS.len())
}

/// Returns what is written, in the order of days.
fn deeds() -> Vec<(NaiveDate, usize, Deed)> {
    let mut deeds = Vec::new();
    for (place, work) in WORKS.iter().enumerate() {
        deeds.push((day(work.recorded), place, Deed::Record));
        let reports = work.reports.iter().enumerate();
        deeds.extend(reports.map(|(report, told)| (day(told.3), place, Deed::Report(report))));
    }
    deeds.sort_unstable();
    deeds
}

fn day((month, day): (u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(YEAR, month, day).expect("a day of the calendar")
}

async fn record(desk: &Desk, head: &Ctx, agency: usize, work: &Work) -> Result<Uuid> {
    let mut months = MonthPlan::default();
    for (month, amount) in work.course {
        months.0[month - 1] = Some(*amount);
    }
    let plan = ProgrammePlan {
        name: work.name.to_owned(),
        indicator: work.indicator.to_owned(),
        unit: work.unit.to_owned(),
        target: work.target,
        budget_rupiah: work.budget_million * MILLION,
        responsible: format!("{}, {}", head.actor.name, desk.plans[agency].head_title),
        months,
    };
    let new = NewProgramme { agency_id: desk.settled.agencies[agency], year: YEAR, plan };
    Ok(new_programme(head, &new).await?)
}

async fn tell(head: &Ctx, uid: Uuid, (month, real, spent_million, _, obstacles): &Told) -> Result<()> {
    let report = NewReport {
        month: *month,
        real: *real,
        spent_rupiah: spent_million * MILLION,
        obstacles: (*obstacles).to_owned(),
        ..NewReport::default()
    };
    report_month(head, uid, &report).await?;
    Ok(())
}
