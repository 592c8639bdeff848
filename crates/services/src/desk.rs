//! Desks of services and who can serve them.

use crate::model::Version;
use crate::rules::hours::{WeekHours, WeekMinimum};
use crate::status::ServiceStatus;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a desk is, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeskPlan {
    /// Name on its sign: `Loket 1`.
    pub name: String,
    /// Work unit that staffs it; none for the whole agency.
    pub unit_id: Option<i64>,
    /// Skill that whoever serves it must have.
    pub skill: Option<String>,
    /// Own opening hours; none where they are those of the service.
    pub hours: Option<WeekHours>,
    /// Staff by weekday and half-day.
    pub minimum: WeekMinimum,
    /// Whether it is no longer used.
    pub is_ended: bool,
}

/// A desk on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// Key inside the program.
    pub id: i64,
    /// Key outside the program.
    pub uid: Uuid,
    /// The service.
    pub service_uid: Uuid,
    /// Agency of the service.
    pub agency_id: i64,
    /// Work unit that staffs it; none for the whole agency.
    pub unit_id: Option<i64>,
    /// Name on its sign.
    pub name: String,
    /// Skill that whoever serves it must have.
    pub skill: Option<String>,
    /// Whether the service serves the public face to face.
    pub is_direct: bool,
}

/// What a desk needs on a day on which it has opening hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskDay {
    /// The desk.
    pub desk: Desk,
    /// The day.
    pub on: NaiveDate,
    /// People needed before noon.
    pub morning_min: u16,
    /// People needed after noon.
    pub afternoon_min: u16,
    /// State of the service; closed and online-only ones need nobody.
    pub status: ServiceStatus,
}

/// Somebody who can serve a desk on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeskStaff {
    /// The employee.
    pub employee_id: i64,
    /// The desk.
    pub desk_id: i64,
}

/// What somebody can serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Serves {
    /// One desk.
    Desk(Uuid),
    /// Every desk of the agency that asks for this skill.
    Skill(String),
}

/// A new entry of who can serve what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStaff {
    /// The employee.
    pub employee_id: i64,
    /// Desk or skill.
    pub serves: Serves,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: Option<NaiveDate>,
}

/// A recorded entry of who can serve what, with its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffEntry {
    /// Key outside the program.
    pub uid: Uuid,
    /// The employee.
    pub employee_id: i64,
    /// Agency in which it holds.
    pub agency_id: i64,
    /// Desk or skill.
    pub serves: Serves,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive, as the newest row says.
    pub until_on: Option<NaiveDate>,
    /// Why it was ended; empty while it was not.
    pub end_reason: String,
    /// Who wrote the newest row.
    pub made_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

impl StaffEntry {
    /// Tells whether it speaks of a day.
    pub fn covers(&self, on: NaiveDate) -> bool {
        self.from_on <= on && self.until_on.is_none_or(|until_on| on <= until_on)
    }
}

/// A desk with everything that was ever recorded about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskSheet {
    /// The desk on the day, or as it was or will be.
    pub desk: Desk,
    /// What holds on the day.
    pub plan: DeskPlan,
    /// Every version, the newest first.
    pub versions: Vec<Version<DeskPlan>>,
    /// Who can serve it on the day.
    pub staff: Vec<i64>,
    /// More people are needed than can serve it.
    pub finding: Option<StaffingFinding>,
}

/// A desk needs more people in some half-day than can serve it at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StaffingFinding {
    /// The most people that a half-day of the week asks for.
    pub minimum: u16,
    /// People who can serve it.
    pub can_serve: u16,
}
