//! What the administration of accounts asks about people and agencies: they belong to a capability
//! above, which hands its answers down as function pointers.

use crate::ctx::Ctx;
use crate::problem::Problem;
use std::future::Future;
use std::pin::Pin;

/// An agency to which a grant can be limited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeChoice {
    /// Ids from the root agency down to it.
    pub path: Vec<i64>,
    /// Short code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// An employee behind an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedPerson {
    /// Key.
    pub id: i64,
    /// Name with titles.
    pub name: String,
    /// NIP, or the staff number of those who have none; empty for neither.
    pub number: String,
    /// Ids from the root agency down to the agency of today; empty for nobody's.
    pub agency_path: Vec<i64>,
}

/// How an employee is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonKey {
    /// By key, whether still employed or not.
    Id(i64),
    /// By NIP or staff number as typed, employed today.
    Number(String),
}

/// A future with the answer to a question.
pub type Answering<T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send>>;

/// The questions, as functions of the capability that knows.
#[derive(Debug, Clone, Copy)]
pub struct PeopleSource {
    /// Every agency, each below its parent.
    pub scopes: fn(Ctx) -> Answering<Vec<ScopeChoice>>,
    /// One employee.
    pub person: fn(Ctx, PersonKey) -> Answering<Option<LinkedPerson>>,
    /// Who is placed in an agency today, by name.
    pub people_in: fn(Ctx, i64) -> Answering<Vec<LinkedPerson>>,
}
