//! Templates that a government put in place of shipped ones; the newest row of a kind holds.

use chrono::{DateTime, Utc};
use siaga_platform::db::{self, FromQueryResult, Tx};
use siaga_platform::{Ctx, Problem};

/// A replacement; without source the shipped template holds again.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct TemplateRow {
    pub(crate) kind: String,
    pub(crate) source: Option<String>,
    pub(crate) from_at: DateTime<Utc>,
    pub(crate) made_name: String,
}

const COLUMNS: &str = "select kind, source, from_at, made_name from documents_template";

pub(crate) async fn newest(ctx: &Ctx, kind: &str) -> Result<Option<TemplateRow>, Problem> {
    let sql = format!("{COLUMNS} where government_id = $1 and kind = $2 order by id desc limit 1");
    Ok(db::maybe(ctx.db().reader(), &sql, [ctx.government.id.into(), kind.into()]).await?)
}

/// Returns the newest row of each kind.
pub(crate) async fn all(ctx: &Ctx) -> Result<Vec<TemplateRow>, Problem> {
    let sql = format!(
        "{COLUMNS} where id in (select max(id) from documents_template where government_id = $1 group by kind)"
    );
    Ok(db::all(ctx.db().reader(), &sql, [ctx.government.id.into()]).await?)
}

pub(crate) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    kind: &str,
    source: Option<&str>,
    sha256: &str,
) -> Result<(), Problem> {
    db::exec(
        &**tx,
        "insert into documents_template (government_id, kind, source, sha256, from_at, made_by, made_name)
         values ($1, $2, $3, $4, $5, $6, $7)",
        [
            ctx.government.id.into(),
            kind.into(),
            source.into(),
            sha256.into(),
            ctx.now().into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
        ],
    )
    .await?;
    Ok(())
}
