//! The state of one service: who said it, when and why, and what else was said about the day.

use super::{as_of, dated, definition, wrong_key};
use crate::ops::reads::{found, service_on};
use crate::ops::{told, words};
use crate::status::StatusFact;
use crate::store::services::Which;
use crate::store::statuses;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_access::Action;
use siaga_platform::explain::{EvidenceItem, Explanation, Subject};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

pub(super) const NAME: &str = "services.status";

/// Returns the subject that explains the state of a service on a day.
pub(crate) fn status_subject(service: Uuid, on: NaiveDate, known_at: Option<DateTime<Utc>>) -> Subject {
    dated(Subject::new(NAME).with("layanan", service), on, known_at)
}

/// Explains the state; what was said about the day is the evidence, the word that counts first.
pub(super) async fn explain(ctx: Ctx, subject: Subject) -> Result<Explanation, Problem> {
    let (on, known_at) = as_of(&ctx, &subject)?;
    let text = subject.key("layanan");
    let uid = text.parse().map_err(|_| wrong_key("layanan", text))?;
    let found = found(&ctx, uid).await?;
    ctx.require(Action::ServiceView, &ctx.in_agency(&found.agency.path))?;
    let service = service_on(&ctx, uid, on, known_at).await?;
    let facts = statuses::of(&ctx, ctx.db().reader(), Which::One(uid)).await?.remove(&found.head.id);
    let mut facts = facts.unwrap_or_default();
    facts.retain(|fact| fact.covers(on) && known_at.is_none_or(|known_at| fact.made_at <= known_at));
    facts.reverse();
    let state = &service.status;
    let mut reasons = Vec::new();
    match &state.fact {
        Some(fact) => reasons.push(definition(&ctx, said(&ctx, fact))),
        None => reasons.push(definition(&ctx, ctx.text("services-reason-nobody", &[]))),
    }
    if let Some(name) = &service.hours.day_off {
        reasons.push(definition(&ctx, ctx.text("services-day-off", &[("name", name.clone())])));
    }
    let late = facts.first().filter(|fact| fact.is_late);
    Ok(Explanation {
        title: format!("{}, {}, {}", service.plan.name, service.agency_name, words::date(&ctx, on)),
        value: told::status(&ctx, state.status),
        definition: ctx.text("services-explain-status-definition", &[]),
        as_of: Some(ctx.now()),
        known_at,
        reasons,
        evidence: facts.iter().enumerate().map(|(place, fact)| evidence(&ctx, uid, place, fact)).collect(),
        findings: late.map(|fact| late_entry(&ctx, fact)).into_iter().collect(),
        ..Explanation::default()
    })
}

/// Returns who said a state, when and why.
fn said(ctx: &Ctx, fact: &StatusFact) -> String {
    let values = [
        ("name", fact.made_name.clone()),
        ("time", words::moment(ctx, fact.made_at)),
        ("status", told::status(ctx, fact.status).to_lowercase()),
        ("from", words::date(ctx, fact.from_on)),
        ("reason", if fact.reason.is_empty() { "–".to_owned() } else { fact.reason.clone() }),
    ];
    ctx.text("services-reason-said", &values)
}

fn late_entry(ctx: &Ctx, fact: &StatusFact) -> String {
    let values = [("from", words::date(ctx, fact.from_on)), ("time", words::moment(ctx, fact.made_at))];
    ctx.text("services-finding-late", &values)
}

fn evidence(ctx: &Ctx, service: Uuid, place: usize, fact: &StatusFact) -> EvidenceItem {
    let kind = if place == 0 { "services-evidence-counts" } else { "services-evidence-covered" };
    EvidenceItem {
        kind: ctx.text(kind, &[]),
        text: said(ctx, fact),
        source: fact.made_name.clone(),
        received_at: Some(fact.made_at),
        sha256: String::new(),
        link: Some(format!("/pengelolaan/layanan/{service}")),
    }
}
