//! Administration of accounts and grants.

use crate::accounts::{self, Account, GrantRow, NewAccount};
use crate::capability::{Permit, Route};
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::web::answer::{render, render_invalid, see_other};
use crate::web::form_text::FormPairs;
use crate::web::{Form, Page, Pagination, Query, Redirection};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::Deserialize;
use siaga_access::{Action, Grant, Role};
use uuid::Uuid;

const LIST: &str = "/pengelolaan/akun";

pub(crate) fn routes() -> Vec<Route> {
    let view = Permit::May(Action::AccountView);
    let manage = Permit::May(Action::AccountManage);
    let grants = Permit::May(Action::GrantManage);
    vec![
        Route::get(LIST, view, list),
        Route::get("/pengelolaan/akun/baru", manage, new_form),
        Route::post("/pengelolaan/akun/baru", manage, create),
        Route::get("/pengelolaan/akun/{id}", view, show),
        Route::post("/pengelolaan/akun/{id}/nonaktif", manage, disable),
        Route::post("/pengelolaan/akun/{id}/peran", grants, add_grant),
        Route::post("/pengelolaan/akun/{id}/peran/{grant}/cabut", grants, revoke),
    ]
}

#[derive(Template)]
#[template(path = "platform/accounts.html")]
struct ListPage {
    page: Page,
    search: String,
    base: String,
    accounts: Vec<Account>,
    cut: Pagination,
    may_manage: bool,
}

#[derive(Debug, Deserialize)]
struct ListQuery {
    #[serde(default)]
    q: String,
    page: Option<u32>,
}

async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let search = query.q.trim().to_lowercase();
    let mut found = accounts::list(&ctx).await?;
    found.retain(|account| account.login.contains(&search) || account.name.to_lowercase().contains(&search));
    let cut = Pagination::new(query.page, found.len() as u64);
    let rows = usize::try_from(cut.offset()).unwrap_or(usize::MAX);
    let base = if is_plain(&search) && !search.is_empty() {
        format!("{LIST}?q={search}&")
    } else {
        format!("{LIST}?")
    };
    render(&ListPage {
        page: Page::new(&ctx, "accounts-title"),
        accounts: found.into_iter().skip(rows).take(Pagination::ROWS as usize).collect(),
        search,
        base,
        cut,
        may_manage: ctx.may(Action::AccountManage, &ctx.whole_government()).permit,
    })
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

#[derive(Template)]
#[template(path = "platform/account_new.html")]
struct NewPage {
    page: Page,
    login: String,
    name: String,
}

fn new_page(ctx: &Ctx) -> Page {
    Page::new(ctx, "accounts-new").under(LIST, ctx.text("accounts-title", &[]))
}

async fn new_form(ctx: Ctx) -> Result<Response, Problem> {
    render(&NewPage { page: new_page(&ctx), login: String::new(), name: String::new() })
}

#[derive(Template)]
#[template(path = "platform/account_created.html")]
struct CreatedPage {
    page: Page,
    id: Uuid,
    login: String,
    password: String,
}

#[derive(Debug, Deserialize)]
struct NewForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    name: String,
}

async fn create(ctx: Ctx, Form(given): Form<NewForm>) -> Result<Response, Problem> {
    let login = given.login.trim().to_lowercase();
    let name = given.name.trim().to_owned();
    let password = one_time_password(&ctx);
    match store(&ctx, &login, &name, &password).await {
        Ok(id) => {
            let page = Page::new(&ctx, "accounts-created").under(LIST, ctx.text("accounts-title", &[]));
            render(&CreatedPage { page, id, login, password })
        }
        Err(problem) if problem.field.is_some() => {
            render_invalid(&NewPage { page: new_page(&ctx).with_problem(&problem), login, name })
        }
        Err(problem) => Err(problem),
    }
}

