//! What the page of a service shows.

use super::fields;
use super::manage::MANAGE;
use super::public::{LIST, Row, row};
use crate::desk::{DeskPlan, DeskSheet};
use crate::explain::{desk_subject, status_subject};
use crate::model::{ServiceSheet, Version};
use crate::ops::{told, words};
use crate::status::{ServiceStatus, StatusFact};
use askama::Template;
use siaga_access::Action;
use siaga_directory as directory;
use siaga_platform::web::{FormPairs, Page};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "services/sheet.html")]
pub(crate) struct SheetPage {
    pub(crate) page: Page,
    uid: Uuid,
    public_link: String,
    explain: String,
    is_listed: bool,
    row: Row,
    facts: Vec<(String, String)>,
    desks: Vec<DeskRow>,
    states: Vec<StateRow>,
    history: Vec<HistoryRow>,
    may_edit: bool,
    may_set: bool,
    statuses: Vec<(String, String)>,
    typed: FormPairs,
}

struct DeskRow {
    link: String,
    name: String,
    is_ended: bool,
    unit: String,
    skill: String,
    hours: Vec<(String, String)>,
    minimum: String,
    /// Why so many are needed today; empty for a desk that is not in use.
    explain: String,
    staff: String,
    finding: String,
}

struct StateRow {
    span: String,
    tone: &'static str,
    status: String,
    reason: String,
    instead: String,
    by: String,
    is_late: bool,
    is_now: bool,
}

struct HistoryRow {
    at: String,
    by: String,
    what: String,
    from: String,
    reason: String,
}

impl SheetPage {
    /// Returns the page; the form of the state holds what was typed.
    pub(crate) async fn new(
        ctx: &Ctx,
        sheet: &ServiceSheet,
        desks: &[DeskSheet],
        typed: FormPairs,
    ) -> Result<Self, Problem> {
        let service = &sheet.service;
        let resource = ctx.in_agency(&service.agency_path);
        let units = directory::units(ctx, Some(service.agency_id)).await?;
        let units: HashMap<i64, String> = units.into_iter().map(|unit| (unit.id, unit.name)).collect();
        let mut typed = fields::with_field(&typed, "seen", sheet.statuses.len());
        if typed.first("from_on").is_none() {
            typed = fields::with_field(&typed, "from_on", ctx.today());
        }
        let now = service.status.fact.as_ref().map(|fact| fact.uid);
        let named = ServiceStatus::ALL.map(|status| (status.as_str().to_owned(), told::status(ctx, status)));
        Ok(Self {
            page: Page::new(ctx, "services-manage-title")
                .under(MANAGE, ctx.text("services-manage-title", &[]))
                .under(
                    format!("{MANAGE}?opd={}", fields::plain(&service.agency_code)),
                    service.agency_name.clone(),
                )
                .titled(service.plan.name.clone()),
            uid: service.uid,
            public_link: format!("{LIST}/{}", service.uid),
            explain: status_subject(service.uid, ctx.today(), None).path(),
            is_listed: sheet.is_listed,
            row: row(ctx, service, ctx.today()),
            facts: facts(ctx, sheet),
            desks: desks.iter().map(|desk| desk_row(ctx, desk, &units)).collect(),
            states: sheet.statuses.iter().map(|fact| state_row(ctx, fact, now)).collect(),
            history: history(ctx, sheet, desks),
            may_edit: ctx.may(Action::ServiceEdit, &resource).permit,
            may_set: ctx.may(Action::ServiceSetStatus, &resource).permit,
            statuses: named.to_vec(),
            typed,
        })
    }
}

fn facts(ctx: &Ctx, sheet: &ServiceSheet) -> Vec<(String, String)> {
    let plan = &sheet.service.plan;
    let week = told::week(ctx, &plan.hours).into_iter().map(|(day, hours)| format!("{day} {hours}"));
    let week = if plan.hours.is_empty() { String::new() } else { week.collect::<Vec<_>>().join("; ") };
    let direct = if plan.is_direct { "services-yes" } else { "services-no" };
    let facts = [
        ("services-direct", ctx.text(direct, &[])),
        ("services-hours", week),
        ("services-channel-counter", plan.channels.counter.clone()),
        ("services-channel-phone", plan.channels.phone.clone()),
        ("services-channel-online", plan.channels.online.clone()),
        ("services-channel-mobile", plan.channels.mobile_unit.clone()),
        ("services-contact", plan.contact.clone()),
        ("services-description", plan.description.clone()),
        ("services-requirements", plan.requirements.clone()),
    ];
    let given = facts.into_iter().filter(|(_, text)| !text.is_empty());
    given.map(|(label, text)| (ctx.text(label, &[]), text)).collect()
}

