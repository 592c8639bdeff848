//! Orders after a case or cluster.

use super::named::named;
use super::quota::{Ground, Quota};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

named! {
    /// What an order is about.
    pub OrderKind {
        /// A confirmed case.
        Case = "case",
        /// A cluster.
        Cluster = "cluster",
        /// A longer window of an order before it.
        Extension = "extension",
        /// The end of an order before it.
        Lift = "lift",
    }
}

named! {
    /// Where an order stands.
    pub OrderState {
        /// Waits for a signature.
        Draft = "draft",
        /// Signed; in force for its window.
        Signed = "signed",
        /// Signed, and over.
        Ended = "ended",
        /// Never signed: a newer one took its place.
        Replaced = "replaced",
        /// Never signed: not needed any more.
        Dropped = "dropped",
    }
}

impl OrderState {
    /// Returns the tone of its badge.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::Draft => "warn",
            Self::Signed => "info",
            Self::Ended => "good",
            Self::Replaced | Self::Dropped => "quiet",
        }
    }
}

/// An order.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// Key.
    pub id: Uuid,
    /// What it is about.
    pub kind: OrderKind,
    /// The agency.
    pub agency_id: i64,
    /// The unit; nothing for all units of the agency.
    pub unit_id: Option<i64>,
    /// What it answers: the same fact makes one order.
    pub(crate) fact_key: String,
    /// State.
    pub state: OrderState,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub until_on: NaiveDate,
    /// The order that it lifts, extends or takes the place of.
    pub follows: Option<Uuid>,
    /// What it says.
    pub(crate) content: OrderContent,
    /// The roster that it brings.
    pub roster_id: Option<Uuid>,
    /// Its letter.
    pub document_id: Option<Uuid>,
    /// Raised by every change; forms name it.
    pub version: i64,
    /// Why, where a person made it.
    pub note: String,
    /// Who made it.
    pub made_by: String,
    /// Name of who made it.
    pub made_name: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Name of who signed.
    pub signed_name: Option<String>,
    /// When it was signed.
    pub signed_at: Option<DateTime<Utc>>,
}

/// What an order says, as it was when it was composed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct OrderContent {
    /// Day of the case or of the cluster.
    pub(crate) found_on: Option<NaiveDate>,
    /// Quotas of the units.
    pub(crate) units: Vec<OrderUnit>,
    /// Last day on which the office is closed.
    pub(crate) closed_until: Option<NaiveDate>,
    /// Desks that must be seen to.
    pub(crate) desks: Vec<OrderDesk>,
    /// First and last day of the disinfection.
    pub(crate) disinfection: Option<(NaiveDate, NaiveDate)>,
    /// What circulars say, each line once.
    pub(crate) grounds: Vec<Ground>,
}

impl OrderContent {
    /// Returns whether it has units and none of them must keep anybody at home.
    pub(crate) fn has_no_quota(&self) -> bool {
        let is_free =
            |unit: &OrderUnit| unit.quota.home_min == 0 && unit.quota.office_max >= unit.quota.staff;
        !self.units.is_empty()
            && self.closed_until.is_none()
            && self.units.iter().all(|unit| is_free(unit) && unit.quota.exceptions.is_empty())
    }
}

/// A quota of a unit in an order; a unit has several where law changes within the window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct OrderUnit {
    pub(crate) unit_id: i64,
    pub(crate) name: String,
    /// First working day of the quota.
    pub(crate) from_on: NaiveDate,
    /// Last working day of it.
    pub(crate) until_on: NaiveDate,
    pub(crate) quota: Quota,
}

/// A desk of public service in an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct OrderDesk {
    pub(crate) desk_id: i64,
    pub(crate) name: String,
    /// Most people it needs at once.
    pub(crate) need: u16,
    /// Days of the window on which it falls under its minimum.
    pub(crate) short_on: Vec<NaiveDate>,
    /// Fewest people it can have on such a day.
    pub(crate) filled: u16,
}

/// Something that happened to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrderEvent {
    pub(crate) kind: String,
    pub(crate) detail: String,
    pub(crate) made_name: String,
    pub(crate) made_at: DateTime<Utc>,
}
