//! Sessions: who is signed in. Only the SHA-256 of a token is stored.

use crate::accounts::{path_ids, verify_password};
use crate::audit::{self, Entry};
use crate::ctx::{Actor, ActorKind, App, Ctx, Government};
use crate::db::{self, FromQueryResult};
use crate::jobs::chain;
use crate::locale::Locale;
use crate::problem::{Problem, ProblemKind};
use crate::tries;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use siaga_access::{Grant, Role};
use siaga_civil::{CivilZone, RegionCode};
use uuid::Uuid;

/// How a session travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// In a cookie of a browser.
    Cookie,
    /// In the `Authorization` header of a phone program.
    Bearer,
}

impl SessionKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Cookie => "cookie",
            Self::Bearer => "bearer",
        }
    }
}

/// A session as a request finds it.
#[derive(Debug, Clone)]
pub struct LoadedSession {
    /// The actor with the grants of the account.
    pub actor: Actor,
    /// The actor's government.
    pub government: Government,
    /// The account's language.
    pub locale: Locale,
    /// The token that forms of this session must carry.
    pub csrf: String,
    /// Whether a new password must be set before anything else.
    pub must_change_password: bool,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct SessionRow {
    /// Key.
    pub id: Uuid,
    /// `cookie` or `bearer`.
    pub kind: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
    /// Program that signed in.
    pub user_agent: String,
}

/// What sign-in needs.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Login as typed.
    pub login: String,
    /// Password as typed.
    pub password: String,
    /// Address whose tries are limited; empty when many people stand behind it.
    pub address: String,
    /// Program of the peer.
    pub user_agent: String,
    /// How the session is to travel.
    pub kind: SessionKind,
}

const EMPLOYEE_IDLE_HOURS: i64 = 12;
const OFFICER_IDLE_MINUTES: i64 = 30;
const EMPLOYEE_ABSOLUTE_DAYS: i64 = 30;
const OFFICER_ABSOLUTE_HOURS: i64 = 12;

#[derive(FromQueryResult)]
struct Found {
    id: Uuid,
    password_hash: String,
    disabled_at: Option<DateTime<Utc>>,
    officer: i64,
}

/// Signs in and returns the token of the new session.
///
/// # Errors
/// `platform.sign_in_wrong` for an unknown login, a wrong password and a disabled account alike;
/// `platform.sign_in_throttled` after too many tries of the account or the address.
pub async fn sign_in(app: &App, given: SignIn) -> Result<String, Problem> {
    let login = given.login.trim().to_lowercase();
    let now = app.clock.now();
    let attempt = tries::begin(app, &login, &given.address).await?;
    let found: Option<Found> = db::maybe(
        app.db.reader(),
        "select a.id, a.password_hash, a.disabled_at,
            cast((select count(*) from platform_grant g where g.account_id = a.id and g.revoked_at is null
                  and g.role <> 'employee') as bigint) as officer
         from platform_account a where a.login = $1",
        [login.clone().into()],
    )
    .await?;
    // An unknown login costs the same hash as a known one.
    let hash = found.as_ref().map_or(UNKNOWN_LOGIN_HASH, |found| &found.password_hash).to_owned();
    let right = verify_password(given.password, hash).await?;
    let Some(found) = found.filter(|found| right && found.disabled_at.is_none()) else {
        return Err(Problem::new(ProblemKind::Invalid, "platform.sign_in_wrong").on_field("password"));
    };
    let token = hex::encode(app.ids.secret::<32>());
    let absolute = if found.officer > 0 {
        TimeDelta::hours(OFFICER_ABSOLUTE_HOURS)
    } else {
        TimeDelta::days(EMPLOYEE_ABSOLUTE_DAYS)
    };
    let tx = app.db.begin().await?;
    attempt.was_right(&tx).await?;
    db::exec(
        &*tx,
        "insert into platform_session (id, account_id, token_hash, kind, created_at, seen_at, expires_at,
            password_at, user_agent) values ($1, $2, $3, $4, $5, $5, $6, $5, $7)",
        [
            app.ids.uuid_at(now).into(),
            found.id.into(),
            token_hash(&token).into(),
            given.kind.as_str().into(),
            now.into(),
            (now + absolute).into(),
            given.user_agent.chars().take(200).collect::<String>().into(),
        ],
    )
    .await?;
    tx.commit().await?;
    let session = load(app, &token).await?.ok_or_else(|| Problem::broken("a fresh session is not found"))?;
    let ctx = session.ctx(app, "sign-in".to_owned());
    let tx = app.db.begin().await?;
    audit::write(&ctx, &tx, Entry::new("session.begin", format!("account/{}", found.id))).await?;
    tx.commit().await?;
    Ok(token)
}

