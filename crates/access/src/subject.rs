//! Who asks and about what.

use chrono::NaiveDate;

use crate::Role;

/// Path of agency ids from the root of the government; empty means the government itself.
pub type AgencyScope = Vec<i64>;

/// Gives a role to an account, in a part of the government and for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What is granted.
    pub role: Role,
    /// Agency in which it holds, with all agencies below; without one it holds in the whole government.
    ///
    /// For a role that is [`Role::is_government_wide`] it only says where the holder sits.
    pub agency: Option<AgencyScope>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; without one it holds until it is ended.
    pub until_on: Option<NaiveDate>,
}

impl Grant {
    /// Tells whether the grant is in force on the day; first and last day count.
    pub fn is_live(&self, on: NaiveDate) -> bool {
        self.from_on <= on && self.until_on.is_none_or(|until_on| on <= until_on)
    }
}

/// Is whoever asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The account, or nothing for a program without one.
    pub account: Option<String>,
    /// The employee behind the account.
    pub employee: Option<i64>,
    /// The regional government of the account.
    pub government: i64,
    /// All grants, also those that are over or have not begun.
    pub grants: Vec<Grant>,
}

impl Subject {
    /// Returns the roles that are in force on the day, each once, in the order of [`Role::ALL`].
    pub fn live_roles(&self, on: NaiveDate) -> Vec<Role> {
        let is_held = |role: &Role| self.grants.iter().any(|grant| grant.role == *role && grant.is_live(on));
        Role::ALL.into_iter().filter(is_held).collect()
    }
}

/// Is what the question is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resource {
    /// The regional government that it belongs to.
    pub government: i64,
    /// Agencies from the root down to the one that it belongs to; empty for the government as a whole.
    pub agency_path: AgencyScope,
    /// The employee whose record it is.
    pub employee: Option<i64>,
    /// The account that made the document; it may not check it.
    pub made_by: Option<String>,
}
