//! Innovations, the versions of their text, reviews and files.

use crate::innovation::{
    InnovationFile, InnovationState, InnovationText, InnovationVersion, Review, TeamMember,
};
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::Ctx;
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Tx};
use uuid::Uuid;

/// An innovation without names of people and agencies.
#[derive(Debug, Clone)]
pub(crate) struct StoredInnovation {
    pub(crate) id: i64,
    pub(crate) uid: Uuid,
    pub(crate) employee_id: i64,
    pub(crate) agency_id: i64,
    pub(crate) state: InnovationState,
    pub(crate) version: i32,
    pub(crate) made_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct InnovationRow {
    id: i64,
    uid: Uuid,
    employee_id: i64,
    agency_id: i64,
    state: String,
    version: i32,
    made_at: DateTime<Utc>,
}

impl InnovationRow {
    fn read(self) -> Result<StoredInnovation, DbError> {
        Ok(StoredInnovation {
            id: self.id,
            uid: self.uid,
            employee_id: self.employee_id,
            agency_id: self.agency_id,
            state: InnovationState::parse(&self.state).ok_or(DbError::Corrupt(self.state))?,
            version: self.version,
            made_at: self.made_at,
        })
    }
}

/// Returns every innovation of the government, the newest first.
pub(crate) async fn all(ctx: &Ctx) -> Result<Vec<StoredInnovation>, DbError> {
    let sql = "select id, uid, employee_id, agency_id, state, version, made_at from programmes_innovation
         where government_id = $1 order by id desc";
    let rows: Vec<InnovationRow> = db::all(ctx.db().reader(), sql, [ctx.government.id.into()]).await?;
    rows.into_iter().map(InnovationRow::read).collect()
}

/// Returns one innovation of the government.
pub(crate) async fn one(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    uid: Uuid,
) -> Result<Option<StoredInnovation>, DbError> {
    let sql = "select id, uid, employee_id, agency_id, state, version, made_at from programmes_innovation
         where government_id = $1 and uid = $2";
    let row: Option<InnovationRow> =
        db::maybe(connection, sql, [ctx.government.id.into(), uid.into()]).await?;
    row.map(InnovationRow::read).transpose()
}

/// Writes a new innovation that waits for its review, and returns its key.
pub(crate) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    (uid, employee_id, agency_id): (Uuid, i64, i64),
) -> Result<i64, DbError> {
    db::scalar(
        &**tx,
        "insert into programmes_innovation (uid, government_id, employee_id, agency_id, state, version, made_at)
         values ($1, $2, $3, $4, 'waiting', 1, $5) returning id",
        [
            uid.into(),
            ctx.government.id.into(),
            employee_id.into(),
            agency_id.into(),
            ctx.now().into(),
        ],
    )
    .await
}

/// Moves an innovation to a state and version, and returns whether it still was as it was seen.
pub(crate) async fn set_state(
    tx: &Tx,
    id: i64,
    (seen_state, seen_version): (InnovationState, i32),
    (state, version): (InnovationState, i32),
) -> Result<bool, DbError> {
    let changed = db::exec(
        &**tx,
        "update programmes_innovation set state = $1, version = $2 where id = $3 and state = $4 and version = $5",
        [state.as_str().into(), version.into(), id.into(), seen_state.as_str().into(), seen_version.into()],
    )
    .await?;
    Ok(changed == 1)
}

/// A version with the innovation it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct StoredText {
    pub(crate) innovation_id: i64,
    pub(crate) version: InnovationVersion,
}

