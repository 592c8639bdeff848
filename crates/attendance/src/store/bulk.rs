//! Multi-row inserts in statements of a few fixed sizes, so that their texts repeat and stay prepared.

use siaga_platform::db::{DbError, Engine, Insert, Tx, Value, exec};

/// Rows of one statement; what is left of a size is inserted by the smaller ones.
const STEPS: [usize; 5] = [500, 100, 25, 5, 1];

/// Collects rows for one table and inserts them by the five hundred.
#[derive(Debug)]
pub(crate) struct Bulk<'a> {
    insert: Insert<'a>,
    values: Vec<Value>,
    inserted: u64,
    /// Text of a full statement, once one was needed.
    full: Option<String>,
}

impl<'a> Bulk<'a> {
    /// Returns an empty collection for a table.
    pub(crate) fn new(insert: Insert<'a>) -> Self {
        Self { insert, values: Vec::new(), inserted: 0, full: None }
    }

    /// Adds a row; a full statement is run at once.
    pub(crate) async fn push<const N: usize>(&mut self, tx: &Tx, row: [Value; N]) -> Result<(), DbError> {
        debug_assert_eq!(N, self.insert.columns.len(), "a row has one value a column");
        self.values.extend(row);
        if self.values.len() >= STEPS[0] * N {
            let room = Vec::with_capacity(STEPS[0] * N);
            let full = std::mem::replace(&mut self.values, room);
            let sql = self.full.get_or_insert_with(|| text(self.insert, STEPS[0], tx.engine()));
            self.inserted += exec(&**tx, sql, full).await?;
        }
        Ok(())
    }

    /// Inserts what is left and returns how many rows were really inserted.
    pub(crate) async fn finish(mut self, tx: &Tx) -> Result<u64, DbError> {
        let width = self.insert.columns.len();
        let mut rest = self.values.into_iter();
        for step in STEPS {
            while rest.len() >= step * width {
                let chunk: Vec<Value> = rest.by_ref().take(step * width).collect();
                self.inserted += exec(&**tx, &text(self.insert, step, tx.engine()), chunk).await?;
            }
        }
        Ok(self.inserted)
    }
}

/// Returns the statement for so many rows.
///
/// SQLite searches numbered places from the first on, for every value; unnumbered ones cost nothing.
fn text(insert: Insert<'_>, rows: usize, engine: Engine) -> String {
    let width = insert.columns.len();
    let mut sql = format!("insert into {} ({}) values ", insert.table, insert.columns.join(", "));
    sql.reserve(rows * width * 6);
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..width {
            if column > 0 {
                sql.push(',');
            }
            match engine {
                Engine::Sqlite => sql.push('?'),
                Engine::Postgres => {
                    sql.push('$');
                    sql.push_str(&(row * width + column + 1).to_string());
                }
            }
        }
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(insert.tail);
    sql
}
