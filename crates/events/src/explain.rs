//! What the limit of an event rests on: its value, then law.

use crate::ops::reads::event_sheet;
use crate::rules::limit::{Ground, GroundKind};
use crate::web::{answer_text, event_path, ground_text};
use siaga_platform::explain::{ExplainedReason, ExplainedRow, Explainer, Explanation, Subject};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

const NAME: &str = "events.limit";
const KEY: &str = "kegiatan";

/// What events can explain.
pub(crate) const EXPLAINERS: &[Explainer] = &[Explainer {
    name: NAME,
    label: "events-explain-limit",
    keys: &[(KEY, "events-key-event")],
    explain: |ctx, subject| Box::pin(async move { limit(&ctx, &subject).await }),
}];

/// Returns what explains the limit of an event.
pub(crate) fn limit_subject(uid: Uuid) -> Subject {
    Subject::new(NAME).with(KEY, uid)
}

async fn limit(ctx: &Ctx, subject: &Subject) -> Result<Explanation, Problem> {
    let uid: Uuid = subject.key(KEY).parse().map_err(|_| Problem::missing("events.missing"))?;
    let sheet = event_sheet(ctx, uid).await?;
    let page = Page::new(ctx, "events-explain-limit");
    let judged = &sheet.judged.value;
    let number = judged.ceiling.map(|people| page.t1("events-people-count", "people", page.number(people)));
    Ok(Explanation {
        title: page.t2(
            "events-explain-title",
            "title",
            &sheet.event.plan.title,
            "day",
            page.date_long(sheet.event.plan.held_on),
        ),
        value: number.unwrap_or_else(|| answer_text(&page, judged)),
        definition: page.t("events-explain-definition"),
        as_of: Some(ctx.now()),
        reasons: judged.grounds.iter().map(|ground| reason(&page, ground)).collect(),
        rows_heading: page.t("events-explain-rows"),
        rows: judged.grounds.iter().map(|ground| row(&page, ground, uid)).collect(),
        findings: sheet.judged.findings.iter().map(|finding| page.t(finding_id(&finding.code))).collect(),
        ..Explanation::default()
    })
}

fn finding_id(code: &str) -> String {
    format!("finding-{}", code.replace(['.', '_'], "-"))
}

fn reason(page: &Page, ground: &Ground) -> ExplainedReason {
    ExplainedReason {
        circular: ground.reason.circular.to_string(),
        title: if ground.kind.is_law() { ground.title.clone() } else { page.t("events-ground-fact") },
        article: ground.reason.article.to_string(),
        words: ground_text(page, ground),
    }
}

fn row(page: &Page, ground: &Ground, uid: Uuid) -> ExplainedRow {
    let is_number =
        matches!(ground.kind, GroundKind::PersonsMax | GroundKind::CapacityShare | GroundKind::Capacity);
    ExplainedRow {
        label: ground_text(page, ground),
        value: if is_number { page.number(ground.people) } else { "–".to_owned() },
        link: Some(event_path(uid)),
        ..ExplainedRow::default()
    }
}
