//! One service for citizens.

use super::fields;
use super::public::{LIST, Row, row};
use crate::ops::reads::service_on;
use crate::ops::{told, words};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use http::{HeaderValue, header};
use serde::Deserialize;
use siaga_access::Action;
use siaga_platform::web::{Page, Query, render};
use siaga_platform::{Ctx, Permit, Problem, Route};
use uuid::Uuid;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/layanan/{uid}", Permit::Public, show)]
}

#[derive(Debug, Default, Deserialize)]
struct ShowQuery {
    #[serde(default)]
    hari: String,
}

#[derive(Template)]
#[template(path = "services/public_one.html")]
struct OnePage {
    page: Page,
    row: Row,
    day: String,
    agency: String,
    agency_code: String,
    description: String,
    requirements: String,
    /// Label and text.
    facts: Vec<(String, String)>,
    /// The service's own ways, whatever its state is.
    channels: Vec<(String, String, String)>,
    week: Vec<(String, String)>,
    through_holidays: bool,
    may_manage: bool,
    uid: Uuid,
}

async fn show(ctx: Ctx, Path(uid): Path<Uuid>, Query(query): Query<ShowQuery>) -> Result<Response, Problem> {
    let on = fields::day_of_query(&query.hari, ctx.today())?;
    let service = service_on(&ctx, uid, on, None).await?;
    let plan = &service.plan;
    let page = Page::new(&ctx, "services-public-title")
        .under(LIST, ctx.text("services-public-title", &[]))
        .under(format!("{LIST}?opd={}", fields::plain(&service.agency_code)), service.agency_name.clone())
        .titled(plan.name.clone());
    let channels = [
        ("services-channel-counter", &plan.channels.counter, ""),
        ("services-channel-phone", &plan.channels.phone, ""),
        ("services-channel-online", &plan.channels.online, plan.channels.online.as_str()),
        ("services-channel-mobile", &plan.channels.mobile_unit, ""),
    ];
    let channels = channels.into_iter().filter(|(_, text, _)| !text.is_empty());
    let mut facts = Vec::new();
    if let Some(fact) = &service.status.fact {
        facts.push((page.t("services-since"), words::date(&ctx, fact.from_on)));
    }
    if !plan.contact.is_empty() {
        facts.push((page.t("services-contact"), plan.contact.clone()));
    }
    let mut response = render(&OnePage {
        row: row(&ctx, &service, on),
        day: page.date_long(on),
        agency: service.agency_name.clone(),
        agency_code: fields::plain(&service.agency_code),
        description: plan.description.clone(),
        requirements: plan.requirements.clone(),
        facts,
        channels: channels
            .map(|(label, text, link)| (page.t(label), text.clone(), link.to_owned()))
            .collect(),
        week: if plan.hours.is_empty() { Vec::new() } else { told::week(&ctx, &plan.hours) },
        through_holidays: plan.hours.runs_through_holidays(),
        may_manage: ctx.may(Action::ServiceView, &ctx.in_agency(&service.agency_path)).permit,
        uid,
        page,
    })?;
    if !ctx.actor.is_signed_in() {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    }
    Ok(response)
}
