//! What programmes can explain, one level down each time: agencies, programmes, months, reports and files.

mod counts;
mod progress;

use crate::model::{AsOf, ProgrammeProgress};
use crate::ops::reads::progress_of_all;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::explain::{ExplainedReason, Explainer, Subject};
use siaga_platform::{Ctx, Problem};
use std::collections::BTreeMap;

pub(crate) use counts::{innovations_subject, reports_subject, state_subject};
pub(crate) use progress::progress_subject;

const DAY: (&str, &str) = ("hari", "programmes-key-day");
const KNOWN: (&str, &str) = ("diketahui", "programmes-key-known");
const AGENCY: (&str, &str) = ("opd", "programmes-key-agency");

/// Every explainer of programmes.
pub(crate) const ALL: &[Explainer] = &[
    Explainer {
        name: progress::NAME,
        label: "programmes-explain-progress",
        keys: &[("program", "programmes-key-programme"), DAY, KNOWN],
        explain: |ctx, subject| Box::pin(progress::explain(ctx, subject)),
    },
    Explainer {
        name: counts::BEHIND,
        label: "programmes-explain-behind",
        keys: &[AGENCY, ("keadaan", "programmes-key-state"), DAY, KNOWN],
        explain: |ctx, subject| Box::pin(counts::explain_states(ctx, subject)),
    },
    Explainer {
        name: counts::REPORTS,
        label: "programmes-explain-reports",
        keys: &[AGENCY, ("jenis", "programmes-key-timing"), DAY, KNOWN],
        explain: |ctx, subject| Box::pin(counts::explain_reports(ctx, subject)),
    },
    Explainer {
        name: counts::INNOVATIONS,
        label: "programmes-explain-innovations",
        keys: &[AGENCY, ("keadaan", "programmes-key-state"), KNOWN],
        explain: |ctx, subject| Box::pin(counts::explain_innovations(ctx, subject)),
    },
];

/// Reads day and time of knowledge of a subject.
fn as_of(ctx: &Ctx, subject: &Subject) -> Result<AsOf, Problem> {
    let on = match subject.key("hari") {
        "" => ctx.today(),
        text => day(text).ok_or_else(|| wrong_key("hari", text))?,
    };
    Ok(AsOf { on, known_at: known_at(subject)? })
}

fn known_at(subject: &Subject) -> Result<Option<DateTime<Utc>>, Problem> {
    match subject.key("diketahui") {
        "" => Ok(None),
        text => match DateTime::parse_from_rfc3339(text) {
            Ok(at) => Ok(Some(at.to_utc())),
            Err(_) => Err(wrong_key("diketahui", text)),
        },
    }
}

/// Reads a day of which programmes can speak.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    use chrono::Datelike;
    text.parse().ok().filter(|on: &NaiveDate| (2000..=2101).contains(&on.year()))
}

fn wrong_key(key: &str, text: &str) -> Problem {
    let text: String = text.chars().take(40).collect();
    Problem::invalid("programmes.explain_key").on_field(key).with("key", key).with("text", text)
}

/// Writes day and time of knowledge into a subject.
fn dated(subject: Subject, as_of: AsOf) -> Subject {
    let known_at = as_of.known_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    subject.with("hari", as_of.on).with("diketahui", known_at)
}

/// Returns what the program itself defines, as a reason.
fn definition(ctx: &Ctx, words: String) -> ExplainedReason {
    ExplainedReason { title: ctx.text("programmes-definition", &[]), words, ..ExplainedReason::default() }
}

/// Returns the visible programmes, of one agency where the subject names one.
async fn programmes(ctx: &Ctx, subject: &Subject, as_of: AsOf) -> Result<Vec<ProgrammeProgress>, Problem> {
    let mut all = progress_of_all(ctx, as_of.on, as_of.known_at).await?;
    let agency = subject.key("opd");
    all.retain(|programme| agency.is_empty() || programme.agency_code == agency);
    Ok(all)
}

/// Groups programmes by agency code.
fn by_agency(all: &[ProgrammeProgress]) -> BTreeMap<&str, Vec<&ProgrammeProgress>> {
    let mut grouped: BTreeMap<&str, Vec<&ProgrammeProgress>> = BTreeMap::new();
    for programme in all {
        grouped.entry(&programme.agency_code).or_default().push(programme);
    }
    grouped
}
