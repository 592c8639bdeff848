//! From bytes to a table, away from the tasks that answer requests.

use siaga_platform::Problem;
use siaga_platform::files::{Table, read_table};

/// Returns the table of a file.
///
/// # Errors
/// The problems of files, `directory.import_no_rows` when there are only titles.
pub(crate) async fn table(bytes: Vec<u8>) -> Result<Table, Problem> {
    let read = tokio::task::spawn_blocking(move || read_table(&bytes)).await.map_err(Problem::broken)?;
    let table = read?;
    if table.rows.is_empty() {
        return Err(Problem::invalid("directory.import_no_rows").on_field("file"));
    }
    Ok(table)
}
