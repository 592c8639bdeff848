//! What a desk needs on a day: the office's own numbers, or the circular that fills them in.

use super::{as_of, dated, definition, wrong_key};
use crate::ops::desk_reads::{DeskNeed, desk_need};
use crate::ops::{told, words};
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_platform::explain::{ExplainedReason, ExplainedRow, Explanation, Subject};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

pub(super) const NAME: &str = "services.desk";

/// Returns the subject that explains how many people a desk needs on a day.
pub fn desk_subject(desk: Uuid, on: NaiveDate) -> Subject {
    dated(Subject::new(NAME).with("loket", desk), on, None)
}

/// Explains what a desk needs; the rows are its half-days.
pub(super) async fn explain(ctx: Ctx, subject: Subject) -> Result<Explanation, Problem> {
    let (on, _) = as_of(&ctx, &subject)?;
    let text = subject.key("loket");
    let uid = text.parse().map_err(|_| wrong_key("loket", text))?;
    let need = desk_need(&ctx, uid, on).await?;
    ctx.require(Action::ServiceView, &ctx.in_agency(&need.agency.path))?;
    let people = need.people.unwrap_or_default();
    let [morning, afternoon] = people.map(|people| words::number(&ctx, usize::from(people)));
    let row = |label: &str, half: usize, value: &String| ExplainedRow {
        label: ctx.text(label, &[]),
        value: value.clone(),
        number: Some(i64::from(people[half])),
        ..ExplainedRow::default()
    };
    Ok(Explanation {
        title: format!("{}, {}, {}", need.desk.name, need.agency.name, words::date(&ctx, on)),
        value: format!("{morning} / {afternoon}"),
        number: Some(people.iter().map(|people| i64::from(*people)).sum()),
        definition: ctx.text("services-explain-desk-definition", &[]),
        as_of: Some(ctx.now()),
        reasons: vec![reason(&ctx, &need)],
        rows_heading: ctx.text("services-by-half", &[]),
        rows: vec![row("services-morning", 0, &morning), row("services-afternoon", 1, &afternoon)],
        ..Explanation::default()
    })
}

fn reason(ctx: &Ctx, need: &DeskNeed) -> ExplainedReason {
    if need.people.is_none() {
        return definition(ctx, ctx.text("services-reason-no-hours", &[]));
    }
    if !need.status.needs_desks() {
        let status = told::status(ctx, need.status).to_lowercase();
        return definition(ctx, ctx.text("services-reason-nobody-needed", &[("status", status)]));
    }
    match need.reasons.iter().find(|reason| !reason.circular.is_empty()) {
        Some(law) => ExplainedReason {
            circular: law.circular.to_string(),
            title: need.law_title.clone(),
            article: law.article.to_string(),
            words: ctx.text("services-reason-law", &[]),
        },
        None => definition(ctx, ctx.text("services-reason-office", &[])),
    }
}
