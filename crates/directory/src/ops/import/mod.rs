//! Import of lists in two steps: a preview that writes nothing, and a confirmation of exactly that.

mod agencies;
mod employees;
mod file;
mod read;
mod steps;

pub(crate) use file::forget_stale_previews;
pub use steps::{import_confirm, import_map, import_preview, import_view, imports};

use crate::rules::import::cells::Finding;
use crate::rules::import::fields::{AGENCY_FIELDS, EMPLOYEE_FIELDS, Field, Mapping};
use chrono::{DateTime, Utc};
use siaga_access::Action;
use uuid::Uuid;

/// What a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportKind {
    /// Employees with employment, post and PIN.
    Employees,
    /// Agencies and work units.
    Agencies,
}

impl ImportKind {
    /// Returns the name that stands in storage, addresses and the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Employees => "employees",
            Self::Agencies => "agencies",
        }
    }

    /// Returns the kind of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Employees, Self::Agencies].into_iter().find(|kind| kind.as_str() == name)
    }

    /// Returns the fields that a list of this kind can have.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Employees => EMPLOYEE_FIELDS,
            Self::Agencies => AGENCY_FIELDS,
        }
    }

    /// Returns what an actor must be permitted to do to import it.
    pub fn action(self) -> Action {
        match self {
            Self::Employees => Action::EmployeeImport,
            Self::Agencies => Action::AgencyEdit,
        }
    }
}

/// How many rows of a list do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows that add somebody or something.
    pub added: usize,
    /// Rows that change what is on file.
    pub changed: usize,
    /// Rows that say what is on file.
    pub unchanged: usize,
    /// Rows with problems; they are never written.
    pub refused: usize,
}

/// What an import would do, or did.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Key.
    pub id: Uuid,
    /// What the list is about.
    pub kind: ImportKind,
    /// Name of the file as it was sent.
    pub file_name: String,
    /// Titles of its columns; none after the confirmation, when the file is gone.
    pub headers: Vec<String>,
    /// First rows, for those who map columns by what stands in them; none after the confirmation.
    pub samples: Vec<Vec<String>>,
    /// Which column holds which field.
    pub mapping: Mapping,
    /// Required fields without a column: as long as there are any, nothing can be confirmed.
    pub missing: Vec<&'static str>,
    /// How many rows do what; after the confirmation, how many did.
    pub counts: Counts,
    /// What is wrong, by row; empty after the confirmation.
    pub findings: Vec<Finding>,
    /// When it was confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// What a confirmed import wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// How many rows did what.
    pub counts: Counts,
}

/// An import as the history lists it.
#[derive(Debug, Clone)]
pub struct ImportEntry {
    /// Key.
    pub id: Uuid,
    /// What the list is about.
    pub kind: ImportKind,
    /// Name of the file as it was sent.
    pub file_name: String,
    /// How many rows did what.
    pub counts: Counts,
    /// Who sent it.
    pub made_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Who confirmed it.
    pub confirmed_name: Option<String>,
    /// When.
    pub confirmed_at: Option<DateTime<Utc>>,
}
