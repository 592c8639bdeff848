//! Dated facts: employments, posts, PINs. Only rows that count are read: neither superseded nor void.

use crate::model::{Capacity, EmployeeKind, NewEmployment, NewPin, NewPost};
use crate::rules::pins::PinUse;
use chrono::{DateTime, NaiveDate, Utc};
use siaga_platform::db::{self, ConnectionTrait, DbError, FromQueryResult, Insert, Value};
use siaga_platform::{Ctx, Problem};

/// Whose facts are read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// Everybody's.
    All,
    /// One employee's.
    Employee(i64),
    /// Those of some employees.
    Employees(&'a [i64]),
    /// Those of all who ever had a post in one of the agencies.
    Agencies(&'a [i64]),
}

impl Scope<'_> {
    /// Returns the condition on a column of employee ids; ids are numbers of our own, never input.
    pub(crate) fn condition(self, column: &str) -> String {
        match self {
            Scope::All => String::new(),
            Scope::Employee(id) => format!(" and {column} = {id}"),
            Scope::Employees(ids) => format!(" and {column} in ({})", id_list(ids)),
            Scope::Agencies(ids) => format!(
                " and {column} in (select employee_id from directory_post where agency_id in ({}))",
                id_list(ids)
            ),
        }
    }
}

fn id_list(ids: &[i64]) -> String {
    let list: Vec<String> = ids.iter().map(i64::to_string).collect();
    if list.is_empty() { "null".to_owned() } else { list.join(", ") }
}

/// A stored employment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Employment {
    pub(crate) id: i64,
    pub(crate) employee_id: i64,
    pub(crate) kind: EmployeeKind,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: Option<NaiveDate>,
}

#[derive(FromQueryResult)]
struct EmploymentRow {
    id: i64,
    employee_id: i64,
    kind: String,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
}

pub(crate) async fn employments(
    connection: &impl ConnectionTrait,
    government_id: i64,
    scope: Scope<'_>,
) -> Result<Vec<Employment>, Problem> {
    let sql = format!(
        "select f.id, f.employee_id, f.kind, f.from_on, f.until_on from directory_employment f
         left join directory_employment n on n.supersedes = f.id
         where f.government_id = $1 and n.id is null and not f.is_void{} order by f.id",
        scope.condition("f.employee_id")
    );
    let rows: Vec<EmploymentRow> = db::all(connection, &sql, [government_id.into()]).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Employment {
                id: row.id,
                employee_id: row.employee_id,
                kind: EmployeeKind::parse(&row.kind).ok_or_else(|| corrupt("kind"))?,
                from_on: row.from_on,
                until_on: row.until_on,
            })
        })
        .collect()
}

/// A stored post.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    pub(crate) id: i64,
    pub(crate) recorded_at: DateTime<Utc>,
    pub(crate) of: NewPost,
    pub(crate) unit_id: i64,
}

#[derive(FromQueryResult)]
struct PostRow {
    id: i64,
    employee_id: i64,
    agency_id: i64,
    unit_id: i64,
    title: String,
    level: Option<String>,
    capacity: String,
    is_head: bool,
    from_on: NaiveDate,
    until_on: Option<NaiveDate>,
    decree: Option<String>,
    recorded_at: DateTime<Utc>,
}

fn posts_sql(condition: &str) -> String {
    format!(
        "select f.id, f.employee_id, f.agency_id, f.unit_id, f.title, f.level, f.capacity, f.is_head, f.from_on,
            f.until_on, f.decree, f.recorded_at from directory_post f
         left join directory_post n on n.supersedes = f.id
         where f.government_id = $1 and n.id is null and not f.is_void{condition} order by f.id"
    )
}

pub(crate) async fn posts(
    connection: &impl ConnectionTrait,
    government_id: i64,
    scope: Scope<'_>,
) -> Result<Vec<Post>, Problem> {
    let sql = posts_sql(&scope.condition("f.employee_id"));
    let rows: Vec<PostRow> = db::all(connection, &sql, [government_id.into()]).await?;
    rows.into_iter().map(post).collect()
}

/// Returns the posts that head a unit, of everybody.
pub(crate) async fn head_posts(
    connection: &impl ConnectionTrait,
    government_id: i64,
) -> Result<Vec<Post>, Problem> {
    let sql = posts_sql(" and f.is_head");
    let rows: Vec<PostRow> = db::all(connection, &sql, [government_id.into()]).await?;
    rows.into_iter().map(post).collect()
}

fn post(row: PostRow) -> Result<Post, Problem> {
    Ok(Post {
        id: row.id,
        recorded_at: row.recorded_at,
        unit_id: row.unit_id,
        of: NewPost {
            employee_id: row.employee_id,
            agency_id: row.agency_id,
            unit_id: Some(row.unit_id),
            title: row.title,
            level: row.level,
            capacity: Capacity::parse(&row.capacity).ok_or_else(|| corrupt("capacity"))?,
            is_head: row.is_head,
            from_on: row.from_on,
            until_on: row.until_on,
            decree: row.decree,
        },
    })
}

/// A definitive post, as little of it as the rule of placement needs.
#[derive(Debug, Clone, Copy, FromQueryResult)]
pub(crate) struct PlaceRow {
    pub(crate) employee_id: i64,
    pub(crate) agency_id: i64,
    pub(crate) unit_id: i64,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: Option<NaiveDate>,
}

