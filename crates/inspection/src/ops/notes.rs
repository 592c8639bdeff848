//! What is noted in the room: findings, instructions, people marked for discipline.

use super::moderate::{OPEN, expect_invited};
use super::plan::found_person;
use super::step::{Step, missing};
use super::words;
use crate::model::{MarkedAbsentee, Note, NoteKind};
use crate::store::{inspections, notes as store};
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_attendance::{StatusKind, agency_day_summary};
use siaga_directory as directory;
use siaga_platform::{Ctx, Problem, topics};
use siaga_programmes::{NewEvaluation, note_evaluation};
use uuid::Uuid;

/// News of somebody marked for discipline: `inspection`, `employee`, `agency`, `day`, `recap`,
/// `recap_version`, `recap_sha256`.
pub const ABSENTEE_MARKED: &str = "inspection.absentee_marked";

const NOTE_LETTERS: usize = 2_000;

/// Something that is to be noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNote {
    /// The agency that it is about; none for all.
    pub agency_id: Option<i64>,
    /// What was found or is to be done.
    pub text: String,
}

/// Notes a finding.
///
/// # Errors
/// `inspection.text_missing`, `inspection.text_long`, `inspection.agency_not_invited`, `inspection.changed`,
/// `inspection.not_open`, `platform.forbidden`.
pub async fn note_finding(ctx: &Ctx, id: Uuid, seen_version: i64, new: &NewNote) -> Result<Uuid, Problem> {
    let text = text_of(&new.text, "finding")?;
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionModerate, OPEN).await?;
    let note = Note {
        text,
        due_on: None,
        person_id: None,
        person_name: String::new(),
        ..blank(ctx, NoteKind::Finding, new.agency_id)
    };
    write(ctx, step, note).await
}

/// Who is to do it, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// NIP, staff number or a part of the name; empty for the head of the agency.
    pub person: String,
    /// By when.
    pub due_on: NaiveDate,
}

/// Notes an instruction. It becomes a task when the inspection is closed.
///
/// # Errors
/// `inspection.text_missing`, `inspection.due_past`, `inspection.person_missing` when neither a person
/// nor an agency with a head is named, those of a person that cannot be found, and those of
/// [`note_finding`].
pub async fn note_instruction(
    ctx: &Ctx,
    id: Uuid,
    seen_version: i64,
    new: &NewNote,
    order: &Order,
) -> Result<Uuid, Problem> {
    let text = text_of(&new.text, "instruction")?;
    if order.due_on < ctx.today() {
        return Err(Problem::invalid("inspection.due_past").on_field("due_on"));
    }
    let (person_id, person_name) = match (order.person.trim(), new.agency_id) {
        ("", Some(agency_id)) => head(ctx, agency_id).await?,
        ("", None) => return Err(Problem::invalid("inspection.person_missing").on_field("person")),
        (person, _) => {
            let found = found_person(ctx, person, ctx.today(), "person").await?;
            (Some(found.id), found.name)
        }
    };
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionModerate, OPEN).await?;
    let note = Note {
        text,
        due_on: Some(order.due_on),
        person_id,
        person_name,
        ..blank(ctx, NoteKind::Instruction, new.agency_id)
    };
    write(ctx, step, note).await
}

/// The head of an agency may change until the task is done: the agency holds it then.
async fn head(ctx: &Ctx, agency_id: i64) -> Result<(Option<i64>, String), Problem> {
    let head = directory::head_of(ctx, agency_id, ctx.today()).await?;
    let head = head.ok_or_else(|| Problem::invalid("inspection.person_missing").on_field("person"))?;
    Ok((None, format!("{} {}, {}", head.capacity.prefix(), head.name, head.title).trim().to_owned()))
}

fn text_of(text: &str, field: &'static str) -> Result<String, Problem> {
    let text = words::lines_within(text, NOTE_LETTERS, field)?;
    if text.is_empty() { Err(Problem::invalid("inspection.text_missing").on_field(field)) } else { Ok(text) }
}