impl LoadedSession {
    /// Returns the context of a request of this session.
    pub fn ctx(&self, app: &App, request: String) -> Ctx {
        Ctx {
            app: app.clone(),
            actor: self.actor.clone(),
            government: self.government.clone(),
            locale: self.locale,
            request,
            law: app.law(),
        }
    }
}

#[derive(FromQueryResult)]
struct Loaded {
    session_id: Uuid,
    seen_at: DateTime<Utc>,
    account_id: Uuid,
    name: String,
    employee_id: Option<i64>,
    locale: String,
    must_change_password: bool,
    government_id: i64,
    region_code: String,
    government_name: String,
    time_zone: String,
    government_since: DateTime<Utc>,
    begins_on: Option<String>,
}

#[derive(FromQueryResult)]
struct GrantFound {
    role: String,
    agency_path: Option<String>,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
}

/// Returns the session of a token, or nothing when it is unknown, idle too long, over, or its
/// account disabled.
///
/// # Errors
/// As the store says.
pub async fn load(app: &App, token: &str) -> Result<Option<LoadedSession>, Problem> {
    let now = app.clock.now();
    let found: Option<Loaded> = db::maybe(
        app.db.reader(),
        "select s.id as session_id, s.seen_at, a.id as account_id, a.name, a.employee_id, a.locale,
            a.must_change_password, g.id as government_id, g.region_code, g.name as government_name, g.time_zone,
            g.created_at as government_since, b.value as begins_on
         from platform_session s join platform_account a on a.id = s.account_id
            join platform_government g on g.id = a.government_id
            left join platform_setting b on b.name = 'government.begins_on/' || cast(g.id as text)
         where s.token_hash = $1 and s.expires_at > $2 and a.disabled_at is null",
        [token_hash(token).into(), now.into()],
    )
    .await?;
    let Some(found) = found else { return Ok(None) };
    let grants = grants_of(app, found.account_id).await?;
    let idle = if grants.iter().any(|grant| grant.role != Role::Employee) {
        TimeDelta::minutes(OFFICER_IDLE_MINUTES)
    } else {
        TimeDelta::hours(EMPLOYEE_IDLE_HOURS)
    };
    if found.seen_at + idle < now {
        return Ok(None);
    }
    if found.seen_at + TimeDelta::minutes(1) < now {
        touch(app.clone(), found.session_id, now);
    }
    Ok(Some(LoadedSession {
        csrf: csrf_token(app, token),
        locale: Locale::from_tag(&found.locale),
        must_change_password: found.must_change_password,
        government: GovernmentFound {
            id: found.government_id,
            region_code: found.region_code,
            name: found.government_name,
            time_zone: found.time_zone,
            created_at: found.government_since,
            begins_on: found.begins_on,
        }
        .read()?,
        actor: Actor {
            kind: ActorKind::Account { id: found.account_id, session: found.session_id },
            name: found.name,
            employee: found.employee_id,
            grants,
        },
    }))
}

async fn grants_of(app: &App, account: Uuid) -> Result<Vec<Grant>, Problem> {
    let grants: Vec<GrantFound> = db::all(
        app.db.reader(),
        "select role, agency_path, from_on, until_on from platform_grant
         where account_id = $1 and revoked_at is null",
        [account.into()],
    )
    .await?;
    Ok(grants.into_iter().filter_map(GrantFound::read).collect())
}

/// Returns whether the session of an actor still goes on, with the grants that it had before.
///
/// # Errors
/// As the store says.
pub(crate) async fn is_unchanged(ctx: &Ctx) -> Result<bool, Problem> {
    let ActorKind::Account { id, session } = &ctx.actor.kind else { return Ok(true) };
    let sessions: i64 = db::scalar(
        ctx.db().reader(),
        "select cast(count(*) as bigint) from platform_session s
            join platform_account a on a.id = s.account_id
         where s.id = $1 and s.expires_at > $2 and a.disabled_at is null",
        [(*session).into(), ctx.now().into()],
    )
    .await?;
    let (now, before) = (grants_of(&ctx.app, *id).await?, &ctx.actor.grants);
    Ok(sessions == 1 && now.len() == before.len() && now.iter().all(|grant| before.contains(grant)))
}

impl GrantFound {
    /// A role that this program does not know grants nothing.
    fn read(self) -> Option<Grant> {
        Some(Grant {
            role: Role::parse(&self.role)?,
            agency: self.agency_path.as_deref().map(path_ids),
            from_on: self.from_on,
            until_on: self.until_on,
        })
    }
}

