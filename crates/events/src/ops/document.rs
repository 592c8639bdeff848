//! The minutes as an official document: a draft that the head of the agency signs.

use super::step::{Found, found};
use super::words;
use crate::store::minutes::{self as store, Minutes};
use siaga_access::Action;
use siaga_civil::{Ratio, date_long, thousands};
use siaga_documents::{Document, DocumentKind, NewDocument, SignedBy, by_reference, prepare};
use siaga_platform::{Ctx, Locale, Problem};
use siaga_typeset::{Evaluation, EvaluationFigure, Instruction, Programme};
use uuid::Uuid;

/// Prepares the newest minutes as an official document and returns the key of the draft; the same version
/// again replaces its draft.
///
/// # Errors
/// `events.minutes_missing`, `events.missing`, those of documents, `platform.forbidden`.
pub async fn prepare_minutes(ctx: &Ctx, uid: Uuid) -> Result<Uuid, Problem> {
    let known = found(ctx, uid).await?;
    ctx.require(Action::EventRecord, &known.resource(ctx))?;
    let minutes = store::of(ctx.db().reader(), known.event.id).await?;
    let minutes = minutes.into_iter().next().ok_or_else(|| Problem::conflict("events.minutes_missing"))?;
    // Official letters are Indonesian, whoever asks for them.
    let ctx = &Ctx { locale: Locale::Indonesian, ..ctx.clone() };
    let body = serde_json::to_value(body(ctx, &known, &minutes)).map_err(Problem::broken)?;
    let new = NewDocument {
        kind: DocumentKind::EvaluationReport,
        agency: Some(known.agency.id),
        dated_on: ctx.today(),
        about: format!("Notulen {}", known.event.plan.title),
        signed_by: SignedBy::HeadOf(known.agency.id),
        body,
        carbon_copies: Vec::new(),
        recipients: Vec::new(),
        reference: reference(uid, minutes.version),
    };
    let tx = ctx.db().begin().await?;
    let document = prepare(ctx, &tx, &new).await?;
    tx.commit().await?;
    Ok(document)
}

/// Returns the document of a version of the minutes, if there is one that the actor may see.
///
/// # Errors
/// As the store says.
pub(crate) async fn document_of(ctx: &Ctx, uid: Uuid, version: i32) -> Result<Option<Document>, Problem> {
    by_reference(ctx, &reference(uid, version)).await
}

fn reference(uid: Uuid, version: i32) -> String {
    format!("events/minutes/{uid}/{version}")
}

fn body(ctx: &Ctx, known: &Found, minutes: &Minutes) -> Evaluation {
    let plan = &known.event.plan;
    let people = |number: i64| ctx.text("events-doc-people", &[("people", thousands(number))]);
    let hours = |minute| words::clock(ctx.locale, minute);
    let zone = ctx.government.zone.abbreviation();
    let period = format!(
        "{}, {}–{} {zone}",
        date_long(plan.held_on),
        hours(plan.start_minute),
        hours(plan.end_minute)
    );
    let place = plan.place.as_ref().map_or_else(
        || ctx.text("events-virtual", &[]),
        |place| [place.name.as_str(), place.address.as_str()].join(", ").trim_end_matches(", ").to_owned(),
    );
    let figure = |id: &str, value: String| EvaluationFigure { label: ctx.text(id, &[]), value };
    let share = Ratio::new(minutes.present, plan.people);
    let came = minutes.present.saturating_mul(1000).checked_div(plan.people).unwrap_or(0);
    Evaluation {
        period_text: period,
        as_of_text: words::moment(ctx, minutes.made_at),
        figures: vec![
            figure("events-place", place),
            figure("events-organiser", known.event.organiser_name.clone()),
            figure("events-present", format!("{} ({share})", people(minutes.present))),
        ],
        programmes: vec![Programme {
            agency: known.agency.name.clone(),
            name: plan.title.clone(),
            target_text: people(plan.people),
            realised_text: people(minutes.present),
            planned_permille: 1000,
            realised_permille: u32::try_from(came).unwrap_or(0),
            budget_text: "–".to_owned(),
            spent_text: "–".to_owned(),
            obstacles: Vec::new(),
        }],
        missing: Vec::new(),
        instructions: minutes.decisions.lines().filter(|line| !line.is_empty()).map(instruction).collect(),
        conclusion: minutes.text.clone(),
    }
}

/// Reads a decision: what, and after a bar who is to do it.
fn instruction(line: &str) -> Instruction {
    let (text, person) = line.split_once('|').unwrap_or((line, "–"));
    Instruction { text: text.trim().to_owned(), person: person.trim().to_owned(), due_text: "–".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::instruction;

    #[test]
    fn a_decision_names_who_does_it_behind_a_bar() {
        let read = instruction("Sediakan 40 masker | Camat Bungursari");
        assert_eq!((read.text.as_str(), read.person.as_str()), ("Sediakan 40 masker", "Camat Bungursari"));
        assert_eq!(instruction("Lanjut").person, "–");
    }
}
