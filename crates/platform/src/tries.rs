//! Tries of passwords: each is written down before the password is looked at, so that many at the
//! same time are counted like many in a row. A right one is taken back.

use crate::ctx::App;
use crate::db::{self, Tx};
use crate::problem::{Problem, ProblemKind};
use chrono::{DateTime, TimeDelta, Utc};
use std::hash::{DefaultHasher, Hash, Hasher};
use tokio::sync::{Semaphore, SemaphorePermit};

const TRIES_AN_ACCOUNT: i64 = 5;
const TRIES_AN_ADDRESS: i64 = 50;
const TRY_WINDOW_MINUTES: i64 = 15;

/// Tries of one login wait for each other, so that right ones at the same time are not taken for wrong
/// ones. There are fewer lanes than tries of an address, so that the people of an office who come in
/// together do not hold each other up. Nobody waits here who holds a transaction.
const LANES_COUNT: usize = 32;
static LANES: [Semaphore; LANES_COUNT] = [const { Semaphore::const_new(1) }; LANES_COUNT];

fn lane(login: &str) -> &'static Semaphore {
    let mut hasher = DefaultHasher::new();
    login.hash(&mut hasher);
    &LANES[usize::from(hasher.finish().to_le_bytes()[0]) % LANES_COUNT]
}

/// A try that counts as failed until it is taken back. It is held until that is committed.
#[derive(Debug)]
pub(crate) struct Try {
    id: i64,
    _lane: SemaphorePermit<'static>,
}

/// Writes a try down. With an empty address only the tries of the account are limited.
///
/// # Errors
/// `platform.sign_in_throttled` after too many tries of the account or the address.
pub(crate) async fn begin(app: &App, login: &str, address: &str) -> Result<Try, Problem> {
    let lane = lane(login).acquire().await.map_err(Problem::broken)?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    tx.lock("password-tries").await?;
    refuse_too_many(&tx, login, address, now).await?;
    let yesterday = now - TimeDelta::days(1);
    db::exec(&*tx, "delete from platform_sign_in_failure where failed_at < $1", [yesterday.into()]).await?;
    let id = db::scalar(
        &*tx,
        "insert into platform_sign_in_failure (login, address, failed_at) values ($1, $2, $3) returning id",
        [login.into(), address.into(), now.into()],
    )
    .await?;
    tx.commit().await?;
    Ok(Try { id, _lane: lane })
}

impl Try {
    /// Takes the try back: the password was right.
    pub(crate) async fn was_right(&self, tx: &Tx) -> Result<(), Problem> {
        db::exec(&**tx, "delete from platform_sign_in_failure where id = $1", [self.id.into()]).await?;
        Ok(())
    }
}

async fn refuse_too_many(tx: &Tx, login: &str, address: &str, now: DateTime<Utc>) -> Result<(), Problem> {
    let since = now - TimeDelta::minutes(TRY_WINDOW_MINUTES);
    let mut limits = vec![("login", login, TRIES_AN_ACCOUNT)];
    if !address.is_empty() {
        limits.push(("address", address, TRIES_AN_ADDRESS));
    }
    for (column, value, limit) in limits {
        let sql = format!(
            "select cast(count(*) as bigint) from platform_sign_in_failure where {column} = $1 and failed_at > $2"
        );
        let tries: i64 = db::scalar(&**tx, &sql, [value.into(), since.into()]).await?;
        if tries >= limit {
            return Err(Problem::new(ProblemKind::TooMany, "platform.sign_in_throttled")
                .with("minutes", TRY_WINDOW_MINUTES));
        }
    }
    Ok(())
}
