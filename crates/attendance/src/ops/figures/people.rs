//! Rows by person: one for each place in which a person served in the period.

use super::answer::{Figure, RecapRow};
use super::source::Source;
use super::sums::{Span as Days, add_day, leave_is_obliged};
use crate::model::{DayStatus, StaffGroup, StatusKind};
use crate::ops::rebuild::first_of;
use chrono::{Months, NaiveDate};
use siaga_directory::{self as directory, Agency, Identity, Span, Unit};
use siaga_platform::{Ctx, Problem};
use std::collections::{BTreeMap, HashMap};

/// Unit, person and group: days of one person in two places are two rows.
type Place = (i64, i64, StaffGroup);
/// Position of the unit, name, and what tells rows of one name apart.
type Order = (usize, String, i64, StaffGroup);

/// Reads rows by person, one agency after the other, so that not all need to be held at once.
///
/// # Shape
/// Everybody in service on any day of the span, also those who have left since. Whoever moved has a row
/// for each unit with the days served there, so that the rows add up to those by unit and by agency.
#[derive(Debug)]
pub(crate) struct PeopleReader<'a> {
    span: Days,
    source: &'a Source,
    /// By agency.
    spans: HashMap<i64, Vec<Span>>,
    identities: HashMap<i64, Identity>,
    units: Vec<Unit>,
    /// Whether leave is obliged, day by day.
    law: Vec<bool>,
}

impl<'a> PeopleReader<'a> {
    /// Reads who served where in a span; only people of a group, when one is given.
    pub(crate) async fn open(
        ctx: &Ctx,
        span: Days,
        source: &'a Source,
        group: Option<StaffGroup>,
    ) -> Result<Self, Problem> {
        let mut spans: HashMap<i64, Vec<Span>> = HashMap::new();
        for served in directory::spans_between(ctx, span.from_on, span.until_on).await? {
            if group.is_none_or(|wanted| wanted == group_of(&served)) {
                spans.entry(served.agency_id).or_default().push(served);
            }
        }
        let days = span.from_on.iter_days().take_while(|on| *on <= span.until_on);
        Ok(Self {
            span,
            source,
            spans,
            identities: directory::identities(ctx).await?,
            units: directory::units(ctx, None).await?,
            law: days.map(|on| leave_is_obliged(ctx, on, span.known_on)).collect(),
        })
    }

