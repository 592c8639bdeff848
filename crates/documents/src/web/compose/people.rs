//! People as letters name them.

use crate::rules::nip_text::printed_nip;
use crate::web::fields;
use chrono::NaiveDate;
use siaga_directory::Person;
use siaga_platform::{Ctx, Problem};
use siaga_typeset::{LetterPerson, Signatory};

/// Returns the person of a number as letters name them.
pub(super) async fn letter_person(
    ctx: &Ctx,
    number: &str,
    field: &str,
    on: NaiveDate,
) -> Result<LetterPerson, Problem> {
    let person = fields::person(ctx, number, field, on).await?;
    let agency = siaga_directory::agency(ctx, person.agency_id).await?.name;
    let nip = nip(&person);
    Ok(LetterPerson { name: person.name, nip, rank: String::new(), post: person.title, agency })
}

/// Returns the person of a number as who signs beside the signatory.
pub(super) async fn beside(
    ctx: &Ctx,
    number: &str,
    field: &str,
    on: NaiveDate,
) -> Result<Signatory, Problem> {
    let person = letter_person(ctx, number, field, on).await?;
    Ok(Signatory {
        capacity: None,
        post: person.post,
        name: person.name,
        rank: None,
        nip: Some(person.nip).filter(|nip| !nip.is_empty()),
    })
}

/// Returns the employee who is named as signatory.
pub(super) async fn signer(ctx: &Ctx, number: &str, on: NaiveDate) -> Result<i64, Problem> {
    Ok(fields::person(ctx, number, "signer", on).await?.id)
}

fn nip(person: &Person) -> String {
    person.nip.as_deref().map(printed_nip).unwrap_or_default()
}
