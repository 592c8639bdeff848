//! The people of an agency on a day, each with the status.

use crate::model::DayStatus;
use crate::ops::rebuild::first_of;
use crate::rules::decode_month;
use crate::store::derived;
use chrono::{Datelike, NaiveDate};
use siaga_access::Action;
use siaga_directory::{self as directory, Agency, PeopleFilter, Person};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;

/// A day of an agency.
#[derive(Debug)]
pub(crate) struct AgencyDay {
    pub(crate) agency: Agency,
    /// In the order of units, heads first, then names.
    pub(crate) people: Vec<(Person, Option<DayStatus>)>,
}

/// Returns the people of an agency with their status.
///
/// # Errors
/// `directory.agency_missing`, `platform.forbidden`.
pub(crate) async fn agency_day(ctx: &Ctx, code: &str, on: NaiveDate) -> Result<AgencyDay, Problem> {
    let agency = directory::agency_by_code(ctx, code).await?;
    ctx.require(Action::RecapView, &ctx.in_agency(&agency.path))?;
    let filter = PeopleFilter { agency_id: Some(agency.id), ..PeopleFilter::default() };
    let people = directory::people_on(ctx, on, filter).await?;
    let ids: Vec<i64> = people.iter().map(|person| person.id).collect();
    let rows = derived::months(ctx.db().reader(), first_of(on), Some(&ids)).await?;
    let index = on.day0() as usize;
    let status = |days: &str| decode_month(days)?.get(index).copied().flatten();
    let days: HashMap<i64, Option<DayStatus>> =
        rows.iter().map(|row| (row.employee_id, status(&row.days))).collect();
    let with_day = |person: Person| {
        let day = days.get(&person.id).copied().flatten();
        (person, day)
    };
    Ok(AgencyDay { agency, people: people.into_iter().map(with_day).collect() })
}
