//! The minutes as an official document: a draft that the head of the agency signs.

use super::step::{Found, found};
use super::{judging, words};
use crate::model::EventPlan;
use crate::rules::limit::{Ground, GroundKind};
use crate::store::minutes::{self as store, Minutes};
use siaga_access::Action;
use siaga_civil::{Ratio, date_long, thousands};
use siaga_directory as directory;
use siaga_documents::{Document, DocumentKind, NewDocument, SignedBy, by_reference, prepare, printed_nip};
use siaga_platform::{Ctx, Locale, Problem};
use siaga_typeset::{MeetingDecision, MeetingLimit, MeetingMinutes, Signatory};
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
    let body = serde_json::to_value(body(ctx, &known, &minutes).await?).map_err(Problem::broken)?;
    let new = NewDocument {
        kind: DocumentKind::MeetingMinutes,
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

async fn body(ctx: &Ctx, known: &Found, minutes: &Minutes) -> Result<MeetingMinutes, Problem> {
    let plan = &known.event.plan;
    let people = |number: i64| ctx.text("events-doc-people", &[("people", thousands(number))]);
    let hours = |minute| words::clock(ctx.locale, minute);
    let zone = ctx.government.zone.abbreviation();
    let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    Ok(MeetingMinutes {
        title: plan.title.clone(),
        kind: ctx.text(&format!("events-kind-{}", plan.kind.as_str().replace('_', "-")), &[]),
        day_text: date_long(plan.held_on),
        time_text: format!("{}–{} {zone}", hours(plan.start_minute), hours(plan.end_minute)),
        place: place(ctx, plan),
        meeting_link: plan.meeting_link.clone(),
        organiser: organiser(ctx, known).await?,
        planned_text: people(plan.people),
        present_text: format!("{} ({})", people(minutes.present), Ratio::new(minutes.present, plan.people)),
        limits: limits(ctx, known).await?,
        purpose: lines(&plan.purpose),
        discussion: lines(&minutes.text),
        decisions: minutes.decisions.lines().filter(|line| !line.is_empty()).map(decision).collect(),
        maker: maker(ctx, known, minutes).await?,
    })
}

fn place(ctx: &Ctx, plan: &EventPlan) -> String {
    let Some(place) = &plan.place else { return ctx.text("events-virtual", &[]) };
    let named = [place.name.as_str(), place.address.as_str()].join(", ");
    let values = [("place", named.trim_end_matches(", ").to_owned()), ("people", thousands(place.capacity))];
    ctx.text("events-doc-place", &values)
}

/// Returns name and post of the organiser on the day of the event.
async fn organiser(ctx: &Ctx, known: &Found) -> Result<String, Problem> {
    let event = &known.event;
    let person = directory::person_by_id(ctx, event.organiser_id, event.plan.held_on).await?;
    let post = person.map(|person| person.title).unwrap_or_default();
    Ok([event.organiser_name.as_str(), post.as_str()].join(", ").trim_end_matches(", ").to_owned())
}

/// Returns what law said about the number of people, as it was known on the day of the event.
async fn limits(ctx: &Ctx, known: &Found) -> Result<Vec<MeetingLimit>, Problem> {
    let event = &known.event;
    let judged =
        judging::judge_plan(ctx, ctx.db().reader(), &known.agency, &event.plan, Some(event.id)).await?;
    let is_said = |ground: &&Ground| ground.kind.is_law() || ground.kind == GroundKind::NoLimit;
    Ok(judged.value.grounds.iter().filter(is_said).map(|ground| limit(ctx, ground)).collect())
}

fn limit(ctx: &Ctx, ground: &Ground) -> MeetingLimit {
    let id = format!("events-ground-{}", ground.kind.as_str());
    let source = match ground.kind.is_law() {
        true => {
            format!("{} ({}, {})", ground.title, ground.reason.circular, ground.reason.article)
        }
        false => String::new(),
    };
    MeetingLimit { text: ctx.text(&id, &[("people", thousands(ground.people))]), source }
}

/// Returns who wrote the minutes, as of that day; nobody where the head who signs wrote them.
async fn maker(ctx: &Ctx, known: &Found, minutes: &Minutes) -> Result<Option<Signatory>, Problem> {
    let head = directory::head_of(ctx, known.agency.id, ctx.today()).await?;
    if minutes.made_employee_id.is_some() && head.map(|head| head.employee_id) == minutes.made_employee_id {
        return Ok(None);
    }
    let made_on = ctx.government.zone.local(minutes.made_at).date();
    let person = match minutes.made_employee_id {
        Some(employee) => directory::person_by_id(ctx, employee, made_on).await?,
        None => None,
    };
    let signatory = |name: String, post: String, nip: Option<String>| Signatory {
        capacity: None,
        post,
        name,
        rank: None,
        nip,
    };
    Ok(Some(match person {
        Some(person) => signatory(person.name, person.title, person.nip.as_deref().map(printed_nip)),
        None => signatory(minutes.made_name.clone(), String::new(), None),
    }))
}

/// Reads a decision: what, and after a bar who is to do it.
fn decision(line: &str) -> MeetingDecision {
    let (text, person) = line.split_once('|').unwrap_or((line, ""));
    MeetingDecision { text: text.trim().to_owned(), person: person.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::decision;

    #[test]
    fn a_decision_names_who_does_it_behind_a_bar() {
        let read = decision("Sediakan 40 masker | Camat Bungursari");
        assert_eq!((read.text.as_str(), read.person.as_str()), ("Sediakan 40 masker", "Camat Bungursari"));
        assert_eq!(decision("Lanjut").person, "");
    }
}
