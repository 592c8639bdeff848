//! Counts: programmes by state, reports that are missing or late, innovations.

use super::{as_of, by_agency, dated, known_at, programmes, wrong_key};
use crate::explain::progress_subject;
use crate::innovation::{Innovation, InnovationState};
use crate::model::{AsOf, ProgrammeProgress};
use crate::ops::innovation_reads::{as_known, innovations};
use crate::ops::{told, words};
use crate::rules::ProgrammeState;
use chrono::{DateTime, Utc};
use siaga_platform::explain::{ExplainedRow, Explanation, Subject};
use siaga_platform::{Ctx, Problem};
use std::collections::BTreeMap;

pub(super) const BEHIND: &str = "programmes.behind";
pub(super) const REPORTS: &str = "programmes.reports";
pub(super) const INNOVATIONS: &str = "programmes.innovations";

/// Returns the subject that explains how many programmes stand so; an empty agency means all.
pub(crate) fn state_subject(state: ProgrammeState, agency: &str, as_of: AsOf) -> Subject {
    let name = if state == ProgrammeState::Behind { "" } else { state.as_str() };
    dated(Subject::new(BEHIND).with("opd", agency).with("keadaan", name), as_of)
}

/// Returns the subject that explains how many reports are missing, or came late.
pub(crate) fn reports_subject(is_late: bool, agency: &str, as_of: AsOf) -> Subject {
    let kind = if is_late { "terlambat" } else { "" };
    dated(Subject::new(REPORTS).with("opd", agency).with("jenis", kind), as_of)
}

/// Returns the subject that explains how many innovations stand so.
pub(crate) fn innovations_subject(
    state: InnovationState,
    agency: &str,
    known_at: Option<DateTime<Utc>>,
) -> Subject {
    let known_at = known_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let subject = Subject::new(INNOVATIONS).with("opd", agency).with("keadaan", state.as_str());
    subject.with("diketahui", known_at)
}

/// Explains how many programmes stand so, of how many.
pub(super) async fn explain_states(ctx: Ctx, subject: Subject) -> Result<Explanation, Problem> {
    let as_of = as_of(&ctx, &subject)?;
    let state = match subject.key("keadaan") {
        "" => ProgrammeState::Behind,
        text => ProgrammeState::parse(text).ok_or_else(|| wrong_key("keadaan", text))?,
    };
    let all = programmes(&ctx, &subject, as_of).await?;
    let counts = |one: &ProgrammeProgress| i64::from(one.standing.state == state);
    let agency = subject.key("opd");
    let (number, of) = (told::count(&all, state), all.len() as i64);
    Ok(Explanation {
        title: titled(told::state(&ctx, state), &all, agency),
        value: format!("{} / {}", words::number(&ctx, number), words::number(&ctx, of)),
        number: Some(number),
        of: Some(of),
        definition: ctx.text("programmes-explain-behind-definition", &[]),
        as_of: Some(ctx.now()),
        known_at: as_of.known_at,
        completeness: Some(told::completeness(&all)),
        rows_heading: heading(&ctx, agency),
        rows: rows(&ctx, &all, agency, counts, |agency| state_subject(state, agency, as_of), as_of),
        ..Explanation::default()
    })
}

/// Explains how many reports are missing, or how many came late.
pub(super) async fn explain_reports(ctx: Ctx, subject: Subject) -> Result<Explanation, Problem> {
    let as_of = as_of(&ctx, &subject)?;
    let is_late = match subject.key("jenis") {
        "" => false,
        "terlambat" => true,
        text => return Err(wrong_key("jenis", text)),
    };
    let all = programmes(&ctx, &subject, as_of).await?;
    let counts = |one: &ProgrammeProgress| {
        (if is_late { one.standing.late().count() } else { one.standing.missing().count() }) as i64
    };
    let agency = subject.key("opd");
    let number: i64 = all.iter().map(counts).sum();
    let kind = if is_late { "programmes-late-reports" } else { "programmes-missing-reports" };
    let mut explanation = Explanation {
        title: titled(ctx.text(kind, &[]), &all, agency),
        value: words::number(&ctx, number),
        number: Some(number),
        definition: ctx.text("programmes-explain-reports-definition", &[]),
        as_of: Some(ctx.now()),
        known_at: as_of.known_at,
        completeness: Some(told::completeness(&all)),
        rows_heading: heading(&ctx, agency),
        rows: rows(&ctx, &all, agency, counts, |agency| reports_subject(is_late, agency, as_of), as_of),
        ..Explanation::default()
    };
    for row in &mut explanation.rows {
        row.of = None;
    }
    Ok(explanation)
}

