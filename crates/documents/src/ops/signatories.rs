//! Who signs a document: whoever holds the post on its day.

use crate::model::{Signatory, SignedBy};
use chrono::NaiveDate;
use siaga_directory::{Capacity, Head};
use siaga_platform::{Ctx, Problem};

/// Returns who signs on a day, if the post is held by anybody then.
///
/// # Shape
/// The head of an agency may be definitive, Plt. or Plh. An employee signs by the agency post that is headed on
/// that day, in `near` (the agency of the document) or in the own agency; else by the own definitive post.
pub(crate) async fn signatory(
    ctx: &Ctx,
    signed_by: SignedBy,
    near: Option<i64>,
    on: NaiveDate,
) -> Result<Option<Signatory>, Problem> {
    let employee = match signed_by {
        SignedBy::HeadOf(agency) => {
            return Ok(siaga_directory::head_of(ctx, agency, on).await?.map(by_post));
        }
        SignedBy::Employee(employee) => employee,
    };
    let person = siaga_directory::person_by_id(ctx, employee, on).await?;
    let own = person.as_ref().map(|person| person.agency_id);
    for agency in near.into_iter().chain(own) {
        let head = siaga_directory::head_of(ctx, agency, on).await?;
        if let Some(head) = head.filter(|head| head.employee_id == employee) {
            return Ok(Some(by_post(head)));
        }
    }
    Ok(person.map(|person| Signatory {
        employee_id: person.id,
        name: person.name,
        nip: person.nip,
        post: person.title,
        capacity: Capacity::Definitive,
    }))
}

/// Returns who signs on a day.
///
/// # Errors
/// `documents.signatory_missing` when nobody holds the post on that day.
pub(crate) async fn needed_signatory(
    ctx: &Ctx,
    signed_by: SignedBy,
    near: Option<i64>,
    on: NaiveDate,
) -> Result<Signatory, Problem> {
    let found = signatory(ctx, signed_by, near, on).await?;
    found.ok_or_else(|| {
        Problem::conflict("documents.signatory_missing")
            .with("date", siaga_civil::date_short(on))
            .on_field("signer")
    })
}

fn by_post(head: Head) -> Signatory {
    Signatory {
        employee_id: head.employee_id,
        name: head.name,
        nip: head.nip,
        post: head.title,
        capacity: head.capacity,
    }
}
