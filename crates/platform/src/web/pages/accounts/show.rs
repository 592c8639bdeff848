//! One account: state, employee, grants.

use super::{LIST, agency_name, agency_options, page_below, scopes};
use crate::accounts::{self, Account, GrantRow};
use crate::ctx::Ctx;
use crate::people_source::{LinkedPerson, PersonKey, ScopeChoice};
use crate::problem::Problem;
use crate::web::answer::{render, see_other};
use crate::web::form_text::FormPairs;
use crate::web::{Page, Redirection};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use chrono::NaiveDate;
use siaga_access::{Action, Resource, Role};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "platform/account_show.html")]
pub(super) struct ShowPage {
    pub(super) page: Page,
    account: Account,
    person: Option<ShownPerson>,
    grants: Vec<ShownGrant>,
    roles: Vec<(&'static str, String)>,
    scopes: Vec<(String, String)>,
    pub(super) given: FormPairs,
    today: NaiveDate,
    is_own: bool,
    may_manage: bool,
    may_grant: bool,
}

struct ShownPerson {
    name: String,
    number: String,
    agency: Option<String>,
}

struct ShownGrant {
    row: GrantRow,
    role: String,
    scope: String,
    /// Nothing while it goes on, else why it does not.
    over: Option<String>,
    is_ahead: bool,
}

impl ShowPage {
    pub(super) async fn load(ctx: &Ctx, id: Uuid) -> Result<Self, Problem> {
        let account = accounts::find(ctx, id).await?;
        let page = page_below(ctx, "accounts-title").titled(&account.name);
        let choices = scopes(ctx).await?;
        let rows = accounts::grants_of(ctx, id).await?;
        let grants = rows.into_iter().map(|row| shown_grant(ctx, &page, &choices, row)).collect();
        let person = match account.employee_id {
            Some(employee) => super::person(ctx, PersonKey::Id(employee)).await?,
            None => None,
        };
        let resource = Resource { employee: account.employee_id, ..ctx.whole_government() };
        let is_own = ctx.actor.account() == Some(id);
        let mut scopes = vec![(String::new(), page.t("accounts-scope-all"))];
        scopes.extend(agency_options(&choices));
        Ok(Self {
            person: person.map(|person| ShownPerson::of(person, &choices)),
            grants,
            roles: roles(&page),
            scopes,
            account,
            given: FormPairs::default(),
            today: ctx.today(),
            is_own,
            may_manage: !is_own && ctx.may(Action::AccountManage, &ctx.whole_government()).permit,
            may_grant: !is_own && ctx.may(Action::GrantManage, &resource).permit,
            page,
        })
    }

    fn first_day(&self) -> String {
        self.given.first("from_on").map_or_else(|| self.today.to_string(), str::to_owned)
    }
}

impl ShownPerson {
    fn of(person: LinkedPerson, choices: &[ScopeChoice]) -> Self {
        Self { agency: agency_name(choices, &person.agency_path), name: person.name, number: person.number }
    }
}

fn role_name(page: &Page, role: &str) -> String {
    page.t(format!("role-{}", role.replace('_', "-")))
}

fn roles(page: &Page) -> Vec<(&'static str, String)> {
    let mut roles = vec![("", page.t("accounts-role-choose"))];
    roles.extend(Role::ALL.map(|role| (role.as_str(), role_name(page, role.as_str()))));
    roles
}

fn shown_grant(ctx: &Ctx, page: &Page, choices: &[ScopeChoice], row: GrantRow) -> ShownGrant {
    let scope = match &row.agency_path {
        None => page.t("accounts-scope-all"),
        Some(path) => agency_name(choices, &accounts::path_ids(path))
            .unwrap_or_else(|| page.t1("accounts-scope-gone", "path", path)),
    };
    let today = ctx.today();
    let over = match row.revoked_at {
        Some(at) => Some(page.t1("accounts-grant-revoked", "time", page.time(at))),
        None if row.until_on.is_some_and(|until| until < today) => Some(page.t("accounts-grant-over")),
        None => None,
    };
    ShownGrant { role: role_name(page, &row.role), scope, over, is_ahead: row.from_on > today, row }
}

pub(super) async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    render(&ShowPage::load(&ctx, id).await?)
}

pub(super) async fn disable(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Redirection, Problem> {
    let tx = ctx.db().begin().await?;
    accounts::disable(&ctx, &tx, id).await?;
    tx.commit().await?;
    Ok(see_other(format!("{LIST}/{id}")).saying(ctx.text("accounts-disabled-now", &[])))
}

pub(super) async fn enable(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Redirection, Problem> {
    let tx = ctx.db().begin().await?;
    accounts::enable(&ctx, &tx, id).await?;
    tx.commit().await?;
    Ok(see_other(format!("{LIST}/{id}")).saying(ctx.text("accounts-enabled-now", &[])))
}
