//! What the rate of an inspection and its minutes rest on.

use crate::model::{AgencyState, InspectionState};
use crate::ops::close::minutes_of;
use crate::ops::minutes::{AgencyMinutes, Snapshot};
use crate::ops::room::Room;
use crate::ops::shared;
use crate::ops::viewer::viewer;
use chrono::{DateTime, SecondsFormat, Utc};
use siaga_civil::Ratio;
use siaga_platform::explain::{EvidenceItem, ExplainedRow, Explainer, Explanation, Subject};
use siaga_platform::web::Page;
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// What inspections can explain.
pub(crate) const EXPLAINERS: &[Explainer] = &[
    Explainer {
        name: "inspection.rate",
        label: "inspection-explain-rate",
        keys: &[("sidak", "inspection-key-inspection")],
        explain: |ctx, subject| Box::pin(async move { rate(&ctx, &subject).await }),
    },
    Explainer {
        name: "inspection.minutes",
        label: "inspection-explain-minutes",
        keys: &[("sidak", "inspection-key-inspection"), ("versi", "inspection-key-version")],
        explain: |ctx, subject| Box::pin(async move { minutes(&ctx, &subject).await }),
    },
];

fn key(subject: &Subject) -> Result<Uuid, Problem> {
    subject.key("sidak").parse().map_err(|_| Problem::missing("inspection.missing"))
}

/// The rate as the room shows it: of the agencies heard so far, or of the minutes once it is closed.
async fn rate(ctx: &Ctx, subject: &Subject) -> Result<Explanation, Problem> {
    let id = key(subject)?;
    viewer(ctx, id).await?;
    let room = shared::room(ctx, id).await?;
    if room.inspection.state == InspectionState::Closed {
        return minutes(ctx, subject).await;
    }
    let page = Page::new(ctx, "inspection-explain-rate");
    let rows = heard(&room).map(|(code, name, attended, obliged)| {
        row(&page, name, (attended, obliged), rate_of(&room.inspection.held_on.to_string(), code, None))
    });
    Ok(Explanation {
        rows: rows.collect(),
        as_of: Some(room.read_at),
        completeness: Some((room.so_far.heard, room.so_far.invited)),
        ..explanation(&page, &room.inspection.title, room.so_far.rate)
    })
}

fn heard(room: &Room) -> impl Iterator<Item = (&str, &str, i64, i64)> {
    room.agencies.iter().filter(|one| one.state.is_heard()).map(|one| {
        let figure = room.summary(one.agency.id).map(|summary| summary.figure).unwrap_or_default();
        (one.agency.code.as_str(), one.agency.name.as_str(), figure.tally.attended(), figure.obliged)
    })
}

fn rate_of(day: &str, code: &str, known_at: Option<DateTime<Utc>>) -> Subject {
    let known = known_at.map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true)).unwrap_or_default();
    Subject::new("attendance.rate").with("periode", day).with("opd", code).with("diketahui", known)
}

fn row(page: &Page, name: &str, (attended, obliged): (i64, i64), subject: Subject) -> ExplainedRow {
    ExplainedRow {
        label: name.to_owned(),
        value: page.ratio(Ratio::new(attended, obliged)),
        number: Some(attended),
        of: Some(obliged),
        subject: Some(subject),
        link: None,
    }
}

fn explanation(page: &Page, title: &str, rate: Ratio) -> Explanation {
    Explanation {
        title: page.t1("inspection-explain-title", "title", title),
        value: page.ratio(rate),
        number: Some(rate.numerator),
        of: Some(rate.denominator),
        definition: page.t("inspection-rate-definition"),
        rows_heading: page.t("inspection-explain-rows"),
        ..Explanation::default()
    }
}

/// What closed minutes rest on: the figures as they were, and every recap with its seal.
async fn minutes(ctx: &Ctx, subject: &Subject) -> Result<Explanation, Problem> {
    let id = key(subject)?;
    viewer(ctx, id).await?;
    let wanted: Option<i32> = match subject.key("versi") {
        "" => None,
        text => Some(text.parse().map_err(|_| Problem::missing("inspection.minutes_missing"))?),
    };
    let all = minutes_of(ctx, id).await?;
    let found = all.into_iter().rfind(|(minutes, _)| wanted.is_none_or(|wanted| minutes.version == wanted));
    let (minutes, held) = found.ok_or_else(|| Problem::missing("inspection.minutes_missing"))?;
    let page = Page::new(ctx, "inspection-explain-minutes");
    let is_heard = |one: &&AgencyMinutes| AgencyState::parse(&one.state).is_some_and(AgencyState::is_heard);
    let rows = held.agencies.iter().filter(is_heard).map(|one| {
        let subject = rate_of(&held.held_on.to_string(), &one.code, Some(held.closed_at));
        row(&page, &one.name, (one.attended, one.obliged), subject)
    });
    let rows: Vec<ExplainedRow> = rows.collect();
    let heard = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let invited = i64::try_from(held.agencies.len()).unwrap_or(i64::MAX);
    let mut evidence = vec![EvidenceItem {
        kind: page.t("inspection-explain-minutes"),
        text: page.t1("inspection-recap-version", "version", minutes.version),
        source: minutes.closed_name,
        received_at: Some(minutes.closed_at),
        sha256: minutes.sha256,
        link: Some(format!("/sidak/{id}/berita-acara?versi={}", minutes.version)),
    }];
    evidence.extend(held.agencies.iter().filter_map(|one| recap(&page, &held, one)));
    Ok(Explanation {
        rows,
        evidence,
        as_of: Some(held.closed_at),
        completeness: Some((heard, invited)),
        ..explanation(&page, &held.title, Ratio::new(held.attended, held.obliged))
    })
}

fn recap(page: &Page, held: &Snapshot, one: &AgencyMinutes) -> Option<EvidenceItem> {
    let recap = one.recap.as_ref()?;
    Some(EvidenceItem {
        kind: page.t("inspection-recap-heading"),
        text: format!("{}, {}", one.name, page.t1("inspection-recap-version", "version", recap.version)),
        source: one.name.clone(),
        received_at: recap.signed_at,
        sha256: recap.sha256.clone(),
        link: Some(format!("/rekap/{}/{}/{}", one.code, held.held_on, recap.version)),
    })
}
