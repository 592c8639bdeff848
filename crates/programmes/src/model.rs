//! The values of programmes: what is planned, what was reported, how it stands.

use crate::rules::Standing;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Largest target and largest amount of rupiah: a thousand trillion, far above any regional budget and far
/// below where sums would overflow.
pub const LARGEST_AMOUNT: i64 = 1_000_000_000_000_000;

/// Cumulative course by month, January first. A month without a value lies on the straight line between its
/// neighbours, so that twelve empty months are an even course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MonthPlan(pub [Option<i64>; 12]);

/// What a programme is to reach in its year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProgrammePlan {
    /// Name.
    pub name: String,
    /// What is counted.
    pub indicator: String,
    /// Unit of target and realisation: `desa`, `paket`, `orang`.
    pub unit: String,
    /// How much is to be reached by the end of the year.
    pub target: i64,
    /// Budget.
    pub budget_rupiah: i64,
    /// Who answers for it, with post.
    pub responsible: String,
    /// Course by month.
    pub months: MonthPlan,
}

/// A new programme of an agency for one year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewProgramme {
    /// Agency.
    pub agency_id: i64,
    /// Budget year.
    pub year: i32,
    /// What it is to reach.
    pub plan: ProgrammePlan,
}

/// A programme as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeProgress {
    /// Key outside the program.
    pub uid: Uuid,
    /// Agency.
    pub agency_id: i64,
    /// Code of the agency.
    pub agency_code: String,
    /// Name of the agency.
    pub agency_name: String,
    /// Ids from the root agency down to it.
    pub agency_path: Vec<i64>,
    /// Budget year.
    pub year: i32,
    /// Version of the plan that counts.
    pub version: i32,
    /// What it is to reach.
    pub plan: ProgrammePlan,
    /// How it stands.
    pub standing: Standing,
}

/// On which day, and known until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// The day.
    pub on: NaiveDate,
    /// Only what was recorded by then; nothing means all that is known now.
    pub known_at: Option<DateTime<Utc>>,
}

impl AsOf {
    /// Returns a day with all that is known now.
    pub fn day(on: NaiveDate) -> Self {
        Self { on, known_at: None }
    }
}

/// A stored version of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVersion {
    /// 1, 2, 3 …
    pub version: i32,
    /// What the programme was to reach.
    pub plan: ProgrammePlan,
    /// Why it was changed; empty for the first.
    pub reason: String,
    /// Who wrote it.
    pub made_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// A stored version of the report of a month. Both amounts are cumulative from January.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportVersion {
    /// Month, 1 to 12.
    pub month: u32,
    /// 1, 2, 3 …
    pub version: i32,
    /// Reached by the end of the month.
    pub real: i64,
    /// Spent by the end of the month.
    pub spent_rupiah: i64,
    /// What stands in the way.
    pub obstacles: String,
    /// Why it was corrected; empty for the first.
    pub reason: String,
    /// Who wrote it.
    pub made_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// A file that proves a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Key in addresses.
    pub uid: Uuid,
    /// Month of the report.
    pub month: u32,
    /// Version of the report it came with.
    pub version: i32,
    /// Content hash.
    pub sha256: String,
    /// Name of the file at the sender's.
    pub name: String,
    /// Who sent it.
    pub made_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// What a leader said about a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// Key outside the program.
    pub uid: Uuid,
    /// Day of the evaluation.
    pub evaluated_on: NaiveDate,
    /// What was decided.
    pub decision: String,
    /// What is to be done.
    pub follow_up: String,
    /// By when.
    pub due_on: Option<NaiveDate>,
    /// Who said it.
    pub made_name: String,
    /// When it was written down.
    pub made_at: DateTime<Utc>,
}

/// A new note of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvaluation {
    /// Day of the evaluation.
    pub evaluated_on: NaiveDate,
    /// What was decided.
    pub decision: String,
    /// What is to be done; may be empty.
    pub follow_up: String,
    /// By when.
    pub due_on: Option<NaiveDate>,
}

/// Everything about one programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeSheet {
    /// How it stands.
    pub progress: ProgrammeProgress,
    /// Versions of the plan, the newest first.
    pub plans: Vec<PlanVersion>,
    /// Versions of reports, by month, the newest version first.
    pub reports: Vec<ReportVersion>,
    /// Files.
    pub evidence: Vec<Evidence>,
    /// Evaluations, the newest first.
    pub evaluations: Vec<Evaluation>,
}

impl ProgrammeSheet {
    /// Returns the report of a month that counts now.
    pub fn report_of(&self, month: u32) -> Option<&ReportVersion> {
        self.reports.iter().find(|report| report.month == month)
    }
}
