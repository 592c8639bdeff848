//! Everything that the room shows, read at once.

use super::close::minutes_of;
use super::minutes::{AgencyMinutes, Snapshot};
use super::step::missing;
use crate::model::{
    AgencyState, Answer, AnswerKind, Event, Inspection, InspectionState, Invited, MarkedAbsentee, Note,
    Question,
};
use crate::rules::agency_state::{InForce, agency_state, signed_during};
use crate::rules::rate::{Part, SoFar, so_far};
use crate::store::{agencies, answers, inspections, notes, questions};
use chrono::{DateTime, Utc};
use siaga_attendance::{AgencyDaySummary, agency_day_summaries, recap_list};
use siaga_civil::Ratio;
use siaga_directory::{self as directory, Agency};
use siaga_platform::{Ctx, Problem};
use siaga_programmes::{ProgrammeProgress, programmes_of};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// What attendance says about the invited agencies on the day of the inspection.
#[derive(Debug, Default)]
pub(crate) struct DayFacts {
    pub(crate) by_agency: HashMap<i64, AgencyDaySummary>,
}

/// One agency in the room.
#[derive(Debug, Clone)]
pub(crate) struct RoomAgency {
    pub(crate) agency: Agency,
    pub(crate) invited: Invited,
    pub(crate) state: AgencyState,
    /// When its recap was signed, where that was after the inspection began.
    pub(crate) late_signed_at: Option<DateTime<Utc>>,
}

/// The room as everybody may see it together; who sees which part of it, the pages decide.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) inspection: Inspection,
    pub(crate) agencies: Vec<RoomAgency>,
    pub(crate) questions: Vec<Question>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) notes: Vec<Note>,
    pub(crate) marked: Vec<MarkedAbsentee>,
    pub(crate) events: Vec<Event>,
    pub(crate) so_far: SoFar,
    /// Programmes of the agency whose turn it is, where the agenda walks through them.
    pub(crate) programmes: Vec<ProgrammeProgress>,
    pub(crate) day: Arc<DayFacts>,
    pub(crate) read_at: DateTime<Utc>,
}

impl Room {
    /// Returns what attendance says about an agency.
    pub(crate) fn summary(&self, agency_id: i64) -> Option<&AgencyDaySummary> {
        self.day.by_agency.get(&agency_id)
    }

    /// Returns an invited agency.
    pub(crate) fn agency(&self, agency_id: i64) -> Option<&RoomAgency> {
        self.agencies.iter().find(|one| one.agency.id == agency_id)
    }

    /// Returns whose turn it is.
    pub(crate) fn current(&self) -> Option<&RoomAgency> {
        self.agency(self.inspection.current_agency_id?)
    }

    /// Returns the answer of an agency that counts: the newest that did not come after the close.
    pub(crate) fn answer(&self, question_id: Uuid, agency_id: i64) -> Option<&Answer> {
        self.answers.iter().rfind(|one| {
            one.question_id == question_id && one.agency_id == agency_id && !self.is_after_close(one)
        })
    }

    /// Returns whether an answer came after the close and waits for the next version of the minutes.
    pub(crate) fn is_after_close(&self, answer: &Answer) -> bool {
        let inspection = &self.inspection;
        inspection.state == InspectionState::Closed
            && answer.after_minutes == Some(inspection.minutes_version)
    }

    /// Returns the questions that an agency is asked.
    pub(crate) fn asked(&self, agency_id: i64) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(move |question| question.asks(agency_id))
    }

    /// Returns how many joined.
    pub(crate) fn joined(&self) -> usize {
        self.agencies.iter().filter(|one| one.invited.is_there()).count()
    }
}

/// Reads the room with the facts of its day.
///
/// # Errors
/// `inspection.missing`.
pub(crate) async fn read(ctx: &Ctx, id: Uuid, day: Arc<DayFacts>) -> Result<Room, Problem> {
    let connection = ctx.db().reader();
    let inspection = inspections::one(ctx, connection, id).await?.ok_or_else(missing)?;
    let all = directory::agencies(ctx).await?;
    let mut known: HashMap<i64, Agency> = all.into_iter().map(|agency| (agency.id, agency)).collect();
    let invited = agencies::of(connection, id).await?;
    let agencies: Vec<RoomAgency> = invited
        .into_iter()
        .filter_map(|invited| {
            let agency = known.remove(&invited.agency_id)?;
            Some(room_agency(&inspection, agency, invited, &day))
        })
        .collect();
    let mut so_far = so_far(agencies.iter().map(|one| part(one, &day)));
    if inspection.state == InspectionState::Closed
        && let Some((_, held)) = minutes_of(ctx, id).await?.pop()
    {
        so_far = as_closed(&held);
    }
    let questions = questions::of(connection, id).await?;
    Ok(Room {
        programmes: programmes(ctx, &inspection, &questions).await?,
        questions,
        answers: answers::of(connection, id).await?,
        notes: notes::of(connection, id).await?,
        marked: notes::absentees(connection, id).await?,
        events: inspections::events(connection, id).await?,
        inspection,
        agencies,
        so_far,
        day,
        read_at: ctx.now(),
    })
}

