//! Rows by person: one for each place in which a person served in the period.

use super::answer::{Figure, RecapQuestion, RecapRow};
use super::sums::{is_obliged, leave_is_obliged};
use crate::model::{DayStatus, StaffGroup};
use crate::ops::rebuild::first_of;
use crate::rules::decode_month;
use crate::store::derived;
use chrono::{Months, NaiveDate};
use siaga_directory::{self as directory, Agency, Identity, Span, Unit};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;

/// Agency, unit, person and group: days of one person in two places are two rows.
type Place = (i64, i64, i64, StaffGroup);
/// Code of the agency, position of the unit, name, and what tells rows of one name apart.
type Order = (String, usize, String, i64, StaffGroup);

/// Returns rows by person, in the order of agencies, units and names.
///
/// # Shape
/// Everybody in service on any day of the span, also those who have left since. Whoever moved has a row
/// for each unit with the days served there, so that the rows add up to those by unit and by agency.
pub(crate) async fn people_rows(
    ctx: &Ctx,
    question: &RecapQuestion,
    agencies: &[Agency],
    units: &[Unit],
    span: (NaiveDate, NaiveDate),
) -> Result<Vec<RecapRow>, Problem> {
    let spans = directory::spans_between(ctx, span.0, span.1).await?;
    let is_visible = |served: &Span| {
        agencies.iter().any(|agency| agency.id == served.agency_id) && question.takes(group_of(served))
    };
    let spans: Vec<Span> = spans.into_iter().filter(is_visible).collect();
    let figures = figures(ctx, &spans, span).await?;
    let identities = directory::identities(ctx).await?;
    let mut rows: Vec<_> = figures
        .into_iter()
        .filter_map(|(place, figure)| row(agencies, units, identities.get(&place.2)?, place, figure))
        .collect();
    rows.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// Adds up the stored days by where each was served, each by the law of its own day.
async fn figures(
    ctx: &Ctx,
    spans: &[Span],
    (from_on, until_on): (NaiveDate, NaiveDate),
) -> Result<HashMap<Place, Figure>, Problem> {
    let mut figures: HashMap<Place, Figure> =
        spans.iter().map(|served| (place_of(served), Figure::default())).collect();
    let law: Vec<bool> =
        from_on.iter_days().take_while(|on| *on <= until_on).map(|on| leave_is_obliged(ctx, on)).collect();
    let mut of_person: HashMap<i64, Vec<&Span>> = HashMap::new();
    for served in spans {
        of_person.entry(served.employee_id).or_default().push(served);
    }
    let mut month = first_of(from_on);
    while month <= until_on {
        for stored in derived::months(ctx.db().reader(), month, None).await? {
            let Some(own) = of_person.get(&stored.employee_id) else { continue };
            let days = decode_month(&stored.days).unwrap_or_default();
            for (on, day) in month.iter_days().zip(days) {
                let Some(day) = day.filter(|_| from_on <= on && on <= until_on) else { continue };
                let served = own.iter().find(|served| served.from_on <= on && on <= served.until_on);
                let Some(figure) = served.and_then(|served| figures.get_mut(&place_of(served))) else {
                    continue;
                };
                let index = usize::try_from((on - from_on).num_days()).expect("the day is in the span");
                add_day(figure, day, law[index]);
            }
        }
        month = month + Months::new(1);
    }
    Ok(figures)
}

/// Returns a row with the key by which it is sorted.
fn row(
    agencies: &[Agency],
    units: &[Unit],
    person: &Identity,
    (agency_id, unit_id, employee_id, group): Place,
    figure: Figure,
) -> Option<(Order, RecapRow)> {
    let agency = agencies.iter().find(|agency| agency.id == agency_id)?;
    let unit = units.iter().position(|unit| unit.id == unit_id);
    let key = (agency.code.clone(), unit.unwrap_or(usize::MAX), person.name.clone(), employee_id, group);
    let row = RecapRow {
        agency_code: agency.code.clone(),
        agency_name: agency.name.clone(),
        unit_name: unit.map(|position| units[position].name.clone()),
        person_uid: Some(person.uid),
        person_name: Some(person.name.clone()),
        nip: person.nip.clone(),
        group: Some(group),
        figure,
    };
    Some((key, row))
}

fn place_of(served: &Span) -> Place {
    (served.agency_id, served.unit_id, served.employee_id, group_of(served))
}

/// Returns the group in which a person is counted.
fn group_of(served: &Span) -> StaffGroup {
    if served.kind.is_civil_servant() { StaffGroup::CivilServant } else { StaffGroup::ContractWorker }
}

fn add_day(figure: &mut Figure, day: DayStatus, leave_is_obliged: bool) {
    figure.tally.add(day.kind, 1);
    figure.obliged += i64::from(is_obliged(day.kind, leave_is_obliged));
    figure.late_people += i64::from(day.late_minutes > 0);
    figure.late_minutes += i64::from(day.late_minutes);
    figure.early_people += i64::from(day.early_minutes > 0);
    figure.early_minutes += i64::from(day.early_minutes);
}