async fn store(ctx: &Ctx, login: &str, name: &str, password: &str) -> Result<Uuid, Problem> {
    if name.is_empty() {
        return Err(Problem::invalid("platform.name_empty").on_field("name"));
    }
    let new = NewAccount {
        login: login.to_owned(),
        name: name.to_owned(),
        employee: None,
        password: password.to_owned(),
        must_change_password: true,
    };
    let tx = ctx.db().begin().await?;
    let id = accounts::create(ctx, &tx, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Four groups of four letters and digits that cannot be mistaken for each other when read aloud.
fn one_time_password(ctx: &Ctx) -> String {
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

#[derive(Template)]
#[template(path = "platform/account_show.html")]
struct ShowPage {
    page: Page,
    account: Account,
    grants: Vec<ShownGrant>,
    roles: Vec<(&'static str, String)>,
    given: FormPairs,
    today: NaiveDate,
    may_manage: bool,
    may_grant: bool,
}

struct ShownGrant {
    row: GrantRow,
    role: String,
    is_over: bool,
}

impl ShowPage {
    async fn load(ctx: &Ctx, id: Uuid) -> Result<Self, Problem> {
        let account = accounts::list(ctx).await?.into_iter().find(|account| account.id == id);
        let account = account.ok_or_else(|| Problem::missing("platform.not_found"))?;
        let page = Page::new(ctx, "accounts-title")
            .titled(&account.name)
            .under(LIST, ctx.text("accounts-title", &[]));
        let today = ctx.today();
        let grants = accounts::grants_of(ctx, id).await?.into_iter().map(|row| ShownGrant {
            role: page.t(format!("role-{}", row.role.replace('_', "-"))),
            is_over: row.revoked_at.is_some() || row.until_on.is_some_and(|until| until < today),
            row,
        });
        let mut roles = vec![("", page.t("accounts-role-choose"))];
        roles.extend(
            Role::ALL
                .map(|role| (role.as_str(), page.t(format!("role-{}", role.as_str().replace('_', "-"))))),
        );
        Ok(Self {
            grants: grants.collect(),
            roles,
            account,
            given: FormPairs::default(),
            today,
            may_manage: ctx.may(Action::AccountManage, &ctx.whole_government()).permit,
            may_grant: ctx.may(Action::GrantManage, &ctx.whole_government()).permit,
            page,
        })
    }

    fn first_day(&self) -> String {
        self.given.first("from_on").map_or_else(|| self.today.to_string(), str::to_owned)
    }
}

async fn show(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    render(&ShowPage::load(&ctx, id).await?)
}

async fn disable(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Redirection, Problem> {
    let tx = ctx.db().begin().await?;
    accounts::disable(&ctx, &tx, id).await?;
    tx.commit().await?;
    Ok(see_other(format!("{LIST}/{id}")).saying(ctx.text("accounts-disabled-now", &[])))
}

async fn add_grant(ctx: Ctx, Path(id): Path<Uuid>, given: FormPairs) -> Result<Response, Problem> {
    let result = match grant_of(&given) {
        Ok(grant) => store_grant(&ctx, id, &grant).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(()) => {
            let text = ctx.text("accounts-granted", &[]);
            Ok(see_other(format!("{LIST}/{id}")).saying(text).into_response())
        }
        Err(problem) if problem.field.is_some() => {
            let mut page = ShowPage::load(&ctx, id).await?;
            page.page.add_problem(&problem);
            page.given = given;
            render_invalid(&page)
        }
        Err(problem) => Err(problem),
    }
}

async fn store_grant(ctx: &Ctx, id: Uuid, grant: &Grant) -> Result<(), Problem> {
    // An account of another government is none.
    ShowPage::load(ctx, id).await?;
    let tx = ctx.db().begin().await?;
    accounts::grant(ctx, &tx, id, grant).await?;
    Ok(tx.commit().await?)
}

fn grant_of(given: &FormPairs) -> Result<Grant, Problem> {
    let date = |field: &'static str| {
        given.read::<NaiveDate>(field).map_err(|_| Problem::invalid("platform.date").on_field(field))
    };
    let path = given.text("agency_path");
    let ids = accounts::path_ids(path);
    if accounts::path_text(&ids) != path {
        return Err(Problem::invalid("platform.agency_path").on_field("agency_path"));
    }
    Ok(Grant {
        role: Role::parse(given.text("role"))
            .ok_or_else(|| Problem::invalid("platform.role_unknown").on_field("role"))?,
        agency: (!ids.is_empty()).then_some(ids),
        from_on: date("from_on")?.ok_or_else(|| Problem::invalid("platform.date").on_field("from_on"))?,
        until_on: date("until_on")?,
    })
}

async fn revoke(ctx: Ctx, Path((id, grant)): Path<(Uuid, i64)>) -> Result<Redirection, Problem> {
    let tx = ctx.db().begin().await?;
    accounts::revoke(&ctx, &tx, id, grant).await?;
    tx.commit().await?;
    Ok(see_other(format!("{LIST}/{id}")).saying(ctx.text("accounts-revoked", &[])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str) -> FormPairs {
        FormPairs::parse(text.as_bytes())
    }

    #[test]
    fn a_grant_is_read_with_its_scope_and_dates() {
        let grant =
            grant_of(&given("role=unit_officer&agency_path=3/17&from_on=2020-05-26&until_on=")).unwrap();
        assert_eq!(grant.role, Role::UnitOfficer);
        assert_eq!(grant.agency, Some(vec![3, 17]));
        assert_eq!(grant.until_on, None);
    }

    #[test]
    fn each_wrong_field_is_named() {
        let field = |text: &str| grant_of(&given(text)).unwrap_err().field.unwrap();
        assert_eq!(field("role=king&agency_path=&from_on=2020-05-26"), "role");
        assert_eq!(field("role=employee&agency_path=a/b&from_on=2020-05-26"), "agency_path");
        assert_eq!(field("role=employee&agency_path=&from_on=2020-02-31"), "from_on");
        assert_eq!(field("role=employee&agency_path=&from_on="), "from_on");
    }
}
