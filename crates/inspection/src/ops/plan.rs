//! Planning an inspection: when, who leads, which agencies in which order, where people meet.

use super::step::{Step, expect_state, missing};
use super::words;
use crate::model::{Inspection, InspectionState};
use crate::rules::{links, order};
use crate::settings;
use crate::store::{agencies as invited_store, inspections as store};
use chrono::{Datelike, NaiveDate};
use siaga_access::Action;
use siaga_directory::{self as directory, Person};
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// What is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInspection {
    /// What it is called.
    pub title: String,
    /// The day whose recaps are reported.
    pub held_on: NaiveDate,
    /// When it is to begin, in minutes after midnight.
    pub start_minute: i32,
    /// Who leads it: NIP, staff number or a part of the name that fits one person.
    pub leader: String,
    /// Codes of the agencies in their order; none named means all, by code.
    pub agencies: Vec<String>,
    /// Where people meet, by https; empty for a room of one's own service, or for none.
    pub meeting_link: String,
}

const TITLE_LETTERS: usize = 160;
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Plans an inspection and returns its key.
///
/// # Errors
/// `inspection.title_missing`, `inspection.date`, `inspection.time`, `inspection.leader_missing`,
/// `inspection.leader_several`, `inspection.leader_without_post`, `inspection.link`,
/// `inspection.no_agencies`, `directory.agency_missing`, `platform.forbidden`.
pub async fn plan_inspection(ctx: &Ctx, new: &NewInspection) -> Result<Uuid, Problem> {
    let verdict = ctx.require(Action::InspectionPlan, &ctx.whole_government())?;
    let agencies = wanted_agencies(ctx, &new.agencies).await?;
    let mut inspection = read(ctx, ctx.new_id(), new).await?;
    if inspection.meeting_link.is_empty() {
        let service = siaga_platform::settings::value(ctx, &settings::JITSI_ADDRESS).await?;
        if !service.is_empty() {
            inspection.meeting_link = links::room(&service, ctx.app.ids.secret());
        }
    }
    let tx = ctx.db().begin().await?;
    store::insert(ctx, &tx, &inspection).await?;
    invited_store::replace(&tx, inspection.id, &agencies).await?;
    let detail = serde_json::json!({ "day": inspection.held_on, "agencies": agencies.len() });
    let entry = Entry::new("inspection.plan", format!("inspection/{}", inspection.id)).detail(detail);
    audit::write(ctx, &tx, entry.by(&verdict)).await?;
    tx.commit().await?;
    Ok(inspection.id)
}

/// Changes what is planned; the agencies keep their order unless others are named.
///
/// # Errors
/// Those of [`plan_inspection`], `inspection.changed`, `inspection.not_planned`.
pub async fn replan_inspection(
    ctx: &Ctx,
    id: Uuid,
    seen_version: i64,
    new: &NewInspection,
) -> Result<(), Problem> {
    ctx.require(Action::InspectionPlan, &ctx.whole_government())?;
    let before = store::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    expect_state(&before, &[InspectionState::Planned])?;
    let wanted = wanted_agencies(ctx, &new.agencies).await?;
    let inspection = read(ctx, id, new).await?;
    let planned = &[InspectionState::Planned];
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionPlan, planned).await?;
    let old = invited_store::of(&*step.tx, id).await?;
    let kept = old.iter().map(|one| one.agency_id).filter(|agency| wanted.contains(agency));
    let mut agencies: Vec<i64> = kept.collect();
    agencies.extend(wanted.iter().filter(|agency| !old.iter().any(|one| one.agency_id == **agency)));
    store::replan(&step.tx, &inspection).await?;
    invited_store::replace(&step.tx, id, &agencies).await?;
    let detail = serde_json::json!({ "day": inspection.held_on, "agencies": agencies.len() });
    step.finish(ctx, "inspection.plan", detail).await
}

/// How the order is to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reorder {
    /// One agency goes up or down by a place.
    Move {
        /// Agency.
        agency_id: i64,
        /// Up, or else down.
        is_up: bool,
    },
    /// Numbers were typed beside agencies.
    Numbers(Vec<(i64, i32)>),
}

/// Changes the order of turns, before an inspection or during it.
///
/// # Errors
/// `inspection.changed`, `inspection.not_open`, `platform.forbidden`.
pub async fn reorder_agencies(
    ctx: &Ctx,
    id: Uuid,
    seen_version: i64,
    reorder: &Reorder,
) -> Result<(), Problem> {
    let states = &[InspectionState::Open, InspectionState::Planned];
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionModerate, states).await?;
    let before: Vec<i64> =
        invited_store::of(&*step.tx, id).await?.into_iter().map(|one| one.agency_id).collect();
    let after = match reorder {
        Reorder::Move { agency_id, is_up } => order::moved(&before, *agency_id, *is_up),
        Reorder::Numbers(numbers) => order::numbered(&before, numbers),
    };
    invited_store::reorder(&step.tx, id, &after).await?;
    step.finish(ctx, "inspection.plan", serde_json::json!({ "order": after })).await
}

