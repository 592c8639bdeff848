//! One's own account: password and sessions.

use crate::accounts;
use crate::capability::{Permit, Route};
use crate::ctx::{ActorKind, Ctx};
use crate::problem::Problem;
use crate::session::{self, SessionRow};
use crate::web::answer::{render, render_invalid, see_other};
use crate::web::scope;
use crate::web::{Form, Page, Redirection};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use siaga_access::Action;
use uuid::Uuid;

pub(crate) fn routes() -> Vec<Route> {
    let own = Permit::May(Action::SessionOwn);
    vec![
        Route::get("/akun", Permit::SignedIn, show),
        Route::post("/akun/kata-sandi", Permit::SignedIn, change_password),
        Route::post("/akun/sesi/{id}/akhiri", own, end_session),
    ]
}

#[derive(Template)]
#[template(path = "platform/account.html")]
struct AccountPage {
    page: Page,
    sessions: Vec<SessionRow>,
    this_session: Option<Uuid>,
    must_change_password: bool,
    password_min: usize,
}

impl AccountPage {
    async fn load(ctx: &Ctx) -> Result<Self, Problem> {
        let this_session = match ctx.actor.kind {
            ActorKind::Account { session, .. } => Some(session),
            _ => None,
        };
        Ok(Self {
            page: Page::new(ctx, "account-title"),
            sessions: session::own(ctx).await?,
            this_session,
            must_change_password: scope::current().must_change_password,
            password_min: accounts::PASSWORD_MIN,
        })
    }

    fn is_this(&self, session: &SessionRow) -> bool {
        self.this_session == Some(session.id)
    }
}

async fn show(ctx: Ctx) -> Result<Response, Problem> {
    render(&AccountPage::load(&ctx).await?)
}

#[derive(Deserialize)]
struct PasswordChange {
    #[serde(default)]
    password: String,
    #[serde(default)]
    new_password: String,
    #[serde(default)]
    again: String,
}

async fn change_password(ctx: Ctx, Form(given): Form<PasswordChange>) -> Result<Response, Problem> {
    let result = if given.new_password == given.again {
        accounts::change_own_password(&ctx, given.password, given.new_password).await
    } else {
        Err(Problem::invalid("platform.password_differs").on_field("again"))
    };
    match result {
        Ok(()) => {
            let text = ctx.text("account-password-changed", &[]);
            Ok(see_other("/akun").saying(text).into_response())
        }
        Err(problem) if problem.field.is_some() => {
            let mut page = AccountPage::load(&ctx).await?;
            page.page.add_problem(&problem);
            render_invalid(&page)
        }
        Err(problem) => Err(problem),
    }
}

async fn end_session(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Redirection, Problem> {
    session::end_own(&ctx, id).await?;
    Ok(see_other("/akun").saying(ctx.text("account-session-ended", &[])))
}
