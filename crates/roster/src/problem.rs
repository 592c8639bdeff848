//! What is asked: people, days, quotas, desks and wishes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Everything a roster is made from.
///
/// # Shape
/// Indices point into the vectors of the problem; every vector "per day" has one entry for each of `days`
/// (`Member::before` and `Member::prefers` may also be empty). A problem of another shape is answered with
/// a contradiction of the kind [`crate::RuleKind::Malformed`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The days that are planned, in order of date; days off are left out.
    pub days: Vec<Day>,
    /// Work units with their quotas.
    pub groups: Vec<Group>,
    /// Names of the fixed teams.
    pub teams: Vec<String>,
    /// Desks that need people.
    pub desks: Vec<Desk>,
    /// The people.
    pub members: Vec<Member>,
    /// What is wished for beyond the hard rules.
    pub wishes: Wishes,
}

/// A day that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The date.
    pub on: NaiveDate,
    /// Any number that days of the same week share.
    pub week: u32,
}

/// A work unit: how many of its people may and must be in the office on each day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The name that rules are worded with.
    pub name: String,
    /// At least this many, per day.
    pub office_min: Vec<u16>,
    /// At most this many, per day.
    pub office_max: Vec<u16>,
}

/// A desk and how many people it needs at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// The name that rules are worded with.
    pub name: String,
    /// Per day: morning, afternoon.
    pub need: Vec<[u16; 2]>,
}

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The name that rules are worded with.
    pub name: String,
    /// The work unit.
    pub group: usize,
    /// The fixed team, if any.
    pub team: Option<usize>,
    /// Desks this person can serve; one at a time.
    pub desks: Vec<usize>,
    /// Per day: what is already known.
    pub days: Vec<Availability>,
    /// Fewest and most office days in the period.
    pub office_days: Option<(u16, u16)>,
    /// Most days a week from home (flexible work). A day away all day is no day from home.
    pub home_days_a_week_max: Option<u16>,
    /// Most office days on planned days that follow each other; days off between them do not count.
    pub in_a_row_max: Option<u16>,
    /// Per day: whether the last plan had this person in the office. Empty: there is no last plan.
    pub before: Vec<Option<bool>>,
    /// Per day: above 0 rather in the office, below 0 rather at home. Empty: no preference.
    pub prefers: Vec<i8>,
}

/// What is known of a person's day before the roster is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Availability {
    /// The roster decides.
    #[default]
    Free,
    /// Fixed: in the office.
    Office,
    /// Fixed: from home.
    Home,
    /// Absent in these halves. Both: not at work. One: the roster decides, and a desk can be served in the
    /// other half only.
    Away {
        /// Absent in the morning.
        morning: bool,
        /// Absent in the afternoon.
        afternoon: bool,
    },
}

/// Half of a working day; also the index into pairs "per half".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Half {
    /// Until noon.
    Morning,
    /// After noon.
    Afternoon,
}

/// What is wished for beyond the hard rules; 0 turns a wish off.
///
/// The order is fixed: fairness first, then team-days, then changes and preferences together. Only those
/// two are weighed against each other, with weights of at most [`Wishes::HEAVIEST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wishes {
    /// Office days of two people of a group differ by at most 1, else by as little as possible.
    pub spread: u32,
    /// Few teams in the office on a day.
    pub team_days: u32,
    /// Weight of a day that differs from the last plan.
    pub changes: u32,
    /// Weight of a day against a preference.
    pub preferences: u32,
    /// Hard: two teams of a group are never in the office on the same day.
    pub teams_apart: bool,
}

impl Availability {
    /// Returns whether the person may be in the office on the day.
    pub fn may_be_in_office(self) -> bool {
        !matches!(self, Self::Home) && !self.is_away_all_day()
    }

    /// Returns whether the person is absent all day.
    pub fn is_away_all_day(self) -> bool {
        matches!(self, Self::Away { morning: true, afternoon: true })
    }

    /// Returns whether the person, when in the office, can serve a desk in the half.
    pub fn can_serve(self, half: Half) -> bool {
        match (self, half) {
            (Self::Home, _) => false,
            (Self::Away { morning, .. }, Half::Morning) => !morning,
            (Self::Away { afternoon, .. }, Half::Afternoon) => !afternoon,
            (Self::Free | Self::Office, _) => true,
        }
    }
}

impl Half {
    /// Both halves in order.
    pub const BOTH: [Self; 2] = [Self::Morning, Self::Afternoon];

    /// Returns the place in a pair "per half".
    pub fn index(self) -> usize {
        match self {
            Self::Morning => 0,
            Self::Afternoon => 1,
        }
    }
}

impl Wishes {
    /// A heavier weight counts as this one.
    pub const HEAVIEST: u32 = 100;
}

impl Default for Wishes {
    fn default() -> Self {
        Self { spread: 1, team_days: 1, changes: 2, preferences: 1, teams_apart: false }
    }
}
