//! The values of innovations of civil servants.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where an innovation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InnovationState {
    /// Waits for a review.
    Waiting,
    /// Sent back to be improved.
    Returned,
    /// Accepted.
    Accepted,
    /// Not accepted.
    Rejected,
}

impl InnovationState {
    /// Every state, in the order of lists.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Returned, Self::Accepted, Self::Rejected];

    /// Returns the name that stands in storage and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    /// Returns the state of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// A member of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMember {
    /// Name as it is shown.
    pub name: String,
    /// The employee, where the number or the name told who it is.
    pub employee_id: Option<i64>,
}

/// What is told about an innovation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InnovationText {
    /// Title.
    pub title: String,
    /// What was wrong.
    pub problem: String,
    /// What is done now.
    pub solution: String,
    /// Benefit, in numbers.
    pub benefit: String,
    /// Since when it is in use.
    pub since_on: NaiveDate,
    /// Addresses, one a line; may be empty.
    pub links: String,
    /// Other members of the team, one a line, by employee number or name; may be empty.
    pub team: String,
}

/// An innovation with its newest text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Innovation {
    /// Key outside the program.
    pub uid: Uuid,
    /// Who registered it.
    pub employee_id: i64,
    /// Name of that person.
    pub employee_name: String,
    /// Agency of that person when it was registered.
    pub agency_id: i64,
    /// Name of the agency.
    pub agency_name: String,
    /// Code of the agency.
    pub agency_code: String,
    /// Where it stands.
    pub state: InnovationState,
    /// Version of the text.
    pub version: i32,
    /// The text.
    pub text: InnovationText,
    /// The team.
    pub team: Vec<TeamMember>,
    /// When it was registered.
    pub made_at: DateTime<Utc>,
    /// The last review, of this or an earlier version.
    pub review: Option<Review>,
}

impl Innovation {
    /// Tells whether somebody registered it or is in its team.
    pub fn is_by(&self, employee_id: i64) -> bool {
        self.employee_id == employee_id
            || self.team.iter().any(|member| member.employee_id == Some(employee_id))
    }
}

/// What a reviewer decided about a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The version.
    pub version: i32,
    /// The decision.
    pub decision: InnovationState,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub made_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// A version of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InnovationVersion {
    /// 1, 2, 3 …
    pub version: i32,
    /// The text.
    pub text: InnovationText,
    /// The team.
    pub team: Vec<TeamMember>,
    /// Who wrote it.
    pub made_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// A file that shows the innovation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InnovationFile {
    /// Key in addresses.
    pub uid: Uuid,
    /// Content hash.
    pub sha256: String,
    /// Name of the file at the sender's.
    pub name: String,
}

/// Everything about one innovation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InnovationSheet {
    /// The innovation.
    pub innovation: Innovation,
    /// Versions of the text, the newest first.
    pub versions: Vec<InnovationVersion>,
    /// Reviews, the newest first.
    pub reviews: Vec<Review>,
    /// Files.
    pub files: Vec<InnovationFile>,
}
