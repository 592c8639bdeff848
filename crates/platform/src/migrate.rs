//! Numbered migrations of every capability, one text for both engines.

use crate::db::{self, Db, DbError, Engine, FromQueryResult};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// One step of a capability's tables. Steps only add; a step that ran is never changed.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// 1, 2, 3 … within the capability.
    pub number: i32,
    /// Short name for the log.
    pub name: &'static str,
    /// Statements separated by `;` at the end of a line. `{id}` stands for a big integer key that
    /// the engine counts up by itself; `{bytes}` for a byte string.
    pub sql: &'static str,
}

/// A failed or contradicting migration.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A step that ran before has another text now.
    #[error("migration {capability}/{number} was changed after it ran")]
    Changed {
        /// The capability that owns it.
        capability: String,
        /// Its number.
        number: i32,
    },
    /// The database holds a step that this program does not know: it is newer than the program.
    #[error("the data were written by a newer program ({capability}/{number})")]
    Newer {
        /// The capability that owns it.
        capability: String,
        /// Its number.
        number: i32,
    },
    /// A statement failed.
    #[error("migration {capability}/{number} failed at: {statement}")]
    Failed {
        /// The capability that owns it.
        capability: String,
        /// Its number.
        number: i32,
        /// The statement.
        statement: String,
        /// What the engine said.
        #[source]
        source: DbError,
    },
    /// The list of steps could not be read or written.
    #[error(transparent)]
    Db(#[from] DbError),
}

#[derive(FromQueryResult)]
struct Applied {
    capability: String,
    number: i32,
    checksum: String,
}

/// Brings the database to the newest form and returns how many steps ran.
///
/// # Errors
/// [`MigrateError`]; each step is one transaction, so that a later run goes on where this one stopped.
pub async fn migrate(
    db: &Db,
    capabilities: &[(&'static str, &[Migration])],
    at: DateTime<Utc>,
) -> Result<usize, MigrateError> {
    let tx = db.begin().await?;
    tx.lock("platform.migrate").await?;
    db::exec(
        &*tx,
        "create table if not exists platform_migration (
            capability text not null, number integer not null, name text not null,
            checksum text not null, applied_at timestamptz not null,
            primary key (capability, number))",
        [],
    )
    .await?;
    tx.commit().await?;
    let applied: Vec<Applied> =
        db::all(db.reader(), "select capability, number, checksum from platform_migration", []).await?;
    refuse_contradictions(capabilities, &applied)?;
    let mut ran = 0;
    for (capability, migrations) in capabilities {
        for migration in *migrations {
            if applied.iter().any(|done| done.capability == *capability && done.number == migration.number) {
                continue;
            }
            run(db, capability, migration, at).await?;
            ran += 1;
        }
    }
    Ok(ran)
}

fn refuse_contradictions(
    capabilities: &[(&'static str, &[Migration])],
    applied: &[Applied],
) -> Result<(), MigrateError> {
    for done in applied {
        let known = capabilities
            .iter()
            .filter(|(capability, _)| *capability == done.capability)
            .flat_map(|(_, migrations)| migrations.iter())
            .find(|migration| migration.number == done.number);
        let (capability, number) = (done.capability.clone(), done.number);
        match known {
            None => return Err(MigrateError::Newer { capability, number }),
            Some(migration) if checksum(migration.sql) != done.checksum => {
                return Err(MigrateError::Changed { capability, number });
            }
            Some(_) => {}
        }
    }
    Ok(())
}

async fn run(
    db: &Db,
    capability: &'static str,
    migration: &Migration,
    at: DateTime<Utc>,
) -> Result<(), MigrateError> {
    let tx = db.begin().await?;
    tx.lock("platform.migrate").await?;
    for statement in migration.sql.split(";\n").map(str::trim).filter(|text| !text.is_empty()) {
        let text = for_engine(statement.trim_end_matches(';'), db.engine());
        db::exec(&*tx, &text, []).await.map_err(|source| MigrateError::Failed {
            capability: capability.to_owned(),
            number: migration.number,
            statement: statement.to_owned(),
            source,
        })?;
    }
    db::exec(
        &*tx,
        "insert into platform_migration (capability, number, name, checksum, applied_at)
         values ($1, $2, $3, $4, $5)",
        [
            capability.into(),
            migration.number.into(),
            migration.name.into(),
            checksum(migration.sql).into(),
            at.into(),
        ],
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

fn for_engine(statement: &str, engine: Engine) -> String {
    let (id, bytes) = match engine {
        Engine::Sqlite => ("integer primary key", "blob"),
        Engine::Postgres => ("bigint generated by default as identity primary key", "bytea"),
    };
    statement.replace("{id}", id).replace("{bytes}", bytes)
}

fn checksum(sql: &str) -> String {
    hex::encode(Sha256::digest(sql.as_bytes()))
}
