//! Settings of the whole installation: a name and a text, written once.

use crate::db::{self, ConnectionTrait, FromQueryResult};
use crate::problem::Problem;

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
