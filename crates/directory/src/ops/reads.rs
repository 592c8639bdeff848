//! What other capabilities ask: agencies, people on a day, spans and PINs of a period.

use crate::model::{Agency, Capacity, EmployeeKind, PeopleFilter, Person, PinSpan, Span, Unit};
use crate::rules::placement::{self, Dated, Place};
use crate::store::facts::{self, Scope};
use crate::store::people::{self, EmployeeRow};
use crate::store::structure;
use chrono::NaiveDate;
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use uuid::Uuid;

/// Who an employee is, whatever the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Key inside the program.
    pub id: i64,
    /// Key outside the program.
    pub uid: Uuid,
    /// Name with titles.
    pub name: String,
    /// Employee number.
    pub nip: Option<String>,
    /// Staff number of those who have no NIP.
    pub staff_number: Option<String>,
}

impl From<EmployeeRow> for Identity {
    fn from(row: EmployeeRow) -> Self {
        Self { id: row.id, uid: row.uid, name: row.name, nip: row.nip, staff_number: row.staff_number }
    }
}

/// Returns all agencies, by code.
///
/// # Errors
/// As the store says.
pub async fn agencies(ctx: &Ctx) -> Result<Vec<Agency>, Problem> {
    structure::agencies(ctx.db().reader(), ctx.government.id).await
}

/// Returns the agency of a code.
///
/// # Errors
/// `directory.agency_missing`.
pub async fn agency_by_code(ctx: &Ctx, code: &str) -> Result<Agency, Problem> {
    let found = agencies(ctx).await?.into_iter().find(|agency| agency.code == code);
    found.ok_or_else(|| Problem::missing("directory.agency_missing").with("code", code))
}

/// Returns the agency of a key.
///
/// # Errors
/// `directory.agency_missing`.
pub async fn agency(ctx: &Ctx, id: i64) -> Result<Agency, Problem> {
    let found = agencies(ctx).await?.into_iter().find(|agency| agency.id == id);
    found.ok_or_else(|| Problem::missing("directory.agency_missing").with("code", id))
}

/// Returns the work units of one agency or of all: by agency, the main unit first, then by code.
///
/// # Errors
/// As the store says.
pub async fn units(ctx: &Ctx, agency_id: Option<i64>) -> Result<Vec<Unit>, Problem> {
    structure::units(ctx.db().reader(), ctx.government.id, agency_id).await
}

/// Returns who is employed and placed on a day.
///
/// # Shape
/// By agency and unit, heads first, then by name.
///
/// # Errors
/// As the store says.
pub async fn people_on(ctx: &Ctx, on: NaiveDate, filter: PeopleFilter) -> Result<Vec<Person>, Problem> {
    let (connection, government) = (ctx.db().reader(), ctx.government.id);
    let agencies = match filter.agency_id {
        None => None,
        Some(id) if !filter.include_below => Some(vec![id]),
        Some(id) => {
            let all = structure::agencies(connection, government).await?;
            Some(all.iter().filter(|agency| agency.path.contains(&id)).map(|agency| agency.id).collect())
        }
    };
    let scope = agencies.as_deref().map_or(Scope::All, Scope::Agencies);
    let rows = people::within(connection, government, scope).await?;
    let mut people = place(ctx, rows, on, scope).await?;
    people.retain(|person| {
        agencies.as_ref().is_none_or(|ids| ids.contains(&person.agency_id))
            && filter.unit_id.is_none_or(|unit| person.unit_id == unit)
    });
    people.sort_by(|a, b| {
        (a.agency_id, a.unit_id, !a.is_head, &a.name).cmp(&(b.agency_id, b.unit_id, !b.is_head, &b.name))
    });
    Ok(people)
}

/// Returns an employee as placed on a day, if employed and placed then.
///
/// # Errors
/// As the store says.
pub async fn person(ctx: &Ctx, uid: Uuid, on: NaiveDate) -> Result<Option<Person>, Problem> {
    one(ctx, people::by_uid(ctx.db().reader(), ctx.government.id, uid).await?, on).await
}

/// Returns an employee as placed on a day, if employed and placed then.
///
/// # Errors
/// As the store says.
pub async fn person_by_id(ctx: &Ctx, id: i64, on: NaiveDate) -> Result<Option<Person>, Problem> {
    one(ctx, people::by_id(ctx.db().reader(), ctx.government.id, id).await?, on).await
}

