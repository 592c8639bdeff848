//! The values of public services: what is offered, how to get it, how it stands on a day.

use crate::rules::hours::{OpenSpan, WeekHours};
use crate::status::{ServiceStatus, StatusFact, StatusOn};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The ways to a service; an empty text means that there is no such way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Channels {
    /// Where the counter is.
    pub counter: String,
    /// Telephone or message number.
    pub phone: String,
    /// Address on the web.
    pub online: String,
    /// Where and when the mobile unit stops.
    pub mobile_unit: String,
}

/// What a service is, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ServicePlan {
    /// Name as citizens know it.
    pub name: String,
    /// What it is for, in plain words.
    pub description: String,
    /// What to bring.
    pub requirements: String,
    /// Whom to ask.
    pub contact: String,
    /// The ways to it.
    pub channels: Channels,
    /// Whether it serves the public face to face and must go on.
    pub is_direct: bool,
    /// Opening hours.
    pub hours: WeekHours,
    /// Whether it is no longer offered.
    pub is_ended: bool,
}

/// A new service of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewService {
    /// Agency.
    pub agency_id: i64,
    /// First day.
    pub from_on: NaiveDate,
    /// What it is.
    pub plan: ServicePlan,
}

/// A change of something that is kept by version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<T> {
    /// The version that the officer saw.
    pub seen_version: i32,
    /// First day of the change.
    pub from_on: NaiveDate,
    /// What holds from then on.
    pub plan: T,
    /// Why.
    pub reason: String,
}

/// A stored version: what holds from a day on, until a later one speaks of the same days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version<T> {
    /// 1, 2, 3 …
    pub number: i32,
    /// First day.
    pub from_on: NaiveDate,
    /// What holds.
    pub plan: T,
    /// Why it was changed; empty for the first.
    pub reason: String,
    /// Who wrote it.
    pub made_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// Opening hours of one day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayHours {
    /// When it is open; nothing on a day off.
    pub spans: Vec<OpenSpan>,
    /// The public holiday that closes it.
    pub day_off: Option<String>,
}

/// Which services are read, on which day, known until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceFilter {
    /// The day.
    pub on: NaiveDate,
    /// Only what was recorded by then; nothing means all that is known now.
    pub known_at: Option<DateTime<Utc>>,
    /// Only of this agency.
    pub agency_id: Option<i64>,
    /// Only with these letters in name, description or agency.
    pub text: String,
    /// Only with one of these states; empty for all.
    pub statuses: Vec<ServiceStatus>,
}

impl ServiceFilter {
    /// Returns the filter that takes all services of a day.
    pub fn on(on: NaiveDate) -> Self {
        Self { on, known_at: None, agency_id: None, text: String::new(), statuses: Vec::new() }
    }
}

/// A service as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceOn {
    /// Key inside the program.
    pub id: i64,
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
    /// Newest version, whether it holds on the day or not.
    pub version: i32,
    /// What it is on the day.
    pub plan: ServicePlan,
    /// Its state on the day.
    pub status: StatusOn,
    /// Its hours on the day.
    pub hours: DayHours,
}

/// Everything about one service, for officers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceSheet {
    /// The service on the day.
    pub service: ServiceOn,
    /// Whether citizens see it on that day: it has begun and is not ended.
    pub is_listed: bool,
    /// Every version, the newest first.
    pub versions: Vec<Version<ServicePlan>>,
    /// Every recorded state, the newest first.
    pub statuses: Vec<StatusFact>,
}
