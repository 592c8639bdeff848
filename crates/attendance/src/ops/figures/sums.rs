//! Adds the derived counts up to rows.

use super::answer::{Figure, RecapBy, RecapQuestion, RecapRow};
use crate::model::{StaffGroup, StatusKind};
use crate::ops::day_law;
use crate::store::figures as store;
use chrono::NaiveDate;
use siaga_directory::{Agency, Unit};
use siaga_platform::{Ctx, Problem};
use std::collections::BTreeMap;

/// The figure of one unit (0 when units are together) and group.
#[derive(Debug)]
pub(crate) struct Sum {
    pub(crate) agency_id: i64,
    pub(crate) unit_id: i64,
    pub(crate) group: StaffGroup,
    pub(crate) figure: Figure,
}

/// Returns whether leave is obliged on a day.
pub(crate) fn leave_is_obliged(ctx: &Ctx, on: NaiveDate) -> bool {
    day_law::leave_is_obliged(&ctx.app.law, &ctx.government.region, on)
}

/// Reads the sums of a span of days, each day by its own law.
pub(crate) async fn read(
    ctx: &Ctx,
    span: (NaiveDate, NaiveDate),
    by_unit: bool,
) -> Result<Vec<Sum>, Problem> {
    let mut sums: BTreeMap<(i64, i64, StaffGroup), Figure> = BTreeMap::new();
    for (part, leave_is_obliged) in parts(ctx, span) {
        for row in store::sums(ctx.db().reader(), part, by_unit).await? {
            let (Some(group), Some(kind)) =
                (StaffGroup::parse(&row.staff_group), StatusKind::parse(&row.status))
            else {
                continue;
            };
            let figure = sums.entry((row.agency_id, row.unit_id, group)).or_default();
            figure.tally.add(kind, row.people);
            figure.obliged += if is_obliged(kind, leave_is_obliged) { row.people } else { 0 };
            figure.late_people += row.late_people;
            figure.late_minutes += row.late_minutes;
            figure.early_people += row.early_people;
            figure.early_minutes += row.early_minutes;
        }
    }
    let sum = |((agency_id, unit_id, group), figure)| Sum { agency_id, unit_id, group, figure };
    Ok(sums.into_iter().map(sum).collect())
}

/// Returns rows by region, agency or unit, in the order of agencies and units.
pub(crate) fn rows(
    ctx: &Ctx,
    question: &RecapQuestion,
    agencies: &[Agency],
    units: &[Unit],
    sums: &[Sum],
) -> Vec<RecapRow> {
    let groups: &[Option<StaffGroup>] = match (question.group, question.apart) {
        (Some(StaffGroup::CivilServant), _) => &[Some(StaffGroup::CivilServant)],
        (Some(StaffGroup::ContractWorker), _) => &[Some(StaffGroup::ContractWorker)],
        (None, true) => &[Some(StaffGroup::CivilServant), Some(StaffGroup::ContractWorker)],
        (None, false) => &[None],
    };
    let mut rows = Vec::new();
    let mut push = |agency: Option<&Agency>, unit: Option<&Unit>| {
        for group in groups {
            let mut figure = Figure::default();
            let of_row = |sum: &&Sum| {
                let is_visible = agencies.iter().any(|agency| agency.id == sum.agency_id);
                is_visible
                    && agency.is_none_or(|agency| agency.id == sum.agency_id)
                    && unit.is_none_or(|unit| unit.id == sum.unit_id)
                    && group.is_none_or(|group| group == sum.group)
            };
            for sum in sums.iter().filter(of_row) {
                figure.add_all(&sum.figure);
            }
            if figure.tally.expected() > 0 || question.by == RecapBy::Region {
                rows.push(RecapRow {
                    agency_code: agency.map(|agency| agency.code.clone()).unwrap_or_default(),
                    agency_name: agency.map_or(&ctx.government.name, |agency| &agency.name).clone(),
                    unit_name: unit.map(|unit| unit.name.clone()),
                    person_uid: None,
                    person_name: None,
                    nip: None,
                    group: *group,
                    figure,
                });
            }
        }
    };
    match question.by {
        RecapBy::Region => push(None, None),
        RecapBy::Unit => {
            for agency in agencies {
                units
                    .iter()
                    .filter(|unit| unit.agency_id == agency.id)
                    .for_each(|unit| push(Some(agency), Some(unit)));
            }
        }
        RecapBy::Agency | RecapBy::Person => agencies.iter().for_each(|agency| push(Some(agency), None)),
    }
    rows
}

/// Returns whether a status obliges.
pub(super) fn is_obliged(kind: StatusKind, leave_is_obliged: bool) -> bool {
    match kind {
        StatusKind::Off => false,
        StatusKind::Leave => leave_is_obliged,
        _ => true,
    }
}

/// Cuts a span where law changes its mind about leave.
fn parts(ctx: &Ctx, (from_on, until_on): (NaiveDate, NaiveDate)) -> Vec<((NaiveDate, NaiveDate), bool)> {
    let mut parts: Vec<((NaiveDate, NaiveDate), bool)> = Vec::new();
    for on in from_on.iter_days().take_while(|on| *on <= until_on) {
        let is_obliged = leave_is_obliged(ctx, on);
        match parts.last_mut() {
            Some((part, value)) if *value == is_obliged => part.1 = on,
            _ => parts.push(((on, on), is_obliged)),
        }
    }
    parts
}
