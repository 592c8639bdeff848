//! Minutes: a snapshot of everything that was reported, found and ordered.

use crate::model::{AgencyState, AnswerValue, NoteKind};
use crate::ops::room::{Room, RoomAgency};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use siaga_attendance::{PaperStatus, StatusKind};
use std::collections::HashMap;
use uuid::Uuid;

/// Everything in the minutes, as it was at the close. Its JSON is canonical: the fields in this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Inspection.
    pub inspection: Uuid,
    /// Version of the minutes, from 1.
    pub version: i32,
    /// What it was called.
    pub title: String,
    /// The day.
    pub held_on: NaiveDate,
    /// When it began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
    /// Who led it.
    pub leader_name: String,
    /// The post of the leader.
    pub leader_post: String,
    /// Why this version was made; empty for the first.
    pub reason: String,
    /// Closing words of the leader.
    pub closing: String,
    /// Who attended in the agencies heard.
    pub attended: i64,
    /// Who was obliged to, in the agencies heard.
    pub obliged: i64,
    /// Agencies in the order of their turn.
    pub agencies: Vec<AgencyMinutes>,
    /// Findings.
    pub findings: Vec<FindingMinutes>,
    /// Instructions.
    pub instructions: Vec<InstructionMinutes>,
}

/// One agency in the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyMinutes {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// State at the close.
    pub state: String,
    /// When it joined.
    pub joined_at: Option<DateTime<Utc>>,
    /// Who reported.
    pub spokesperson: String,
    /// The recap in force.
    pub recap: Option<RecapMinutes>,
    /// Who attended.
    pub attended: i64,
    /// Who was obliged to.
    pub obliged: i64,
    /// People seen by a terminal.
    pub seen_by_terminal: i64,
    /// People about whom recap and other evidence contradict each other.
    pub differences: i64,
    /// Answers to the questions of the agenda.
    pub answers: Vec<AnswerMinutes>,
    /// People without record or explanation.
    pub absentees: Vec<AbsenteeMinutes>,
}

/// A recap, pinned by its seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecapMinutes {
    /// Key.
    pub id: Uuid,
    /// Version.
    pub version: i32,
    /// Seal of its lines.
    pub sha256: String,
    /// When it was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// Whether that was after the inspection began.
    pub is_late: bool,
    /// Whether the head confirmed exactly this version.
    pub is_confirmed: bool,
    /// People by status.
    pub counts: Vec<(String, i64)>,
}

/// An answer in the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerMinutes {
    /// The question.
    pub question: String,
    /// What was answered; nothing where nobody did.
    pub value: Option<AnswerValue>,
    /// When.
    pub answered_at: Option<DateTime<Utc>>,
    /// Whether it came after an earlier close.
    pub is_after_close: bool,
}

/// Somebody without record or explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenteeMinutes {
    /// Name.
    pub name: String,
    /// NIP or staff number, empty for neither.
    pub number: String,
    /// `unexcused` or `no_record`.
    pub status: String,
    /// Whether marked for discipline.
    pub is_marked: bool,
}

/// A finding in the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingMinutes {
    /// Agency; empty for all.
    pub agency: String,
    /// What was found.
    pub text: String,
}

/// An instruction in the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionMinutes {
    /// Agency; empty for none.
    pub agency: String,
    /// What is to be done.
    pub text: String,
    /// Who is to do it.
    pub person: String,
    /// By when.
    pub due_on: Option<NaiveDate>,
}

impl Snapshot {
    /// Returns its canonical JSON and the hash of that.
    pub(crate) fn sealed(&self) -> (String, String) {
        let json = serde_json::to_string(self).expect("texts and numbers are always JSON");
        let sha256 = hex::encode(Sha256::digest(json.as_bytes()));
        (json, sha256)
    }
}

/// What a close adds to the room.
#[derive(Debug)]
pub(crate) struct Closing<'a> {
    pub(crate) version: i32,
    pub(crate) reason: &'a str,
    pub(crate) words: &'a str,
    pub(crate) closed_at: DateTime<Utc>,
    /// NIP or staff number by employee.
    pub(crate) numbers: &'a HashMap<i64, String>,
}

