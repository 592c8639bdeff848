//! People who are signed in.

use anyhow::{Context, Result};
use siaga_access::{AgencyScope, Grant, Role};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::session::{self, SessionKind, SignIn};
use siaga_platform::{App, Ctx, Problem};

/// Password of everybody.
pub(crate) const PASSWORD: &str = "kata-sandi-percobaan";

/// What a browser of somebody signed in sends.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    /// Its cookie.
    pub(crate) token: String,
    /// The token that its forms carry.
    pub(crate) csrf: String,
}

/// Somebody who is to have an account.
#[derive(Debug, Clone)]
pub(crate) struct Somebody {
    pub(crate) login: String,
    pub(crate) role: Role,
    /// None for the whole government.
    pub(crate) agency: Option<AgencyScope>,
}

impl Somebody {
    /// Returns somebody with a role in the whole government.
    pub(crate) fn anywhere(login: &str, role: Role) -> Self {
        Self { login: login.to_owned(), role, agency: None }
    }
}

/// Gives somebody an account and signs them in.
pub(crate) async fn session_of(app: &App, somebody: Somebody) -> Result<Session> {
    sign_in(app, somebody).await.map_err(crate::world::explain)
}

/// Returns the context in which somebody signed in acts.
pub(crate) async fn ctx_of(app: &App, session: &Session) -> Result<Ctx> {
    let loaded = session::load(app, &session.token).await.map_err(crate::world::explain)?;
    Ok(loaded.context("the session is live")?.ctx(app, "bench".to_owned()))
}

async fn sign_in(app: &App, somebody: Somebody) -> Result<Session, Problem> {
    let government = session::default_government(app).await?;
    let ctx = app.system_ctx("bench", &government);
    let login = somebody.login;
    let account = NewAccount {
        login: login.clone(),
        name: format!("Akun Percobaan {login}"),
        employee: None,
        password: PASSWORD.to_owned(),
        must_change_password: false,
    };
    let tx = ctx.db().begin().await?;
    let id = accounts::create(&ctx, &tx, account).await?;
    let grant = Grant { role: somebody.role, agency: somebody.agency, from_on: ctx.today(), until_on: None };
    accounts::grant(&ctx, &tx, id, &grant).await?;
    tx.commit().await?;
    let given = SignIn {
        login,
        password: PASSWORD.to_owned(),
        address: String::new(),
        user_agent: "siaga-bench".to_owned(),
        kind: SessionKind::Cookie,
    };
    let token = session::sign_in(app, given).await?;
    let loaded = session::load(app, &token).await?;
    let loaded = loaded.ok_or_else(|| Problem::broken("a fresh session is not found"))?;
    Ok(Session { token, csrf: loaded.csrf })
}
