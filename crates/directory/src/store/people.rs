//! Who the employees are.

use super::facts::Scope;
use crate::model::{EmployeeKey, NewEmployee};
use chrono::NaiveDate;
use siaga_civil::{Nik, Sex};
use siaga_platform::db::{self, ConnectionTrait, FromQueryResult, Insert, Value};
use siaga_platform::{Ctx, Problem};
use std::collections::HashMap;
use uuid::Uuid;

/// An employee as stored; the NIK stays sealed.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct EmployeeRow {
    pub(crate) id: i64,
    pub(crate) uid: Uuid,
    pub(crate) name: String,
    pub(crate) nip: Option<String>,
    pub(crate) staff_number: Option<String>,
    pub(crate) nik_index: Option<String>,
    pub(crate) sex: Option<String>,
    pub(crate) birth_on: Option<NaiveDate>,
}

const COLUMNS: &str =
    "select id, uid, name, nip, staff_number, nik_index, sex, birth_on from directory_employee";

pub(crate) async fn all(
    connection: &impl ConnectionTrait,
    government_id: i64,
) -> Result<Vec<EmployeeRow>, Problem> {
    let sql = format!("{COLUMNS} where government_id = $1 order by id");
    Ok(db::all(connection, &sql, [government_id.into()]).await?)
}

/// Returns the employees whose facts a scope names.
pub(crate) async fn within(
    connection: &impl ConnectionTrait,
    government_id: i64,
    scope: Scope<'_>,
) -> Result<Vec<EmployeeRow>, Problem> {
    let sql = format!("{COLUMNS} where government_id = $1{} order by id", scope.condition("id"));
    Ok(db::all(connection, &sql, [government_id.into()]).await?)
}

pub(crate) async fn by_uid(
    connection: &impl ConnectionTrait,
    government_id: i64,
    uid: Uuid,
) -> Result<Option<EmployeeRow>, Problem> {
    let sql = format!("{COLUMNS} where government_id = $1 and uid = $2");
    Ok(db::maybe(connection, &sql, [government_id.into(), uid.into()]).await?)
}

pub(crate) async fn by_id(
    connection: &impl ConnectionTrait,
    government_id: i64,
    id: i64,
) -> Result<Option<EmployeeRow>, Problem> {
    let sql = format!("{COLUMNS} where government_id = $1 and id = $2");
    Ok(db::maybe(connection, &sql, [government_id.into(), id.into()]).await?)
}

/// Returns the part after `offset` of the employees whose name or number contains the text and whose facts
/// a scope names, by name.
pub(crate) async fn matching(
    connection: &impl ConnectionTrait,
    government_id: i64,
    text: &str,
    scope: Scope<'_>,
    (offset, limit): (i64, i64),
) -> Result<Vec<EmployeeRow>, Problem> {
    let sql = format!(
        "{COLUMNS} where government_id = $1 and (lower(name) like $2 escape '!'
            or nip like $2 escape '!' or lower(staff_number) like $2 escape '!'){}
         order by name, id limit $3 offset $4",
        scope.condition("id")
    );
    let pattern = format!("%{}%", like_literal(&text.to_lowercase()));
    let values = [government_id.into(), pattern.into(), limit.into(), offset.into()];
    Ok(db::all(connection, &sql, values).await?)
}

