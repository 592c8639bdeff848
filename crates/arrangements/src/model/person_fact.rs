//! What is known of people for choosing who works from home, and when they are absent.

use super::named::named;
use super::quota::ExceptionKind;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

named! {
    /// What is weighed when choosing who works from home. A yes always speaks for working from home.
    pub(crate) Criterion {
        /// The work can be done from home.
        KindOfWork = "kind_of_work",
        /// Results are good.
        Performance = "performance",
        /// Works with information technology without help.
        IctSkill = "ict_skill",
        /// No sanction stands in the way.
        Discipline = "discipline_record",
        /// Priority because of health. Never why.
        Health = "health",
        /// Lives where movement is restricted.
        Residence = "psbb_residence",
        /// Somebody at home is ill or in quarantine.
        FamilyHealth = "family_health",
        /// Travelled in the last days.
        Travel = "travel",
        /// Met a confirmed case in the last days.
        Contact = "contact",
        /// Can be led and checked from afar.
        Supervision = "supervision",
    }
}

/// A yes or no about a person, for some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonAnswer {
    pub(crate) employee_id: i64,
    pub(crate) criterion: Criterion,
    pub(crate) is_yes: bool,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: Option<NaiveDate>,
    pub(crate) made_name: String,
    pub(crate) made_at: DateTime<Utc>,
}

impl PersonAnswer {
    /// Returns whether it speaks about a day.
    pub(crate) fn covers(&self, on: NaiveDate) -> bool {
        self.from_on <= on && self.until_on.is_none_or(|until_on| on <= until_on)
    }
}

/// An exception from the quota that an officer entered with a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EnteredException {
    pub(crate) id: Uuid,
    pub(crate) agency_id: i64,
    pub(crate) unit_id: i64,
    /// The person; nothing for the unit or its desks.
    pub(crate) employee_id: Option<i64>,
    pub(crate) kind: ExceptionKind,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: Option<NaiveDate>,
    pub(crate) reason: String,
    pub(crate) made_name: String,
    pub(crate) made_at: DateTime<Utc>,
}

impl EnteredException {
    /// Returns whether it holds on a day.
    pub(crate) fn covers(&self, on: NaiveDate) -> bool {
        self.from_on <= on && self.until_on.is_none_or(|until_on| on <= until_on)
    }
}

/// Days on which somebody is absent: approved leave, or as an officer noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Absence {
    pub(crate) id: Uuid,
    pub(crate) employee_id: i64,
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: NaiveDate,
    pub(crate) is_morning: bool,
    pub(crate) is_afternoon: bool,
    /// Where it is from: `request/<uuid>` or `officer/<uuid>`.
    pub(crate) source: String,
    pub(crate) made_name: String,
}
