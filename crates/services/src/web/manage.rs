//! The list of services for those who see to them.

use super::fields;
use super::public::{ListQuery, filter, statuses};
use crate::model::{ServiceFilter, ServiceOn};
use crate::ops::desk_reads::short_desks;
use crate::ops::reads::{agencies_for, seen_to};
use crate::ops::{told, words};
use askama::Template;
use axum::response::Response;
use siaga_access::Action;
use siaga_platform::web::{Page, Pagination, Query, render, render_invalid};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};
use std::collections::HashMap;
use uuid::Uuid;

pub(crate) const MANAGE: &str = "/pengelolaan/layanan";
pub(crate) const VIEW: Permit = Permit::May(Action::ServiceView);

pub(crate) const NAV: NavEntry = NavEntry { order: 340, path: MANAGE, label: "services-nav", permit: VIEW };

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get(MANAGE, VIEW, list)]
}

#[derive(Template)]
#[template(path = "services/manage.html")]
struct ManagePage {
    page: Page,
    text: String,
    agency: String,
    status: String,
    agencies: Vec<(String, String)>,
    statuses: Vec<(String, String)>,
    rows: Vec<ManageRow>,
    cut: Pagination,
    page_link: String,
    may_edit: bool,
}

struct ManageRow {
    link: String,
    name: String,
    agency: String,
    tone: &'static str,
    today: String,
    until: String,
    hours: String,
    is_direct: bool,
    desks: String,
    finding: String,
}

async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let mut page = Page::new(&ctx, "services-manage-title");
    let filter = match filter(&ctx, &query).await {
        Ok(filter) => filter,
        Err(problem) => {
            page.add_problem(&problem);
            ServiceFilter::on(ctx.today())
        }
    };
    let Some(all) = seen_to(&ctx, &filter).await? else {
        return Err(Problem::forbidden("platform.forbidden").with("action", Action::ServiceView.as_str()));
    };
    let short = short_desks(&ctx, filter.on).await?;
    let mut agencies = vec![(String::new(), page.t("services-all-agencies"))];
    let visible = agencies_for(&ctx, Action::ServiceView).await?;
    agencies.extend(visible.into_iter().map(|agency| (agency.code, agency.name)));
    let cut = Pagination::new(query.page, all.len() as u64);
    let from = usize::try_from(cut.offset()).unwrap_or(0);
    let choice = format!(
        "cari={}&opd={}&status={}",
        fields::encoded(query.cari.trim()),
        fields::plain(&query.opd),
        fields::plain(&query.status)
    );
    let is_wrong = !page.problems.is_empty();
    let shown = ManagePage {
        rows: all
            .iter()
            .skip(from)
            .take(Pagination::ROWS as usize)
            .map(|one| row(&ctx, one, &short))
            .collect(),
        statuses: statuses(&ctx, "services-all-statuses"),
        page_link: format!("{MANAGE}?{choice}&"),
        may_edit: ctx.may_ever(Action::ServiceEdit),
        text: query.cari,
        agency: query.opd,
        status: query.status,
        agencies,
        cut,
        page,
    };
    if is_wrong { render_invalid(&shown) } else { render(&shown) }
}

fn row(ctx: &Ctx, service: &ServiceOn, short: &HashMap<Uuid, (usize, usize)>) -> ManageRow {
    let (tone, today) = told::today(ctx, service);
    let (desks, few) = short.get(&service.uid).copied().unwrap_or_default();
    let finding = match few {
        0 => String::new(),
        few => ctx.text("services-desks-short", &[("count", few.to_string())]),
    };
    ManageRow {
        link: format!("{MANAGE}/{}", service.uid),
        name: service.plan.name.clone(),
        agency: service.agency_name.clone(),
        tone,
        today,
        until: told::until(ctx, &service.status),
        hours: told::hours_today(ctx, service),
        is_direct: service.plan.is_direct,
        desks: words::number(ctx, desks),
        finding,
    }
}