fn titled(what: String, all: &[ProgrammeProgress], agency: &str) -> String {
    match all.first().filter(|_| !agency.is_empty()) {
        Some(one) => format!("{what}, {}", one.agency_name),
        None => what,
    }
}

fn heading(ctx: &Ctx, agency: &str) -> String {
    let id =
        if agency.is_empty() { "programmes-explain-by-agency" } else { "programmes-explain-by-programme" };
    ctx.text(id, &[])
}

/// Returns one row an agency, or one a programme inside an agency. What counts nothing stays, so that the
/// whole is seen.
fn rows(
    ctx: &Ctx,
    all: &[ProgrammeProgress],
    agency: &str,
    counts: impl Fn(&ProgrammeProgress) -> i64,
    below: impl Fn(&str) -> Subject,
    as_of: AsOf,
) -> Vec<ExplainedRow> {
    if agency.is_empty() {
        let groups = by_agency(all).into_iter();
        let row = |(code, group): (&str, Vec<&ProgrammeProgress>)| {
            let number: i64 = group.iter().map(|one| counts(one)).sum();
            ExplainedRow {
                label: group.first().map(|one| one.agency_name.clone()).unwrap_or_default(),
                value: words::number(ctx, number),
                number: Some(number),
                of: Some(group.len() as i64),
                subject: Some(below(code)),
                link: Some(format!("/program?opd={code}&hari={}", as_of.on)),
            }
        };
        return groups.map(row).collect();
    }
    let row = |one: &ProgrammeProgress| ExplainedRow {
        label: one.plan.name.clone(),
        value: words::number(ctx, counts(one)),
        number: Some(counts(one)),
        of: Some(1),
        subject: Some(progress_subject(one.uid, as_of)),
        link: Some(format!("/program/{}", one.uid)),
    };
    all.iter().map(row).collect()
}

/// Explains how many innovations stand so.
pub(super) async fn explain_innovations(ctx: Ctx, subject: Subject) -> Result<Explanation, Problem> {
    let known_at = known_at(&subject)?;
    let state = match subject.key("keadaan") {
        "" => InnovationState::Accepted,
        text => InnovationState::parse(text).ok_or_else(|| wrong_key("keadaan", text))?,
    };
    let agency = subject.key("opd");
    let mut all = as_known(innovations(&ctx).await?, known_at);
    all.retain(|one| one.state == state && (agency.is_empty() || one.agency_code == agency));
    let number = all.len() as i64;
    let rows = if agency.is_empty() {
        agency_rows(&ctx, &all, |code| innovations_subject(state, code, known_at))
    } else {
        all.iter().map(innovation_row).collect()
    };
    Ok(Explanation {
        title: ctx.text(&format!("innovations-state-{}", state.as_str()), &[]),
        value: words::number(&ctx, number),
        number: Some(number),
        definition: ctx.text("innovations-explain-definition", &[]),
        as_of: Some(ctx.now()),
        known_at,
        rows_heading: heading(&ctx, agency),
        rows,
        ..Explanation::default()
    })
}

fn agency_rows(ctx: &Ctx, all: &[Innovation], below: impl Fn(&str) -> Subject) -> Vec<ExplainedRow> {
    let mut grouped: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for one in all {
        *grouped.entry((&one.agency_code, &one.agency_name)).or_default() += 1;
    }
    let row = |((code, name), number): ((&str, &str), i64)| ExplainedRow {
        label: name.to_owned(),
        value: words::number(ctx, number),
        number: Some(number),
        of: None,
        subject: Some(below(code)),
        link: Some(format!("/inovasi?opd={code}")),
    };
    grouped.into_iter().map(row).collect()
}

fn innovation_row(one: &Innovation) -> ExplainedRow {
    ExplainedRow {
        label: one.text.title.clone(),
        value: one.employee_name.clone(),
        number: Some(1),
        of: None,
        subject: None,
        link: Some(format!("/inovasi/{}", one.uid)),
    }
}
