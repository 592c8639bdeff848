//! The attendance list by its code: people write themselves in while there are seats.

use super::check::instant;
use super::step::{LIVE, missing};
use super::words;
use crate::model::Event;
use crate::rules::attendance::{ListState, list_state};
use crate::rules::code;
use crate::store::attendees::{self as store, AttendeeRow, NewAttendee, name_key};
use crate::store::events;
use serde_json::json;
use siaga_access::{Action, Resource, Verdict};
use siaga_directory as directory;
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};

/// What people see who come with the code of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenList {
    /// The event.
    pub event: Event,
    /// Name of its agency.
    pub agency_name: String,
    /// How the list stands.
    pub state: ListState,
    /// How many are on it.
    pub present: i64,
    /// How many may be on it.
    pub seats: i64,
    /// Whether the actor can be written in by one tap.
    pub may_tap: bool,
    /// When the actor was written in.
    pub own_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// Returns the list of a code. Names are not part of it.
///
/// # Errors
/// `events.code_missing`.
pub async fn open_list(ctx: &Ctx, typed: &str) -> Result<OpenList, Problem> {
    let event = of_code(ctx, typed).await?;
    let reader = ctx.db().reader();
    let own = match ctx.actor.employee {
        Some(id) => store::known(reader, event.id, Some(id), "").await?,
        None => None,
    };
    Ok(OpenList {
        agency_name: directory::agency(ctx, event.agency_id).await?.name,
        state: state_of(ctx, &event),
        present: store::count(reader, event.id).await?,
        seats: event.plan.people,
        may_tap: ctx.actor.employee.is_some() && ctx.may(Action::EventAttendOwn, &own_resource(ctx)).permit,
        own_at: own.filter(|own| own.struck_at.is_none()).map(|own| own.made_at),
        event,
    })
}

/// Writes the employee behind the account into the list of a code.
///
/// # Errors
/// `events.full`, `events.list_not_open`, `events.list_over`, `events.not_allowed`, `events.already_there`,
/// `events.struck_before`, `events.no_employee`, `events.code_missing`, `platform.forbidden`.
pub async fn attend_own(ctx: &Ctx, typed: &str) -> Result<(), Problem> {
    let event = of_code(ctx, typed).await?;
    let employee = ctx.actor.employee.ok_or_else(|| Problem::forbidden("events.no_employee"))?;
    let verdict = ctx.require(Action::EventAttendOwn, &own_resource(ctx))?;
    let person = directory::person_by_id(ctx, employee, ctx.today()).await?;
    let person = person.ok_or_else(|| Problem::forbidden("events.no_employee"))?;
    let agency = directory::agency(ctx, person.agency_id).await?;
    let new = NewAttendee {
        uid: ctx.new_id(),
        event_id: event.id,
        employee_id: Some(employee),
        name: person.name,
        institution: agency.name,
        way: "employee",
        reason: String::new(),
    };
    refuse_closed(ctx, &event)?;
    enter(ctx, &event, new, Some(&verdict)).await
}

/// Writes somebody without an account into the list of a code.
///
/// # Errors
/// As [`attend_own`], and `events.text_missing`, `events.text_long` on `name` and `institution`.
pub async fn attend_guest(ctx: &Ctx, typed: &str, name: &str, institution: &str) -> Result<(), Problem> {
    let event = of_code(ctx, typed).await?;
    let new = NewAttendee {
        uid: ctx.new_id(),
        event_id: event.id,
        employee_id: None,
        name: words::line(name, "name", words::NAME)?,
        institution: words::line(institution, "institution", words::INSTITUTION)?,
        way: "guest",
        reason: String::new(),
    };
    refuse_closed(ctx, &event)?;
    enter(ctx, &event, new, None).await
}

async fn of_code(ctx: &Ctx, typed: &str) -> Result<Event, Problem> {
    let unknown = || Problem::missing("events.code_missing");
    let code = code::typed(typed).ok_or_else(unknown)?;
    events::of_code(ctx, ctx.db().reader(), &code).await?.ok_or_else(unknown)
}

fn own_resource(ctx: &Ctx) -> Resource {
    Resource { employee: ctx.actor.employee, ..ctx.whole_government() }
}

/// Returns how the list of an event stands now.
pub(crate) fn state_of(ctx: &Ctx, event: &Event) -> ListState {
    let at = |minute| instant(ctx, event.plan.held_on, minute);
    list_state(event.state, at(event.plan.start_minute), at(event.plan.end_minute), ctx.now())
}

fn refuse_closed(ctx: &Ctx, event: &Event) -> Result<(), Problem> {
    match state_of(ctx, event) {
        ListState::Open => Ok(()),
        ListState::NotYet { opens_at } => {
            Err(Problem::conflict("events.list_not_open").with("time", words::moment(ctx, opens_at)))
        }
        ListState::Over => Err(Problem::conflict("events.list_over")),
        ListState::NotAllowed => Err(Problem::conflict("events.not_allowed")),
    }
}

/// Writes a person in: event, list and seats are looked at again in the transaction that writes.
pub(crate) async fn enter(
    ctx: &Ctx,
    seen: &Event,
    new: NewAttendee,
    verdict: Option<&Verdict>,
) -> Result<(), Problem> {
    // Most of a crowd in front of a full list is turned away here, without a writer's place.
    if store::count(ctx.db().reader(), seen.id).await? >= seen.plan.people {
        refuse_known(ctx, &new, known(ctx.db().reader(), &new).await?)?;
        return Err(full(seen));
    }
    let tx = ctx.db().begin().await?;
    tx.lock(&format!("events.list/{}", seen.id)).await?;
    let event = events::one(ctx, &*tx, seen.uid).await?.ok_or_else(missing)?;
    if new.way != "officer" {
        refuse_closed(ctx, &event)?;
    }
    refuse_known(ctx, &new, known(&*tx, &new).await?)?;
    if !store::insert(ctx, &tx, &new, event.plan.people).await? {
        return Err(full(&event));
    }
    let detail = json!({ "line": new.uid, "way": new.way });
    let entry = Entry::new("event.attend", format!("event/{}", event.uid)).detail(detail);
    let entry = match verdict {
        Some(verdict) => entry.by(verdict),
        None => entry,
    };
    audit::write(ctx, &tx, entry).await?;
    tx.commit().await?;
    ctx.app.live.tell_of(LIVE, ctx.government.id, event.uid);
    Ok(())
}

async fn known(
    connection: &impl siaga_platform::db::ConnectionTrait,
    new: &NewAttendee,
) -> Result<Option<AttendeeRow>, Problem> {
    let key = name_key(&new.name, &new.institution);
    Ok(store::known(connection, new.event_id, new.employee_id, &key).await?)
}

/// Nobody is on a list twice; who was struck comes back through the officer only.
fn refuse_known(ctx: &Ctx, new: &NewAttendee, known: Option<AttendeeRow>) -> Result<(), Problem> {
    let Some(known) = known else { return Ok(()) };
    if known.struck_at.is_none() {
        let time = words::moment(ctx, known.made_at);
        return Err(Problem::conflict("events.already_there").with("name", &known.name).with("time", time));
    }
    if new.way == "officer" {
        return Ok(());
    }
    Err(Problem::conflict("events.struck_before"))
}

fn full(event: &Event) -> Problem {
    Problem::conflict("events.full").with("seats", event.plan.people)
}
