//! Rows of signed rosters for many people at once, and what the law of now says against them.

use super::rosters::LetterRow;
use crate::model::RosterRow;
use crate::rules::roster_text::unpacked;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, DbError, FromQueryResult, Tx};

#[derive(FromQueryResult)]
struct PackedRow {
    roster_id: i64,
    people: String,
}

/// Returns the rows of the signed rosters that speak about a day of the period: roster and rows.
pub(crate) async fn signed_rows(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<(i64, Vec<RosterRow>)>, DbError> {
    let sql = "select p.roster_id, p.people from arrangements_roster r
        join arrangements_roster_packed_derived p on p.roster_id = r.id
        where r.government_id = $1 and r.state = 'signed' and r.holds_from_on <= $3 and r.until_on >= $2";
    let parameters = [ctx.government.id.into(), from_on.into(), until_on.into()];
    let packed: Vec<PackedRow> = db::all(ctx.db().reader(), sql, parameters).await?;
    let read = |row: PackedRow| {
        let rows = unpacked(&row.people).ok_or_else(|| DbError::Corrupt("rows of a roster".to_owned()))?;
        Ok((row.roster_id, rows))
    };
    packed.into_iter().map(read).collect()
}

/// Returns the rows of one person in the signed rosters that speak about a day of the period.
pub(crate) async fn signed_rows_of(
    ctx: &Ctx,
    from_on: NaiveDate,
    until_on: NaiveDate,
    employee_id: i64,
) -> Result<Vec<(i64, Vec<RosterRow>)>, DbError> {
    let sql = "select w.roster_id, w.employee_id, w.unit_id, w.letters from arrangements_roster r
        join arrangements_roster_row w on w.roster_id = r.id
        where r.government_id = $1 and r.state = 'signed' and r.holds_from_on <= $3 and r.until_on >= $2
          and w.employee_id = $4";
    let parameters = [ctx.government.id.into(), from_on.into(), until_on.into(), employee_id.into()];
    let rows: Vec<LetterRow> = db::all(ctx.db().reader(), sql, parameters).await?;
    Ok(rows.into_iter().map(|row| (row.roster_id, vec![row.read()])).collect())
}

/// What the law of now says against a signed roster.
#[derive(Debug, Clone, FromQueryResult, PartialEq, Eq)]
pub(crate) struct CheckRow {
    pub(crate) roster_id: i64,
    pub(crate) broken: i32,
    pub(crate) first_rule: String,
    pub(crate) checked_at: DateTime<Utc>,
}

/// Returns the newest checks of signed rosters that found something.
pub(crate) async fn broken_checks(ctx: &Ctx) -> Result<Vec<CheckRow>, DbError> {
    let sql = "select roster_id, broken, first_rule, checked_at from arrangements_roster_check_derived
        where government_id = $1 and broken > 0 order by roster_id";
    db::all(ctx.db().reader(), sql, [ctx.government.id.into()]).await
}

/// Keeps the result of a check.
pub(crate) async fn set_check(ctx: &Ctx, tx: &Tx, check: &CheckRow) -> Result<(), DbError> {
    let sql = "insert into arrangements_roster_check_derived (roster_id, government_id, broken, first_rule, checked_at)
         values ($1, $2, $3, $4, $5)
         on conflict (roster_id) do update set broken = excluded.broken, first_rule = excluded.first_rule,
            checked_at = excluded.checked_at";
    let parameters = [
        check.roster_id.into(),
        ctx.government.id.into(),
        check.broken.into(),
        check.first_rule.clone().into(),
        check.checked_at.into(),
    ];
    db::exec(&**tx, sql, parameters).await?;
    Ok(())
}
