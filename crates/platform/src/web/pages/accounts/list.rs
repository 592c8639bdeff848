//! The list of accounts.

use super::LIST;
use crate::accounts::{self, Account};
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::web::answer::render;
use crate::web::{Page, Pagination, Query, scope};
use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use siaga_access::Action;

#[derive(Template)]
#[template(path = "platform/accounts.html")]
struct ListPage {
    page: Page,
    search: String,
    base: String,
    accounts: Vec<Account>,
    cut: Pagination,
    may_manage: bool,
    knows_people: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct ListQuery {
    #[serde(default)]
    q: String,
    page: Option<u32>,
}

pub(super) async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
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
        knows_people: scope::current().people.is_some(),
    })
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}
