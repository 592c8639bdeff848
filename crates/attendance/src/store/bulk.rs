//! Multi-row inserts in statements of a few fixed sizes, so that their texts repeat and stay prepared.

use siaga_platform::db::{DbError, Insert, Tx, Value, insert_many};

/// Rows of one statement; what is left of a size is inserted by the smaller ones.
const STEPS: [usize; 5] = [500, 100, 25, 5, 1];

/// Collects rows for one table and inserts them by the five hundred.
#[derive(Debug)]
pub(crate) struct Bulk<'a> {
    insert: Insert<'a>,
    values: Vec<Value>,
    inserted: u64,
}

impl<'a> Bulk<'a> {
    /// Returns an empty collection for a table.
    pub(crate) fn new(insert: Insert<'a>) -> Self {
        Self { insert, values: Vec::new(), inserted: 0 }
    }

    /// Adds a row; a full statement is run at once.
    pub(crate) async fn push<const N: usize>(&mut self, tx: &Tx, row: [Value; N]) -> Result<(), DbError> {
        debug_assert_eq!(N, self.insert.columns.len(), "a row has one value a column");
        self.values.extend(row);
        if self.values.len() >= STEPS[0] * self.insert.columns.len() {
            let full = std::mem::take(&mut self.values);
            self.inserted += insert_many(&**tx, self.insert, full).await?;
        }
        Ok(())
    }

    /// Inserts what is left and returns how many rows were really inserted.
    pub(crate) async fn finish(mut self, tx: &Tx) -> Result<u64, DbError> {
        let width = self.insert.columns.len();
        let mut rest = self.values.into_iter();
        for step in STEPS {
            while rest.len() >= step * width {
                let chunk = rest.by_ref().take(step * width).collect();
                self.inserted += insert_many(&**tx, self.insert, chunk).await?;
            }
        }
        Ok(self.inserted)
    }
}
