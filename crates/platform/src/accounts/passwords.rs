//! Passwords: checked, changed by their owner, set anew by the administration.

use crate::accounts::{PASSWORD_MAX, PASSWORD_MIN, end_sessions, refuse_own};
use crate::audit::{self, Entry};
use crate::ctx::{ActorKind, Ctx};
use crate::db::{self, FromQueryResult};
use crate::problem::Problem;
use crate::tries;
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use siaga_access::Action;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Sets a new password of the actor's own account after checking the old one, and ends the account's
/// other sessions: whoever knew the old password is out.
///
/// # Errors
/// `platform.password_wrong`, `platform.password_length`, `platform.sign_in_throttled`.
pub async fn change_own_password(ctx: &Ctx, old: String, new: String) -> Result<(), Problem> {
    check_own_password(ctx, old).await?;
    let ActorKind::Account { id: account, session } = ctx.actor.kind else {
        return Err(Problem::forbidden("platform.forbidden"));
    };
    let hash = hash_password(new).await?;
    let tx = ctx.db().begin().await?;
    db::exec(
        &*tx,
        "update platform_account set password_hash = $1, must_change_password = $2 where id = $3",
        [hash.into(), false.into(), account.into()],
    )
    .await?;
    db::exec(
        &*tx,
        "delete from platform_session where account_id = $1 and id <> $2",
        [account.into(), session.into()],
    )
    .await?;
    let entry = Entry::new("session.own", format!("account/{account}"))
        .detail(serde_json::json!({ "password_changed": true }));
    audit::write(ctx, &tx, entry).await?;
    Ok(tx.commit().await?)
}

/// Checks the password of the actor's own account: the fresh proof that a signature asks for. Its tries
/// count together with those of the sign-in.
///
/// # Errors
/// `platform.password_wrong` on the field `password`; `platform.sign_in_throttled` after too many tries.
pub async fn check_own_password(ctx: &Ctx, password: String) -> Result<(), Problem> {
    let account = ctx.actor.account().ok_or_else(|| Problem::forbidden("platform.forbidden"))?;
    let own: Own = db::one(
        ctx.db().reader(),
        "select login, password_hash from platform_account where id = $1",
        [account.into()],
    )
    .await?;
    let attempt = tries::begin(&ctx.app, &own.login, "").await?;
    if !verify_password(password, own.password_hash).await? {
        return Err(Problem::invalid("platform.password_wrong").on_field("password"));
    }
    let tx = ctx.db().begin().await?;
    attempt.was_right(&tx).await?;
    Ok(tx.commit().await?)
}

#[derive(FromQueryResult)]
struct Own {
    login: String,
    password_hash: String,
}

/// Gives an account a new one-time password, ends its sessions and returns the password.
///
/// # Errors
/// `platform.own_account`, `platform.not_found`.
pub async fn reset_password(ctx: &Ctx, account: Uuid) -> Result<String, Problem> {
    let verdict = ctx.require(Action::AccountManage, &ctx.whole_government())?;
    refuse_own(ctx, account)?;
    let password = one_time_password(ctx);
    let hash = hash_password(password.clone()).await?;
    let tx = ctx.db().begin().await?;
    let changed = db::exec(
        &*tx,
        "update platform_account set password_hash = $1, must_change_password = $2
         where id = $3 and government_id = $4",
        [hash.into(), true.into(), account.into(), ctx.government.id.into()],
    )
    .await?;
    if changed == 0 {
        return Err(Problem::missing("platform.not_found"));
    }
    end_sessions(&tx, account).await?;
    // Whoever forgot a password has often tried until the sign-in was held up.
    db::exec(
        &*tx,
        "delete from platform_sign_in_failure
         where login in (select login from platform_account where id = $1)",
        [account.into()],
    )
    .await?;
    let entry = Entry::new("account.manage", format!("account/{account}"))
        .detail(serde_json::json!({ "password_reset": true }))
        .by(&verdict);
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    Ok(password)
}

/// Returns a new password to be used once: four groups of four letters and digits that cannot be
/// mistaken for each other when read aloud.
pub fn one_time_password(ctx: &Ctx) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";
    let letters: Vec<char> = ctx
        .app
        .ids
        .secret::<16>()
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]))
        .collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Returns the Argon2id hash of a password as a PHC string.
///
/// # Errors
/// `platform.password_length`.
pub async fn hash_password(password: String) -> Result<String, Problem> {
    let length = password.chars().count();
    if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&length) {
        return Err(Problem::invalid("platform.password_length")
            .on_field("new_password")
            .with("minimum", PASSWORD_MIN)
            .with("maximum", PASSWORD_MAX));
    }
    within_a_place(move || hash_now(&password)).await?
}

/// Returns the hashes of many passwords in the same order, at the full cost of each.
pub(super) async fn hash_passwords(passwords: Vec<String>) -> Result<Vec<String>, Problem> {
    let hashing = passwords
        .into_iter()
        .map(|password| async move { within_a_place(move || hash_now(&password)).await? });
    // One place is left for those who sign in meanwhile.
    stream::iter(hashing).buffered(HASHING_PLACES - 1).try_collect().await
}

/// Argon2 at work at the same time; each takes 19 MiB and a core. Nobody in here waits for anything else.
const HASHING_PLACES: usize = 4;
static HASHING: Semaphore = Semaphore::const_new(HASHING_PLACES);

/// The place is kept until the work is done, also when nobody waits for it any more.
async fn within_a_place<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let place = HASHING.acquire().await.map_err(Problem::broken)?;
    let working = tokio::task::spawn_blocking(move || {
        let result = work();
        drop(place);
        result
    });
    working.await.map_err(Problem::broken)
}

fn hash_now(password: &str) -> Result<String, Problem> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Problem::broken(error.to_string()))
}

pub(crate) async fn verify_password(password: String, hash: String) -> Result<bool, Problem> {
    within_a_place(move || match PasswordHash::new(&hash) {
        Ok(hash) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
        Err(_) => false,
    })
    .await
}
