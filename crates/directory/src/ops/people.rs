//! Employees and their dated facts: employments, posts, PINs.

use super::publish_change;
use crate::model::{Capacity, EmployeeKey, NewEmployee, NewEmployment, NewPin, NewPost};
use crate::rules::pins::{self, PinUse};
use crate::store::facts::{self, Recorded, Scope};
use crate::store::{people, structure};
use chrono::NaiveDate;
use siaga_access::Action;
use siaga_civil::Nip;
use siaga_platform::audit::{self, Entry};
use siaga_platform::db::Tx;
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;

/// Adds an employee and returns both keys.
///
/// # Errors
/// As [`add_employees`].
pub async fn add_employee(ctx: &Ctx, new: NewEmployee) -> Result<EmployeeKey, Problem> {
    Ok(add_employees(ctx, vec![new]).await?[0])
}

/// Adds employees in one transaction and returns their keys in the same order.
///
/// # Errors
/// `directory.name_empty`, `directory.number_missing` without NIP and staff number, the NIP problems
/// (`directory.nip_length` …), `directory.number_taken` when NIP, staff number or NIK is on file already.
pub async fn add_employees(ctx: &Ctx, new: Vec<NewEmployee>) -> Result<Vec<EmployeeKey>, Problem> {
    let verdict = ctx.require(Action::EmployeeEdit, &ctx.whole_government())?;
    let tx = ctx.db().begin().await?;
    let keys = insert_employees(ctx, &tx, new).await?;
    let object = match keys.as_slice() {
        [key] => format!("employee/{}", key.uid),
        _ => "employee/many".to_owned(),
    };
    let detail = serde_json::json!({ "employees_added": keys.len() });
    audit::write(ctx, &tx, Entry::new("employee.edit", object).detail(detail).by(&verdict)).await?;
    tx.commit().await?;
    Ok(keys)
}

/// Adds a dated employment.
///
/// # Errors
/// As [`add_employments`].
pub async fn add_employment(ctx: &Ctx, new: NewEmployment) -> Result<(), Problem> {
    add_employments(ctx, vec![new]).await
}

/// Adds dated employments in one transaction.
///
/// # Errors
/// `directory.dates_reversed`, `platform.conflict` for an unknown employee.
pub async fn add_employments(ctx: &Ctx, new: Vec<NewEmployment>) -> Result<(), Problem> {
    let verdict = ctx.require(Action::EmployeeEdit, &ctx.whole_government())?;
    for employment in &new {
        check_dates(employment.from_on, employment.until_on)?;
    }
    let tx = ctx.db().begin().await?;
    let from_on = new.iter().map(|employment| employment.from_on).min();
    let object = object(new.iter().map(|employment| employment.employee_id));
    let facts: Vec<_> = new.into_iter().map(Recorded::fresh).collect();
    facts::insert_employments(ctx, &*tx, &facts).await?;
    let detail = serde_json::json!({ "employments_added": facts.len(), "from_on": from_on });
    audit::write(ctx, &tx, Entry::new("employee.edit", object).detail(detail).by(&verdict)).await?;
    publish_change(ctx, &tx, from_on).await?;
    Ok(tx.commit().await?)
}

/// Adds a dated post.
///
/// # Errors
/// As [`add_posts`].
pub async fn add_post(ctx: &Ctx, new: NewPost) -> Result<(), Problem> {
    add_posts(ctx, vec![new]).await
}

/// Adds dated posts in one transaction.
///
/// # Errors
/// `directory.title_empty`, `directory.dates_reversed`, `directory.acting_needs_end`,
/// `directory.unit_elsewhere` when the unit is not of the agency.
pub async fn add_posts(ctx: &Ctx, new: Vec<NewPost>) -> Result<(), Problem> {
    let verdict = ctx.require(Action::PostEdit, &ctx.whole_government())?;
    let tx = ctx.db().begin().await?;
    let from_on = new.iter().map(|post| post.from_on).min();
    let object = object(new.iter().map(|post| post.employee_id));
    let posts = check_posts(ctx, &tx, new).await?;
    let facts: Vec<_> = posts.into_iter().map(Recorded::fresh).collect();
    facts::insert_posts(ctx, &*tx, &facts).await?;
    let detail = serde_json::json!({ "posts_added": facts.len(), "from_on": from_on });
    audit::write(ctx, &tx, Entry::new("post.edit", object).detail(detail).by(&verdict)).await?;
    publish_change(ctx, &tx, from_on).await?;
    Ok(tx.commit().await?)
}

