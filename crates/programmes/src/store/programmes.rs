//! Programmes and the versions of their plans.

use crate::model::{MonthPlan, PlanVersion, ProgrammePlan};
use chrono::{DateTime, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx, Value};
use uuid::Uuid;

/// A programme without what it is to reach.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct ProgrammeHead {
    pub(crate) id: i64,
    pub(crate) uid: Uuid,
    pub(crate) agency_id: i64,
    pub(crate) year: i32,
    pub(crate) made_at: DateTime<Utc>,
}

/// A version of a plan with the programme it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct StoredPlan {
    pub(crate) programme_id: i64,
    pub(crate) version: PlanVersion,
}

#[derive(FromQueryResult)]
struct PlanRow {
    programme_id: i64,
    version: i32,
    name: String,
    indicator: String,
    unit: String,
    target: i64,
    budget_rupiah: i64,
    responsible: String,
    months: String,
    reason: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

impl PlanRow {
    fn read(self) -> Result<StoredPlan, DbError> {
        let months = serde_json::from_str(&self.months).map_err(|_| DbError::Corrupt(self.months))?;
        let plan = ProgrammePlan {
            name: self.name,
            indicator: self.indicator,
            unit: self.unit,
            target: self.target,
            budget_rupiah: self.budget_rupiah,
            responsible: self.responsible,
            months: MonthPlan(months),
        };
        let (made_name, made_at) = (self.made_name, self.made_at);
        let version = PlanVersion { version: self.version, plan, reason: self.reason, made_name, made_at };
        Ok(StoredPlan { programme_id: self.programme_id, version })
    }
}

/// Which programmes are read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Which {
    /// All of a year.
    Year(i32),
    /// One.
    One(Uuid),
}

impl Which {
    /// Returns the condition on `p`, given government as `$1`, and its parameter as `$2`.
    pub(crate) fn condition(self) -> (&'static str, Value) {
        match self {
            Self::Year(year) => ("p.government_id = $1 and p.year = $2", year.into()),
            Self::One(uid) => ("p.government_id = $1 and p.uid = $2", uid.into()),
        }
    }
}

/// Returns programmes in the order in which they were recorded.
pub(crate) async fn heads(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    which: Which,
) -> Result<Vec<ProgrammeHead>, DbError> {
    let (condition, parameter) = which.condition();
    let sql = format!(
        "select p.id, p.uid, p.agency_id, p.year, p.made_at from programmes_programme p
         where {condition} order by p.id"
    );
    db::all(connection, &sql, [ctx.government.id.into(), parameter]).await
}

/// Returns every version of the plans, by programme, the oldest first.
pub(crate) async fn plans(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    which: Which,
) -> Result<Vec<StoredPlan>, DbError> {
    let (condition, parameter) = which.condition();
    let sql = format!(
        "select v.programme_id, v.version, v.name, v.indicator, v.unit, v.target, v.budget_rupiah,
            v.responsible, v.months, v.reason, v.made_name, v.made_at
         from programmes_version v join programmes_programme p on p.id = v.programme_id
         where {condition} order by v.programme_id, v.version"
    );
    let rows: Vec<PlanRow> = db::all(connection, &sql, [ctx.government.id.into(), parameter]).await?;
    rows.into_iter().map(PlanRow::read).collect()
}

/// Writes a programme without a plan and returns its key.
pub(crate) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    (uid, agency_id, year): (Uuid, i64, i32),
) -> Result<i64, DbError> {
    db::scalar(
        &**tx,
        "insert into programmes_programme (uid, government_id, agency_id, year, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6) returning id",
        [
            uid.into(),
            ctx.government.id.into(),
            agency_id.into(),
            year.into(),
            ctx.actor.reference().into(),
            ctx.now().into(),
        ],
    )
    .await
}

/// Writes a version of a plan; one that is there already is a conflict.
pub(crate) async fn insert_plan(
    ctx: &Ctx,
    tx: &Tx,
    (programme_id, version): (i64, i32),
    (plan, reason): (&ProgrammePlan, &str),
) -> Result<(), DbError> {
    let months = serde_json::to_string(&plan.months.0).map_err(|_| DbError::Corrupt("months".to_owned()))?;
    db::exec(
        &**tx,
        "insert into programmes_version (programme_id, version, name, indicator, unit, target, budget_rupiah,
            responsible, months, reason, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        [
            programme_id.into(),
            version.into(),
            plan.name.clone().into(),
            plan.indicator.clone().into(),
            plan.unit.clone().into(),
            plan.target.into(),
            plan.budget_rupiah.into(),
            plan.responsible.clone().into(),
            months.into(),
            reason.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}
