//! Reading innovations.

use super::innovations::found;
use crate::innovation::{Innovation, InnovationSheet, InnovationState, InnovationVersion, Review};
use crate::store::innovations::{self as store, StoredInnovation};
use chrono::{DateTime, Utc};
use siaga_access::{Action, Resource};
use siaga_directory::{self as directory, Agency, Identity};
use siaga_platform::blobs::{self, Blob};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use uuid::Uuid;

/// Returns the innovations that the actor may see, the newest first: accepted ones, the own ones, and all
/// for those who review.
///
/// # Errors
/// As the store says.
pub async fn innovations(ctx: &Ctx) -> Result<Vec<Innovation>, Problem> {
    let all = all_unchecked(ctx).await?;
    Ok(all
        .into_iter()
        .filter(|(innovation, path)| may_see(ctx, innovation, path))
        .map(|(one, _)| one)
        .collect())
}

/// Returns every innovation with the path of its agency, without asking who reads.
pub(crate) async fn all_unchecked(ctx: &Ctx) -> Result<Vec<(Innovation, Vec<i64>)>, Problem> {
    let agencies: HashMap<i64, Agency> =
        directory::agencies(ctx).await?.into_iter().map(|agency| (agency.id, agency)).collect();
    let rows = store::all(ctx).await?;
    let makers: Vec<i64> = rows.iter().map(|row| row.employee_id).collect();
    let identities = directory::identities_of(ctx, &makers).await?;
    let mut texts: HashMap<i64, InnovationVersion> =
        store::texts(ctx, None).await?.into_iter().map(|text| (text.innovation_id, text.version)).collect();
    let mut reviews: HashMap<i64, Review> = HashMap::new();
    for (id, review) in store::reviews(ctx).await? {
        reviews.entry(id).or_insert(review);
    }
    let mut all = Vec::new();
    for stored in rows {
        let Some(agency) = agencies.get(&stored.agency_id) else { continue };
        let Some(text) = texts.remove(&stored.id) else { continue };
        let review = reviews.remove(&stored.id);
        let person = identities.get(&stored.employee_id);
        all.push((innovation(&stored, (person, agency), text, review), agency.path.clone()));
    }
    Ok(all)
}

fn innovation(
    stored: &StoredInnovation,
    (person, agency): (Option<&Identity>, &Agency),
    version: InnovationVersion,
    review: Option<Review>,
) -> Innovation {
    Innovation {
        uid: stored.uid,
        employee_id: stored.employee_id,
        employee_name: person.map(|person| person.name.clone()).unwrap_or_default(),
        agency_id: agency.id,
        agency_name: agency.name.clone(),
        agency_code: agency.code.clone(),
        state: stored.state,
        version: stored.version,
        text: version.text,
        team: version.team,
        made_at: stored.made_at,
        review,
    }
}

fn may_see(ctx: &Ctx, innovation: &Innovation, path: &[i64]) -> bool {
    let is_own = ctx.actor.employee.is_some_and(|employee| innovation.is_by(employee));
    let resource = Resource { employee: Some(innovation.employee_id), ..ctx.in_agency(path) };
    let sees_accepted =
        innovation.state == InnovationState::Accepted && ctx.may(Action::InnovationView, &resource).permit;
    is_own || sees_accepted || reviews(ctx)
}

/// Returns whether the actor reviews innovations at all; the own ones are seen by their maker anyway.
pub(crate) fn reviews(ctx: &Ctx) -> bool {
    ctx.may(Action::InnovationReview, &ctx.whole_government()).permit
}

/// Returns everything about one innovation.
///
/// # Errors
/// `programmes.innovation_missing`, also for one that the actor may not see.
pub async fn innovation_sheet(ctx: &Ctx, uid: Uuid) -> Result<InnovationSheet, Problem> {
    let stored = found(ctx, uid).await?;
    let agency = directory::agency(ctx, stored.agency_id).await?;
    let identities = directory::identities_of(ctx, &[stored.employee_id]).await?;
    let versions: Vec<InnovationVersion> =
        store::texts(ctx, Some(stored.id)).await?.into_iter().map(|text| text.version).collect();
    let all = store::reviews(ctx).await?;
    let reviews: Vec<Review> =
        all.into_iter().filter(|(id, _)| *id == stored.id).map(|(_, review)| review).collect();
    let newest =
        versions.first().cloned().ok_or_else(|| Problem::missing("programmes.innovation_missing"))?;
    let person = identities.get(&stored.employee_id);
    let one = innovation(&stored, (person, &agency), newest, reviews.first().cloned());
    if !may_see(ctx, &one, &agency.path) {
        return Err(Problem::missing("programmes.innovation_missing"));
    }
    let files = store::files(ctx, stored.id).await?;
    Ok(InnovationSheet { innovation: one, versions, reviews, files })
}

/// Returns a file of an innovation with its name.
///
/// # Errors
/// `programmes.innovation_missing`, `platform.not_found`.
pub(crate) async fn innovation_file(ctx: &Ctx, uid: Uuid, file: Uuid) -> Result<(String, Blob), Problem> {
    let sheet = innovation_sheet(ctx, uid).await?;
    let one = sheet.files.into_iter().find(|one| one.uid == file);
    let one = one.ok_or_else(|| Problem::missing("platform.not_found"))?;
    Ok((one.name, blobs::get(ctx, &one.sha256).await?))
}

/// Returns innovations as they were known: without later ones, and waiting again where the review came later.
pub(crate) fn as_known(mut all: Vec<Innovation>, known_at: Option<DateTime<Utc>>) -> Vec<Innovation> {
    let Some(known_at) = known_at else { return all };
    all.retain(|one| one.made_at <= known_at);
    for one in &mut all {
        if one.review.as_ref().is_some_and(|review| review.made_at > known_at) {
            one.state = InnovationState::Waiting;
        }
    }
    all
}
