//! Many rows in statements of a few fixed sizes, so that their texts repeat and stay prepared.

use super::{DbError, Tx, backend_is_sqlite, exec};
use sea_orm::{ConnectionTrait, Value};

/// Rows of one statement; what is left of a size is inserted by the smaller ones.
const STEPS: [usize; 5] = [500, 100, 25, 5, 1];

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

/// Collects rows for one table and inserts them by the five hundred, without holding all of them.
#[derive(Debug)]
pub struct Bulk<'a> {
    insert: Insert<'a>,
    values: Vec<Value>,
    inserted: u64,
    /// Text of a full statement, once one was needed.
    full: Option<String>,
}

impl<'a> Bulk<'a> {
    /// Returns an empty collection for a table.
    pub fn new(insert: Insert<'a>) -> Self {
        Self { insert, values: Vec::new(), inserted: 0, full: None }
    }

    /// Adds a row; a full statement is run at once.
    ///
    /// # Errors
    /// [`DbError`] as the engine says.
    pub async fn push<const N: usize>(&mut self, tx: &Tx, row: [Value; N]) -> Result<(), DbError> {
        debug_assert_eq!(N, self.insert.columns.len(), "a row has one value a column");
        self.values.extend(row);
        if self.values.len() >= STEPS[0] * N {
            let room = Vec::with_capacity(STEPS[0] * N);
            let full = std::mem::replace(&mut self.values, room);
            let sql = self.full.get_or_insert_with(|| text(self.insert, STEPS[0], &**tx));
            self.inserted += exec(&**tx, sql, full).await?;
        }
        Ok(())
    }

    /// Inserts what is left and returns how many rows were really inserted.
    ///
    /// # Errors
    /// [`DbError`] as the engine says.
    pub async fn finish(self, tx: &Tx) -> Result<u64, DbError> {
        Ok(self.inserted + insert_many(&**tx, self.insert, self.values).await?)
    }
}

/// Inserts many rows with few statements and returns how many were really inserted.
///
/// # Shape
/// `values` is row after row, `columns.len()` values each. An empty list does nothing.
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
    let mut rest = values.into_iter();
    let mut inserted = 0;
    for rows in STEPS {
        let mut sql = None;
        while rest.len() >= rows * width {
            let sql = sql.get_or_insert_with(|| text(insert, rows, connection));
            let chunk: Vec<Value> = rest.by_ref().take(rows * width).collect();
            inserted += exec(connection, sql, chunk).await?;
        }
    }
    Ok(inserted)
}

/// Returns the statement for so many rows.
///
/// SQLite searches numbered places from the first on, for every value; unnumbered ones cost nothing.
fn text(insert: Insert<'_>, rows: usize, connection: &impl ConnectionTrait) -> String {
    let is_sqlite = backend_is_sqlite(connection.get_database_backend());
    let width = insert.columns.len();
    let mut sql = format!("insert into {} ({}) values ", insert.table, insert.columns.join(", "));
    sql.reserve(rows * width * 6);
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..width {
            if column > 0 {
                sql.push(',');
            }
            if is_sqlite {
                sql.push('?');
            } else {
                sql.push('$');
                sql.push_str(&(row * width + column + 1).to_string());
            }
        }
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(insert.tail);
    sql
}
