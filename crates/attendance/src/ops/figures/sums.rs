//! Adds the derived counts up to rows.

use super::answer::{Figure, RecapBy, RecapQuestion, RecapRow};
use crate::model::{DayStatus, StaffGroup, StatusKind};
use crate::ops::day_law;
use crate::ops::rebuild::{first_of, last_of};
use crate::rules::decode_month;
use crate::store::{derived, figures as store};
use chrono::{Months, NaiveDate};
use siaga_directory::{self as directory, Agency, PeopleFilter, Person, Unit};
use siaga_platform::{Ctx, Problem};
use std::collections::{BTreeMap, HashMap};

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

/// Returns rows by person, in the order of agencies, units and names.
pub(crate) async fn people_rows(
    ctx: &Ctx,
    question: &RecapQuestion,
    agencies: &[Agency],
    (from_on, until_on): (NaiveDate, NaiveDate),
) -> Result<Vec<RecapRow>, Problem> {
    let mut figures: HashMap<i64, Figure> = HashMap::new();
    let mut month = first_of(from_on);
    while month <= until_on {
        let leave_is_obliged = leave_is_obliged(ctx, last_of(month).min(until_on));
        for row in derived::months(ctx.db().reader(), month, None).await? {
            let days = decode_month(&row.days).unwrap_or_default();
            let figure = figures.entry(row.employee_id).or_default();
            for (on, day) in month.iter_days().zip(days) {
                if let Some(day) = day.filter(|_| from_on <= on && on <= until_on) {
                    add_day(figure, day, leave_is_obliged);
                }
            }
        }
        month = month + Months::new(1);
    }
    let only = match (question.agency.as_ref(), agencies) {
        (Some(_), [agency]) => Some(agency.id),
        _ => None,
    };
    let filter = PeopleFilter { agency_id: only, ..PeopleFilter::default() };
    let people = directory::people_on(ctx, until_on, filter).await?;
    let row = |person: Person| {
        let agency = agencies.iter().find(|agency| agency.id == person.agency_id)?;
        let group = group_of(&person);
        let figure = figures.get(&person.id).copied().unwrap_or_default();
        question.takes(group).then(|| RecapRow {
            agency_code: agency.code.clone(),
            agency_name: agency.name.clone(),
            unit_name: None,
            person_uid: Some(person.uid),
            person_name: Some(person.name),
            nip: person.nip,
            group: Some(group),
            figure,
        })
    };
    let mut rows: Vec<RecapRow> = people.into_iter().filter_map(row).collect();
    rows.sort_by(|one, other| one.agency_code.cmp(&other.agency_code));
    Ok(rows)
}

/// Returns the group in which a person is counted.
pub(crate) fn group_of(person: &Person) -> StaffGroup {
    if person.kind.is_civil_servant() { StaffGroup::CivilServant } else { StaffGroup::ContractWorker }
}

fn add_day(figure: &mut Figure, day: DayStatus, leave_is_obliged: bool) {
    figure.tally.add(day.kind, 1);
    figure.obliged += i64::from(is_obliged(day.kind, leave_is_obliged));
    figure.late_people += i64::from(day.late_minutes > 0);
    figure.late_minutes += i64::from(day.late_minutes);
    figure.early_people += i64::from(day.early_minutes > 0);
    figure.early_minutes += i64::from(day.early_minutes);
}

fn is_obliged(kind: StatusKind, leave_is_obliged: bool) -> bool {
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
