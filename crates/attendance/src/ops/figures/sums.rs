//! Adds the derived counts up to rows.

use super::answer::{Figure, RecapBy, RecapQuestion, RecapRow};
use super::source::{KnownMonth, Source};
use crate::model::{DayStatus, StaffGroup, StatusKind};
use crate::ops::day_law::{self, KnownLaw};
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

/// The days of a figure, both ends inside, and until when law was known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: NaiveDate,
    pub(crate) known_on: Option<NaiveDate>,
}

/// Returns whether leave is obliged on a day, by law as it was known.
pub(crate) fn leave_is_obliged(ctx: &Ctx, on: NaiveDate, known_on: Option<NaiveDate>) -> bool {
    day_law::leave_is_obliged(KnownLaw { law: ctx.law(), known_on }, &ctx.government.region, on)
}

type Sums = BTreeMap<(i64, i64, StaffGroup), Figure>;

/// Reads the sums of a span of days, each day by its own law.
pub(crate) async fn read(ctx: &Ctx, span: Span, by_unit: bool, source: &Source) -> Result<Vec<Sum>, Problem> {
    let sums = match source {
        Source::Stored => stored(ctx, span, by_unit).await?,
        Source::Known(months) => known(ctx, span, by_unit, months),
    };
    let sum = |((agency_id, unit_id, group), figure)| Sum { agency_id, unit_id, group, figure };
    Ok(sums.into_iter().map(sum).collect())
}

async fn stored(ctx: &Ctx, span: Span, by_unit: bool) -> Result<Sums, Problem> {
    let mut sums = Sums::new();
    for (part, leave_is_obliged) in parts(ctx, span) {
        for row in store::sums(ctx.db().reader(), part, by_unit).await? {
            let Some(group) = StaffGroup::parse(&row.staff_group) else { continue };
            let figure = sums.entry((row.agency_id, row.unit_id, group)).or_default();
            for kind in StatusKind::ALL {
                let people = row.people(kind);
                figure.tally.add(kind, people);
                figure.obliged += if is_obliged(kind, leave_is_obliged) { people } else { 0 };
            }
            figure.late_people += row.late_people;
            figure.late_minutes += row.late_minutes;
            figure.early_people += row.early_people;
            figure.early_minutes += row.early_minutes;
        }
    }
    Ok(sums)
}

fn known(ctx: &Ctx, span: Span, by_unit: bool, months: &[KnownMonth]) -> Sums {
    let mut sums = Sums::new();
    let law: BTreeMap<NaiveDate, bool> = span
        .from_on
        .iter_days()
        .take_while(|on| *on <= span.until_on)
        .map(|on| (on, leave_is_obliged(ctx, on, span.known_on)))
        .collect();
    for month in months {
        month.each(|worker, on, day| {
            let Some(place) = worker.place_on(on).filter(|_| day.kind != StatusKind::Off) else { return };
            let unit_id = if by_unit { place.unit_id } else { 0 };
            let figure = sums.entry((place.agency_id, unit_id, place.group)).or_default();
            add_day(figure, day, law.get(&on).copied().unwrap_or(false));
        });
    }
    sums
}

/// Adds a day of one person.
pub(crate) fn add_day(figure: &mut Figure, day: DayStatus, leave_is_obliged: bool) {
    figure.tally.add(day.kind, 1);
    figure.obliged += i64::from(is_obliged(day.kind, leave_is_obliged));
    figure.late_people += i64::from(day.late_minutes > 0);
    figure.late_minutes += i64::from(day.late_minutes);
    figure.early_people += i64::from(day.early_minutes > 0);
    figure.early_minutes += i64::from(day.early_minutes);
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
                    unit_code: unit.map(|unit| unit.code.clone()),
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
pub(crate) fn is_obliged(kind: StatusKind, leave_is_obliged: bool) -> bool {
    match kind {
        StatusKind::Off => false,
        StatusKind::Leave => leave_is_obliged,
        _ => true,
    }
}

/// Cuts a span where law changes its mind about leave.
fn parts(ctx: &Ctx, span: Span) -> Vec<((NaiveDate, NaiveDate), bool)> {
    let mut parts: Vec<((NaiveDate, NaiveDate), bool)> = Vec::new();
    for on in span.from_on.iter_days().take_while(|on| *on <= span.until_on) {
        let is_obliged = leave_is_obliged(ctx, on, span.known_on);
        match parts.last_mut() {
            Some((part, value)) if *value == is_obliged => part.1 = on,
            _ => parts.push(((on, on), is_obliged)),
        }
    }
    parts
}