fn like_literal(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// Writes employees and returns their keys in the same order.
pub(crate) async fn insert(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    employees: &[NewEmployee],
) -> Result<Vec<EmployeeKey>, Problem> {
    let before: i64 =
        db::scalar(connection, "select coalesce(max(id), 0) from directory_employee", []).await?;
    let mut values: Vec<Value> = Vec::with_capacity(employees.len() * 11);
    let mut uids = Vec::with_capacity(employees.len());
    for employee in employees {
        let uid = ctx.new_id();
        uids.push(uid);
        values.extend([
            ctx.government.id.into(),
            uid.into(),
            employee.name.clone().into(),
            employee.nip.clone().into(),
            employee.staff_number.clone().into(),
            employee.nik.as_ref().map(|nik| sealed_nik(ctx, uid, nik)).into(),
            employee.nik.as_ref().map(|nik| nik_index(ctx, nik)).into(),
            employee.sex.map(|sex| sex.as_str().to_owned()).into(),
            employee.birth_on.into(),
            ctx.now().into(),
            ctx.actor.reference().into(),
        ]);
    }
    let insert = Insert {
        table: "directory_employee",
        columns: &[
            "government_id",
            "uid",
            "name",
            "nip",
            "staff_number",
            "nik_sealed",
            "nik_index",
            "sex",
            "birth_on",
            "recorded_at",
            "recorded_by",
        ],
        tail: "",
    };
    db::insert_many(connection, insert, values).await?;
    keys(connection, ctx.government.id, before, &uids).await
}

#[derive(FromQueryResult)]
struct KeyRow {
    id: i64,
    uid: Uuid,
}

async fn keys(
    connection: &impl ConnectionTrait,
    government_id: i64,
    after: i64,
    uids: &[Uuid],
) -> Result<Vec<EmployeeKey>, Problem> {
    let rows: Vec<KeyRow> = db::all(
        connection,
        "select id, uid from directory_employee where government_id = $1 and id > $2",
        [government_id.into(), after.into()],
    )
    .await?;
    let ids: HashMap<Uuid, i64> = rows.into_iter().map(|row| (row.uid, row.id)).collect();
    Ok(uids.iter().map(|uid| EmployeeKey { id: ids[uid], uid: *uid }).collect())
}

/// Writes who an employee is anew; an absent NIK leaves the stored one as it is.
pub(crate) async fn update(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    key: EmployeeKey,
    new: &NewEmployee,
) -> Result<(), Problem> {
    db::exec(
        connection,
        "update directory_employee set name = $1, nip = $2, staff_number = $3, sex = $4, birth_on = $5
         where id = $6 and government_id = $7",
        [
            new.name.clone().into(),
            new.nip.clone().into(),
            new.staff_number.clone().into(),
            new.sex.map(|sex| sex.as_str().to_owned()).into(),
            new.birth_on.into(),
            key.id.into(),
            ctx.government.id.into(),
        ],
    )
    .await?;
    if let Some(nik) = &new.nik {
        db::exec(
            connection,
            "update directory_employee set nik_sealed = $1, nik_index = $2 where id = $3 and government_id = $4",
            [
                sealed_nik(ctx, key.uid, nik).into(),
                nik_index(ctx, nik).into(),
                key.id.into(),
                ctx.government.id.into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// Returns the NIK of an employee with its middle hidden, if one is on file.
pub(crate) async fn masked_nik(
    ctx: &Ctx,
    connection: &impl ConnectionTrait,
    key: EmployeeKey,
) -> Result<Option<String>, Problem> {
    let sealed: Option<Vec<u8>> = db::scalar(
        connection,
        "select nik_sealed from directory_employee where id = $1 and government_id = $2",
        [key.id.into(), ctx.government.id.into()],
    )
    .await?;
    let Some(sealed) = sealed else { return Ok(None) };
    let plain = ctx.app.secrets.open(&nik_place(key.uid), &sealed).map_err(Problem::broken)?;
    let text = String::from_utf8(plain).map_err(Problem::broken)?;
    Ok(Some(Nik::parse(&text).map_err(Problem::broken)?.masked()))
}

/// A sealed NIK with its place and blind index.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Sealed {
    uid: Uuid,
    nik_sealed: Vec<u8>,
    nik_index: Option<String>,
}

/// Returns every sealed NIK of the government.
pub(crate) async fn all_sealed(
    connection: &impl ConnectionTrait,
    government_id: i64,
) -> Result<Vec<Sealed>, Problem> {
    let sql = "select uid, nik_sealed, nik_index from directory_employee
               where government_id = $1 and nik_sealed is not null order by id";
    Ok(db::all(connection, sql, [government_id.into()]).await?)
}

/// Returns whether a sealed NIK opens in its place, is a NIK, and has the blind index beside it.
pub(crate) fn is_sound(ctx: &Ctx, sealed: &Sealed) -> bool {
    let plain = ctx.app.secrets.open(&nik_place(sealed.uid), &sealed.nik_sealed).ok();
    let nik = plain.and_then(|plain| String::from_utf8(plain).ok()).and_then(|text| Nik::parse(&text).ok());
    nik.is_some_and(|nik| sealed.nik_index.as_deref() == Some(nik_index(ctx, &nik).as_str()))
}

/// Returns the blind index under which equal NIKs are found.
pub(crate) fn nik_index(ctx: &Ctx, nik: &Nik) -> String {
    ctx.app.secrets.blind_index("directory_employee/nik", nik.as_str())
}

fn sealed_nik(ctx: &Ctx, uid: Uuid, nik: &Nik) -> Vec<u8> {
    ctx.app.secrets.seal(ctx.app.ids, &nik_place(uid), nik.as_str().as_bytes())
}

fn nik_place(uid: Uuid) -> String {
    format!("directory_employee/nik/{uid}")
}

/// Reads the stored word of a sex.
pub(crate) fn stored_sex(word: Option<&str>) -> Option<Sex> {
    word.and_then(|word| Sex::parse(word).ok())
}
