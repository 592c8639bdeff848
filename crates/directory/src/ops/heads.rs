//! Who heads an agency, and who is the direct superior of whom.

use super::reads::{agencies, person_by_id, units};
use crate::model::{Head, Unit};
use crate::rules::heads::{HeadPost, head_on};
use crate::rules::placement::covers;
use crate::store::facts::{self, Scope};
use crate::store::people;
use chrono::NaiveDate;
use siaga_platform::{Ctx, Problem};

/// Returns who heads an agency on a day: the definitive head, or who acts.
///
/// # Shape
/// Nothing when the post is vacant. An acting officer ends by themselves after the last day of the letter.
///
/// # Errors
/// As the store says.
pub async fn head_of(ctx: &Ctx, agency_id: i64, on: NaiveDate) -> Result<Option<Head>, Problem> {
    let posts = live_head_posts(ctx, on).await?;
    let units = units(ctx, Some(agency_id)).await?;
    match main_unit(&units, agency_id) {
        None => Ok(None),
        Some(unit) => head(ctx, &posts, unit.id, on, None).await,
    }
}

/// Returns who heads each work unit on a day, by unit; vacant ones are left out.
///
/// # Errors
/// As the store says.
pub async fn heads_of_units(ctx: &Ctx, agency_id: i64, on: NaiveDate) -> Result<Vec<(i64, Head)>, Problem> {
    let posts = live_head_posts(ctx, on).await?;
    let mut heads = Vec::new();
    for unit in units(ctx, Some(agency_id)).await? {
        if let Some(head) = head(ctx, &posts, unit.id, on, None).await? {
            heads.push((unit.id, head));
        }
    }
    Ok(heads)
}

/// Returns the direct superior of an employee on a day.
///
/// # Shape
/// The head of the unit, else of the agency, else of the agency above and so on; never the employee.
///
/// # Errors
/// As the store says.
pub async fn superior_of(ctx: &Ctx, employee_id: i64, on: NaiveDate) -> Result<Option<Head>, Problem> {
    let Some(person) = person_by_id(ctx, employee_id, on).await? else { return Ok(None) };
    let posts = live_head_posts(ctx, on).await?;
    let (agencies, units) = (agencies(ctx).await?, units(ctx, None).await?);
    let path = agencies.iter().find(|agency| agency.id == person.agency_id).map(|agency| agency.path.clone());
    let above = path.unwrap_or_default().into_iter().rev();
    let mut steps = vec![person.unit_id];
    steps.extend(above.filter_map(|id| main_unit(&units, id)).map(|unit| unit.id));
    for unit_id in steps {
        if let Some(head) = head(ctx, &posts, unit_id, on, Some(employee_id)).await? {
            return Ok(Some(head));
        }
    }
    Ok(None)
}

fn main_unit(units: &[Unit], agency_id: i64) -> Option<&Unit> {
    units.iter().find(|unit| unit.agency_id == agency_id && unit.is_main)
}

async fn live_head_posts(ctx: &Ctx, on: NaiveDate) -> Result<Vec<facts::Post>, Problem> {
    let mut posts = facts::head_posts(ctx.db().reader(), ctx.government.id).await?;
    posts.retain(|post| covers(post.of.from_on, post.of.until_on, on));
    Ok(posts)
}

/// Returns the head of a unit; whoever is not employed on the day heads nothing.
async fn head(
    ctx: &Ctx,
    posts: &[facts::Post],
    unit_id: i64,
    on: NaiveDate,
    except: Option<i64>,
) -> Result<Option<Head>, Problem> {
    let (connection, government) = (ctx.db().reader(), ctx.government.id);
    let mut candidates: Vec<&facts::Post> = Vec::new();
    for post in posts.iter().filter(|post| post.unit_id == unit_id) {
        let scope = Scope::Employee(post.of.employee_id);
        let employments = facts::employments(connection, government, scope).await?;
        let is_employed = employments.iter().any(|each| covers(each.from_on, each.until_on, on));
        if is_employed && Some(post.of.employee_id) != except {
            candidates.push(post);
        }
    }
    let facts: Vec<HeadPost> = candidates
        .iter()
        .map(|post| HeadPost {
            employee_id: post.of.employee_id,
            capacity: post.of.capacity,
            from_on: post.of.from_on,
            until_on: post.of.until_on,
        })
        .collect();
    let Some(post) = head_on(&facts, on).map(|place| candidates[place]) else { return Ok(None) };
    let Some(row) = people::by_id(connection, government, post.of.employee_id).await? else {
        return Ok(None);
    };
    Ok(Some(Head {
        employee_id: row.id,
        name: row.name,
        nip: row.nip,
        title: post.of.title.clone(),
        capacity: post.of.capacity,
        from_on: post.of.from_on,
        until_on: post.of.until_on,
    }))
}
