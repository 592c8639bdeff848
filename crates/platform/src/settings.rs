//! Settings of the whole installation: a name and a text, written once.

use crate::audit::{self, Entry};
use crate::ctx::Ctx;
use crate::db::{self, ConnectionTrait, FromQueryResult};
use crate::problem::Problem;
use serde_json::json;
use siaga_access::Action;

/// A setting that administrators may change.
#[derive(Debug, Clone, Copy)]
pub struct SettingDecl {
    /// `capability.thing`.
    pub name: &'static str,
    /// Message id of its label; its hint has the same id with `-hint` behind it.
    pub label: &'static str,
    /// What holds until somebody changes it.
    pub default: &'static str,
    /// Says with a problem code what is wrong with a value.
    pub check: fn(&str) -> Result<(), &'static str>,
}

/// Returns the value of a declared setting: what was set, or its default.
///
/// # Errors
/// As the store says.
pub async fn value(ctx: &Ctx, decl: &SettingDecl) -> Result<String, Problem> {
    Ok(find(ctx.db().reader(), decl.name).await?.unwrap_or_else(|| decl.default.to_owned()))
}

/// Sets a declared setting.
///
/// # Errors
/// `platform.forbidden`; `settings.unknown`; what its check says, on the field of its name.
pub async fn set(ctx: &Ctx, name: &str, value: &str) -> Result<(), Problem> {
    let verdict = ctx.require(Action::SettingManage, &ctx.whole_government())?;
    let decl = ctx.app.contributions.settings.iter().find(|decl| decl.name == name);
    let decl = decl.ok_or_else(|| Problem::missing("settings.unknown").with("name", name))?;
    let value = value.trim();
    (decl.check)(value).map_err(|code| Problem::invalid(code).on_field(decl.name))?;
    let tx = ctx.db().begin().await?;
    let sql = "insert into platform_setting (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value";
    db::exec(&*tx, sql, [decl.name.into(), value.into()]).await?;
    audit::write(
        ctx,
        &tx,
        Entry::new("setting.change", decl.name).by(&verdict).detail(json!({ "value": value })),
    )
    .await?;
    Ok(tx.commit().await?)
}

#[derive(FromQueryResult)]
struct Row {
    value: String,
}

/// Notes a setting; one that is there already stays as it is.
///
/// # Errors
/// As the store says.
pub async fn note(connection: &impl ConnectionTrait, name: &str, value: &str) -> Result<(), Problem> {
    db::exec(
        connection,
        "insert into platform_setting (name, value) values ($1, $2) on conflict do nothing",
        [name.into(), value.into()],
    )
    .await?;
    Ok(())
}

/// Notes the first day of which a government keeps records here.
///
/// # Errors
/// As the store says.
pub async fn note_begins_on(
    connection: &impl ConnectionTrait,
    government_id: i64,
    begins_on: chrono::NaiveDate,
) -> Result<(), Problem> {
    note(connection, &format!("government.begins_on/{government_id}"), &begins_on.to_string()).await
}

/// Returns a setting, or nothing when it was never noted.
///
/// # Errors
/// As the store says.
pub async fn find(connection: &impl ConnectionTrait, name: &str) -> Result<Option<String>, Problem> {
    let row: Option<Row> =
        db::maybe(connection, "select value from platform_setting where name = $1", [name.into()]).await?;
    Ok(row.map(|row| row.value))
}
