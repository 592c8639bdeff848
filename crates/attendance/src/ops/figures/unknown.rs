//! Those without record or explanation.

use super::answer::{UNKNOWN_NAMED, UnknownPerson};
use super::source::{KnownMonth, Source};
use crate::model::StatusKind;
use crate::store::figures as store;
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};

/// Returns those without record or explanation by name, as far as the actor may see their agency.
pub(super) async fn people(
    ctx: &Ctx,
    agencies: &[Agency],
    on: NaiveDate,
    source: &Source,
) -> Result<Vec<UnknownPerson>, Problem> {
    let sees_all = ctx.may(Action::RecapView, &ctx.whole_government()).permit;
    let named: Vec<&Agency> = agencies
        .iter()
        .filter(|agency| sees_all || ctx.may(Action::RecapView, &ctx.in_agency(&agency.path)).permit)
        .collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = named.iter().map(|agency| agency.id).collect();
    let rows = match source {
        Source::Stored => store::unknown(ctx.db().reader(), on, &ids, UNKNOWN_NAMED).await?,
        Source::Known(months) => unknown_then(months, on, &ids),
    };
    let employees: Vec<i64> = rows.iter().map(|row| row.employee_id).collect();
    let mut placed = directory::people_by_ids(ctx, &employees, on).await?;
    let mut people = Vec::new();
    for row in rows {
        let Some(agency) = named.iter().find(|agency| agency.id == row.agency_id) else { continue };
        let Some(person) = placed.remove(&row.employee_id) else { continue };
        people.push(UnknownPerson {
            uid: person.uid,
            name: person.name,
            is_civil_servant: person.kind.is_civil_servant(),
            agency_code: agency.code.clone(),
            agency_name: agency.name.clone(),
            status: row.status,
        });
    }
    Ok(people)
}

/// Returns the same rows from days as they were known, in the same order.
fn unknown_then(months: &[KnownMonth], on: NaiveDate, agencies: &[i64]) -> Vec<store::ExceptionRead> {
    let mut rows = Vec::new();
    for month in months {
        month.each(|worker, day_on, day| {
            let is_unknown = matches!(day.kind, StatusKind::NoRecord | StatusKind::Unexcused);
            let Some(place) = worker.place_on(day_on).filter(|_| is_unknown && day_on == on) else { return };
            if agencies.contains(&place.agency_id) {
                let status = day.kind.as_str().to_owned();
                let (employee_id, agency_id) = (worker.employee_id, place.agency_id);
                rows.push(store::ExceptionRead { employee_id, agency_id, status });
            }
        });
    }
    rows.sort_by(|one, other| {
        let key = |row: &store::ExceptionRead| (row.agency_id, row.employee_id);
        other.status.cmp(&one.status).then(key(one).cmp(&key(other)))
    });
    rows.truncate(usize::try_from(UNKNOWN_NAMED).unwrap_or(usize::MAX));
    rows
}