#[derive(FromQueryResult)]
struct TextRow {
    innovation_id: i64,
    version: i32,
    title: String,
    problem: String,
    solution: String,
    benefit: String,
    since_on: NaiveDate,
    links: String,
    team: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

impl TextRow {
    fn read(self) -> Result<StoredText, DbError> {
        let team: Vec<TeamMember> =
            serde_json::from_str(&self.team).map_err(|_| DbError::Corrupt(self.team))?;
        let lines: Vec<&str> = team.iter().map(|member| member.name.as_str()).collect();
        let text = InnovationText {
            title: self.title,
            problem: self.problem,
            solution: self.solution,
            benefit: self.benefit,
            since_on: self.since_on,
            links: self.links,
            team: lines.join("\n"),
        };
        let (made_name, made_at) = (self.made_name, self.made_at);
        let version = InnovationVersion { version: self.version, text, team, made_name, made_at };
        Ok(StoredText { innovation_id: self.innovation_id, version })
    }
}

/// Returns the texts of all innovations of the government: the newest version of each, or every version,
/// the newest first, of one.
pub(crate) async fn texts(ctx: &Ctx, one: Option<i64>) -> Result<Vec<StoredText>, DbError> {
    let condition = if one.is_some() { "i.id = $2" } else { "t.version = i.version and $2 = 0" };
    let sql = format!(
        "select t.innovation_id, t.version, t.title, t.problem, t.solution, t.benefit, t.since_on, t.links,
            t.team, t.made_name, t.made_at
         from programmes_innovation_version t join programmes_innovation i on i.id = t.innovation_id
         where i.government_id = $1 and {condition} order by t.innovation_id, t.version desc"
    );
    let parameters = [ctx.government.id.into(), one.unwrap_or(0).into()];
    let rows: Vec<TextRow> = db::all(ctx.db().reader(), &sql, parameters).await?;
    rows.into_iter().map(TextRow::read).collect()
}

/// Writes a version of the text.
pub(crate) async fn insert_text(
    ctx: &Ctx,
    tx: &Tx,
    (innovation_id, version): (i64, i32),
    (text, team): (&InnovationText, &[TeamMember]),
) -> Result<(), DbError> {
    let team = serde_json::to_string(team).map_err(|_| DbError::Corrupt("team".to_owned()))?;
    db::exec(
        &**tx,
        "insert into programmes_innovation_version (innovation_id, version, title, problem, solution, benefit,
            since_on, links, team, made_by, made_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        [
            innovation_id.into(),
            version.into(),
            text.title.clone().into(),
            text.problem.clone().into(),
            text.solution.clone().into(),
            text.benefit.clone().into(),
            text.since_on.into(),
            text.links.clone().into(),
            team.into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct ReviewRow {
    innovation_id: i64,
    version: i32,
    decision: String,
    reason: String,
    made_name: String,
    made_at: DateTime<Utc>,
}

/// Returns the reviews of all innovations of the government, the newest first.
pub(crate) async fn reviews(ctx: &Ctx) -> Result<Vec<(i64, Review)>, DbError> {
    let sql = "select r.innovation_id, r.version, r.decision, r.reason, r.made_name, r.made_at
         from programmes_innovation_review r join programmes_innovation i on i.id = r.innovation_id
         where i.government_id = $1 order by r.id desc";
    let rows: Vec<ReviewRow> = db::all(ctx.db().reader(), sql, [ctx.government.id.into()]).await?;
    let read = |row: ReviewRow| {
        let decision = InnovationState::parse(&row.decision).ok_or(DbError::Corrupt(row.decision))?;
        let (version, reason, made_name, made_at) = (row.version, row.reason, row.made_name, row.made_at);
        Ok((row.innovation_id, Review { version, decision, reason, made_name, made_at }))
    };
    rows.into_iter().map(read).collect()
}

/// Writes a review of a version.
pub(crate) async fn insert_review(
    ctx: &Ctx,
    tx: &Tx,
    innovation_id: i64,
    review: &Review,
) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into programmes_innovation_review (innovation_id, version, decision, reason, made_by, made_name,
            made_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        [
            innovation_id.into(),
            review.version.into(),
            review.decision.as_str().into(),
            review.reason.clone().into(),
            ctx.actor.reference().into(),
            review.made_name.clone().into(),
            review.made_at.into(),
        ],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct FileRow {
    uid: Uuid,
    sha256: String,
    name: String,
}

/// Returns the files of an innovation in the order in which they came.
pub(crate) async fn files(ctx: &Ctx, innovation_id: i64) -> Result<Vec<InnovationFile>, DbError> {
    let sql =
        "select uid, sha256, name from programmes_innovation_evidence where innovation_id = $1 order by id";
    let rows: Vec<FileRow> = db::all(ctx.db().reader(), sql, [innovation_id.into()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| InnovationFile { uid: row.uid, sha256: row.sha256, name: row.name })
        .collect())
}

/// Writes the reference to a stored file.
pub(crate) async fn insert_file(
    ctx: &Ctx,
    tx: &Tx,
    innovation_id: i64,
    (sha256, name): (String, &str),
) -> Result<(), DbError> {
    db::exec(
        &**tx,
        "insert into programmes_innovation_evidence (uid, innovation_id, sha256, name, made_at)
         values ($1, $2, $3, $4, $5)",
        [ctx.new_id().into(), innovation_id.into(), sha256.into(), name.into(), ctx.now().into()],
    )
    .await?;
    Ok(())
}
