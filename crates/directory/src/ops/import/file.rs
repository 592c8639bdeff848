//! The bytes of a list between preview and confirmation: sealed, and no longer there than needed.

use super::read;
use crate::store::imports;
use chrono::TimeDelta;
use siaga_platform::db::Tx;
use siaga_platform::files::Table;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// Days that a preview waits for its confirmation.
const WAITING_DAYS: i64 = 7;

/// Stores the bytes of a preview for its import alone: moved to another one, they do not open.
pub(super) async fn keep(ctx: &Ctx, tx: &Tx, import: Uuid, bytes: &[u8]) -> Result<(), Problem> {
    let sealed = ctx.app.secrets.seal(ctx.app.ids, &place(import), bytes);
    imports::put_file(&**tx, import, sealed).await
}

/// Returns the table of the file of an open import.
pub(super) async fn table(ctx: &Ctx, import: Uuid) -> Result<Table, Problem> {
    let sealed = imports::file(ctx.db().reader(), import).await?;
    let sealed = sealed.ok_or_else(|| Problem::conflict("directory.import_confirmed"))?;
    let bytes = ctx.app.secrets.open(&place(import), &sealed).map_err(Problem::broken)?;
    read::table(bytes).await
}

fn place(import: Uuid) -> String {
    format!("directory_import/{import}")
}

/// Takes away previews that nobody confirmed for a week, with their files.
///
/// # Errors
/// As the store says.
pub(crate) async fn forget_stale_previews(ctx: Ctx) -> Result<(), Problem> {
    let before = ctx.now() - TimeDelta::days(WAITING_DAYS);
    let tx = ctx.db().begin().await?;
    let forgotten = imports::delete_open_before(&*tx, ctx.government.id, before).await?;
    tx.commit().await?;
    if forgotten > 0 {
        tracing::info!(imports = forgotten, "previews that nobody confirmed were taken away");
    }
    Ok(())
}