/// Returns those of some employees who are employed and placed on a day, by key.
///
/// # Errors
/// As the store says.
pub async fn people_by_ids(ctx: &Ctx, ids: &[i64], on: NaiveDate) -> Result<HashMap<i64, Person>, Problem> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let scope = Scope::Employees(ids);
    let rows = people::within(ctx.db().reader(), ctx.government.id, scope).await?;
    let placed = place(ctx, rows, on, scope).await?;
    Ok(placed.into_iter().map(|person| (person.id, person)).collect())
}

/// Returns who an employee is, whatever the day.
///
/// # Errors
/// `directory.employee_missing`.
pub async fn identity(ctx: &Ctx, uid: Uuid) -> Result<Identity, Problem> {
    let row = people::by_uid(ctx.db().reader(), ctx.government.id, uid).await?;
    row.map(Identity::from).ok_or_else(|| Problem::missing("directory.employee_missing"))
}

/// Returns who all employees are or ever were, by key.
///
/// # Errors
/// As the store says.
pub async fn identities(ctx: &Ctx) -> Result<HashMap<i64, Identity>, Problem> {
    let rows = people::all(ctx.db().reader(), ctx.government.id).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.into())).collect())
}

/// Returns who some employees are or were, by key, without reading the others.
///
/// # Errors
/// As the store says.
pub async fn identities_of(ctx: &Ctx, ids: &[i64]) -> Result<HashMap<i64, Identity>, Problem> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = people::within(ctx.db().reader(), ctx.government.id, Scope::Employees(ids)).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.into())).collect())
}

/// Returns people whose name or number contains the text and who are placed on a day, by name.
///
/// # Errors
/// As the store says.
pub async fn search_people(
    ctx: &Ctx,
    text: &str,
    on: NaiveDate,
    limit: usize,
) -> Result<Vec<Person>, Problem> {
    search_within(ctx, text, on, limit, Scope::All).await
}

/// Returns the same among those whose place on the day is in a scope.
///
/// # Shape
/// Rows that a scope names but that are placed elsewhere on the day are passed over, however many.
pub(crate) async fn search_within(
    ctx: &Ctx,
    text: &str,
    on: NaiveDate,
    limit: usize,
    scope: Scope<'_>,
) -> Result<Vec<Person>, Problem> {
    let text = text.trim();
    let mut people = Vec::new();
    if text.is_empty() {
        return Ok(people);
    }
    // Some of the rows found may not be placed there on the day, so a few more are read at once.
    let part = i64::try_from(limit.saturating_mul(4)).unwrap_or(i64::MAX);
    let mut offset = 0;
    while people.len() < limit {
        let rows =
            people::matching(ctx.db().reader(), ctx.government.id, text, scope, (offset, part)).await?;
        let is_last = (rows.len() as i64) < part;
        let facts = match rows.as_slice() {
            [only] => Scope::Employee(only.id),
            _ => scope,
        };
        let placed = place(ctx, rows, on, facts).await?;
        people.extend(placed.into_iter().filter(|person| is_placed_in(person, scope)));
        if is_last {
            break;
        }
        offset = offset.saturating_add(part);
    }
    people.truncate(limit);
    Ok(people)
}

fn is_placed_in(person: &Person, scope: Scope<'_>) -> bool {
    match scope {
        Scope::All => true,
        Scope::Employee(id) => person.id == id,
        Scope::Employees(ids) => ids.contains(&person.id),
        Scope::Agencies(ids) => ids.contains(&person.agency_id),
    }
}

/// Returns where each employee is employed and placed in a period: by employee, then by first day.
///
/// # Shape
/// Spans are cut to the period, whose first and last day count; spans of one employee do not overlap.
///
/// # Errors
/// As the store says.
pub async fn spans_between(ctx: &Ctx, first_on: NaiveDate, last_on: NaiveDate) -> Result<Vec<Span>, Problem> {
    spans_in(ctx, Scope::All, first_on, last_on).await
}

/// Returns what [`spans_between`] says about some employees, without reading the others.
///
/// # Errors
/// As the store says.
pub async fn spans_of(
    ctx: &Ctx,
    employees: &[i64],
    first_on: NaiveDate,
    last_on: NaiveDate,
) -> Result<Vec<Span>, Problem> {
    spans_in(ctx, Scope::Employees(employees), first_on, last_on).await
}