/// Returns definitive posts that began by a day.
pub(crate) async fn places(
    connection: &impl ConnectionTrait,
    government_id: i64,
    scope: Scope<'_>,
    by: NaiveDate,
) -> Result<Vec<PlaceRow>, Problem> {
    let sql = format!(
        "select f.employee_id, f.agency_id, f.unit_id, f.from_on, f.until_on from directory_post f
         left join directory_post n on n.supersedes = f.id
         where f.government_id = $1 and n.id is null and not f.is_void and f.capacity = 'definitive'
           and f.from_on <= $2{} order by f.id",
        scope.condition("f.employee_id")
    );
    Ok(db::all(connection, &sql, [government_id.into(), by.into()]).await?)
}

/// A stored PIN.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct PinRow {
    pub(crate) id: i64,
    pub(crate) pin_group: String,
    pub(crate) pin: String,
    pub(crate) employee_id: i64,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: Option<NaiveDate>,
}

impl<'a> From<&'a PinRow> for PinUse<'a> {
    fn from(row: &'a PinRow) -> Self {
        Self {
            pin_group: &row.pin_group,
            pin: &row.pin,
            from_on: row.from_on,
            until_on: row.until_on,
            employee_id: row.employee_id,
        }
    }
}

pub(crate) async fn pins(
    connection: &impl ConnectionTrait,
    government_id: i64,
    scope: Scope<'_>,
) -> Result<Vec<PinRow>, Problem> {
    let sql = format!(
        "select f.id, f.pin_group, f.pin, f.employee_id, f.from_on, f.until_on from directory_pin f
         left join directory_pin n on n.supersedes = f.id
         where f.government_id = $1 and n.id is null and not f.is_void{} order by f.id",
        scope.condition("f.employee_id")
    );
    Ok(db::all(connection, &sql, [government_id.into()]).await?)
}

/// A new fact together with the row that it corrects.
#[derive(Debug, Clone)]
pub(crate) struct Recorded<T> {
    /// The fact.
    pub(crate) new: T,
    /// The row that no longer counts.
    pub(crate) supersedes: Option<i64>,
    /// Whether the correction only says that the former row was wrong.
    pub(crate) is_void: bool,
}

impl<T> Recorded<T> {
    /// Returns a fact that corrects nothing.
    pub(crate) fn fresh(new: T) -> Self {
        Self { new, supersedes: None, is_void: false }
    }

    /// Returns a fact that stands in the place of a former row.
    pub(crate) fn instead_of(id: i64, new: T) -> Self {
        Self { new, supersedes: Some(id), is_void: false }
    }
}

pub(crate) async fn insert_employments(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    facts: &[Recorded<NewEmployment>],
) -> Result<(), Problem> {
    let mut values: Vec<Value> = Vec::with_capacity(facts.len() * 9);
    for fact in facts {
        values.extend([
            ctx.government.id.into(),
            fact.new.employee_id.into(),
            fact.new.kind.as_str().into(),
            fact.new.from_on.into(),
            fact.new.until_on.into(),
        ]);
        values.extend(recorded(ctx, fact));
    }
    let columns = ["government_id", "employee_id", "kind", "from_on", "until_on"];
    insert(connection, "directory_employment", &columns, values).await
}

pub(crate) async fn insert_posts(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    facts: &[Recorded<NewPost>],
) -> Result<(), Problem> {
    let mut values: Vec<Value> = Vec::with_capacity(facts.len() * 15);
    for fact in facts {
        let post = &fact.new;
        values.extend([
            ctx.government.id.into(),
            post.employee_id.into(),
            post.agency_id.into(),
            post.unit_id.into(),
            post.title.clone().into(),
            post.level.clone().into(),
            post.capacity.as_str().into(),
            post.is_head.into(),
            post.from_on.into(),
            post.until_on.into(),
            post.decree.clone().into(),
        ]);
        values.extend(recorded(ctx, fact));
    }
    let columns = [
        "government_id",
        "employee_id",
        "agency_id",
        "unit_id",
        "title",
        "level",
        "capacity",
        "is_head",
        "from_on",
        "until_on",
        "decree",
    ];
    insert(connection, "directory_post", &columns, values).await
}

pub(crate) async fn insert_pins(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    facts: &[Recorded<NewPin>],
) -> Result<(), Problem> {
    let mut values: Vec<Value> = Vec::with_capacity(facts.len() * 10);
    for fact in facts {
        values.extend([
            ctx.government.id.into(),
            fact.new.pin_group.clone().into(),
            fact.new.pin.clone().into(),
            fact.new.employee_id.into(),
            fact.new.from_on.into(),
            fact.new.until_on.into(),
        ]);
        values.extend(recorded(ctx, fact));
    }
    let columns = ["government_id", "pin_group", "pin", "employee_id", "from_on", "until_on"];
    insert(connection, "directory_pin", &columns, values).await
}

fn recorded<T>(ctx: &Ctx, fact: &Recorded<T>) -> [Value; 4] {
    [fact.supersedes.into(), fact.is_void.into(), ctx.now().into(), ctx.actor.reference().into()]
}

async fn insert(
    connection: &impl ConnectionTrait,
    table: &str,
    columns: &[&str],
    values: Vec<Value>,
) -> Result<(), Problem> {
    let columns = [columns, &["supersedes", "is_void", "recorded_at", "recorded_by"]].concat();
    db::insert_many(connection, Insert { table, columns: &columns, tail: "" }, values).await?;
    Ok(())
}

fn corrupt(column: &str) -> Problem {
    DbError::Corrupt(column.to_owned()).into()
}
