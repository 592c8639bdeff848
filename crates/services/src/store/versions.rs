//! Versions of services and of desks: the same columns in two tables, the plan as JSON text.

use crate::model::Version;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use siaga_platform::Ctx;
use siaga_platform::db::{self, DbError, FromQueryResult, Tx};
use std::collections::HashMap;

/// A row of either table.
#[derive(FromQueryResult)]
pub(super) struct VersionRow {
    owner_id: i64,
    version: i32,
    from_on: NaiveDate,
    plan: String,
    reason: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

/// Reads rows that come in the order of their numbers, by what they belong to.
pub(super) fn grouped<T: DeserializeOwned>(
    rows: Vec<VersionRow>,
) -> Result<HashMap<i64, Vec<Version<T>>>, DbError> {
    let mut grouped: HashMap<i64, Vec<Version<T>>> = HashMap::new();
    for row in rows {
        let plan = serde_json::from_str(&row.plan).map_err(|_| DbError::Corrupt(row.plan))?;
        let version = Version {
            number: row.version,
            from_on: row.from_on,
            plan,
            reason: row.reason,
            made_name: row.made_name,
            made_at: row.made_at,
        };
        grouped.entry(row.owner_id).or_default().push(version);
    }
    Ok(grouped)
}

/// A version that is to be written.
pub(crate) struct NewVersion<'a, T> {
    pub(crate) owner_id: i64,
    pub(crate) number: i32,
    pub(crate) from_on: NaiveDate,
    pub(crate) plan: &'a T,
    pub(crate) reason: &'a str,
}

/// Runs the insert statement of one of the tables; a version that is there already is a conflict.
pub(super) async fn insert<T: Serialize>(
    ctx: &Ctx,
    tx: &Tx,
    sql: &str,
    new: NewVersion<'_, T>,
) -> Result<(), DbError> {
    let plan = serde_json::to_string(new.plan).map_err(|_| DbError::Corrupt("plan".to_owned()))?;
    db::exec(
        &**tx,
        sql,
        [
            new.owner_id.into(),
            new.number.into(),
            new.from_on.into(),
            plan.into(),
            new.reason.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}
