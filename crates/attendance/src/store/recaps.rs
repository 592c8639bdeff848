//! Recaps, their versions and lines.

use crate::model::PaperStatus;
use crate::recap::{Paper, Recap, RecapLine, RecapState, Signature};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Insert, Tx};
use uuid::Uuid;

const COLUMNS: &str = "id, agency_id, day, version, state, reason, lines_sha256, paper_sha256, paper_name, made_by,
    made_at, signed_by, signed_name, signed_at, countersigned_by, countersigned_name, countersigned_at, cutoff_at,
    is_late";

#[derive(FromQueryResult)]
struct RecapRow {
    id: Uuid,
    agency_id: i64,
    day: NaiveDate,
    version: i32,
    state: String,
    reason: String,
    lines_sha256: String,
    paper_sha256: Option<String>,
    paper_name: Option<String>,
    made_by: String,
    made_at: DateTime<Utc>,
    signed_by: Option<String>,
    signed_name: Option<String>,
    signed_at: Option<DateTime<Utc>>,
    countersigned_by: Option<String>,
    countersigned_name: Option<String>,
    countersigned_at: Option<DateTime<Utc>>,
    cutoff_at: Option<DateTime<Utc>>,
    is_late: bool,
}

impl RecapRow {
    fn read(self) -> Result<Recap, DbError> {
        let state = RecapState::parse(&self.state).ok_or(DbError::Corrupt(self.state))?;
        Ok(Recap {
            id: self.id,
            agency_id: self.agency_id,
            day: self.day,
            version: self.version,
            state,
            reason: self.reason,
            lines_sha256: self.lines_sha256,
            paper: self.paper_sha256.zip(self.paper_name).map(|(sha256, name)| Paper { sha256, name }),
            made_by: self.made_by,
            made_at: self.made_at,
            signed: signature(self.signed_by, self.signed_name, self.signed_at),
            countersigned: signature(self.countersigned_by, self.countersigned_name, self.countersigned_at),
            cutoff_at: self.cutoff_at,
            is_late: self.is_late,
        })
    }
}

fn signature(by: Option<String>, name: Option<String>, at: Option<DateTime<Utc>>) -> Option<Signature> {
    Some(Signature { by: by?, name: name?, at: at? })
}

#[derive(FromQueryResult)]
struct LineRow {
    employee_id: i64,
    status: String,
    note: String,
}

/// Returns every version of the recap of an agency and a day, first version first.
pub(crate) async fn versions(ctx: &Ctx, agency_id: i64, day: NaiveDate) -> Result<Vec<Recap>, DbError> {
    versions_on(ctx.db().reader(), agency_id, day).await
}

/// Returns the same, seen from inside a transaction.
pub(crate) async fn versions_on(
    connection: &impl ConnectionTrait,
    agency_id: i64,
    day: NaiveDate,
) -> Result<Vec<Recap>, DbError> {
    let sql =
        format!("select {COLUMNS} from attendance_recap where agency_id = $1 and day = $2 order by version");
    let rows: Vec<RecapRow> = db::all(connection, &sql, [agency_id.into(), day.into()]).await?;
    rows.into_iter().map(RecapRow::read).collect()
}

/// Returns every version of all recaps of a day, by agency and version.
pub(crate) async fn of_day(ctx: &Ctx, day: NaiveDate) -> Result<Vec<Recap>, DbError> {
    let sql = format!(
        "select {COLUMNS} from attendance_recap where day = $1 and government_id = $2 order by agency_id, version"
    );
    let rows: Vec<RecapRow> =
        db::all(ctx.db().reader(), &sql, [day.into(), ctx.government.id.into()]).await?;
    rows.into_iter().map(RecapRow::read).collect()
}

/// Lines of one status in a recap.
#[derive(FromQueryResult)]
pub(crate) struct CountRow {
    pub(crate) recap_id: Uuid,
    pub(crate) status: String,
    pub(crate) people: i64,
}

/// Counts the lines of the recaps of a day that are in force.
pub(crate) async fn counts_in_force(ctx: &Ctx, day: NaiveDate) -> Result<Vec<CountRow>, DbError> {
    let sql = "select l.recap_id, l.status, cast(count(*) as bigint) as people
         from attendance_recap r join attendance_recap_line l on l.recap_id = r.id
         where r.day = $1 and r.government_id = $2 and r.state in ('signed', 'countersigned')
         group by l.recap_id, l.status";
    db::all(ctx.db().reader(), sql, [day.into(), ctx.government.id.into()]).await
}

/// Returns every sealed version of the government, for checks of the seals.
pub(crate) async fn sealed(ctx: &Ctx) -> Result<Vec<Recap>, DbError> {
    let sql = format!(
        "select {COLUMNS} from attendance_recap where government_id = $1 and state <> 'draft'
         order by day, agency_id, version"
    );
    let rows: Vec<RecapRow> = db::all(ctx.db().reader(), &sql, [ctx.government.id.into()]).await?;
    rows.into_iter().map(RecapRow::read).collect()
}