async fn spans_in(
    ctx: &Ctx,
    scope: Scope<'_>,
    first_on: NaiveDate,
    last_on: NaiveDate,
) -> Result<Vec<Span>, Problem> {
    let (connection, government) = (ctx.db().reader(), ctx.government.id);
    let mut employments: HashMap<i64, Vec<Dated<EmployeeKind>>> = HashMap::new();
    for row in facts::employments(connection, government, scope).await? {
        let fact = Dated { value: row.kind, from_on: row.from_on, until_on: row.until_on };
        employments.entry(row.employee_id).or_default().push(fact);
    }
    let mut places: HashMap<i64, Vec<Dated<Place>>> = HashMap::new();
    for row in facts::places(connection, government, scope, last_on).await? {
        let value = Place { agency_id: row.agency_id, unit_id: row.unit_id };
        let fact = Dated { value, from_on: row.from_on, until_on: row.until_on };
        places.entry(row.employee_id).or_default().push(fact);
    }
    let mut spans: Vec<Span> = places
        .iter()
        .filter_map(|(id, places)| Some((id, employments.get(id)?, places)))
        .flat_map(|(id, employments, places)| placement::spans(*id, employments, places, first_on, last_on))
        .collect();
    spans.sort_unstable_by_key(|span| (span.employee_id, span.from_on));
    Ok(spans)
}

/// Returns which terminal PIN belongs to whom in a period, by group, PIN and first day.
///
/// # Shape
/// Every span that touches the period, with its own dates, not cut.
///
/// # Errors
/// As the store says.
pub async fn pins_between(
    ctx: &Ctx,
    first_on: NaiveDate,
    last_on: NaiveDate,
) -> Result<Vec<PinSpan>, Problem> {
    pins_in(ctx, Scope::All, first_on, last_on).await
}

/// Returns what [`pins_between`] says about some employees, without reading the others.
///
/// # Errors
/// As the store says.
pub async fn pins_of(
    ctx: &Ctx,
    employees: &[i64],
    first_on: NaiveDate,
    last_on: NaiveDate,
) -> Result<Vec<PinSpan>, Problem> {
    pins_in(ctx, Scope::Employees(employees), first_on, last_on).await
}

async fn pins_in(
    ctx: &Ctx,
    scope: Scope<'_>,
    first_on: NaiveDate,
    last_on: NaiveDate,
) -> Result<Vec<PinSpan>, Problem> {
    let rows = facts::pins(ctx.db().reader(), ctx.government.id, scope).await?;
    let mut spans: Vec<PinSpan> = rows
        .into_iter()
        .filter(|row| row.from_on <= last_on && row.until_on.is_none_or(|until| first_on <= until))
        .map(|row| PinSpan {
            pin_group: row.pin_group,
            pin: row.pin,
            employee_id: row.employee_id,
            from_on: row.from_on,
            until_on: row.until_on,
        })
        .collect();
    spans.sort_by(|a, b| (&a.pin_group, &a.pin, a.from_on).cmp(&(&b.pin_group, &b.pin, b.from_on)));
    Ok(spans)
}

async fn one(ctx: &Ctx, row: Option<EmployeeRow>, on: NaiveDate) -> Result<Option<Person>, Problem> {
    let Some(row) = row else { return Ok(None) };
    let scope = Scope::Employee(row.id);
    Ok(place(ctx, vec![row], on, scope).await?.pop())
}

/// Returns those of the employees who are employed and placed on the day, in the order given.
async fn place(
    ctx: &Ctx,
    rows: Vec<EmployeeRow>,
    on: NaiveDate,
    scope: Scope<'_>,
) -> Result<Vec<Person>, Problem> {
    let (connection, government) = (ctx.db().reader(), ctx.government.id);
    let mut kinds: HashMap<i64, Vec<Dated<EmployeeKind>>> = HashMap::new();
    for row in facts::employments(connection, government, scope).await? {
        let fact = Dated { value: row.kind, from_on: row.from_on, until_on: row.until_on };
        kinds.entry(row.employee_id).or_default().push(fact);
    }
    let mut posts: HashMap<i64, Vec<Dated<facts::Post>>> = HashMap::new();
    for post in facts::posts(connection, government, scope).await? {
        if post.of.capacity == Capacity::Definitive {
            let fact = Dated { from_on: post.of.from_on, until_on: post.of.until_on, value: post };
            posts.entry(fact.value.of.employee_id).or_default().push(fact);
        }
    }
    let person = |row: EmployeeRow| {
        let kind = placement::holding_on(kinds.get(&row.id)?, on)?.value;
        let post = placement::holding_on(posts.get(&row.id)?, on)?.value;
        Some(Person {
            id: row.id,
            uid: row.uid,
            name: row.name,
            nip: row.nip,
            staff_number: row.staff_number,
            kind,
            agency_id: post.of.agency_id,
            unit_id: post.unit_id,
            title: post.of.title,
            is_head: post.of.is_head,
        })
    };
    Ok(rows.into_iter().filter_map(person).collect())
}