/// Returns what the minutes of a room hold.
pub(crate) fn snapshot(room: &Room, closing: &Closing<'_>) -> Snapshot {
    let inspection = &room.inspection;
    let name = |id: Option<i64>| {
        id.and_then(|id| room.agency(id)).map(|one| one.agency.name.clone()).unwrap_or_default()
    };
    let notes = |kind: NoteKind| room.notes.iter().filter(move |note| note.kind == kind);
    Snapshot {
        inspection: inspection.id,
        version: closing.version,
        title: inspection.title.clone(),
        held_on: inspection.held_on,
        started_at: inspection.started_at,
        closed_at: closing.closed_at,
        leader_name: inspection.leader_name.clone(),
        leader_post: inspection.leader_post.clone(),
        reason: closing.reason.to_owned(),
        closing: closing.words.to_owned(),
        attended: room.so_far.rate.numerator,
        obliged: room.so_far.rate.denominator,
        agencies: room.agencies.iter().map(|one| agency_minutes(room, one, closing)).collect(),
        findings: notes(NoteKind::Finding)
            .map(|note| FindingMinutes { agency: name(note.agency_id), text: note.text.clone() })
            .collect(),
        instructions: notes(NoteKind::Instruction)
            .map(|note| InstructionMinutes {
                agency: name(note.agency_id),
                text: note.text.clone(),
                person: note.person_name.clone(),
                due_on: note.due_on,
            })
            .collect(),
    }
}

fn agency_minutes(room: &Room, one: &RoomAgency, closing: &Closing<'_>) -> AgencyMinutes {
    let summary = room.summary(one.agency.id);
    let figure = summary.map(|summary| summary.figure).unwrap_or_default();
    let confirmed = one.invited.confirmed.as_ref();
    let spokesperson = confirmed.map(|confirmed| confirmed.name.clone());
    let joined = one.invited.joined.as_ref().filter(|_| one.invited.is_there());
    let joined_name = || joined.map(|(_, name)| name.clone());
    // Whoever was still waited for at the close did not come.
    let state = match one.state {
        AgencyState::Waiting => AgencyState::NotJoined,
        state => state,
    };
    AgencyMinutes {
        code: one.agency.code.clone(),
        name: one.agency.name.clone(),
        state: state.as_str().to_owned(),
        joined_at: joined.map(|(at, _)| *at),
        spokesperson: spokesperson.or_else(joined_name).unwrap_or_default(),
        recap: recap_minutes(room, one),
        attended: figure.tally.attended(),
        obliged: figure.obliged,
        seen_by_terminal: summary.map_or(0, |summary| summary.seen.by_terminal),
        differences: count(summary.map_or(0, |summary| summary.differences.len())),
        answers: answers(room, one.agency.id),
        absentees: absentees(room, one.agency.id, closing),
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn recap_minutes(room: &Room, one: &RoomAgency) -> Option<RecapMinutes> {
    let recap = room.summary(one.agency.id)?.recap.as_ref()?;
    let confirmed = one.invited.confirmed.as_ref();
    Some(RecapMinutes {
        id: recap.id,
        version: recap.version,
        sha256: recap.lines_sha256.clone(),
        signed_at: recap.signed_at,
        is_late: one.late_signed_at.is_some(),
        is_confirmed: confirmed.is_some_and(|confirmed| confirmed.recap_id == recap.id),
        counts: recap.counts.iter().map(|(status, people)| (paper(*status), *people)).collect(),
    })
}

fn paper(status: PaperStatus) -> String {
    status.as_str().to_owned()
}

fn answers(room: &Room, agency_id: i64) -> Vec<AnswerMinutes> {
    room.asked(agency_id)
        .map(|question| {
            let answer = room.answer(question.id, agency_id);
            AnswerMinutes {
                question: question.text.clone(),
                value: answer.map(|answer| answer.value.clone()),
                answered_at: answer.map(|answer| answer.answered_at),
                is_after_close: answer.is_some_and(|answer| answer.after_minutes.is_some()),
            }
        })
        .collect()
}

fn absentees(room: &Room, agency_id: i64, closing: &Closing<'_>) -> Vec<AbsenteeMinutes> {
    let Some(summary) = room.summary(agency_id) else { return Vec::new() };
    summary
        .absentees
        .iter()
        .filter(|absentee| matches!(absentee.status, StatusKind::Unexcused | StatusKind::NoRecord))
        .map(|absentee| AbsenteeMinutes {
            name: absentee.name.clone(),
            number: closing.numbers.get(&absentee.employee_id).cloned().unwrap_or_default(),
            status: absentee.status.as_str().to_owned(),
            is_marked: room.marked.iter().any(|one| one.employee_id == absentee.employee_id),
        })
        .collect()
}
