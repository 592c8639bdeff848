//! SQL text in the portable subset (`$1`, CTE, window functions, `on conflict`, `returning`).

use super::DbError;
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
    let row: QueryResult =
        connection.query_one_raw(statement(connection, sql, parameters)).await?.ok_or(DbError::NotFound)?;
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
