//! Accounts and grants: who may sign in, with which roles, where and when.

use crate::audit::{self, Entry};
use crate::ctx::Ctx;
use crate::db::{self, FromQueryResult, Tx};
use crate::problem::Problem;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_access::{Action, Grant, Resource, Role, Verdict};
use uuid::Uuid;

mod opening;
mod passwords;

pub use opening::{BATCH_MAX, Batch, Opened, Opening, open, open_many};
pub(crate) use passwords::verify_password;
pub use passwords::{
    change_own_password, check_own_password, hash_password, one_time_password, reset_password,
};

/// Shortest password that is taken (OWASP ASVS 6.2.1 asks for 8; nothing else is asked of it).
pub const PASSWORD_MIN: usize = 12;
/// Longest password that is taken.
pub const PASSWORD_MAX: usize = 256;

/// An account as the administration shows it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Account {
    /// Key.
    pub id: Uuid,
    /// What is typed at sign-in, lower case.
    pub login: String,
    /// Name to show.
    pub name: String,
    /// The employee behind it.
    pub employee_id: Option<i64>,
    /// Whether the next sign-in must set a new password.
    pub must_change_password: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Since when it cannot sign in.
    pub disabled_at: Option<DateTime<Utc>>,
}

/// A grant as the administration shows it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct GrantRow {
    /// Key.
    pub id: i64,
    /// Role, snake case.
    pub role: String,
    /// Ids from the root agency to the agency of the scope (`3/17`), nothing for the whole government.
    pub agency_path: Option<String>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: Option<NaiveDate>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// What a new account needs.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// What is typed at sign-in.
    pub login: String,
    /// Name to show.
    pub name: String,
    /// The employee behind it.
    pub employee: Option<i64>,
    /// First password.
    pub password: String,
    /// Whether the first sign-in must change it.
    pub must_change_password: bool,
}

/// Makes an account and returns its id.
///
/// # Errors
/// `platform.login_empty`, `platform.login_taken`, `platform.password_length`.
pub async fn create(ctx: &Ctx, tx: &Tx, new: NewAccount) -> Result<Uuid, Problem> {
    let verdict = ctx.require(Action::AccountManage, &ctx.whole_government())?;
    let login = read_login(&new.login)?;
    let hash = hash_password(new.password.clone()).await?;
    insert(ctx, tx, &NewAccount { login, ..new }, hash, &verdict).await
}

/// Returns a login as it is stored.
fn read_login(typed: &str) -> Result<String, Problem> {
    let login = typed.trim().to_lowercase();
    if login.is_empty() || login.len() > 64 || login.chars().any(char::is_whitespace) {
        return Err(Problem::invalid("platform.login_empty").on_field("login"));
    }
    Ok(login)
}

async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    new: &NewAccount,
    hash: String,
    verdict: &Verdict,
) -> Result<Uuid, Problem> {
    let id = ctx.new_id();
    db::exec(
        &**tx,
        "insert into platform_account (id, government_id, login, name, employee_id, password_hash,
            must_change_password, locale, created_at) values ($1, $2, $3, $4, $5, $6, $7, 'id', $8)",
        [
            id.into(),
            ctx.government.id.into(),
            new.login.as_str().into(),
            new.name.as_str().into(),
            new.employee.into(),
            hash.into(),
            new.must_change_password.into(),
            ctx.now().into(),
        ],
    )
    .await
    .map_err(|error| match error {
        db::DbError::Conflict(_) => {
            Problem::conflict("platform.login_taken").on_field("login").with("login", &new.login)
        }
        other => other.into(),
    })?;
    let entry = Entry::new("account.manage", format!("account/{id}"))
        .detail(serde_json::json!({ "created": true, "employee": new.employee }))
        .by(verdict);
    audit::write(ctx, tx, entry).await?;
    Ok(id)
}

