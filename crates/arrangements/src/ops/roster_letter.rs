//! The assignment letter of a signed roster: who works where, with the law behind it. It is written in Indonesian.

use super::roster_step::visible;
use crate::model::{ArrangedPlace, Roster, RosterRow};
use crate::store::rosters as store;
use chrono::NaiveDate;
use serde_json::json;
use siaga_access::Action;
use siaga_civil::date_short;
use siaga_directory::{self as directory, Agency, Identity, Person};
use siaga_documents::{self as documents, DocumentKind, NewDocument, SignedBy};
use siaga_platform::{Ctx, Locale, Problem};
use siaga_typeset::{AssignmentLetter, LetterPerson};
use std::collections::HashMap;
use uuid::Uuid;

/// Makes the assignment letter of a signed roster and returns its key.
///
/// # Shape
/// Signed by the head of the agency on the day of the signature, it gets its number at once when that head
/// signed the roster; else it is a draft that the head signs. The same roster again is the same letter.
///
/// # Errors
/// `arrangements.not_signed`, `arrangements.roster_missing`, `platform.forbidden`, and those of documents.
pub async fn issue_letter(ctx: &Ctx, uid: Uuid) -> Result<Uuid, Problem> {
    let (roster, agency) = visible(ctx, uid).await?;
    ctx.require(Action::DocumentPrepare, &ctx.in_agency(&agency.path))?;
    let signed = roster.signed.clone().ok_or_else(|| Problem::conflict("arrangements.not_signed"))?;
    let signed_on = ctx.government.zone.local(signed.at).date();
    let head = directory::head_of(ctx, agency.id, signed_on).await?;
    let is_by_head = signed.by == ctx.actor.reference()
        && head.is_some_and(|head| ctx.actor.employee == Some(head.employee_id));
    let rows = store::rows(ctx.db().reader(), roster.id).await?;
    let new = letter(ctx, &roster, &agency, signed_on, &rows).await?;
    let tx = ctx.db().begin().await?;
    let document = match is_by_head {
        true => documents::issue(ctx, &tx, &new, signed.at).await?,
        false => documents::prepare(ctx, &tx, &new).await?,
    };
    store::set_document(&tx, roster.id, document).await?;
    tx.commit().await?;
    if is_by_head && let Err(problem) = documents::seal(ctx, document).await {
        tracing::warn!(%problem, %document, "the file of an assignment letter is sealed later");
    }
    Ok(document)
}

async fn letter(
    ctx: &Ctx,
    roster: &Roster,
    agency: &Agency,
    signed_on: NaiveDate,
    rows: &[RosterRow],
) -> Result<NewDocument, Problem> {
    let ctx = &Ctx { locale: Locale::Indonesian, ..ctx.clone() };
    let people = directory::identities(ctx).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.employee_id).collect();
    let placed = directory::people_by_ids(ctx, &ids, roster.from_on).await?;
    let from_on = roster.holds_from_on.unwrap_or(roster.from_on);
    let body = AssignmentLetter {
        basis: basis(ctx, roster),
        people: names(ctx, roster, rows, (&people, &placed)),
        tasks: vec![ctx.text("rosters-letter-office", &[]), ctx.text("rosters-letter-home", &[])],
        period_text: ctx.text(
            "rosters-letter-period",
            &[("from", date_short(from_on)), ("until", date_short(roster.until_on))],
        ),
        place: match roster.elsewhere.as_str() {
            "" => ctx.text("rosters-letter-place", &[]),
            place => ctx.text("rosters-letter-place-elsewhere", &[("place", place.to_owned())]),
        },
        budget: String::new(),
    };
    let about = ctx.text(
        "rosters-letter-about",
        &[("from", date_short(from_on)), ("until", date_short(roster.until_on))],
    );
    Ok(NewDocument {
        kind: DocumentKind::AssignmentLetter,
        agency: Some(agency.id),
        dated_on: signed_on,
        about,
        signed_by: SignedBy::HeadOf(agency.id),
        body: json!(body),
        carbon_copies: Vec::new(),
        recipients: Vec::new(),
        reference: format!("arrangements.roster/{}", roster.uid),
    })
}

/// Each circular once, with its article.
fn basis(ctx: &Ctx, roster: &Roster) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for ground in roster.grounds.iter().filter(|ground| !ground.circular.is_empty()) {
        let values = [
            ("title", if ground.words.is_empty() { ground.circular.clone() } else { ground.words.clone() }),
            ("circular", ground.circular.clone()),
            ("article", ground.article.clone()),
        ];
        let line = ctx.text("rosters-letter-basis", &values);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn names(
    ctx: &Ctx,
    roster: &Roster,
    rows: &[RosterRow],
    (people, placed): (&HashMap<i64, Identity>, &HashMap<i64, Person>),
) -> Vec<LetterPerson> {
    let person = |row: &RosterRow| {
        let who = people.get(&row.employee_id)?;
        Some(LetterPerson {
            name: who.name.clone(),
            nip: who.nip.clone().or_else(|| who.staff_number.clone()).unwrap_or_default(),
            rank: String::new(),
            post: placed.get(&row.employee_id).map(|person| person.title.clone()).unwrap_or_default(),
            agency: days_text(ctx, roster, row),
        })
    };
    let mut named: Vec<LetterPerson> = rows.iter().filter_map(person).collect();
    named.sort_by(|a, b| a.name.cmp(&b.name));
    named
}

/// Returns the days of a person: `Kantor: 1, 3, 5 Juni; rumah: 2, 4 Juni`.
fn days_text(ctx: &Ctx, roster: &Roster, row: &RosterRow) -> String {
    let places = [
        (ArrangedPlace::Office, "rosters-letter-days-office"),
        (ArrangedPlace::Home, "rosters-letter-days-home"),
        (ArrangedPlace::Elsewhere, "rosters-letter-days-elsewhere"),
    ];
    let from_on = roster.holds_from_on.unwrap_or(roster.from_on);
    let of = |(place, message): (ArrangedPlace, &str)| {
        let days = roster.days().enumerate();
        let days: Vec<String> = days
            .filter(|(day, on)| row.place(*day) == Some(place) && *on >= from_on)
            .map(|(_, on)| on.format("%-d/%-m").to_string())
            .collect();
        (!days.is_empty()).then(|| ctx.text(message, &[("days", days.join(", "))]))
    };
    places.into_iter().filter_map(of).collect::<Vec<_>>().join("; ")
}
