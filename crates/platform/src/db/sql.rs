//! SQL text in the portable subset (`$1`, CTE, window functions, `on conflict`, `returning`).

use super::{DbError, backend_is_sqlite};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Statement, TryGetable, Value};

fn statement<C: ConnectionTrait>(
    connection: &C,
    sql: &str,
    parameters: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(connection.get_database_backend(), sql, parameters)
}

/// Returns every row of a query.
///
/// # Errors
/// [`DbError`] as the engine says.
pub async fn all<T: FromQueryResult>(
    connection: &impl ConnectionTrait,
    sql: &str,
    parameters: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>, DbError> {
    let rows = connection.query_all_raw(statement(connection, sql, parameters)).await?;
    rows.iter().map(|row| T::from_query_result(row, "").map_err(DbError::from)).collect()
}

/// Returns the first row of a query, if there is one.
///
/// # Errors
/// [`DbError`] as the engine says.
pub async fn maybe<T: FromQueryResult>(
    connection: &impl ConnectionTrait,
    sql: &str,
    parameters: impl IntoIterator<Item = Value>,
) -> Result<Option<T>, DbError> {
    let row = connection.query_one_raw(statement(connection, sql, parameters)).await?;
    row.map(|row| T::from_query_result(&row, "").map_err(DbError::from)).transpose()
}

/// Returns the first row of a query.
///
/// # Errors
/// [`DbError::NotFound`] when there is none.
pub async fn one<T: FromQueryResult>(
    connection: &impl ConnectionTrait,
    sql: &str,
    parameters: impl IntoIterator<Item = Value>,
) -> Result<T, DbError> {
    maybe(connection, sql, parameters).await?.ok_or(DbError::NotFound)
}

/// Returns the first column of the first row (a count, an id from `returning`).
///
/// # Errors
/// [`DbError::NotFound`] when there is no row.
pub async fn scalar<T: TryGetable>(
    connection: &impl ConnectionTrait,
    sql: &str,
    parameters: impl IntoIterator<Item = Value>,
) -> Result<T, DbError> {
    let row: QueryResult = connection
        .query_one_raw(statement(connection, sql, parameters))
        .await?
        .ok_or(DbError::NotFound)?;
    Ok(row.try_get_by_index(0)?)
}

/// Runs a statement and returns the number of rows it changed.
///
/// # Errors
/// [`DbError`] as the engine says.
pub async fn exec(
    connection: &impl ConnectionTrait,
    sql: &str,
    parameters: impl IntoIterator<Item = Value>,
) -> Result<u64, DbError> {
    Ok(connection.execute_raw(statement(connection, sql, parameters)).await?.rows_affected())
}

/// A multi-row insert: table, columns and what to do on conflict, as SQL words.
#[derive(Debug, Clone, Copy)]
pub struct Insert<'a> {
    /// Table name.
    pub table: &'a str,
    /// Column names, in the order of each row's values.
    pub columns: &'a [&'a str],
    /// Empty, or for example `on conflict do nothing`.
    pub tail: &'a str,
}

/// Inserts many rows with few statements and returns how many were really inserted.
///
/// # Shape
/// `values` is row after row, `columns.len()` values each; statements are cut below the engine's
/// limit of bound parameters. An empty list does nothing.
///
/// # Errors
/// [`DbError`] as the engine says; run it inside a transaction to keep all or nothing.
pub async fn insert_many(
    connection: &impl ConnectionTrait,
    insert: Insert<'_>,
    values: Vec<Value>,
) -> Result<u64, DbError> {
    let width = insert.columns.len();
    debug_assert_eq!(values.len() % width, 0, "each row has one value a column");
    let limit = if backend_is_sqlite(connection.get_database_backend()) { 16_000 } else { 32_000 };
    let rows_a_statement = (limit / width).min(1_000);
    let mut inserted = 0;
    let mut rest = values.into_iter();
    let mut sql = String::new();
    let mut sql_rows = 0;
    loop {
        let chunk: Vec<Value> = rest.by_ref().take(rows_a_statement * width).collect();
        if chunk.is_empty() {
            return Ok(inserted);
        }
        let rows = chunk.len() / width;
        if rows != sql_rows {
            sql = insert_text(insert, rows);
            sql_rows = rows;
        }
        inserted += exec(connection, &sql, chunk).await?;
    }
}

fn insert_text(insert: Insert<'_>, rows: usize) -> String {
    use std::fmt::Write;
    let width = insert.columns.len();
    let mut sql = format!("insert into {} ({}) values ", insert.table, insert.columns.join(", "));
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..width {
            let separator = if column == 0 { "" } else { "," };
            write!(sql, "{separator}${}", row * width + column + 1).expect("writing to a string");
        }
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(insert.tail);
    sql
}
