//! Dated letterheads.

use super::agency_key;
use crate::letterhead::NewLetterhead;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::db::{self, FromQueryResult, Tx};
use siaga_platform::{Ctx, Problem};

/// A letterhead as stored.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct LetterheadRow {
    pub(crate) agency_key: i64,
    pub(crate) government_line: String,
    pub(crate) agency_line: String,
    pub(crate) address: String,
    pub(crate) contact: String,
    pub(crate) place: String,
    pub(crate) logo_sha256: Option<String>,
    pub(crate) from_on: NaiveDate,
    pub(crate) recorded_at: DateTime<Utc>,
    pub(crate) recorded_name: String,
}

const COLUMNS: &str = "select agency_key, government_line, agency_line, address, contact, place, logo_sha256,
    from_on, recorded_at, recorded_name from documents_letterhead";

/// Returns what holds on a day; of the same first day the newest.
pub(crate) async fn on(
    ctx: &Ctx,
    agency: Option<i64>,
    on: NaiveDate,
) -> Result<Option<LetterheadRow>, Problem> {
    let sql = format!(
        "{COLUMNS} where government_id = $1 and agency_key = $2 and from_on <= $3
         order by from_on desc, id desc limit 1"
    );
    let values = [ctx.government.id.into(), agency_key(agency).into(), on.into()];
    Ok(db::maybe(ctx.db().reader(), &sql, values).await?)
}

/// Returns every letterhead, by agency, newest first.
pub(crate) async fn all(ctx: &Ctx) -> Result<Vec<LetterheadRow>, Problem> {
    let sql = format!("{COLUMNS} where government_id = $1 order by agency_key, from_on desc, id desc");
    Ok(db::all(ctx.db().reader(), &sql, [ctx.government.id.into()]).await?)
}

pub(crate) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    new: &NewLetterhead,
    logo_sha256: Option<&str>,
) -> Result<(), Problem> {
    db::exec(
        &**tx,
        "insert into documents_letterhead (government_id, agency_key, government_line, agency_line, address,
            contact, place, logo_sha256, from_on, recorded_at, recorded_by, recorded_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        [
            ctx.government.id.into(),
            agency_key(new.agency).into(),
            new.government_line.clone().into(),
            new.agency_line.clone().into(),
            new.address.clone().into(),
            new.contact.clone().into(),
            new.place.clone().into(),
            logo_sha256.into(),
            new.from_on.into(),
            ctx.now().into(),
            ctx.actor.reference().into(),
            ctx.actor.name.clone().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Returns whether a logo belongs to a letterhead of the government.
pub(crate) async fn is_logo(ctx: &Ctx, sha256: &str) -> Result<bool, Problem> {
    let sql = "select cast(count(*) as bigint) from documents_letterhead
         where government_id = $1 and logo_sha256 = $2";
    let rows: i64 = db::scalar(ctx.db().reader(), sql, [ctx.government.id.into(), sha256.into()]).await?;
    Ok(rows > 0)
}
