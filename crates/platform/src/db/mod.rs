//! The one door to both engines: connections, transactions, SQL text and typed rows.

mod bulk;
mod error;
mod sql;

pub use bulk::{Bulk, Insert, insert_many};
pub use error::DbError;
pub use sea_orm::{ConnectionTrait, FromQueryResult, Value};
pub use sql::{all, exec, maybe, one, scalar};

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where the data live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A SQLite file; it is made when missing.
    SqliteFile(PathBuf),
    /// A PostgreSQL connection address (`postgres://…`).
    Postgres(String),
}

impl DatabaseUrl {
    /// Returns the SQLite file inside a data folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self::SqliteFile(folder.join("siaga.db"))
    }

    /// Reads `sqlite:PATH` or `postgres://…`.
    ///
    /// # Errors
    /// The text back when it names neither engine.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")) {
            return Ok(Self::SqliteFile(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err(text.to_owned())
    }
}

/// The engine behind a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite in WAL mode with `synchronous=FULL`.
    Sqlite,
    /// PostgreSQL 13 or later.
    Postgres,
}

/// Connections that read on SQLite; all are opened at the start, so that no first page waits for one.
const SQLITE_READERS: u32 = 3;

/// Rows that a connection of SQLite may be ahead of who takes them. Where it is few, both sides wake each
/// other for almost every row.
const SQLITE_ROWS_AHEAD: usize = 1024;

/// Connections of each of the two pools on PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 10;

/// A pair of pools: one that writes and one that reads.
///
/// Whoever holds a transaction may still read beside it: a reader never waits for a writer's place. On
/// SQLite the writing pool has exactly one connection, so that writers queue in the program and
/// never meet a busy database.
#[derive(Debug, Clone)]
pub struct Db {
    write: DatabaseConnection,
    read: DatabaseConnection,
    engine: Engine,
}

/// A write transaction. Dropping it without [`Tx::commit`] rolls back.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    engine: Engine,
}

impl Db {
    /// Opens the database, asserting the durability settings that an acknowledgement rests on.
    ///
    /// # Errors
    /// When it cannot be reached, or when SQLite does not confirm WAL and `synchronous=FULL`.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, DbError> {
        match url {
            DatabaseUrl::SqliteFile(path) => Self::open_sqlite(path).await,
            DatabaseUrl::Postgres(address) => Self::open_postgres(address).await,
        }
    }

    async fn open_sqlite(path: &Path) -> Result<Self, DbError> {
        let address = format!("sqlite://{}?mode=rwc", path.display());
        let options = |connections: u32| {
            let mut options = ConnectOptions::new(address.clone());
            options
                .max_connections(connections)
                .min_connections(connections)
                .acquire_timeout(Duration::from_secs(30))
                .sqlx_logging(false)
                .test_before_acquire(false)
                .map_sqlx_sqlite_opts(|sqlite| {
                    sqlite
                        .pragma("journal_mode", "WAL")
                        .pragma("synchronous", "FULL")
                        .pragma("foreign_keys", "ON")
                        .pragma("busy_timeout", "15000")
                        .pragma("cache_size", "-1500")
                        .pragma("journal_size_limit", "67108864")
                        .pragma("wal_autocheckpoint", "4000")
                        .statement_cache_capacity(128)
                        .row_buffer_size(SQLITE_ROWS_AHEAD)
                });
            options
        };
        let write = Database::connect(options(1)).await?;
        let mode: String = scalar(&write, "pragma journal_mode", []).await?;
        let synchronous: i32 = scalar(&write, "pragma synchronous", []).await?;
        if !mode.eq_ignore_ascii_case("wal") || synchronous != 2 {
            return Err(DbError::NotDurable { mode, synchronous });
        }
        let read = Database::connect(options(SQLITE_READERS)).await?;
        Ok(Self { write, read, engine: Engine::Sqlite })
    }

    async fn open_postgres(address: &str) -> Result<Self, DbError> {
        let mut options = ConnectOptions::new(address.to_owned());
        options
            .max_connections(POSTGRES_CONNECTIONS)
            .min_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .sqlx_logging(false)
            .set_application_name("siaga");
        let write = Database::connect(options.clone()).await?;
        let read = Database::connect(options).await?;
        Ok(Self { write, read, engine: Engine::Postgres })
    }

    /// Returns the engine.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Returns the connection pool for reads outside a transaction.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a write transaction (`BEGIN IMMEDIATE` on SQLite).
    ///
    /// # Errors
    /// [`DbError::Busy`] when no connection came free in time.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = self.write.begin_with_options(options).await?;
        Ok(Tx { inner, engine: self.engine })
    }

    /// Runs one statement that SQLite refuses inside a transaction (such as `vacuum into`).
    ///
    /// # Errors
    /// As the engine says.
    pub async fn run_outside(&self, sql: &str) -> Result<(), DbError> {
        self.write.execute_unprepared(sql).await?;
        Ok(())
    }

    /// Closes both pools, writing the WAL back on SQLite.
    pub async fn close(self) {
        if self.engine == Engine::Sqlite {
            let _ = self.write.execute_unprepared("pragma wal_checkpoint(truncate)").await;
        }
        let _ = self.read.close().await;
        let _ = self.write.close().await;
    }
}

impl Tx {
    /// Returns the engine.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Makes everything since [`Db::begin`] durable.
    ///
    /// # Errors
    /// When the engine could not: then nothing of it holds.
    pub async fn commit(self) -> Result<(), DbError> {
        Ok(self.inner.commit().await?)
    }

    /// Undoes everything since [`Db::begin`].
    ///
    /// # Errors
    /// As the engine says; the effect is undone in any case.
    pub async fn rollback(self) -> Result<(), DbError> {
        Ok(self.inner.rollback().await?)
    }

    /// Takes a lock that lasts until the end of the transaction, one holder a name at a time.
    ///
    /// SQLite has one writer anyway; PostgreSQL takes an advisory lock.
    ///
    /// # Errors
    /// As the engine says.
    pub async fn lock(&self, name: &str) -> Result<(), DbError> {
        if self.engine == Engine::Postgres {
            exec(&self.inner, "select pg_advisory_xact_lock(hashtext($1)::bigint)", [name.into()]).await?;
        }
        Ok(())
    }
}

impl std::ops::Deref for Tx {
    type Target = DatabaseTransaction;
    fn deref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

fn backend_is_sqlite(backend: DbBackend) -> bool {
    backend == DbBackend::Sqlite
}