fn desk_row(ctx: &Ctx, sheet: &DeskSheet, units: &HashMap<i64, String>) -> DeskRow {
    let plan = &sheet.plan;
    let unit = plan.unit_id.and_then(|id| units.get(&id)).cloned();
    let finding = sheet.finding.map(|finding| {
        let values = [("minimum", finding.minimum.to_string()), ("staff", finding.can_serve.to_string())];
        ctx.text("services-finding-staff", &values)
    });
    let hours = plan.hours.as_ref().map(|hours| told::week(ctx, hours)).unwrap_or_default();
    DeskRow {
        link: format!("{MANAGE}/{}/loket/{}", sheet.desk.service_uid, sheet.desk.uid),
        name: plan.name.clone(),
        is_ended: plan.is_ended,
        unit: unit.unwrap_or_else(|| ctx.text("services-unit-none", &[])),
        skill: plan.skill.clone().unwrap_or_default(),
        hours,
        minimum: minimum(ctx, plan),
        explain: if plan.is_ended { String::new() } else { desk_subject(sheet.desk.uid, ctx.today()).path() },
        staff: words::number(ctx, sheet.staff.len()),
        finding: finding.unwrap_or_default(),
    }
}

/// Returns the staff of the week, weekdays with the same numbers together: `Senin–Kamis 2/1`.
fn minimum(ctx: &Ctx, plan: &DeskPlan) -> String {
    let number = |people: Option<u16>| people.map_or_else(|| "–".to_owned(), |people| people.to_string());
    let mut parts: Vec<(usize, usize, [Option<u16>; 2])> = Vec::new();
    for (day, halves) in plan.minimum.0.into_iter().enumerate() {
        match parts.last_mut() {
            Some(part) if part.2 == halves => part.1 = day,
            _ => parts.push((day, day, halves)),
        }
    }
    if parts.len() == 1 && parts[0].2 == [None; 2] {
        return ctx.text("services-minimum-law", &[]);
    }
    let told = |(from, until, halves): (usize, usize, [Option<u16>; 2])| {
        let days = match (words::weekday(ctx, from), words::weekday(ctx, until)) {
            (from, until) if from == until => from.to_owned(),
            (from, until) => format!("{from}–{until}"),
        };
        format!("{days} {}/{}", number(halves[0]), number(halves[1]))
    };
    parts.into_iter().map(told).collect::<Vec<_>>().join("; ")
}

fn state_row(ctx: &Ctx, fact: &StatusFact, now: Option<Uuid>) -> StateRow {
    let from = words::date(ctx, fact.from_on);
    let span = match fact.until_on {
        Some(until_on) => {
            ctx.text("services-feed-span", &[("from", from), ("until", words::date(ctx, until_on))])
        }
        None => ctx.text("services-feed-from", &[("from", from)]),
    };
    let instead = [fact.place.as_str(), fact.address.as_str()];
    StateRow {
        span,
        tone: told::tone(fact.status),
        status: told::status(ctx, fact.status),
        reason: fact.reason.clone(),
        instead: instead.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "),
        by: format!("{}, {}", fact.made_name, words::moment(ctx, fact.made_at)),
        is_late: fact.is_late,
        is_now: now == Some(fact.uid),
    }
}

fn history(ctx: &Ctx, sheet: &ServiceSheet, desks: &[DeskSheet]) -> Vec<HistoryRow> {
    let service = sheet.versions.iter().map(|version| {
        let what = ctx.text("services-history-service", &[("number", version.number.to_string())]);
        (version.made_at, history_row(ctx, version, what))
    });
    let mut rows: Vec<_> = service.collect();
    for desk in desks {
        rows.extend(desk.versions.iter().map(|version| {
            let values = [("name", version.plan.name.clone()), ("number", version.number.to_string())];
            (version.made_at, history_row(ctx, version, ctx.text("services-history-desk", &values)))
        }));
    }
    rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn history_row<T>(ctx: &Ctx, version: &Version<T>, what: String) -> HistoryRow {
    HistoryRow {
        at: words::moment(ctx, version.made_at),
        by: version.made_name.clone(),
        what,
        from: words::date(ctx, version.from_on),
        reason: version.reason.clone(),
    }
}