    /// Returns the rows of an agency, in the order of units and names.
    pub(crate) async fn rows(&self, ctx: &Ctx, agency: &Agency) -> Result<Vec<RecapRow>, Problem> {
        let Some(spans) = self.spans.get(&agency.id) else { return Ok(Vec::new()) };
        let mut figures: HashMap<Place, Figure> =
            spans.iter().map(|served| (place_of(served), Figure::default())).collect();
        self.each_day(ctx, spans, |served, on, day| {
            let figure = figures.entry(place_of(served)).or_default();
            add_day(figure, day, self.is_leave_obliged(on));
        })
        .await?;
        let mut rows: Vec<_> =
            figures.into_iter().filter_map(|(place, figure)| self.row(agency, place, figure)).collect();
        rows.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// Returns the days that one person served in an agency, with the unit and the group of each.
    pub(crate) async fn days_of(
        &self,
        ctx: &Ctx,
        agency: &Agency,
        employee_id: i64,
    ) -> Result<Vec<PersonDay>, Problem> {
        let all = self.spans.get(&agency.id).map(Vec::as_slice).unwrap_or_default();
        let own: Vec<Span> = all.iter().filter(|served| served.employee_id == employee_id).copied().collect();
        let mut days = Vec::new();
        self.each_day(ctx, &own, |served, on, day| {
            let mut figure = Figure::default();
            add_day(&mut figure, day, self.is_leave_obliged(on));
            let unit = self.units.iter().find(|unit| unit.id == served.unit_id);
            let unit_code = unit.map(|unit| unit.code.clone()).unwrap_or_default();
            days.push(PersonDay { on, unit_code, group: group_of(served), day, figure });
        })
        .await?;
        days.sort_by_key(|day| day.on);
        Ok(days)
    }

    /// Returns what each person of an agency did day by day, from the first day of the span on, in the order
    /// of units and names; a day served elsewhere or not at all is nothing.
    pub(crate) async fn months(
        &self,
        ctx: &Ctx,
        agency: &Agency,
    ) -> Result<Vec<(Identity, Vec<Option<StatusKind>>)>, Problem> {
        let Some(spans) = self.spans.get(&agency.id) else { return Ok(Vec::new()) };
        let mut people: BTreeMap<(usize, &str, i64), Vec<Option<StatusKind>>> = BTreeMap::new();
        let mut keys: HashMap<i64, (usize, &str, i64)> = HashMap::new();
        for served in spans {
            let Some(person) = self.identities.get(&served.employee_id) else { continue };
            let unit = self.units.iter().position(|unit| unit.id == served.unit_id).unwrap_or(usize::MAX);
            let key = *keys.entry(person.id).or_insert((unit, &person.name, person.id));
            people.entry(key).or_insert_with(|| vec![None; self.law.len()]);
        }
        self.each_day(ctx, spans, |served, on, day| {
            let days = keys.get(&served.employee_id).and_then(|key| people.get_mut(key));
            let index = usize::try_from((on - self.span.from_on).num_days()).ok();
            if let Some(cell) = days.zip(index).and_then(|(days, index)| days.get_mut(index)) {
                *cell = Some(day.kind);
            }
        })
        .await?;
        let named =
            |((_, _, id), days): ((usize, &str, i64), _)| Some((self.identities.get(&id)?.clone(), days));
        Ok(people.into_iter().filter_map(named).collect())
    }

    async fn each_day(
        &self,
        ctx: &Ctx,
        spans: &[Span],
        mut take: impl FnMut(&Span, NaiveDate, DayStatus),
    ) -> Result<(), Problem> {
        let mut of_person: HashMap<i64, Vec<&Span>> = HashMap::new();
        for served in spans {
            of_person.entry(served.employee_id).or_default().push(served);
        }
        let employees: Vec<i64> = of_person.keys().copied().collect();
        let Days { from_on, until_on, .. } = self.span;
        let mut month = first_of(from_on);
        while month <= until_on {
            for (employee, days) in self.source.days(ctx, month, &employees).await? {
                let own = &of_person[&employee];
                for (on, day) in month.iter_days().zip(days) {
                    let Some(day) = day.filter(|_| from_on <= on && on <= until_on) else { continue };
                    let served = own.iter().find(|served| served.from_on <= on && on <= served.until_on);
                    if let Some(served) = served {
                        take(served, on, day);
                    }
                }
            }
            month = month + Months::new(1);
        }
        Ok(())
    }

    fn is_leave_obliged(&self, on: NaiveDate) -> bool {
        let index = usize::try_from((on - self.span.from_on).num_days()).expect("the day is in the span");
        self.law[index]
    }

    /// Returns a row with the key by which it is sorted.
    fn row(
        &self,
        agency: &Agency,
        (unit_id, employee_id, group): Place,
        figure: Figure,
    ) -> Option<(Order, RecapRow)> {
        let person = self.identities.get(&employee_id)?;
        let place = self.units.iter().position(|unit| unit.id == unit_id);
        let key = (place.unwrap_or(usize::MAX), person.name.clone(), employee_id, group);
        let unit = place.map(|place| &self.units[place]);
        let row = RecapRow {
            agency_code: agency.code.clone(),
            agency_name: agency.name.clone(),
            unit_code: unit.map(|unit| unit.code.clone()),
            unit_name: unit.map(|unit| unit.name.clone()),
            person_uid: Some(person.uid),
            person_name: Some(person.name.clone()),
            nip: person.nip.clone(),
            group: Some(group),
            figure,
        };
        Some((key, row))
    }
}

/// A day of a person where it was served.
#[derive(Debug, Clone)]
pub(crate) struct PersonDay {
    pub(crate) on: NaiveDate,
    pub(crate) unit_code: String,
    pub(crate) group: StaffGroup,
    pub(crate) day: DayStatus,
    pub(crate) figure: Figure,
}

fn place_of(served: &Span) -> Place {
    (served.unit_id, served.employee_id, group_of(served))
}

/// Returns the group in which a person is counted.
fn group_of(served: &Span) -> StaffGroup {
    if served.kind.is_civil_servant() { StaffGroup::CivilServant } else { StaffGroup::ContractWorker }
}
