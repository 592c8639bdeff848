//! Check-ins by phone or web: one's own, at a time, perhaps at a place.

use crate::params;
use crate::rules::distance::{Place, distance_metres};
use crate::store::checkins::{self as store, CheckinRow};
use crate::terminal::second_of_day;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use siaga_access::{Action, Resource};
use siaga_directory::{agency, person_by_id};
use siaga_platform::audit::{self, Entry};
use siaga_platform::{Ctx, Problem};
use siaga_policy::Question;
use uuid::Uuid;

/// Clocks of phones may be ahead of ours by so much.
const AHEAD_MINUTES: i64 = 2;
/// A phone without a network may deliver so much later; anything older needs a request for a forgotten punch.
const LATE_HOURS: i64 = 24;
/// Beyond so many minutes between capture and arrival the check-in is marked.
const LATE_ARRIVAL_MINUTES: i64 = 60;
/// Longest note.
const NOTE_LETTERS: usize = 200;
/// The list of one's own check-ins goes back so many days.
const OWN_DAYS: i64 = 62;

/// A check-in to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCheckin {
    /// Key made by the sender: the same again changes nothing.
    pub id: Uuid,
    /// When the button was pressed; now where nothing is said.
    pub captured_at: Option<DateTime<Utc>>,
    /// Latitude and longitude in millionths of a degree.
    pub position_micro: Option<(i64, i64)>,
    /// How exact the position is.
    pub accuracy_metres: Option<i32>,
    /// What the person wants to say.
    pub note: String,
}

/// A stored check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkin {
    /// Key.
    pub id: Uuid,
    /// When the button was pressed.
    pub captured_at: DateTime<Utc>,
    /// When it arrived here.
    pub received_at: DateTime<Utc>,
    /// Distance to the place of work in metres, where both places are known.
    pub distance_metres: Option<i64>,
    /// `far`, `no_position`, `no_office_position`, `late_arrival`, or none.
    pub flag: Option<String>,
    /// What the person said.
    pub note: String,
    /// Whether this call stored it; false when it was known already.
    pub is_new: bool,
}

/// Stores a check-in of the actor and returns it; the same id again gives what was stored.
///
/// # Shape
/// Capture and arrival are kept apart. Far away, late or without a position it is marked, never dropped.
///
/// # Errors
/// `attendance.checkin_no_employee`, `attendance.checkin_future`, `attendance.checkin_too_old`,
/// `attendance.checkin_position`, `attendance.checkin_note`, `attendance.checkin_id_taken`,
/// `platform.forbidden`.
pub async fn check_in(ctx: &Ctx, new: NewCheckin) -> Result<Checkin, Problem> {
    let employee_id = own_employee(ctx)?;
    let resource = own_resource(ctx, employee_id).await?;
    let verdict = ctx.require(Action::CheckinOwn, &resource)?;
    if let Some(known) = store::by_id(ctx.db().reader(), new.id).await? {
        return repeated(known, employee_id);
    }
    let row = judged(ctx, &new, employee_id).await?;
    let tx = ctx.db().begin().await?;
    if !store::insert(&tx, ctx.government.id, &row).await? {
        let known = store::by_id(&*tx, new.id).await?;
        return repeated(known.ok_or_else(|| Problem::missing("platform.not_found"))?, employee_id);
    }
    let detail = serde_json::json!({ "flag": row.flag, "has_position": row.latitude_micro.is_some() });
    audit::write(
        ctx,
        &tx,
        Entry::new("checkin.own", format!("checkin/{}", row.id)).detail(detail).by(&verdict),
    )
    .await?;
    tx.commit().await?;
    ctx.app.live.tell("board", ctx.government.id);
    Ok(shown(row, true))
}

/// Returns the actor's own check-ins of the last two months, newest first.
///
/// # Errors
/// `attendance.checkin_no_employee`, `platform.forbidden`.
pub async fn own_checkins(ctx: &Ctx) -> Result<Vec<Checkin>, Problem> {
    let employee_id = own_employee(ctx)?;
    ctx.require(Action::CheckinOwn, &own_resource(ctx, employee_id).await?)?;
    let from = ctx.today() - TimeDelta::days(OWN_DAYS);
    let rows = store::of_employee(ctx.db().reader(), employee_id, from, 200).await?;
    Ok(rows.into_iter().map(|row| shown(row, false)).collect())
}