/// Ends the session of a token; an unknown one is no error.
///
/// # Errors
/// As the store says.
pub async fn sign_out(app: &App, token: &str) -> Result<(), Problem> {
    let tx = app.db.begin().await?;
    db::exec(&*tx, "delete from platform_session where token_hash = $1", [token_hash(token).into()]).await?;
    Ok(tx.commit().await?)
}

/// Returns the sessions of the actor's own account, newest first.
///
/// # Errors
/// As the store says.
pub async fn own(ctx: &Ctx) -> Result<Vec<SessionRow>, Problem> {
    Ok(db::all(
        ctx.db().reader(),
        "select id, kind, created_at, seen_at, user_agent from platform_session
         where account_id = $1 and expires_at > $2 order by created_at desc",
        [ctx.actor.account().into(), ctx.now().into()],
    )
    .await?)
}

/// Ends one of the actor's own sessions.
///
/// # Errors
/// `platform.not_found`.
pub async fn end_own(ctx: &Ctx, session: Uuid) -> Result<(), Problem> {
    let tx = ctx.db().begin().await?;
    let ended = db::exec(
        &*tx,
        "delete from platform_session where id = $1 and account_id = $2",
        [session.into(), ctx.actor.account().into()],
    )
    .await?;
    tx.commit().await?;
    if ended == 0 { Err(Problem::missing("platform.not_found")) } else { Ok(()) }
}

/// Sets the language of the actor's account.
///
/// # Errors
/// As the store says.
pub async fn set_locale(ctx: &Ctx, locale: Locale) -> Result<(), Problem> {
    let tx = ctx.db().begin().await?;
    db::exec(
        &*tx,
        "update platform_account set locale = $1 where id = $2",
        [locale.tag().into(), ctx.actor.account().into()],
    )
    .await?;
    Ok(tx.commit().await?)
}

#[derive(FromQueryResult)]
struct GovernmentFound {
    id: i64,
    region_code: String,
    name: String,
    time_zone: String,
    created_at: DateTime<Utc>,
    /// The first day of its records as it was chosen; without a choice, the day on which it was made.
    begins_on: Option<String>,
}

impl GovernmentFound {
    fn read(self) -> Result<Government, Problem> {
        let zone = CivilZone::from_iana(&self.time_zone).map_err(Problem::broken)?;
        let begins_on = match &self.begins_on {
            Some(text) => text.parse().map_err(Problem::broken)?,
            None => zone.local(self.created_at).date(),
        };
        Ok(Government {
            id: self.id,
            region: RegionCode::parse(&self.region_code).map_err(Problem::broken)?,
            name: self.name,
            zone,
            begins_on,
        })
    }
}

/// Returns every government of the database, by key.
///
/// # Errors
/// As the store says.
pub async fn governments(app: &App) -> Result<Vec<Government>, Problem> {
    let rows: Vec<GovernmentFound> = db::all(
        app.db.reader(),
        "select g.id, g.region_code, g.name, g.time_zone, g.created_at, b.value as begins_on
         from platform_government g
            left join platform_setting b on b.name = 'government.begins_on/' || cast(g.id as text)
         order by g.id",
        [],
    )
    .await?;
    rows.into_iter().map(GovernmentFound::read).collect()
}

/// Returns the government that pages without a session speak for: the first one.
///
/// # Errors
/// `platform.no_government` before `siaga init`.
pub async fn default_government(app: &App) -> Result<Government, Problem> {
    governments(app).await?.into_iter().next().ok_or_else(|| Problem::missing("platform.no_government"))
}

/// Notes the use of a session beside the request: a page does not wait for the writer of the database.
fn touch(app: App, session: Uuid, now: DateTime<Utc>) {
    tokio::spawn(async move {
        if let Err(problem) = note_use(&app, session, now).await {
            tracing::debug!(cause = %chain(&problem), "the use of a session was not noted");
        }
    });
}

async fn note_use(app: &App, session: Uuid, now: DateTime<Utc>) -> Result<(), Problem> {
    let tx = app.db.begin().await?;
    db::exec(
        &*tx,
        "update platform_session set seen_at = $1 where id = $2 and seen_at < $1",
        [now.into(), session.into()],
    )
    .await?;
    Ok(tx.commit().await?)
}

fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

fn csrf_token(app: &App, token: &str) -> String {
    app.secrets.blind_index("csrf", token)
}

/// The hash of a password nobody has, with the costs of a real one.
const UNKNOWN_LOGIN_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2lhZ2Etbm9ib2R5LXNhbHQ$0Zb1mDkq6lW1pT2kq3rV8nX5yQ7uJ4hG9sF2dA6cE1o";
