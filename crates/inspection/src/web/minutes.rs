//! The minutes: every closed version, with what it rests on.

use super::{LIST, room_path, texts};
use crate::model::{AgencyState, Minutes};
use crate::ops::close::minutes_of;
use crate::ops::minutes::{AgencyMinutes, Snapshot};
use crate::ops::shared;
use crate::ops::viewer::{Sight, viewer};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use siaga_attendance::StatusKind;
use siaga_civil::Ratio;
use siaga_platform::web::{Page, Query, render};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "inspection/minutes.html")]
struct MinutesPage {
    page: Page,
    path: String,
    versions: Vec<VersionRow>,
    shown: Option<Shown>,
}

struct VersionRow {
    version: i32,
    closed: String,
    reason: String,
    is_shown: bool,
}

struct Shown {
    held: Snapshot,
    sha256: String,
    pdf: Option<String>,
    rate: String,
    attended: String,
    agencies: Vec<AgencyRow>,
    not_joined: Vec<String>,
    findings: Vec<(String, String)>,
    instructions: Vec<(String, String, String, String)>,
}

struct AgencyRow {
    name: String,
    tone: &'static str,
    state: String,
    joined: String,
    rate: String,
    recap: String,
    seal: String,
    recap_link: String,
    late: String,
    differences: i64,
    answers: Vec<(String, String)>,
    absentees: Vec<(String, String)>,
}

#[derive(Debug, serde::Deserialize)]
pub(super) struct Which {
    versi: Option<i32>,
}

pub(super) async fn show(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let viewer = viewer(&ctx, id).await?;
    let room = shared::room(&ctx, id).await?;
    let page = Page::new(&ctx, "inspection-minutes")
        .under(LIST, ctx.text("inspection-title", &[]))
        .under(room_path(id), room.inspection.title.clone());
    let mut all = minutes_of(&ctx, id).await?;
    let wanted = which.versi.unwrap_or(room.inspection.minutes_version);
    let versions = all.iter().map(|(minutes, _)| VersionRow {
        version: minutes.version,
        closed: format!("{}, {}", minutes.closed_name, page.time(minutes.closed_at)),
        reason: minutes.reason.clone(),
        is_shown: minutes.version == wanted,
    });
    let versions = versions.collect();
    let place = all.iter().position(|(minutes, _)| minutes.version == wanted);
    let shown = place.map(|place| {
        let (minutes, held) = all.swap_remove(place);
        let names = |code: &str| {
            let agency = room.agencies.iter().find(|one| one.agency.code == code);
            agency.is_some_and(|one| viewer.sight.names(one.agency.id))
        };
        shown(&page, minutes, held, &viewer.sight, names)
    });
    render(&MinutesPage { path: room_path(id), versions, shown, page })
}

fn shown(
    page: &Page,
    minutes: Minutes,
    held: Snapshot,
    sight: &Sight,
    names: impl Fn(&str) -> bool,
) -> Shown {
    let agencies = held.agencies.iter().map(|one| agency_row(page, &held, one, names(&one.code)));
    let not_joined = held.agencies.iter().filter(|one| one.joined_at.is_none());
    let is_seen = |agency: &str| {
        *sight == Sight::All
            || agency.is_empty()
            || held.agencies.iter().any(|one| one.name == agency && names(&one.code))
    };
    let everybody = |agency: &str| {
        if agency.is_empty() { page.t("inspection-all-agencies") } else { agency.to_owned() }
    };
    let findings = held.findings.iter().filter(|one| is_seen(&one.agency));
    let instructions = held.instructions.iter().filter(|one| is_seen(&one.agency));
    let pdf = minutes.document_id.filter(|_| *sight == Sight::All);
    Shown {
        sha256: minutes.sha256,
        pdf: pdf.map(|document| format!("/surat/{document}")),
        rate: page.ratio(Ratio::new(held.attended, held.obliged)),
        attended: page.t2(
            "inspection-attended",
            "attended",
            page.number(held.attended),
            "obliged",
            page.number(held.obliged),
        ),
        agencies: agencies.collect(),
        not_joined: not_joined.map(|one| one.name.clone()).collect(),
        findings: findings.map(|one| (everybody(&one.agency), one.text.clone())).collect(),
        instructions: instructions
            .map(|one| {
                let due = one.due_on.map(|on| page.date(on)).unwrap_or_default();
                // Somebody of any agency may be meant where no agency is named.
                let is_named = *sight == Sight::All || !one.agency.is_empty();
                let person = if is_named { one.person.clone() } else { String::new() };
                (everybody(&one.agency), one.text.clone(), person, due)
            })
            .collect(),
        held,
    }
}

fn agency_row(page: &Page, held: &Snapshot, one: &AgencyMinutes, sees_names: bool) -> AgencyRow {
    let state = AgencyState::parse(&one.state).unwrap_or(AgencyState::Waiting);
    let (tone, state) = texts::agency_badge(page, state);
    let recap = one.recap.as_ref();
    let signed_late = recap.filter(|recap| recap.is_late).and_then(|recap| recap.signed_at);
    let answers = one.answers.iter().filter(|_| sees_names).map(|answer| {
        let text = answer.value.as_ref().map(|value| texts::answer(page, value));
        (answer.question.clone(), text.unwrap_or_else(|| page.t("inspection-unanswered")))
    });
    let absentees = one.absentees.iter().filter(|_| sees_names).map(|absentee| {
        let status = StatusKind::parse(&absentee.status).unwrap_or(StatusKind::NoRecord);
        (absentee.name.clone(), texts::absence(page, status))
    });
    AgencyRow {
        name: one.name.clone(),
        tone,
        state,
        joined: one.joined_at.map(|at| page.clock(at)).unwrap_or_default(),
        rate: page.ratio(Ratio::new(one.attended, one.obliged)),
        recap: recap
            .map(|recap| page.t1("inspection-recap-version", "version", recap.version))
            .unwrap_or_default(),
        seal: recap.map(|recap| recap.sha256.clone()).unwrap_or_default(),
        recap_link: recap
            .filter(|_| sees_names)
            .map(|recap| format!("/rekap/{}/{}/{}", one.code, held.held_on, recap.version))
            .unwrap_or_default(),
        late: signed_late
            .map(|at| page.t1("inspection-signed-late", "time", page.clock(at)))
            .unwrap_or_default(),
        differences: one.differences,
        answers: answers.collect(),
        absentees: absentees.collect(),
    }
}