fn blank(ctx: &Ctx, kind: NoteKind, agency_id: Option<i64>) -> Note {
    Note {
        id: ctx.new_id(),
        kind,
        agency_id,
        text: String::new(),
        person_id: None,
        person_name: String::new(),
        due_on: None,
        noted_name: ctx.actor.name.clone(),
        noted_at: ctx.now(),
    }
}

async fn write(ctx: &Ctx, step: Step, note: Note) -> Result<Uuid, Problem> {
    if let Some(agency_id) = note.agency_id {
        expect_invited(&step, agency_id).await?;
    }
    let inspection_id = step.inspection.id;
    store::insert(ctx, &step.tx, inspection_id, &note).await?;
    let detail = serde_json::json!({ "note": note.id, "kind": note.kind.as_str(), "agency": note.agency_id });
    step.finish(ctx, "inspection.note", detail).await?;
    Ok(note.id)
}

/// Marks people of an agency for discipline whom the signed recap calls away without explanation.
/// Returns how many were marked for the first time.
///
/// # Errors
/// `inspection.nobody_chosen`, `inspection.recap_not_signed`, `inspection.not_absent` when the recap in
/// force says otherwise of somebody, `inspection.changed`, `inspection.not_open`, `platform.forbidden`.
pub async fn mark_absentees(
    ctx: &Ctx,
    id: Uuid,
    seen_version: i64,
    agency_id: i64,
    people: &[Uuid],
) -> Result<usize, Problem> {
    if people.is_empty() {
        return Err(Problem::invalid("inspection.nobody_chosen").on_field("absentee"));
    }
    ctx.require(Action::InspectionModerate, &ctx.whole_government())?;
    let inspection = inspections::one(ctx, ctx.db().reader(), id).await?.ok_or_else(missing)?;
    let day = inspection.held_on;
    let summary = agency_day_summary(ctx, agency_id, day).await?;
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionModerate, OPEN).await?;
    expect_invited(&step, agency_id).await?;
    let recap = summary.recap.ok_or_else(|| Problem::conflict("inspection.recap_not_signed"))?;
    let mut marked = 0;
    for person in people {
        let absentee = summary
            .absentees
            .iter()
            .find(|one| one.uid == *person && one.status == StatusKind::Unexcused)
            .ok_or_else(|| Problem::conflict("inspection.not_absent"))?;
        let mark = MarkedAbsentee {
            employee_id: absentee.employee_id,
            name: absentee.name.clone(),
            agency_id,
            recap_id: recap.id,
            recap_version: recap.version,
        };
        if store::mark(ctx, &step.tx, id, &mark).await? {
            marked += 1;
            let news = serde_json::json!({
                "inspection": id, "employee": mark.employee_id, "agency": agency_id, "day": day,
                "recap": recap.id, "recap_version": recap.version, "recap_sha256": recap.lines_sha256,
            });
            topics::publish(ctx, &step.tx, ABSENTEE_MARKED, &news).await?;
        }
    }
    let detail = serde_json::json!({ "agency": agency_id, "marked": marked, "recap": recap.id });
    step.finish(ctx, "inspection.mark_absentee", detail).await?;
    Ok(marked)
}

/// Notes what the leader decided about a programme of the agency whose turn it is.
///
/// # Errors
/// Those of the evaluation, `inspection.changed`, `inspection.not_open`, `platform.forbidden`.
pub async fn evaluate_programme(
    ctx: &Ctx,
    id: Uuid,
    seen_version: i64,
    programme: Uuid,
    evaluation: &NewEvaluation,
) -> Result<(), Problem> {
    let step = Step::of_moderator(ctx, id, seen_version, Action::InspectionModerate, OPEN).await?;
    let note = note_evaluation(ctx, &step.tx, programme, evaluation).await?;
    step.finish(ctx, "inspection.evaluate", serde_json::json!({ "evaluation": note })).await
}
