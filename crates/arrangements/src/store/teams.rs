//! Fixed teams, and what people wish for.

use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, DbError, FromQueryResult, Tx, Value};
use std::collections::HashMap;

#[derive(FromQueryResult)]
struct TeamRow {
    employee_id: i64,
    team: String,
}

/// Returns the team of each member of an agency (of all for none) on a day; whoever is in none is left out.
pub(crate) async fn teams(
    ctx: &Ctx,
    agency_id: Option<i64>,
    on: NaiveDate,
) -> Result<HashMap<i64, String>, DbError> {
    let mut sql = "select employee_id, team from arrangements_team_member
        where government_id = $1 and from_on <= $2"
        .to_owned();
    let mut parameters: Vec<Value> = vec![ctx.government.id.into(), on.into()];
    if let Some(agency_id) = agency_id {
        sql.push_str(" and agency_id = $3");
        parameters.push(agency_id.into());
    }
    sql.push_str(" order by from_on, id");
    let rows: Vec<TeamRow> = db::all(ctx.db().reader(), &sql, parameters).await?;
    let mut teams: HashMap<i64, String> = rows.into_iter().map(|row| (row.employee_id, row.team)).collect();
    teams.retain(|_, team| !team.is_empty());
    Ok(teams)
}

/// Puts people into a team from a day on; an empty name takes them out.
pub(crate) async fn set_team(
    ctx: &Ctx,
    tx: &Tx,
    agency_id: i64,
    (employee_id, team): (i64, &str),
    from_on: NaiveDate,
) -> Result<(), DbError> {
    let sql =
        "insert into arrangements_team_member (government_id, agency_id, employee_id, team, from_on, made_by,
            made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let parameters = [
        ctx.government.id.into(),
        agency_id.into(),
        employee_id.into(),
        team.into(),
        from_on.into(),
        ctx.actor.reference().into(),
        ctx.actor.name.clone().into(),
        ctx.now().into(),
    ];
    db::exec(&**tx, sql, parameters).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct WishRow {
    employee_id: i64,
    week: String,
    made_at: DateTime<Utc>,
}

/// A weekly wish: one letter a weekday from Monday on (`O`, `H` or `.`), and when it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WeekWish {
    pub(crate) week: String,
    pub(crate) made_at: DateTime<Utc>,
}

/// Returns the weekly wishes that hold on a day, by employee; of one employee only where one is given.
pub(crate) async fn wishes(
    ctx: &Ctx,
    employee: Option<i64>,
    on: NaiveDate,
) -> Result<HashMap<i64, WeekWish>, DbError> {
    let mut sql = "select employee_id, week, made_at from arrangements_preference
        where government_id = $1 and from_on <= $2"
        .to_owned();
    let mut parameters: Vec<Value> = vec![ctx.government.id.into(), on.into()];
    if let Some(employee) = employee {
        sql.push_str(" and employee_id = $3");
        parameters.push(employee.into());
    }
    sql.push_str(" order by from_on, id");
    let rows: Vec<WishRow> = db::all(ctx.db().reader(), &sql, parameters).await?;
    let wish = |row: WishRow| (row.employee_id, WeekWish { week: row.week, made_at: row.made_at });
    Ok(rows.into_iter().map(wish).collect())
}

/// Notes what somebody wishes from a day on.
pub(crate) async fn set_wish(
    ctx: &Ctx,
    tx: &Tx,
    employee_id: i64,
    week: &str,
    from_on: NaiveDate,
) -> Result<(), DbError> {
    let sql =
        "insert into arrangements_preference (government_id, employee_id, week, from_on, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6)";
    let parameters = [
        ctx.government.id.into(),
        employee_id.into(),
        week.into(),
        from_on.into(),
        ctx.actor.reference().into(),
        ctx.now().into(),
    ];
    db::exec(&**tx, sql, parameters).await?;
    Ok(())
}
