//! Accounts for employees: one, or all of an agency that have none.

use crate::accounts::passwords::{hash_password, hash_passwords, one_time_password};
use crate::accounts::{NewAccount, grant, insert, read_login};
use crate::ctx::Ctx;
use crate::db::{self, ConnectionTrait, FromQueryResult, Tx};
use crate::people_source::LinkedPerson;
use crate::problem::Problem;
use siaga_access::{Action, Grant, Role};
use std::collections::HashSet;
use uuid::Uuid;

/// Most accounts that one action makes: each costs a hash.
pub const BATCH_MAX: usize = 300;

/// What the administration gives to make an account.
#[derive(Debug, Clone)]
pub struct Opening {
    /// What is typed at sign-in; empty for the number of the person.
    pub login: String,
    /// Name to show; empty for the name of the person.
    pub name: String,
    /// The employee behind it.
    pub person: Option<LinkedPerson>,
    /// Whether the employee gets the role of an employee in the own agency.
    pub with_employee_role: bool,
}

/// A new account with its one-time password, which is nowhere else.
#[derive(Clone)]
pub struct Opened {
    /// Key.
    pub id: Uuid,
    /// What is typed at sign-in.
    pub login: String,
    /// Name to show.
    pub name: String,
    /// Password until the first sign-in.
    pub password: String,
}

/// Without the password, so that no log ever has it.
impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What became of many people.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// The new accounts, in the order of the people.
    pub opened: Vec<Opened>,
    /// Who has neither NIP nor staff number, or one that another account uses as login.
    pub skipped: Vec<LinkedPerson>,
    /// How many are left for the next action.
    pub left: usize,
}

/// Makes an account with a one-time password.
///
/// # Errors
/// `platform.name_empty`, `platform.login_empty`, `platform.login_taken`,
/// `platform.employee_has_account` on the field `number`, `platform.forbidden`.
pub async fn open(ctx: &Ctx, opening: Opening) -> Result<Opened, Problem> {
    let verdict = ctx.require(Action::AccountManage, &ctx.whole_government())?;
    let or_of_person = |typed: &str, of: fn(&LinkedPerson) -> &str| match &opening.person {
        Some(person) if typed.trim().is_empty() => of(person).to_owned(),
        _ => typed.trim().to_owned(),
    };
    let name = or_of_person(&opening.name, |person| &person.name);
    let login = read_login(&or_of_person(&opening.login, |person| &person.number))?;
    if name.is_empty() {
        return Err(Problem::invalid("platform.name_empty").on_field("name"));
    }
    let password = one_time_password(ctx);
    let hash = hash_password(password.clone()).await?;
    let tx = ctx.db().begin().await?;
    tx.lock(LOCK).await?;
    if let Some(person) = &opening.person {
        refuse_second(ctx, &tx, person).await?;
    }
    let new = first(login, name, opening.person.as_ref());
    let id = insert(ctx, &tx, &new, hash, &verdict).await?;
    if let Some(person) = opening.person.as_ref().filter(|_| opening.with_employee_role) {
        grant(ctx, &tx, id, &own_agency(ctx, person)).await?;
    }
    tx.commit().await?;
    Ok(Opened { id, login: new.login, name: new.name, password })
}

/// Makes accounts with one-time passwords for those of the people who have none, each with the role
/// of an employee in the own agency; the login is the NIP or staff number.
///
/// # Shape
/// All or nothing, and at most [`BATCH_MAX`] accounts.
///
/// # Errors
/// `platform.login_taken` when somebody else makes one of the accounts at the same moment.
pub async fn open_many(ctx: &Ctx, people: Vec<LinkedPerson>) -> Result<Batch, Problem> {
    let verdict = ctx.require(Action::AccountManage, &ctx.whole_government())?;
    let taken = Taken::load(ctx, ctx.db().reader()).await?;
    let (mut able, skipped) = taken.without_account(people);
    let left = able.len().saturating_sub(BATCH_MAX);
    able.truncate(BATCH_MAX);
    let passwords: Vec<String> = able.iter().map(|_| one_time_password(ctx)).collect();
    let hashes = hash_passwords(passwords.clone()).await?;
    let tx = ctx.db().begin().await?;
    tx.lock(LOCK).await?;
    let taken = Taken::load(ctx, &*tx).await?;
    let mut opened = Vec::with_capacity(able.len());
    for ((person, password), hash) in able.iter().zip(passwords).zip(hashes) {
        if taken.employees.contains(&person.id) {
            continue;
        }
        let new = first(read_login(&person.number)?, person.name.clone(), Some(person));
        let id = insert(ctx, &tx, &new, hash, &verdict).await?;
        grant(ctx, &tx, id, &own_agency(ctx, person)).await?;
        opened.push(Opened { id, login: new.login, name: new.name, password });
    }
    tx.commit().await?;
    Ok(Batch { opened, skipped, left })
}

/// Whoever makes accounts of employees does so alone, so that nobody gets two.
const LOCK: &str = "accounts of employees";

fn first(login: String, name: String, person: Option<&LinkedPerson>) -> NewAccount {
    let employee = person.map(|person| person.id);
    NewAccount { login, name, employee, password: String::new(), must_change_password: true }
}

fn own_agency(ctx: &Ctx, person: &LinkedPerson) -> Grant {
    let agency = (!person.agency_path.is_empty()).then(|| person.agency_path.clone());
    Grant { role: Role::Employee, agency, from_on: ctx.today(), until_on: None }
}

async fn refuse_second(ctx: &Ctx, tx: &Tx, person: &LinkedPerson) -> Result<(), Problem> {
    let taken = Taken::load(ctx, &**tx).await?;
    if taken.employees.contains(&person.id) {
        let problem = Problem::conflict("platform.employee_has_account").on_field("number");
        return Err(problem.with("name", &person.name));
    }
    Ok(())
}

/// The logins of all accounts and the employees behind those of this government.
struct Taken {
    logins: HashSet<String>,
    employees: HashSet<i64>,
}

#[derive(FromQueryResult)]
struct TakenRow {
    login: String,
    government_id: i64,
    employee_id: Option<i64>,
}

impl Taken {
    async fn load(ctx: &Ctx, connection: &impl ConnectionTrait) -> Result<Self, Problem> {
        let sql = "select login, government_id, employee_id from platform_account";
        let rows: Vec<TakenRow> = db::all(connection, sql, []).await?;
        let here = rows.iter().filter(|row| row.government_id == ctx.government.id);
        let employees = here.filter_map(|row| row.employee_id).collect();
        Ok(Self { employees, logins: rows.into_iter().map(|row| row.login).collect() })
    }

    /// Returns who can get an account and who cannot, without those who have one.
    fn without_account(&self, people: Vec<LinkedPerson>) -> (Vec<LinkedPerson>, Vec<LinkedPerson>) {
        let mut logins = self.logins.clone();
        people
            .into_iter()
            .filter(|person| !self.employees.contains(&person.id))
            .partition(|person| read_login(&person.number).is_ok_and(|login| logins.insert(login)))
    }
}