/// Reads the programmes of the agency whose turn it is, when it is asked about them.
async fn programmes(
    ctx: &Ctx,
    inspection: &Inspection,
    questions: &[Question],
) -> Result<Vec<ProgrammeProgress>, Problem> {
    let Some(agency_id) = inspection.current_agency_id else { return Ok(Vec::new()) };
    let is_walk = |one: &&Question| one.kind == AnswerKind::Programmes && one.asks(agency_id);
    if questions.iter().find(is_walk).is_none() {
        return Ok(Vec::new());
    }
    let system = ctx.app.system_ctx("inspection.room", &ctx.government);
    programmes_of(&system, agency_id, inspection.held_on).await
}

/// After the close the figures are those of the minutes, whatever is corrected later.
fn as_closed(held: &Snapshot) -> SoFar {
    let is_heard = |one: &&AgencyMinutes| AgencyState::parse(&one.state).is_some_and(AgencyState::is_heard);
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    SoFar {
        rate: Ratio::new(held.attended, held.obliged),
        heard: count(held.agencies.iter().filter(is_heard).count()),
        invited: count(held.agencies.len()),
    }
}

fn room_agency(inspection: &Inspection, agency: Agency, invited: Invited, day: &DayFacts) -> RoomAgency {
    let recap = day.by_agency.get(&agency.id).and_then(|summary| summary.recap.as_ref());
    let in_force =
        recap.and_then(|recap| Some(InForce { version: recap.version, signed_at: recap.signed_at? }));
    let late = in_force.filter(|recap| signed_during(inspection, *recap));
    RoomAgency {
        state: agency_state(inspection, &invited, in_force),
        late_signed_at: late.map(|recap| recap.signed_at),
        agency,
        invited,
    }
}

/// Returns what an agency adds to the rate: its figures as they stand everywhere.
fn part(one: &RoomAgency, day: &DayFacts) -> Part {
    let figure = day.by_agency.get(&one.agency.id).map(|summary| summary.figure).unwrap_or_default();
    Part { is_heard: one.state.is_heard(), attended: figure.tally.attended(), obliged: figure.obliged }
}

/// Reads what attendance says about the invited agencies; nothing before the day has come.
///
/// # Errors
/// `inspection.missing`.
pub(crate) async fn day_facts(ctx: &Ctx, id: Uuid) -> Result<DayFacts, Problem> {
    let inspection = inspections::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    if inspection.held_on > ctx.today() {
        return Ok(DayFacts::default());
    }
    let invited = agencies::of(ctx.db().reader(), id).await?;
    let ids: Vec<i64> = invited.iter().map(|one| one.agency_id).collect();
    let system = ctx.app.system_ctx("inspection.room", &ctx.government);
    let summaries = agency_day_summaries(&system, &ids, inspection.held_on).await?;
    Ok(DayFacts { by_agency: summaries.into_iter().map(|one| (one.agency.id, one)).collect() })
}

/// Versions of recaps that a day rests on; as long as they are the same, so are the recaps.
pub(crate) type Fingerprint = Vec<(i64, Uuid, &'static str)>;

/// Reads the versions of the recaps of the day of an inspection.
///
/// # Errors
/// As the store says.
pub(crate) async fn fingerprint(ctx: &Ctx, inspection: &Inspection) -> Result<Fingerprint, Problem> {
    let system = ctx.app.system_ctx("inspection.room", &ctx.government);
    let recaps = recap_list(&system, inspection.held_on).await?.into_iter().filter_map(|one| one.recap);
    let mut versions: Fingerprint =
        recaps.map(|recap| (recap.agency_id, recap.id, recap.state.as_str())).collect();
    versions.sort_unstable();
    Ok(versions)
}

/// Returns the invited agencies in their order, each with whether it was heard.
///
/// # Errors
/// As the store says.
pub(crate) async fn heard(ctx: &Ctx, id: Uuid) -> Result<Vec<(i64, bool)>, Problem> {
    let room = super::shared::room(ctx, id).await?;
    Ok(room.agencies.iter().map(|one| (one.agency.id, one.state.is_heard())).collect())
}
