//! Rosters: who is to work where on which day.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use siaga_roster::{Objective, Proof, Rule, Wishes};
use uuid::Uuid;

/// Where somebody is to work on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrangedPlace {
    /// In the office.
    Office,
    /// From home.
    Home,
    /// At another place that the agency fixed (flexible work).
    Elsewhere,
    /// Not at work: away or on leave.
    Off,
}

/// The letter of a day for which a roster says nothing: a day off, or before somebody came.
pub(crate) const UNSAID: char = '.';

impl ArrangedPlace {
    /// Every place, in the order of legends.
    pub const ALL: [Self; 4] = [Self::Office, Self::Home, Self::Elsewhere, Self::Off];

    /// Returns the letter that stands in storage and in files.
    pub fn letter(self) -> char {
        match self {
            Self::Office => 'O',
            Self::Home => 'H',
            Self::Elsewhere => 'E',
            Self::Off => '-',
        }
    }

    /// Returns the place of a letter; nothing for a day of which nothing is said.
    pub fn of_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.letter() == letter)
    }

    /// Returns the name that stands in the API, in message ids and in style classes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Home => "home",
            Self::Elsewhere => "elsewhere",
            Self::Off => "off",
        }
    }

    /// Returns the place of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.as_str() == name)
    }

    /// Returns whether it is work at a place that is not the office.
    pub fn is_away_from_office(self) -> bool {
        matches!(self, Self::Home | Self::Elsewhere)
    }
}

/// How far a roster is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterState {
    /// May still change.
    Draft,
    /// Signed; it holds unless a newer signed one speaks about the same days.
    Signed,
    /// A draft that was put away.
    Discarded,
}

impl RosterState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Signed, Self::Discarded];

    /// Returns the name that stands in storage and message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Signed => "signed",
            Self::Discarded => "discarded",
        }
    }

    /// Returns the state of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Account id or `system:…`.
    #[serde(skip)]
    pub by: String,
    /// Name shown then.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a work unit's days rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayGround {
    /// The work unit.
    pub unit_id: i64,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: NaiveDate,
    /// Id of the circular; empty where no law decides.
    pub circular: String,
    /// Article.
    pub article: String,
    /// What it says.
    pub words: String,
}

/// What the solver said about a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// How good it was when it was made; nothing when no plan keeps all rules.
    pub objective: Option<Objective>,
    /// How good it could be.
    pub proof: Option<Proof>,
    /// Rules that cannot hold together.
    pub contradiction: Vec<Rule>,
    /// What was odd about the facts: code and words.
    pub oddities: Vec<(String, String)>,
}

/// A roster of an agency for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// Key inside the program.
    pub(crate) id: i64,
    /// Key outside of the program.
    pub uid: Uuid,
    /// Agency.
    pub agency_id: i64,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: NaiveDate,
    /// State.
    pub state: RosterState,
    /// Raised by every change; forms name the one they saw.
    pub version: i64,
    /// The order after a case that it belongs to.
    pub order: Option<Uuid>,
    /// Where people work who work elsewhere; empty for nowhere.
    pub elsewhere: String,
    /// What was wished for.
    pub wishes: Wishes,
    /// What the days rest on.
    pub grounds: Vec<DayGround>,
    /// What the solver said.
    pub outcome: Outcome,
    /// Who made it.
    pub made: Mark,
    /// Who changed it last.
    pub changed: Mark,
    /// Who signed it.
    pub signed: Option<Mark>,
    /// First day on which the signed one holds: never before the day of the signature.
    pub holds_from_on: Option<NaiveDate>,
    /// Its assignment letter.
    pub document: Option<Uuid>,
}

impl Roster {
    /// Returns every day of its period.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let until_on = self.until_on;
        self.from_on.iter_days().take_while(move |on| *on <= until_on)
    }

    /// Returns the place of a day in the letters of a row.
    pub(crate) fn place_of(&self, on: NaiveDate) -> Option<usize> {
        (on <= self.until_on).then(|| usize::try_from((on - self.from_on).num_days()).ok()).flatten()
    }
}

/// The days of a person in a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    /// The employee.
    pub employee_id: i64,
    /// The unit in which the person counts.
    pub unit_id: i64,
    /// One letter a day.
    pub letters: String,
}

impl RosterRow {
    /// Returns where the person is on the day of this place in the period.
    pub fn place(&self, day: usize) -> Option<ArrangedPlace> {
        self.letters.as_bytes().get(day).and_then(|letter| ArrangedPlace::of_letter(char::from(*letter)))
    }
}

/// A change by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandChange {
    /// The employee.
    pub employee_id: i64,
    /// Day.
    pub on: NaiveDate,
    /// Letter before.
    pub before: char,
    /// Letter after.
    pub after: char,
    /// Version that it made.
    pub version: i64,
    /// Who and when.
    pub made: Mark,
}

/// A broken rule that somebody allowed with a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterException {
    /// Code of the rule.
    pub rule: String,
    /// Unit, desk or employee that the rule is about.
    pub subject_id: i64,
    /// Day; nothing for a rule of the whole period.
    pub on: Option<NaiveDate>,
    /// Why.
    pub reason: String,
    /// Who and when.
    pub made: Mark,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_names_read_back() {
        for place in ArrangedPlace::ALL {
            assert_eq!(ArrangedPlace::of_letter(place.letter()), Some(place));
            assert_eq!(ArrangedPlace::parse(place.as_str()), Some(place));
        }
        assert_eq!(ArrangedPlace::of_letter(UNSAID), None);
        for state in RosterState::ALL {
            assert_eq!(RosterState::parse(state.as_str()), Some(state));
        }
    }
}