/// Ends a post on a day, which still counts; the former row stays readable as superseded.
///
/// # Errors
/// `platform.not_found` when the post is unknown or was corrected meanwhile, `directory.dates_reversed`.
pub async fn end_post(ctx: &Ctx, post_id: i64, until_on: NaiveDate) -> Result<(), Problem> {
    let verdict = ctx.require(Action::PostEdit, &ctx.whole_government())?;
    let tx = ctx.db().begin().await?;
    let posts = facts::posts(&*tx, ctx.government.id, Scope::All).await?;
    let found = posts.into_iter().find(|post| post.id == post_id);
    let post = found.ok_or_else(|| Problem::missing("platform.not_found"))?;
    check_dates(post.of.from_on, Some(until_on))?;
    let touched_on = post.of.until_on.map_or(until_on, |until| until.min(until_on)).succ_opt();
    let ended = NewPost { until_on: Some(until_on), ..post.of };
    facts::insert_posts(ctx, &*tx, &[Recorded::instead_of(post_id, ended)]).await?;
    let detail = serde_json::json!({ "post_ended": post_id, "until_on": until_on });
    audit::write(ctx, &tx, Entry::new("post.edit", format!("post/{post_id}")).detail(detail).by(&verdict))
        .await?;
    publish_change(ctx, &tx, touched_on).await?;
    Ok(tx.commit().await?)
}

/// Gives a terminal PIN to an employee.
///
/// # Errors
/// As [`add_pins`].
pub async fn add_pin(ctx: &Ctx, new: NewPin) -> Result<(), Problem> {
    add_pins(ctx, vec![new]).await
}

/// Gives terminal PINs to employees in one transaction.
///
/// # Errors
/// `directory.pin_form` when a PIN is empty, longer than 24 characters or has a space,
/// `directory.dates_reversed`, `directory.pin_taken` when it belongs to somebody else at that time.
pub async fn add_pins(ctx: &Ctx, new: Vec<NewPin>) -> Result<(), Problem> {
    let verdict = ctx.require(Action::PinEdit, &ctx.whole_government())?;
    let tx = ctx.db().begin().await?;
    insert_pins(ctx, &tx, &new).await?;
    let from_on = new.iter().map(|pin| pin.from_on).min();
    let object = object(new.iter().map(|pin| pin.employee_id));
    let detail = serde_json::json!({ "pins_added": new.len(), "from_on": from_on });
    audit::write(ctx, &tx, Entry::new("pin.edit", object).detail(detail).by(&verdict)).await?;
    publish_change(ctx, &tx, from_on).await?;
    Ok(tx.commit().await?)
}

/// Ends the use of a PIN on a day, which still counts.
///
/// # Errors
/// `platform.not_found`, `directory.dates_reversed`.
pub async fn end_pin(ctx: &Ctx, pin_id: i64, until_on: NaiveDate) -> Result<(), Problem> {
    let verdict = ctx.require(Action::PinEdit, &ctx.whole_government())?;
    let tx = ctx.db().begin().await?;
    let rows = facts::pins(&*tx, ctx.government.id, Scope::All).await?;
    let found = rows.into_iter().find(|row| row.id == pin_id);
    let row = found.ok_or_else(|| Problem::missing("platform.not_found"))?;
    check_dates(row.from_on, Some(until_on))?;
    let touched_on = row.until_on.map_or(until_on, |until| until.min(until_on)).succ_opt();
    let ended = NewPin {
        pin_group: row.pin_group,
        pin: row.pin,
        employee_id: row.employee_id,
        from_on: row.from_on,
        until_on: Some(until_on),
    };
    facts::insert_pins(ctx, &*tx, &[Recorded::instead_of(pin_id, ended)]).await?;
    let detail = serde_json::json!({ "pin_ended": pin_id, "until_on": until_on });
    audit::write(ctx, &tx, Entry::new("pin.edit", format!("pin/{pin_id}")).detail(detail).by(&verdict))
        .await?;
    publish_change(ctx, &tx, touched_on).await?;
    Ok(tx.commit().await?)
}

