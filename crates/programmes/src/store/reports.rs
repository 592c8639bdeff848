//! Monthly reports and the files that prove them.

use super::programmes::Which;
use crate::model::{Evidence, ReportVersion};
use chrono::{DateTime, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};
use uuid::Uuid;

/// A version of a report with the programme it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct StoredReport {
    pub(crate) programme_id: i64,
    pub(crate) report: ReportVersion,
}

#[derive(FromQueryResult)]
struct ReportRow {
    programme_id: i64,
    month: i32,
    version: i32,
    real_amount: i64,
    spent_rupiah: i64,
    obstacles: String,
    reason: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

impl From<ReportRow> for StoredReport {
    fn from(row: ReportRow) -> Self {
        let report = ReportVersion {
            month: row.month.unsigned_abs(),
            version: row.version,
            real: row.real_amount,
            spent_rupiah: row.spent_rupiah,
            obstacles: row.obstacles,
            reason: row.reason,
            made_name: row.made_name,
            made_at: row.made_at,
        };
        Self { programme_id: row.programme_id, report }
    }
}

/// Returns every version of the reports: by programme and month, the oldest first.
pub(crate) async fn reports(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    which: Which,
) -> Result<Vec<StoredReport>, DbError> {
    let (condition, parameter) = which.condition();
    let sql = format!(
        "select r.programme_id, r.month, r.version, r.real_amount, r.spent_rupiah, r.obstacles, r.reason,
            r.made_name, r.made_at
         from programmes_report r join programmes_programme p on p.id = r.programme_id
         where {condition} order by r.programme_id, r.month, r.version"
    );
    let rows: Vec<ReportRow> = db::all(connection, &sql, [ctx.government.id.into(), parameter]).await?;
    Ok(rows.into_iter().map(StoredReport::from).collect())
}

/// Writes a version of a report; one that is there already is a conflict.
pub(crate) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    programme_id: i64,
    report: &ReportVersion,
) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into programmes_report (programme_id, month, version, real_amount, spent_rupiah, obstacles,
            reason, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
            programme_id.into(),
            report.month.cast_signed().into(),
            report.version.into(),
            report.real.into(),
            report.spent_rupiah.into(),
            report.obstacles.clone().into(),
            report.reason.clone().into(),
            ctx.actor.reference().into(),
            report.made_name.clone().into(),
            report.made_at.into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct EvidenceRow {
    uid: Uuid,
    month: i32,
    version: i32,
    sha256: String,
    name: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

/// Returns the files of a programme, by month, in the order in which they came.
pub(crate) async fn evidence(ctx: &Ctx, programme_id: i64) -> Result<Vec<Evidence>, DbError> {
    let sql = "select uid, month, version, sha256, name, made_name, made_at from programmes_evidence
         where programme_id = $1 order by month, id";
    let rows: Vec<EvidenceRow> = db::all(ctx.db().reader(), sql, [programme_id.into()]).await?;
    let read = |row: EvidenceRow| Evidence {
        uid: row.uid,
        month: row.month.unsigned_abs(),
        version: row.version,
        sha256: row.sha256,
        name: row.name,
        made_name: row.made_name,
        made_at: row.made_at,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Writes the reference to a stored file.
pub(crate) async fn insert_evidence(
    ctx: &Ctx,
    tx: &Tx,
    (programme_id, month, version): (i64, u32, i32),
    (sha256, name): (String, &str),
) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into programmes_evidence (uid, programme_id, month, version, sha256, name, made_by, made_name,
            made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            ctx.new_id().into(),
            programme_id.into(),
            month.cast_signed().into(),
            version.into(),
            sha256.into(),
            name.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}
