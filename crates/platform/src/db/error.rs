//! What can go wrong between the program and its database.

use sea_orm::{DbErr, SqlErr};

/// A failure of the store, sorted by what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A row that must exist does not.
    #[error("the row does not exist")]
    NotFound,
    /// A uniqueness or reference rule refused the row.
    #[error("a rule of the table refused the row: {0}")]
    Conflict(String),
    /// No connection or lock came free in time; trying again later may work.
    #[error("the database is busy")]
    Busy(#[source] DbErr),
    /// A stored value cannot be read back as what it must be.
    #[error("a stored value cannot be read: {0}")]
    Corrupt(String),
    /// SQLite runs without the settings that make an acknowledged write durable.
    #[error("sqlite is not durable: journal_mode={mode}, synchronous={synchronous}")]
    NotDurable {
        /// The journal mode it reports.
        mode: String,
        /// The synchronous level it reports (2 is FULL).
        synchronous: i32,
    },
    /// Anything else; storage full and lost connections are here.
    #[error("the database failed")]
    Other(#[source] DbErr),
}

impl From<DbErr> for DbError {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(what) | SqlErr::ForeignKeyConstraintViolation(what)) =
            error.sql_err()
        {
            return Self::Conflict(what);
        }
        match error {
            DbErr::RecordNotFound(_) => Self::NotFound,
            DbErr::ConnectionAcquire(_) => Self::Busy(error),
            DbErr::Type(what) => Self::Corrupt(what),
            DbErr::Json(what) => Self::Corrupt(what),
            other => Self::Other(other),
        }
    }
}
