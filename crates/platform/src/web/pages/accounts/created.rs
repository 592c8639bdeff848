//! A new account, a new password: what is shown only once.

use super::page_below;
use crate::accounts::{self, Opened, Opening};
use crate::ctx::Ctx;
use crate::people_source::{LinkedPerson, PersonKey};
use crate::problem::Problem;
use crate::web::answer::{render, render_invalid};
use crate::web::{Form, Page, scope};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "platform/account_new.html")]
struct NewPage {
    page: Page,
    given: NewForm,
    knows_people: bool,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct NewForm {
    #[serde(default)]
    number: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    employee_role: bool,
}

impl NewPage {
    fn new(ctx: &Ctx, given: NewForm) -> Self {
        let knows_people = scope::current().people.is_some();
        Self { page: page_below(ctx, "accounts-new"), given, knows_people }
    }
}

pub(super) async fn new_form(ctx: Ctx) -> Result<Response, Problem> {
    render(&NewPage::new(&ctx, NewForm { employee_role: true, ..NewForm::default() }))
}

/// The one-time password of an account.
#[derive(Template)]
#[template(path = "platform/account_created.html")]
struct CreatedPage {
    page: Page,
    id: Uuid,
    login: String,
    /// The employee behind a new account.
    person: Option<String>,
    password: String,
    next: &'static str,
}

pub(super) async fn create(ctx: Ctx, Form(given): Form<NewForm>) -> Result<Response, Problem> {
    match open(&ctx, &given).await {
        Ok((Opened { id, login, password, .. }, person)) => {
            let page = page_below(&ctx, "accounts-created");
            render(&CreatedPage { page, id, login, person, password, next: "accounts-created-next" })
        }
        Err(problem) if problem.field.is_some() => {
            let mut page = NewPage::new(&ctx, given);
            page.page.add_problem(&problem);
            render_invalid(&page)
        }
        Err(problem) => Err(problem),
    }
}

async fn open(ctx: &Ctx, given: &NewForm) -> Result<(Opened, Option<String>), Problem> {
    let person = linked(ctx, given.number.trim()).await?;
    let name = person.as_ref().map(|person| person.name.clone());
    let opening = Opening {
        login: given.login.clone(),
        name: given.name.clone(),
        person,
        with_employee_role: given.employee_role,
    };
    Ok((accounts::open(ctx, opening).await?, name))
}

async fn linked(ctx: &Ctx, number: &str) -> Result<Option<LinkedPerson>, Problem> {
    if number.is_empty() {
        return Ok(None);
    }
    let found = super::person(ctx, PersonKey::Number(number.to_owned())).await?;
    let unknown = || Problem::invalid("platform.employee_unknown").on_field("number");
    found.map(Some).ok_or_else(unknown)
}

pub(super) async fn reset_password(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let password = accounts::reset_password(&ctx, id).await?;
    let login = accounts::find(&ctx, id).await?.login;
    let page = page_below(&ctx, "accounts-password-reset");
    render(&CreatedPage { page, id, login, person: None, password, next: "accounts-password-reset-next" })
}
