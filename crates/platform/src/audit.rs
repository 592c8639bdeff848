//! The audit log: evidence, written in the transaction of what it tells about, chained by `ledger`.

use crate::ctx::Ctx;
use crate::db::{self, FromQueryResult, Tx};
use crate::problem::Problem;
use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::ConnectionTrait;
use siaga_access::Verdict;
use siaga_ledger::{ChainCheck, ChainFault, Hash, Head, Link, entry_hash};

/// What is to be written down.
#[derive(Debug, Clone)]
pub struct Entry {
    action: String,
    object: String,
    detail: serde_json::Value,
    policies: Vec<String>,
}

impl Entry {
    /// Returns an entry: what was done (`recap.sign`) to what (`recap/…`).
    pub fn new(action: impl Into<String>, object: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            object: object.into(),
            detail: serde_json::json!({}),
            policies: Vec::new(),
        }
    }

    /// Adds facts. Never NIK, names, answers or secrets.
    #[must_use]
    pub fn detail(mut self, detail: serde_json::Value) -> Self {
        self.detail = detail;
        self
    }

    /// Adds the policies that permitted it.
    #[must_use]
    pub fn by(mut self, verdict: &Verdict) -> Self {
        self.policies.clone_from(&verdict.policies);
        self
    }
}

/// A stored entry.
#[derive(Debug, Clone, FromQueryResult)]
pub struct AuditRow {
    /// Position, from 1 without gaps.
    pub seq: i64,
    /// Government.
    pub government_id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Account id or `system:…`.
    pub actor: String,
    /// Name shown at that time.
    pub actor_name: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub object: String,
    /// Facts as JSON text.
    pub detail: String,
    /// Ids of the deciding policies, joined by commas.
    pub policies: String,
    /// Request id.
    pub request: String,
    /// Hash of the entry before.
    pub previous: String,
    /// Hash of this entry.
    pub hash: String,
}

impl AuditRow {
    fn canonical(&self) -> Vec<u8> {
        serde_json::to_vec(&serde_json::json!([
            self.seq,
            self.government_id,
            self.at.to_rfc3339(),
            self.actor,
            self.actor_name,
            self.action,
            self.object,
            self.detail,
            self.policies,
            self.request
        ]))
        .expect("texts and numbers are always JSON")
    }
}

#[derive(FromQueryResult)]
struct Last {
    seq: i64,
    hash: String,
}

/// Appends an entry in the transaction of the deed.
///
/// # Errors
/// As the store says; then the deed must not be committed either.
pub async fn write(ctx: &Ctx, tx: &Tx, entry: Entry) -> Result<(), Problem> {
    tx.lock("platform.audit").await?;
    let last: Option<Last> =
        db::maybe(&**tx, "select seq, hash from platform_audit order by seq desc limit 1", []).await?;
    let (seq, previous) = last.map_or((1, Hash::GENESIS.to_string()), |last| (last.seq + 1, last.hash));
    let mut row = AuditRow {
        seq,
        government_id: ctx.government.id,
        // Both engines keep microseconds.
        at: ctx.now().trunc_subsecs(6),
        actor: ctx.actor.reference(),
        actor_name: ctx.actor.name.clone(),
        action: entry.action,
        object: entry.object,
        detail: entry.detail.to_string(),
        policies: entry.policies.join(","),
        request: ctx.request.clone(),
        previous,
        hash: String::new(),
    };
    let before: Hash = row.previous.parse().map_err(Problem::broken)?;
    row.hash = entry_hash(&before, &row.canonical()).to_string();
    db::exec(
        &**tx,
        "insert into platform_audit (seq, government_id, at, actor, actor_name, action, object, detail,
            policies, request, previous, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        [
            row.seq.into(),
            row.government_id.into(),
            row.at.into(),
            row.actor.into(),
            row.actor_name.into(),
            row.action.into(),
            row.object.into(),
            row.detail.into(),
            row.policies.into(),
            row.request.into(),
            row.previous.into(),
            row.hash.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Returns entries of the actor's government, newest first.
///
/// # Shape
/// At most `limit` rows with `seq` below `before`; `action_prefix` narrows, empty takes all.
///
/// # Errors
/// As the store says, or `platform.forbidden`.
pub async fn list(ctx: &Ctx, before: i64, action_prefix: &str, limit: i64) -> Result<Vec<AuditRow>, Problem> {
    ctx.require(siaga_access::Action::AuditView, &ctx.whole_government())?;
    Ok(db::all(
        ctx.db().reader(),
        "select * from platform_audit where government_id = $1 and seq < $2
           and substr(action, 1, length($3)) = $3 order by seq desc limit $4",
        [ctx.government.id.into(), before.into(), action_prefix.into(), limit.into()],
    )
    .await?)
}

/// What a check of the whole chain found.
#[derive(Debug)]
pub struct ChainReport {
    /// Number of entries that hold.
    pub entries: u64,
    /// Hash of the last entry that holds.
    pub head: Hash,
    /// The first fault, if any.
    pub fault: Option<ChainFault>,
}

/// Checks every entry against its hash and its neighbours.
///
/// # Errors
/// As the store says; a broken chain is a value, not an error.
pub async fn verify(connection: &impl ConnectionTrait) -> Result<ChainReport, Problem> {
    let mut check = ChainCheck::new(Head::EMPTY, None);
    let mut after = 0_i64;
    loop {
        let rows: Vec<AuditRow> = db::all(
            connection,
            "select * from platform_audit where seq > $1 order by seq limit 2000",
            [after.into()],
        )
        .await?;
        let Some(last) = rows.last() else { break };
        after = last.seq;
        for row in &rows {
            if let Err(fault) = check.push(&link(row)) {
                let head = check.head();
                return Ok(ChainReport { entries: head.size, head: head.hash, fault: Some(fault) });
            }
        }
    }
    let head = check.head();
    let fault = check.finish().err();
    Ok(ChainReport { entries: head.size, head: head.hash, fault })
}

/// A hash that cannot be read becomes all ones, which no entry has: the chain then shows a fault.
fn link(row: &AuditRow) -> Link<Vec<u8>> {
    Link {
        seq: u64::try_from(row.seq).unwrap_or(0),
        canonical: row.canonical(),
        previous: row.previous.parse().unwrap_or(Hash([0xff; 32])),
        hash: row.hash.parse().unwrap_or(Hash([0xff; 32])),
    }
}
