//! What people type about an event: read, cleaned, and refused with what to do.

use super::words;
use crate::model::{Change, EventPlan, PlacePlan};
use crate::rules::links;
use crate::store::places;
use chrono::{Days, NaiveDate, NaiveTime};
use siaga_access::Action;
use siaga_directory::{self as directory, Person};
use siaga_platform::db::ConnectionTrait;
use siaga_platform::{Ctx, Problem};

/// More people than any place of a regency holds.
const PEOPLE_MAX: i64 = 100_000;
/// So far ahead people plan.
const DAYS_AHEAD: u64 = 730;
/// So many people are read to find the one who is meant.
const PEOPLE_READ: usize = 20;

/// Returns a plan with clean texts.
///
/// # Errors
/// `events.people_missing`, `events.people_unlikely`, `events.capacity_missing`, `events.region_outside`,
/// `events.time`, `events.end_before_start`, `events.past`, `events.day_unlikely`, `events.link`,
/// `events.link_missing`, `events.text_missing`, `events.text_long`.
pub(crate) fn plan(ctx: &Ctx, plan: &EventPlan) -> Result<EventPlan, Problem> {
    let place = plan.place.as_ref().map(|place| checked_place(ctx, place)).transpose()?;
    people(plan.people)?;
    times(ctx, plan.held_on, plan.start_minute, plan.end_minute)?;
    let meeting_link = link(&plan.meeting_link, place.is_none())?;
    Ok(EventPlan {
        title: words::line(&plan.title, "title", words::TITLE)?,
        purpose: words::lines(&plan.purpose, "purpose", words::PURPOSE)?,
        contact: words::line(&plan.contact, "contact", words::CONTACT)?,
        place,
        meeting_link,
        ..plan.clone()
    })
}

/// Returns the plan after a change of its organiser.
///
/// # Errors
/// As [`plan`].
pub(crate) fn changed(ctx: &Ctx, before: &EventPlan, change: &Change) -> Result<EventPlan, Problem> {
    let after = match change {
        Change::Shrink { people } => EventPlan { people: *people, ..before.clone() },
        Change::MakeVirtual { meeting_link } => {
            EventPlan { place: None, meeting_link: meeting_link.clone(), ..before.clone() }
        }
        Change::Move { held_on, start_minute, end_minute } => EventPlan {
            held_on: *held_on,
            start_minute: *start_minute,
            end_minute: *end_minute,
            ..before.clone()
        },
        Change::Plan(plan) => (**plan).clone(),
    };
    plan(ctx, &after)
}

fn people(people: i64) -> Result<(), Problem> {
    if people < 1 {
        return Err(Problem::invalid("events.people_missing").on_field("people"));
    }
    if people > PEOPLE_MAX {
        return Err(Problem::invalid("events.people_unlikely").on_field("people").with("most", PEOPLE_MAX));
    }
    Ok(())
}

fn checked_place(ctx: &Ctx, place: &PlacePlan) -> Result<PlacePlan, Problem> {
    if !(1..=PEOPLE_MAX).contains(&place.capacity) {
        return Err(Problem::invalid("events.capacity_missing")
            .on_field("capacity")
            .with("most", PEOPLE_MAX));
    }
    if place.region.is_some_and(|region| !region.is_within(&ctx.government.region)) {
        let problem = Problem::invalid("events.region_outside").on_field("region");
        return Err(problem.with("government", &ctx.government.name));
    }
    Ok(PlacePlan {
        name: words::line(&place.name, "place", words::PLACE)?,
        address: words::line(&place.address, "address", words::ADDRESS)?,
        ..place.clone()
    })
}

/// Other agencies plan with a known place too: it becomes no larger and moves nowhere else by a request of one
/// of them. Who sees to events of the whole government corrects it.
///
/// # Errors
/// `events.place_known` on the field.
pub(crate) async fn known_place(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    place: Option<&PlacePlan>,
) -> Result<(), Problem> {
    let Some(place) = place else { return Ok(()) };
    if ctx.may(Action::EventRequest, &ctx.whole_government()).permit {
        return Ok(());
    }
    let all = places::all(ctx, connection).await?;
    let Some(known) = all.iter().find(|known| places::key(&known.name) == places::key(&place.name)) else {
        return Ok(());
    };
    let is_elsewhere = known.region.is_some() && known.region != place.region;
    if place.capacity <= known.capacity && !is_elsewhere {
        return Ok(());
    }
    let field = if is_elsewhere { "region" } else { "capacity" };
    let problem = Problem::invalid("events.place_known").on_field(field);
    Err(problem.with("name", &known.name).with("most", known.capacity))
}

fn times(ctx: &Ctx, held_on: NaiveDate, start_minute: i32, end_minute: i32) -> Result<(), Problem> {
    for (minute, field) in [(start_minute, "start"), (end_minute, "end")] {
        if !(0..24 * 60).contains(&minute) {
            return Err(Problem::invalid("events.time").on_field(field));
        }
    }
    if end_minute <= start_minute {
        return Err(Problem::invalid("events.end_before_start").on_field("end"));
    }
    let last = ctx.today().checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(NaiveDate::MAX);
    if held_on > last {
        return Err(Problem::invalid("events.day_unlikely").on_field("held_on"));
    }
    if held_on < ctx.today() || (held_on == ctx.today() && start_minute <= ctx.minute_of_day()) {
        return Err(Problem::invalid("events.past").on_field("held_on"));
    }
    Ok(())
}

fn link(text: &str, is_needed: bool) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() && is_needed {
        return Err(Problem::invalid("events.link_missing").on_field("meeting_link"));
    }
    if !text.is_empty() && !links::is_https(text) {
        return Err(Problem::invalid("events.link").on_field("meeting_link"));
    }
    Ok(text.to_owned())
}

/// Returns the one employee that a number or a part of a name means.
///
/// # Errors
/// `events.organiser_missing` and `events.organiser_several` on the field.
pub(crate) async fn organiser(ctx: &Ctx, text: &str) -> Result<Person, Problem> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect();
    let missing = || Problem::invalid("events.organiser_missing").on_field("organiser").with("text", &text);
    if text.is_empty() {
        return Err(missing());
    }
    let people = directory::search_people(ctx, &text, ctx.today(), PEOPLE_READ).await?;
    let is_exact = |person: &&Person| {
        let known = [person.nip.as_deref(), person.staff_number.as_deref(), Some(person.name.as_str())];
        known.into_iter().flatten().any(|known| known.eq_ignore_ascii_case(&text))
    };
    let exact: Vec<&Person> = people.iter().filter(is_exact).collect();
    match (exact.as_slice(), people.as_slice()) {
        ([only], _) => Ok((*only).clone()),
        (_, [only]) => Ok(only.clone()),
        (_, []) => Err(missing()),
        _ => {
            let names: Vec<&str> = people.iter().take(5).map(|person| person.name.as_str()).collect();
            let problem = Problem::invalid("events.organiser_several").on_field("organiser");
            Err(problem.with("text", &text).with("names", names.join("; ")))
        }
    }
}

/// Returns the instant of a minute of a day at the offices of the government.
pub(crate) fn instant(ctx: &Ctx, on: NaiveDate, minute: i32) -> chrono::DateTime<chrono::Utc> {
    let seconds = u32::try_from(minute.clamp(0, 1439)).unwrap_or(0) * 60;
    let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or(NaiveTime::MIN);
    ctx.government.zone.instant(on.and_time(time))
}