/// Cancels a planned inspection.
///
/// # Errors
/// `inspection.reason_missing`, `inspection.changed`, `inspection.not_planned`, `platform.forbidden`.
pub async fn cancel_inspection(ctx: &Ctx, id: Uuid, seen_version: i64, reason: &str) -> Result<(), Problem> {
    let reason = reason_of(reason)?;
    let planned = &[InspectionState::Planned];
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionPlan, planned).await?;
    store::set_state(&step.tx, id, InspectionState::Cancelled).await?;
    store::add_event(ctx, &step.tx, id, "cancelled", &reason).await?;
    step.finish(ctx, "inspection.cancel", serde_json::json!({ "reason": reason })).await
}

/// Returns a reason that says something.
pub(crate) fn reason_of(text: &str) -> Result<String, Problem> {
    let reason = words::line_within(text, 500, "reason")?;
    if reason.chars().count() < 5 {
        return Err(Problem::invalid("inspection.reason_missing").on_field("reason"));
    }
    Ok(reason)
}

async fn wanted_agencies(ctx: &Ctx, codes: &[String]) -> Result<Vec<i64>, Problem> {
    let all = directory::agencies(ctx).await?;
    let mut wanted: Vec<i64> = Vec::new();
    for code in codes {
        let found = all.iter().find(|agency| agency.code == *code);
        let agency = found.ok_or_else(|| Problem::missing("directory.agency_missing").with("code", code))?;
        if !wanted.contains(&agency.id) {
            wanted.push(agency.id);
        }
    }
    if codes.is_empty() {
        wanted = all.iter().map(|agency| agency.id).collect();
    }
    if wanted.is_empty() {
        return Err(Problem::invalid("inspection.no_agencies").on_field("agencies"));
    }
    Ok(wanted)
}

async fn read(ctx: &Ctx, id: Uuid, new: &NewInspection) -> Result<Inspection, Problem> {
    let title = words::line_within(&new.title, TITLE_LETTERS, "title")?;
    if title.is_empty() {
        return Err(Problem::invalid("inspection.title_missing").on_field("title"));
    }
    if !YEARS.contains(&new.held_on.year()) {
        return Err(Problem::invalid("inspection.date").on_field("held_on"));
    }
    if !(0..24 * 60).contains(&new.start_minute) {
        return Err(Problem::invalid("inspection.time").on_field("start"));
    }
    let meeting_link = new.meeting_link.trim().to_owned();
    if !meeting_link.is_empty() && !links::is_https(&meeting_link) {
        return Err(Problem::invalid("inspection.link").on_field("meeting_link"));
    }
    let leader = leader(ctx, &new.leader, new.held_on).await?;
    Ok(Inspection {
        id,
        title,
        held_on: new.held_on,
        start_minute: new.start_minute,
        leader_id: leader.id,
        leader_name: leader.name,
        leader_post: leader.title,
        meeting_link,
        state: InspectionState::Planned,
        version: 1,
        pulse: 1,
        facts: 0,
        current_agency_id: None,
        minutes_version: 0,
        started_at: None,
        closed_at: None,
        planned_name: ctx.actor.name.clone(),
    })
}

async fn leader(ctx: &Ctx, text: &str, on: NaiveDate) -> Result<Person, Problem> {
    let mut found = found_person(ctx, text, on, "leader").await?;
    if found.title.trim().is_empty() {
        return Err(Problem::invalid("inspection.leader_without_post")
            .on_field("leader")
            .with("name", found.name));
    }
    found.title = words::one_line(&found.title, TITLE_LETTERS);
    Ok(found)
}

/// So many people are read to find the one who is meant.
const PEOPLE_READ: usize = 20;

/// Returns the one person that a number or a part of a name means on a day.
///
/// # Errors
/// `inspection.leader_missing` and `inspection.leader_several` on the field.
pub(crate) async fn found_person(
    ctx: &Ctx,
    text: &str,
    on: NaiveDate,
    field: &'static str,
) -> Result<Person, Problem> {
    let text = words::one_line(text, 80);
    let people = directory::search_people(ctx, &text, on, PEOPLE_READ).await?;
    let is_exact = |person: &&Person| {
        let numbers = [person.nip.as_deref(), person.staff_number.as_deref(), Some(person.name.as_str())];
        numbers.into_iter().flatten().any(|known| known.eq_ignore_ascii_case(&text))
    };
    let exact: Vec<&Person> = people.iter().filter(is_exact).collect();
    match (exact.as_slice(), people.as_slice()) {
        ([only], _) => Ok((*only).clone()),
        (_, [only]) => Ok(only.clone()),
        (_, []) => Err(Problem::invalid("inspection.leader_missing").on_field(field).with("text", text)),
        _ => {
            let names: Vec<&str> = people.iter().take(5).map(|person| person.name.as_str()).collect();
            Err(Problem::invalid("inspection.leader_several")
                .on_field(field)
                .with("text", text)
                .with("names", names.join("; ")))
        }
    }
}