/// Gives an account a role.
///
/// # Errors
/// `platform.grant_dates` when it would end before it begins, `platform.own_account`,
/// `platform.not_found`, `platform.forbidden` when the actor is the employee behind it.
pub async fn grant(ctx: &Ctx, tx: &Tx, account: Uuid, grant: &Grant) -> Result<(), Problem> {
    let verdict = require_grant(ctx, tx, account).await?;
    if grant.until_on.is_some_and(|until| until < grant.from_on) {
        return Err(Problem::invalid("platform.grant_dates").on_field("until_on"));
    }
    let path = grant.agency.as_ref().map(|scope| path_text(scope));
    db::exec(
        &**tx,
        "insert into platform_grant (account_id, role, agency_path, from_on, until_on, granted_by, granted_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        [
            account.into(),
            grant.role.as_str().into(),
            path.clone().into(),
            grant.from_on.into(),
            grant.until_on.into(),
            ctx.actor.reference().into(),
            ctx.now().into(),
        ],
    )
    .await?;
    let entry = Entry::new("grant.manage", format!("account/{account}"))
        .detail(serde_json::json!({ "granted": grant.role.as_str(), "agency_path": path }))
        .by(&verdict);
    audit::write(ctx, tx, entry).await
}

/// Takes a grant back from this moment.
///
/// # Errors
/// `platform.own_account`, `platform.not_found`, `platform.forbidden` as for [`grant`].
pub async fn revoke(ctx: &Ctx, tx: &Tx, account: Uuid, grant_id: i64) -> Result<(), Problem> {
    let verdict = require_grant(ctx, tx, account).await?;
    let changed = db::exec(
        &**tx,
        "update platform_grant set revoked_at = $1
         where id = $2 and account_id = $3 and revoked_at is null
           and account_id in (select id from platform_account where government_id = $4)",
        [ctx.now().into(), grant_id.into(), account.into(), ctx.government.id.into()],
    )
    .await?;
    if changed == 0 {
        return Err(Problem::missing("platform.not_found"));
    }
    let entry = Entry::new("grant.manage", format!("account/{account}"))
        .detail(serde_json::json!({ "revoked": grant_id }))
        .by(&verdict);
    audit::write(ctx, tx, entry).await
}

/// Lets the grants of an agency follow it to another place in the tree, in the transaction of the move.
/// Permission is the caller's. Agencies below it have moved, too, and are named by calls of their own.
///
/// # Errors
/// As the store says.
pub async fn agency_moved(ctx: &Ctx, tx: &Tx, old_path: &[i64], new_path: &[i64]) -> Result<(), Problem> {
    let Some(agency) = new_path.last() else { return Ok(()) };
    let path = path_text(new_path);
    // A path ends in the agency itself, so that no other agency's grants are met, whatever moves first.
    let moved = db::exec(
        &**tx,
        "update platform_grant set agency_path = $1
         where (agency_path = $2 or agency_path like $3) and agency_path <> $1
           and account_id in (select id from platform_account where government_id = $4)",
        [
            path.as_str().into(),
            agency.to_string().into(),
            format!("%/{agency}").into(),
            ctx.government.id.into(),
        ],
    )
    .await?;
    if moved == 0 {
        return Ok(());
    }
    let entry = Entry::new("grant.manage", format!("agency/{agency}")).detail(serde_json::json!({
        "moved_from": path_text(old_path), "moved_to": path, "grants": moved,
    }));
    audit::write(ctx, tx, entry).await
}

/// Stops an account from signing in and ends its sessions.
///
/// # Errors
/// `platform.own_account`, `platform.not_found`.
pub async fn disable(ctx: &Ctx, tx: &Tx, account: Uuid) -> Result<(), Problem> {
    let verdict = ctx.require(Action::AccountManage, &ctx.whole_government())?;
    refuse_own(ctx, account)?;
    let changed = db::exec(
        &**tx,
        "update platform_account set disabled_at = $1
         where id = $2 and government_id = $3 and disabled_at is null",
        [ctx.now().into(), account.into(), ctx.government.id.into()],
    )
    .await?;
    if changed == 0 {
        return Err(Problem::missing("platform.not_found"));
    }
    end_sessions(tx, account).await?;
    let entry = Entry::new("account.manage", format!("account/{account}"))
        .detail(serde_json::json!({ "disabled": true }))
        .by(&verdict);
    audit::write(ctx, tx, entry).await
}

