//! From a form to a document: what all kinds share.

use super::{business, people, staff};
use crate::model::{DocumentKind, NewDocument, SignedBy};
use crate::web::fields;
use chrono::NaiveDate;
use serde::Serialize;
use siaga_platform::web::FormPairs;
use siaga_platform::{Ctx, Problem};

/// Returns the document of a form.
///
/// # Errors
/// What is wrong, on its field.
pub(super) async fn new_document(
    ctx: &Ctx,
    kind: DocumentKind,
    reference: String,
    given: &FormPairs,
) -> Result<NewDocument, Problem> {
    let agency = fields::agency(given, "agency")?;
    let dated_on = fields::date(given, "dated_on")?;
    let about = fields::needed(given, "about")?.to_owned();
    let body = match kind {
        DocumentKind::Summons => staff::summons(ctx, given, dated_on).await?,
        DocumentKind::AssignmentLetter => staff::assignment(ctx, given, dated_on).await?,
        DocumentKind::Circular => staff::circular(given)?,
        DocumentKind::HandoverMinutes => business::handover(ctx, given, dated_on).await?,
        DocumentKind::Receipt => business::receipt(ctx, given, dated_on).await?,
        _ => return Err(Problem::missing("platform.page_missing")),
    };
    Ok(NewDocument {
        kind,
        agency,
        dated_on,
        about,
        signed_by: signed_by(ctx, given, agency, dated_on).await?,
        body,
        carbon_copies: fields::lines(given, "carbon_copies")?,
        recipients: fields::lines(given, "recipients")?,
        reference,
    })
}

/// Whoever is named signs; without a name the head of the agency does.
async fn signed_by(
    ctx: &Ctx,
    given: &FormPairs,
    agency: Option<i64>,
    on: NaiveDate,
) -> Result<SignedBy, Problem> {
    match (given.text("signer"), agency) {
        ("", Some(agency)) => Ok(SignedBy::HeadOf(agency)),
        ("", None) => Err(Problem::invalid("documents.signer_needed").on_field("signer")),
        (number, _) => Ok(SignedBy::Employee(people::signer(ctx, number, on).await?)),
    }
}

/// Returns a body as the typesetter takes it.
pub(super) fn json(body: &impl Serialize) -> Result<serde_json::Value, Problem> {
    serde_json::to_value(body).map_err(Problem::broken)
}
