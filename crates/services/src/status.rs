//! The state of a service: dated facts, the newest recorded wins.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// How a service can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum ServiceStatus {
    /// As always.
    #[default]
    Open,
    /// Fewer hours, fewer people at a time, or by appointment.
    Limited,
    /// Not at the counter, only on the web or by telephone.
    OnlineOnly,
    /// At another place.
    Moved,
    /// Not at all.
    Closed,
}

impl ServiceStatus {
    /// Every state, in the order of lists.
    pub const ALL: [Self; 5] = [Self::Open, Self::Limited, Self::OnlineOnly, Self::Moved, Self::Closed];

    /// Returns the name that stands in storage, in files and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Limited => "limited",
            Self::OnlineOnly => "online_only",
            Self::Moved => "moved",
            Self::Closed => "closed",
        }
    }

    /// Returns the state of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    /// Returns the id of the message that names the state on screens.
    pub fn message_id(self) -> &'static str {
        match self {
            Self::Open => "services-status-open",
            Self::Limited => "services-status-limited",
            Self::OnlineOnly => "services-status-online-only",
            Self::Moved => "services-status-moved",
            Self::Closed => "services-status-closed",
        }
    }

    /// Tells whether the desks of a service in this state need people in the office.
    pub fn needs_desks(self) -> bool {
        !matches!(self, Self::OnlineOnly | Self::Closed)
    }
}

/// What an officer says about a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStatus {
    /// The state.
    pub status: ServiceStatus,
    /// Why; citizens read it.
    pub reason: String,
    /// Where to go instead.
    pub place: String,
    /// Address on the web to use instead.
    pub address: String,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive; none while nobody knows.
    pub until_on: Option<NaiveDate>,
    /// How many recorded states the officer saw; nothing does not ask.
    pub seen: Option<i64>,
}

/// A recorded state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusFact {
    /// Key outside the program.
    pub uid: Uuid,
    /// The state.
    pub status: ServiceStatus,
    /// Why.
    pub reason: String,
    /// Where to go instead.
    pub place: String,
    /// Address on the web to use instead.
    pub address: String,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: Option<NaiveDate>,
    /// Who recorded it.
    pub made_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Whether it was recorded after its first day.
    pub is_late: bool,
}

impl StatusFact {
    /// Tells whether it speaks of a day.
    pub fn covers(&self, on: NaiveDate) -> bool {
        self.from_on <= on && self.until_on.is_none_or(|until_on| on <= until_on)
    }
}

/// The state of a service on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusOn {
    /// The state; open where nobody recorded anything.
    pub status: ServiceStatus,
    /// The recorded state that won.
    pub fact: Option<StatusFact>,
    /// Last day on which it stays so; none while nothing else is recorded.
    pub holds_until: Option<NaiveDate>,
    /// What follows, from the day after.
    pub next: Option<ServiceStatus>,
}
