//! Fixed teams of an agency.

use super::words::line_within;
use crate::store::teams as store;
use chrono::NaiveDate;
use serde_json::json;
use siaga_access::Action;
use siaga_directory::{self as directory, PeopleFilter, Person};
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;

const NAME_LETTERS: usize = 40;

/// Returns the people of an agency with their team, empty for none, by unit and name.
///
/// # Errors
/// `directory.agency_missing`, `platform.forbidden`.
pub async fn team_list(ctx: &Ctx, agency_id: i64, on: NaiveDate) -> Result<Vec<(Person, String)>, Problem> {
    let agency = directory::agency(ctx, agency_id).await?;
    ctx.require(Action::ArrangementView, &ctx.in_agency(&agency.path))?;
    let filter = PeopleFilter { agency_id: Some(agency_id), ..PeopleFilter::default() };
    let people = directory::people_on(ctx, on, filter).await?;
    let mut teams = store::teams(ctx, Some(agency_id), on).await?;
    Ok(people
        .into_iter()
        .map(|person| (teams.remove(&person.id).unwrap_or_default(), person))
        .map(|(team, person)| (person, team))
        .collect())
}

/// Puts people into fixed teams from a day on and returns how many changed; an empty name takes them out.
///
/// # Errors
/// `arrangements.text_long`, `arrangements.not_in_agency`, `directory.agency_missing`, `platform.forbidden`.
pub async fn set_teams(
    ctx: &Ctx,
    agency_id: i64,
    from_on: NaiveDate,
    wanted: &[(i64, String)],
) -> Result<usize, Problem> {
    let agency = directory::agency(ctx, agency_id).await?;
    let verdict = ctx.require(Action::ArrangementPlan, &ctx.in_agency(&agency.path))?;
    let known: HashMap<i64, String> = team_list(ctx, agency_id, from_on)
        .await?
        .into_iter()
        .map(|(person, team)| (person.id, team))
        .collect();
    let mut changed = Vec::new();
    for (employee_id, team) in wanted {
        let team = line_within(team, NAME_LETTERS, "team")?;
        let before = known.get(employee_id).ok_or_else(|| Problem::invalid("arrangements.not_in_agency"))?;
        if *before != team {
            changed.push((*employee_id, team));
        }
    }
    if changed.is_empty() {
        return Ok(0);
    }
    let tx = ctx.db().begin().await?;
    for (employee_id, team) in &changed {
        store::set_team(ctx, &tx, agency_id, (*employee_id, team), from_on).await?;
    }
    let detail = json!({ "from_on": from_on, "members": changed });
    let entry = Entry::new("arrangement.teams", format!("agency/{agency_id}")).detail(detail).by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(changed.len())
}