fn own_employee(ctx: &Ctx) -> Result<i64, Problem> {
    ctx.actor.employee.ok_or_else(|| Problem::forbidden("attendance.checkin_no_employee"))
}

async fn own_resource(ctx: &Ctx, employee_id: i64) -> Result<Resource, Problem> {
    let person = person_by_id(ctx, employee_id, ctx.today()).await?;
    let path = match person {
        Some(person) => agency(ctx, person.agency_id).await?.path,
        None => Vec::new(),
    };
    Ok(Resource { employee: Some(employee_id), ..ctx.in_agency(&path) })
}

/// An id of somebody else's check-in says nothing about it.
fn repeated(known: CheckinRow, employee_id: i64) -> Result<Checkin, Problem> {
    if known.employee_id != employee_id {
        return Err(Problem::conflict("attendance.checkin_id_taken").on_field("id"));
    }
    Ok(shown(known, false))
}

async fn judged(ctx: &Ctx, new: &NewCheckin, employee_id: i64) -> Result<CheckinRow, Problem> {
    // Both engines keep microseconds.
    let received_at = ctx.now().trunc_subsecs(6);
    let captured_at = new.captured_at.unwrap_or(received_at).trunc_subsecs(6);
    if captured_at > received_at + TimeDelta::minutes(AHEAD_MINUTES) {
        return Err(Problem::invalid("attendance.checkin_future").on_field("captured_at"));
    }
    if captured_at < received_at - TimeDelta::hours(LATE_HOURS) {
        return Err(Problem::invalid("attendance.checkin_too_old").on_field("captured_at"));
    }
    let note = new.note.trim();
    if note.chars().count() > NOTE_LETTERS || note.chars().any(char::is_control) {
        return Err(Problem::invalid("attendance.checkin_note").on_field("note"));
    }
    let place = match new.position_micro {
        Some((latitude, longitude)) => Some(
            Place::new(latitude, longitude)
                .ok_or_else(|| Problem::invalid("attendance.checkin_position").on_field("latitude"))?,
        ),
        None => None,
    };
    let distance_metres = match place {
        Some(place) => distance_to_work(ctx, employee_id, place).await?,
        None => None,
    };
    let local = ctx.government.zone.local(captured_at);
    Ok(CheckinRow {
        id: new.id,
        employee_id,
        captured_at,
        received_at,
        punched_on: local.date(),
        second_of_day: second_of_day(local),
        latitude_micro: place.map(|place| place.latitude_micro),
        longitude_micro: place.map(|place| place.longitude_micro),
        accuracy_metres: new.accuracy_metres.map(|metres| metres.clamp(0, 100_000)),
        distance_metres,
        flag: flag(ctx, place, distance_metres, received_at - captured_at).map(str::to_owned),
        note: note.to_owned(),
    })
}

/// Returns the first thing that somebody should look at: a place that is not proven before a delay, which
/// both times tell anyway.
fn flag(
    ctx: &Ctx,
    place: Option<Place>,
    distance_metres: Option<i64>,
    delay: TimeDelta,
) -> Option<&'static str> {
    let question = Question::on(ctx.today()).at(&ctx.government.region);
    let ruling = ctx.law().book.ruling(params::FAR_CHECKIN_METRES, &question);
    let limit = ruling.and_then(|ruling| ruling.integer());
    if distance_metres.zip(limit).is_some_and(|(distance, limit)| distance > limit) {
        return Some("far");
    }
    match (place, distance_metres) {
        (None, _) => Some("no_position"),
        (Some(_), None) => Some("no_office_position"),
        _ => (delay > TimeDelta::minutes(LATE_ARRIVAL_MINUTES)).then_some("late_arrival"),
    }
}

async fn distance_to_work(ctx: &Ctx, employee_id: i64, place: Place) -> Result<Option<i64>, Problem> {
    let Some(person) = person_by_id(ctx, employee_id, ctx.today()).await? else { return Ok(None) };
    let office = agency(ctx, person.agency_id).await?;
    let office = office.latitude_micro.zip(office.longitude_micro);
    let office = office.and_then(|(latitude, longitude)| Place::new(latitude, longitude));
    Ok(office.map(|office| distance_metres(place, office)))
}

fn shown(row: CheckinRow, is_new: bool) -> Checkin {
    Checkin {
        id: row.id,
        captured_at: row.captured_at,
        received_at: row.received_at,
        distance_metres: row.distance_metres,
        flag: row.flag,
        note: row.note,
        is_new,
    }
}
