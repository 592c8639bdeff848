//! The record of one employee, and finding people, for those who may see them.

use super::reads::{Identity, agencies, identity, person, search_within};
use crate::model::{Agency, EmployeeKey, NewPost, Person};
use crate::store::facts::{self, PinRow, Scope};
use crate::store::people;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_access::{Action, Resource};
use siaga_platform::{Ctx, Problem};
use uuid::Uuid;

/// A post with its key, for the page of a person.
#[derive(Debug, Clone)]
pub(crate) struct RecordPost {
    pub(crate) id: i64,
    pub(crate) unit_id: i64,
    pub(crate) of: NewPost,
    pub(crate) recorded_at: DateTime<Utc>,
}

/// Everything on file about an employee.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) identity: Identity,
    /// Place on the day; nothing when not employed or not placed then.
    pub(crate) person: Option<Person>,
    pub(crate) masked_nik: Option<String>,
    pub(crate) sex: Option<String>,
    pub(crate) birth_on: Option<NaiveDate>,
    pub(crate) employments: Vec<facts::Employment>,
    pub(crate) posts: Vec<RecordPost>,
    pub(crate) pins: Vec<PinRow>,
    /// What the record belongs to, for questions of permission.
    pub(crate) resource: Resource,
}

/// Returns the record of an employee, newest facts first.
///
/// # Errors
/// `directory.employee_missing` when there is none, or `platform.forbidden` when it is not for the actor.
pub(crate) async fn record(ctx: &Ctx, uid: Uuid, on: NaiveDate) -> Result<Record, Problem> {
    let identity = identity(ctx, uid).await?;
    let connection = ctx.db().reader();
    let scope = Scope::Employee(identity.id);
    let mut posts: Vec<RecordPost> = facts::posts(connection, ctx.government.id, scope)
        .await?
        .into_iter()
        .map(|post| RecordPost {
            id: post.id,
            unit_id: post.unit_id,
            of: post.of,
            recorded_at: post.recorded_at,
        })
        .collect();
    posts.sort_by_key(|post| (std::cmp::Reverse(post.of.from_on), post.id));
    let person = person(ctx, uid, on).await?;
    let agency_id =
        person.as_ref().map(|person| person.agency_id).or(posts.first().map(|post| post.of.agency_id));
    let resource = resource(ctx, &agencies(ctx).await?, agency_id, identity.id);
    if !ctx.may(Action::EmployeeViewOwn, &resource).permit {
        ctx.require(Action::EmployeeView, &resource)?;
    }
    let mut employments = facts::employments(connection, ctx.government.id, scope).await?;
    employments.sort_by_key(|employment| std::cmp::Reverse(employment.from_on));
    let mut pins = facts::pins(connection, ctx.government.id, scope).await?;
    pins.sort_by_key(|pin| std::cmp::Reverse(pin.from_on));
    let row = people::by_uid(connection, ctx.government.id, uid).await?;
    let key = EmployeeKey { id: identity.id, uid };
    Ok(Record {
        masked_nik: people::masked_nik(ctx, connection, key).await?,
        sex: row.as_ref().and_then(|row| row.sex.clone()),
        birth_on: row.and_then(|row| row.birth_on),
        identity,
        person,
        employments,
        posts,
        pins,
        resource,
    })
}

/// Returns people whose name or number contains the text and whom the actor may see, by name.
///
/// # Shape
/// The limit counts visible people only: others of the same name hide nobody.
pub(crate) async fn find(ctx: &Ctx, text: &str, on: NaiveDate, limit: usize) -> Result<Vec<Person>, Problem> {
    if ctx.may(Action::EmployeeView, &ctx.whole_government()).permit {
        return search_within(ctx, text, on, limit, Scope::All).await;
    }
    let mut visible = agencies(ctx).await?;
    visible.retain(|agency| ctx.may(Action::EmployeeView, &ctx.in_agency(&agency.path)).permit);
    let visible: Vec<i64> = visible.iter().map(|agency| agency.id).collect();
    let mut found = search_within(ctx, text, on, limit, Scope::Agencies(&visible)).await?;
    if let Some(own) = ctx.actor.employee.filter(|own| found.iter().all(|person| person.id != *own)) {
        found.extend(search_within(ctx, text, on, 1, Scope::Employee(own)).await?);
        found.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        found.truncate(limit);
    }
    Ok(found)
}

fn resource(ctx: &Ctx, agencies: &[Agency], agency_id: Option<i64>, employee_id: i64) -> Resource {
    let path =
        agencies.iter().find(|agency| Some(agency.id) == agency_id).map(|agency| agency.path.as_slice());
    Resource { employee: Some(employee_id), ..ctx.in_agency(path.unwrap_or_default()) }
}
