//! Accounts for everybody of an agency who has none.

use super::{agency_label, agency_options, page_below, scopes};
use crate::accounts::{self, BATCH_MAX, Batch};
use crate::ctx::Ctx;
use crate::files::{Sheet, write_xlsx};
use crate::problem::Problem;
use crate::web::answer::{render, render_invalid};
use crate::web::{Form, Page, scope};
use askama::Template;
use axum::response::{IntoResponse, Response};
use http::header;
use serde::Deserialize;

pub(super) const PATH: &str = "/pengelolaan/akun/sekaligus";

#[derive(Template)]
#[template(path = "platform/accounts_batch.html")]
struct FormPage {
    page: Page,
    agencies: Vec<(String, String)>,
    given: BatchForm,
    forms: [(&'static str, String); 2],
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct BatchForm {
    #[serde(default)]
    agency_path: String,
    /// `page` or `xlsx`.
    #[serde(default)]
    form: String,
}

impl FormPage {
    async fn load(ctx: &Ctx, given: BatchForm) -> Result<Self, Problem> {
        let page = page_below(ctx, "accounts-batch");
        let mut agencies = vec![(String::new(), page.t("accounts-batch-choose"))];
        agencies.extend(agency_options(&scopes(ctx).await?));
        let forms =
            [("page", page.t("accounts-batch-form-page")), ("xlsx", page.t("accounts-batch-form-xlsx"))];
        Ok(Self { page, agencies, given, forms })
    }
}

pub(super) async fn form(ctx: Ctx) -> Result<Response, Problem> {
    let given = BatchForm { form: "page".to_owned(), ..BatchForm::default() };
    render(&FormPage::load(&ctx, given).await?)
}

#[derive(Template)]
#[template(path = "platform/accounts_batch_done.html")]
struct DonePage {
    page: Page,
    agency: String,
    batch: Batch,
}

pub(super) async fn create(ctx: Ctx, Form(given): Form<BatchForm>) -> Result<Response, Problem> {
    let (agency, batch) = match open(&ctx, &given.agency_path).await {
        Ok(done) => done,
        Err(problem) if problem.field.is_some() => {
            let mut page = FormPage::load(&ctx, given).await?;
            page.page.add_problem(&problem);
            return render_invalid(&page);
        }
        Err(problem) => return Err(problem),
    };
    let page = page_below(&ctx, "accounts-batch-done");
    // Without a new account there is nothing to put into a file, but something to say.
    if given.form == "xlsx" && !batch.opened.is_empty() {
        return workbook(&page, &batch);
    }
    render(&DonePage { page, agency, batch })
}

async fn open(ctx: &Ctx, path: &str) -> Result<(String, Batch), Problem> {
    let choices = scopes(ctx).await?;
    let chosen = choices.iter().find(|choice| accounts::path_text(&choice.path) == path);
    let (Some(agency), Some(people)) = (chosen, scope::current().people) else {
        return Err(Problem::invalid("platform.agency_path").on_field("agency_path"));
    };
    let id = agency.path.last().copied().unwrap_or_default();
    let people = (people.people_in)(ctx.clone(), id).await?;
    Ok((agency_label(agency), accounts::open_many(ctx, people).await?))
}

/// A workbook and not CSV: spreadsheets cut the digits of a NIP in CSV.
fn workbook(page: &Page, batch: &Batch) -> Result<Response, Problem> {
    let sheet = Sheet {
        name: page.t("accounts-title"),
        headers: ["accounts-name", "accounts-login", "accounts-password"].map(|id| page.t(id)).to_vec(),
        rows: batch
            .opened
            .iter()
            .map(|opened| {
                [&opened.name, &opened.login, &opened.password].map(|text| text.as_str().into()).to_vec()
            })
            .collect(),
    };
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"akun-baru.xlsx\""),
    ];
    Ok((headers, write_xlsx(&[sheet])?).into_response())
}
