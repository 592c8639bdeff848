//! The list of services for citizens: which are open today, until when, where to go instead.

use super::fields;
use crate::model::{ServiceFilter, ServiceOn};
use crate::ops::reads::services;
use crate::ops::told::{self, Way};
use crate::ops::words;
use crate::status::ServiceStatus;
use askama::Template;
use axum::response::Response;
use chrono::NaiveDate;
use http::{HeaderValue, header};
use serde::Deserialize;
use siaga_directory as directory;
use siaga_platform::web::{Page, Pagination, Query, render, render_invalid};
use siaga_platform::{Ctx, NavEntry, Permit, Problem, Route};

pub(crate) const LIST: &str = "/layanan";

pub(crate) const NAV: NavEntry =
    NavEntry { order: 970, path: LIST, label: "services-nav-public", permit: Permit::Public };

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get(LIST, Permit::Public, list)]
}

/// What a visitor chose.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct ListQuery {
    #[serde(default)]
    pub(crate) cari: String,
    #[serde(default)]
    pub(crate) opd: String,
    #[serde(default)]
    pub(crate) status: String,
    #[serde(default)]
    pub(crate) hari: String,
    pub(crate) page: Option<u32>,
}

#[derive(Template)]
#[template(path = "services/public.html")]
struct ListPage {
    page: Page,
    text: String,
    agency: String,
    status: String,
    on: String,
    day: String,
    agencies: Vec<(String, String)>,
    statuses: Vec<(String, String)>,
    summary: Vec<(&'static str, String)>,
    groups: Vec<Group>,
    cut: Pagination,
    page_link: String,
    files: String,
}

/// The services of one agency.
struct Group {
    agency: String,
    rows: Vec<Row>,
}

/// A service as a row.
pub(crate) struct Row {
    pub(crate) link: String,
    pub(crate) name: String,
    pub(crate) tone: &'static str,
    pub(crate) today: String,
    pub(crate) reason: String,
    pub(crate) until: String,
    pub(crate) hours: String,
    pub(crate) ways: Vec<Way>,
}

/// Returns what a visitor chose as a filter.
///
/// # Errors
/// `services.date_unreadable`, `services.status_unknown`, `directory.agency_missing`.
pub(crate) async fn filter(ctx: &Ctx, query: &ListQuery) -> Result<ServiceFilter, Problem> {
    let on = fields::day_of_query(&query.hari, ctx.today())?;
    let agency_id = match query.opd.as_str() {
        "" => None,
        code => Some(directory::agency_by_code(ctx, code).await?.id),
    };
    let statuses = match query.status.as_str() {
        "" => Vec::new(),
        name => {
            let unknown = || Problem::invalid("services.status_unknown").on_field("status");
            vec![ServiceStatus::parse(name).ok_or_else(unknown)?]
        }
    };
    Ok(ServiceFilter { agency_id, text: query.cari.clone(), statuses, ..ServiceFilter::on(on) })
}

/// Returns a service as a row.
pub(crate) fn row(ctx: &Ctx, service: &ServiceOn, on: NaiveDate) -> Row {
    let (tone, today) = told::today(ctx, service);
    let fact = service.status.fact.as_ref();
    let day = if on == ctx.today() { String::new() } else { format!("?hari={on}") };
    Row {
        link: format!("{LIST}/{}{day}", service.uid),
        name: service.plan.name.clone(),
        tone,
        today,
        reason: fact.map(|fact| fact.reason.clone()).unwrap_or_default(),
        until: told::until(ctx, &service.status),
        hours: told::hours_today(ctx, service),
        ways: told::ways(ctx, service),
    }
}

async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> Result<Response, Problem> {
    let page = Page::new(&ctx, "services-public-title");
    let (filter, all) = match filter(&ctx, &query).await {
        Ok(filter) => {
            let all = services(&ctx, &filter).await?;
            (filter, all)
        }
        Err(problem) => {
            let filter = ServiceFilter::on(ctx.today());
            let shown = shown(&ctx, page.with_problem(&problem), query, &filter, &[]).await?;
            return render_invalid(&shown);
        }
    };
    let mut response = render(&shown(&ctx, page, query, &filter, &all).await?)?;
    // The page of a visitor holds the token of the language form, so that only the own browser keeps it.
    if !ctx.actor.is_signed_in() {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    }
    Ok(response)
}

async fn shown(
    ctx: &Ctx,
    page: Page,
    query: ListQuery,
    filter: &ServiceFilter,
    all: &[ServiceOn],
) -> Result<ListPage, Problem> {
    let mut agencies = vec![(String::new(), page.t("services-all-agencies"))];
    let known = directory::agencies(ctx).await?.into_iter().map(|agency| (agency.code, agency.name));
    agencies.extend(known);
    let choice = format!(
        "cari={}&opd={}&status={}&hari={}",
        fields::encoded(query.cari.trim()),
        fields::plain(&query.opd),
        fields::plain(&query.status),
        filter.on
    );
    let cut = Pagination::new(query.page, all.len() as u64);
    let from = usize::try_from(cut.offset()).unwrap_or(0);
    let mut groups: Vec<Group> = Vec::new();
    for service in all.iter().skip(from).take(Pagination::ROWS as usize) {
        if groups.last().is_none_or(|group| group.agency != service.agency_name) {
            groups.push(Group { agency: service.agency_name.clone(), rows: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(row(ctx, service, filter.on));
        }
    }
    Ok(ListPage {
        text: query.cari,
        agency: query.opd,
        status: query.status,
        on: filter.on.to_string(),
        day: page.date_long(filter.on),
        agencies,
        statuses: statuses(ctx, "services-all-statuses"),
        summary: summary(ctx, all),
        groups,
        cut,
        page_link: format!("{LIST}?{choice}&"),
        files: format!("?{choice}"),
        page,
    })
}

/// Returns the states to choose from, all of them first.
pub(crate) fn statuses(ctx: &Ctx, all: &str) -> Vec<(String, String)> {
    let named = ServiceStatus::ALL.map(|status| (status.as_str().to_owned(), told::status(ctx, status)));
    [vec![(String::new(), ctx.text(all, &[]))], named.to_vec()].concat()
}

/// Returns how many services are in each state, those of none left out.
fn summary(ctx: &Ctx, all: &[ServiceOn]) -> Vec<(&'static str, String)> {
    let count = |status: ServiceStatus| {
        let count = all.iter().filter(|service| service.status.status == status).count();
        let text = format!("{} {}", words::number(ctx, count), told::status(ctx, status).to_lowercase());
        (count > 0).then(|| (told::tone(status), text))
    };
    ServiceStatus::ALL.into_iter().filter_map(count).collect()
}