/// Returns the lines of a version, by employee.
pub(crate) async fn lines(connection: &impl ConnectionTrait, recap: Uuid) -> Result<Vec<RecapLine>, DbError> {
    let rows: Vec<LineRow> = db::all(
        connection,
        "select employee_id, status, note from attendance_recap_line where recap_id = $1 order by employee_id",
        [recap.into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            let status = PaperStatus::parse(&row.status).ok_or(DbError::Corrupt(row.status))?;
            Ok(RecapLine { employee_id: row.employee_id, status, note: row.note })
        })
        .collect()
}

/// Returns what the recap in force says about a person on a day.
pub(crate) async fn line_in_force(
    ctx: &Ctx,
    employee_id: i64,
    day: NaiveDate,
) -> Result<Option<(Recap, RecapLine)>, DbError> {
    let sql = format!(
        "select {COLUMNS} from attendance_recap
         where day = $1 and government_id = $2 and state in ('signed', 'countersigned')
           and id in (select recap_id from attendance_recap_line where employee_id = $3)
         order by version desc"
    );
    let parameters = [day.into(), ctx.government.id.into(), employee_id.into()];
    let Some(row) = db::maybe::<RecapRow>(ctx.db().reader(), &sql, parameters).await? else {
        return Ok(None);
    };
    let recap = row.read()?;
    let lines = lines(ctx.db().reader(), recap.id).await?;
    Ok(lines.into_iter().find(|line| line.employee_id == employee_id).map(|line| (recap, line)))
}

/// What a new draft begins with.
pub(crate) struct NewDraft<'a> {
    pub(crate) id: Uuid,
    pub(crate) agency_id: i64,
    pub(crate) day: NaiveDate,
    pub(crate) version: i32,
    pub(crate) reason: &'a str,
    pub(crate) lines_sha256: &'a str,
    pub(crate) cutoff_at: Option<DateTime<Utc>>,
}

/// Writes a new draft; a version that exists already is [`DbError::Conflict`].
pub(crate) async fn insert_draft(ctx: &Ctx, tx: &Tx, new: NewDraft<'_>) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into attendance_recap (id, government_id, agency_id, day, version, state, reason, lines_sha256,
            made_by, made_at, cutoff_at, is_late)
         values ($1, $2, $3, $4, $5, 'draft', $6, $7, $8, $9, $10, $11)",
        [
            new.id.into(),
            ctx.government.id.into(),
            new.agency_id.into(),
            new.day.into(),
            new.version.into(),
            new.reason.into(),
            new.lines_sha256.into(),
            ctx.actor.reference().into(),
            ctx.now().into(),
            new.cutoff_at.into(),
            false.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Moves a draft from one seal to the next and returns whether it still had the first.
///
/// The row stays locked until the end of the transaction, so that lines and seal change together.
pub(crate) async fn reseal_draft(tx: &Tx, id: Uuid, seen: &str, sealed: &str) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update attendance_recap set lines_sha256 = $1 where id = $2 and state = 'draft' and lines_sha256 = $3",
        [sealed.into(), id.into(), seen.into()],
    )
    .await?;
    Ok(changed == 1)
}

/// Replaces the lines of a draft; [`reseal_draft`] must have held before.
pub(crate) async fn replace_lines(tx: &Tx, id: Uuid, lines: &[RecapLine]) -> Result<(), DbError> {
    db::exec(&**tx, "delete from attendance_recap_line where recap_id = $1", [id.into()]).await?;
    let values = lines.iter().flat_map(|line| {
        [id.into(), line.employee_id.into(), line.status.as_str().into(), line.note.clone().into()]
    });
    let insert = Insert {
        table: "attendance_recap_line",
        columns: &["recap_id", "employee_id", "status", "note"],
        tail: "",
    };
    db::insert_many(&**tx, insert, values.collect()).await?;
    Ok(())
}

/// Sets the paper of a draft and returns whether it still was one.
pub(crate) async fn set_paper(tx: &Tx, id: Uuid, sha256: &str, name: &str) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update attendance_recap set paper_sha256 = $1, paper_name = $2 where id = $3 and state = 'draft'",
        [sha256.into(), name.into(), id.into()],
    )
    .await?;
    Ok(changed == 1)
}

/// Signs a draft whose lines still have the seal, and returns whether that was so.
pub(crate) async fn sign(ctx: &Ctx, tx: &Tx, id: Uuid, seal: &str, is_late: bool) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update attendance_recap
         set state = 'signed', signed_by = $1, signed_name = $2, signed_at = $3, is_late = $4
         where id = $5 and state = 'draft' and lines_sha256 = $6",
        [
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
            is_late.into(),
            id.into(),
            seal.into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

/// Countersigns a signed version and returns whether it was still waiting for that.
pub(crate) async fn countersign(ctx: &Ctx, tx: &Tx, id: Uuid) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update attendance_recap
         set state = 'countersigned', countersigned_by = $1, countersigned_name = $2, countersigned_at = $3
         where id = $4 and state = 'signed'",
        [ctx.actor.reference().into(), ctx.actor.name.clone().into(), ctx.now().into(), id.into()],
    )
    .await?;
    Ok(changed == 1)
}

/// Marks every other signed version of the same agency and day as superseded.
pub(crate) async fn supersede_others(tx: &Tx, recap: &Recap) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "update attendance_recap set state = 'superseded'
         where agency_id = $1 and day = $2 and id <> $3 and state in ('signed', 'countersigned')",
        [recap.agency_id.into(), recap.day.into(), recap.id.into()],
    )
    .await?;
    Ok(())
}