/// Writes employees inside a transaction; permission and audit are the caller's.
pub(crate) async fn insert_employees(
    ctx: &Ctx,
    tx: &Tx,
    mut new: Vec<NewEmployee>,
) -> Result<Vec<EmployeeKey>, Problem> {
    for employee in &mut new {
        check_employee(employee)?;
    }
    people::insert(ctx, &**tx, &new).await.map_err(number_taken)
}

/// Names the likely cause of a refused employee row.
pub(crate) fn number_taken(problem: Problem) -> Problem {
    match problem.code.as_str() {
        "platform.conflict" => Problem::conflict("directory.number_taken").on_field("nip"),
        _ => problem,
    }
}

/// Writes PINs inside a transaction; permission and audit are the caller's.
pub(crate) async fn insert_pins(ctx: &Ctx, tx: &Tx, new: &[NewPin]) -> Result<(), Problem> {
    for pin in new {
        check_dates(pin.from_on, pin.until_on)?;
        if !pins::is_well_formed(&pin.pin) {
            return Err(Problem::invalid("directory.pin_form").on_field("pin").with("pin", &pin.pin));
        }
    }
    let stored = facts::pins(&**tx, ctx.government.id, Scope::All).await?;
    let mut uses: Vec<PinUse> = stored.iter().map(PinUse::from).collect();
    uses.extend(new.iter().map(PinUse::from));
    if let Some(pin) = pins::shared(&uses) {
        return Err(Problem::conflict("directory.pin_taken").on_field("pin").with("pin", pin));
    }
    let facts: Vec<_> = new.iter().cloned().map(Recorded::fresh).collect();
    facts::insert_pins(ctx, &**tx, &facts).await
}

fn check_employee(new: &mut NewEmployee) -> Result<(), Problem> {
    new.name = new.name.trim().to_owned();
    if new.name.is_empty() {
        return Err(Problem::invalid("directory.name_empty").on_field("name"));
    }
    if new.nip.is_none() && new.staff_number.is_none() {
        return Err(Problem::invalid("directory.number_missing").on_field("nip"));
    }
    if let Some(text) = &new.nip {
        let nip = Nip::parse_contract(text)
            .map_err(|error| Problem::invalid(format!("directory.{}", error.code())).on_field("nip"))?;
        new.nip = Some(nip.as_str().to_owned());
    }
    Ok(())
}

/// Returns the posts with their unit filled in.
async fn check_posts(ctx: &Ctx, tx: &Tx, new: Vec<NewPost>) -> Result<Vec<NewPost>, Problem> {
    let units = structure::units(&**tx, ctx.government.id, None).await?;
    let main: HashMap<i64, i64> =
        units.iter().filter(|unit| unit.is_main).map(|unit| (unit.agency_id, unit.id)).collect();
    let agency_of: HashMap<i64, i64> = units.iter().map(|unit| (unit.id, unit.agency_id)).collect();
    new.into_iter()
        .map(|mut post| {
            check_dates(post.from_on, post.until_on)?;
            if post.title.trim().is_empty() {
                return Err(Problem::invalid("directory.title_empty").on_field("title"));
            }
            if post.capacity != Capacity::Definitive && post.until_on.is_none() {
                return Err(Problem::invalid("directory.acting_needs_end").on_field("until_on"));
            }
            let unit_id = post.unit_id.or_else(|| main.get(&post.agency_id).copied());
            let is_of_agency = unit_id.and_then(|id| agency_of.get(&id)) == Some(&post.agency_id);
            if !is_of_agency {
                return Err(Problem::invalid("directory.unit_elsewhere").on_field("unit"));
            }
            post.unit_id = unit_id;
            Ok(post)
        })
        .collect()
}

/// Returns what an audit entry is about: one employee by key, or many.
fn object(mut employee_ids: impl Iterator<Item = i64>) -> String {
    match (employee_ids.next(), employee_ids.next()) {
        (Some(id), None) => format!("employee/{id}"),
        _ => "employee/many".to_owned(),
    }
}

fn check_dates(from_on: NaiveDate, until_on: Option<NaiveDate>) -> Result<(), Problem> {
    if until_on.is_some_and(|until| until < from_on) {
        return Err(Problem::invalid("directory.dates_reversed").on_field("until_on"));
    }
    Ok(())
}