/// Lets a disabled account sign in again, with the password and the grants that it had.
///
/// # Errors
/// `platform.not_found`, also when it is not disabled.
pub async fn enable(ctx: &Ctx, tx: &Tx, account: Uuid) -> Result<(), Problem> {
    let verdict = ctx.require(Action::AccountManage, &ctx.whole_government())?;
    let changed = db::exec(
        &**tx,
        "update platform_account set disabled_at = null
         where id = $1 and government_id = $2 and disabled_at is not null",
        [account.into(), ctx.government.id.into()],
    )
    .await?;
    if changed == 0 {
        return Err(Problem::missing("platform.not_found"));
    }
    let entry = Entry::new("account.manage", format!("account/{account}"))
        .detail(serde_json::json!({ "enabled": true }))
        .by(&verdict);
    audit::write(ctx, tx, entry).await
}

async fn end_sessions(tx: &Tx, account: Uuid) -> Result<(), Problem> {
    db::exec(&**tx, "delete from platform_session where account_id = $1", [account.into()]).await?;
    Ok(())
}

/// Nobody locks oneself out or gives oneself a role; another administrator does it.
fn refuse_own(ctx: &Ctx, account: Uuid) -> Result<(), Problem> {
    if ctx.actor.account() == Some(account) {
        return Err(Problem::forbidden("platform.own_account"));
    }
    Ok(())
}

/// Returns the verdict on changing the grants of an account: the employee behind it counts, too.
async fn require_grant(ctx: &Ctx, tx: &Tx, account: Uuid) -> Result<Verdict, Problem> {
    ctx.require(Action::GrantManage, &ctx.whole_government())?;
    refuse_own(ctx, account)?;
    let found: Option<Behind> = db::maybe(
        &**tx,
        "select employee_id from platform_account where id = $1 and government_id = $2",
        [account.into(), ctx.government.id.into()],
    )
    .await?;
    let behind = found.ok_or_else(|| Problem::missing("platform.not_found"))?;
    let resource = Resource { employee: behind.employee_id, ..ctx.whole_government() };
    ctx.require(Action::GrantManage, &resource)
}

#[derive(FromQueryResult)]
struct Behind {
    employee_id: Option<i64>,
}

/// Returns an account of the government.
///
/// # Errors
/// `platform.not_found`, `platform.forbidden`.
pub async fn find(ctx: &Ctx, account: Uuid) -> Result<Account, Problem> {
    ctx.require(Action::AccountView, &ctx.whole_government())?;
    let found = db::maybe(
        ctx.db().reader(),
        "select id, login, name, employee_id, must_change_password, created_at, disabled_at
         from platform_account where id = $1 and government_id = $2",
        [account.into(), ctx.government.id.into()],
    )
    .await?;
    found.ok_or_else(|| Problem::missing("platform.not_found"))
}

/// Returns the accounts of the government, by login.
///
/// # Errors
/// As the store says, or `platform.forbidden`.
pub async fn list(ctx: &Ctx) -> Result<Vec<Account>, Problem> {
    ctx.require(Action::AccountView, &ctx.whole_government())?;
    Ok(db::all(
        ctx.db().reader(),
        "select id, login, name, employee_id, must_change_password, created_at, disabled_at
         from platform_account where government_id = $1 order by login",
        [ctx.government.id.into()],
    )
    .await?)
}

/// Returns the grants of an account, newest first, revoked ones included.
///
/// # Errors
/// As the store says, or `platform.forbidden`.
pub async fn grants_of(ctx: &Ctx, account: Uuid) -> Result<Vec<GrantRow>, Problem> {
    ctx.require(Action::AccountView, &ctx.whole_government())?;
    Ok(db::all(
        ctx.db().reader(),
        "select g.id, g.role, g.agency_path, g.from_on, g.until_on, g.revoked_at
         from platform_grant g join platform_account a on a.id = g.account_id
         where g.account_id = $1 and a.government_id = $2 order by g.id desc",
        [account.into(), ctx.government.id.into()],
    )
    .await?)
}

/// Returns the ids of a stored path (`3/17`), root first.
pub fn path_ids(path: &str) -> Vec<i64> {
    path.split('/').filter_map(|part| part.parse().ok()).collect()
}

/// Returns the stored form of a path of agency ids, root first.
pub fn path_text(ids: &[i64]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("/")
}

impl GrantRow {
    /// Returns the role, if this program knows it.
    pub fn role(&self) -> Option<Role> {
        Role::parse(&self.role)
    }
}
