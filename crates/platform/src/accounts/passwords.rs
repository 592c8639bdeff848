//! Passwords: checked, changed by their owner, set anew by the administration.

use crate::accounts::{PASSWORD_MAX, PASSWORD_MIN, end_sessions, refuse_own};
use crate::audit::{self, Entry};
use crate::ctx::Ctx;
use crate::db;
use crate::problem::Problem;
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use siaga_access::Action;
use uuid::Uuid;

/// Sets a new password of the actor's own account after checking the old one.
///
/// # Errors
/// `platform.password_wrong`, `platform.password_length`.
pub async fn change_own_password(ctx: &Ctx, old: String, new: String) -> Result<(), Problem> {
    check_own_password(ctx, old).await?;
    let account = ctx.actor.account().ok_or_else(|| Problem::forbidden("platform.forbidden"))?;
    let hash = hash_password(new).await?;
    let tx = ctx.db().begin().await?;
    db::exec(
        &*tx,
        "update platform_account set password_hash = $1, must_change_password = $2 where id = $3",
        [hash.into(), false.into(), account.into()],
    )
    .await?;
    let entry = Entry::new("session.own", format!("account/{account}"))
        .detail(serde_json::json!({ "password_changed": true }));
    audit::write(ctx, &tx, entry).await?;
    Ok(tx.commit().await?)
}

/// Checks the password of the actor's own account: the fresh proof that a signature asks for.
///
/// # Errors
/// `platform.password_wrong` on the field `password`.
pub async fn check_own_password(ctx: &Ctx, password: String) -> Result<(), Problem> {
    let account = ctx.actor.account().ok_or_else(|| Problem::forbidden("platform.forbidden"))?;
    let hash: String = db::scalar(
        ctx.db().reader(),
        "select password_hash from platform_account where id = $1",
        [account.into()],
    )
    .await?;
    if verify_password(password, hash).await? {
        Ok(())
    } else {
        Err(Problem::invalid("platform.password_wrong").on_field("password"))
    }
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
    tokio::task::spawn_blocking(move || hash_now(&password)).await.map_err(Problem::broken)?
}

/// Returns the hashes of many passwords in the same order, at the full cost of each.
pub(super) async fn hash_passwords(passwords: Vec<String>) -> Result<Vec<String>, Problem> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(HASHING_WORKERS);
    let share = passwords.len().div_ceil(workers).max(1);
    let shares: Vec<_> = passwords
        .chunks(share)
        .map(<[String]>::to_vec)
        .map(|share| {
            tokio::task::spawn_blocking(move || {
                share.iter().map(|password| hash_now(password)).collect::<Result<Vec<_>, _>>()
            })
        })
        .collect();
    let mut hashes = Vec::with_capacity(passwords.len());
    for share in shares {
        hashes.extend(share.await.map_err(Problem::broken)??);
    }
    Ok(hashes)
}

/// Hashes at the same time; each takes 19 MiB.
const HASHING_WORKERS: usize = 4;

fn hash_now(password: &str) -> Result<String, Problem> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Problem::broken(error.to_string()))
}

pub(crate) async fn verify_password(password: String, hash: String) -> Result<bool, Problem> {
    tokio::task::spawn_blocking(move || match PasswordHash::new(&hash) {
        Ok(hash) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
        Err(_) => false,
    })
    .await
    .map_err(Problem::broken)
}
