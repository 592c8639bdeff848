//! The question about figures and its answer, as plain values.

use super::reports::AgencyReport;
use crate::model::{StaffGroup, StatusKind};
use crate::rules::Tally;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use siaga_civil::Ratio;
use uuid::Uuid;

/// People named on a board; the pages of the agencies name all.
pub(crate) const UNKNOWN_NAMED: i64 = 24;

/// Which days are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecapPeriod {
    /// One day.
    Day(NaiveDate),
    /// The month of a day.
    Month(NaiveDate),
    /// A year.
    Year(i32),
}

/// Outside of them reckoning with days may leave the calendar.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

impl RecapPeriod {
    /// Reads `2020-05-26`, `2020-05` or `2020`; years from 1900 to 2200.
    pub fn parse(text: &str) -> Option<Self> {
        let period = match text.len() {
            4 => text.parse().ok().map(Self::Year),
            7 => format!("{text}-01").parse().ok().map(Self::Month),
            _ => text.parse().ok().map(Self::Day),
        };
        period.filter(|period| YEARS.contains(&period.year()))
    }

    fn year(self) -> i32 {
        match self {
            Self::Day(on) | Self::Month(on) => on.year(),
            Self::Year(year) => year,
        }
    }

    /// Returns first and last day, both inside; months and years end today at the latest.
    pub fn span(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let (first, last) = match self {
            Self::Day(on) => return (on, on),
            Self::Month(on) => {
                let first = crate::ops::rebuild::first_of(on);
                (first, crate::ops::rebuild::last_of(first))
            }
            Self::Year(year) => {
                let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
                (day(1, 1), day(12, 31))
            }
        };
        (first, last.min(today).max(first))
    }
}

/// Writes the period as it is read.
impl std::fmt::Display for RecapPeriod {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(on) => write!(f, "{on}"),
            Self::Month(on) => write!(f, "{:04}-{:02}", on.year(), on.month()),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecapBy {
    /// All agencies together.
    Region,
    /// One agency.
    Agency,
    /// One work unit.
    Unit,
    /// One person.
    Person,
}

impl RecapBy {
    /// Every way, from coarse to fine.
    pub const ALL: [Self; 4] = [Self::Region, Self::Agency, Self::Unit, Self::Person];

    /// Returns the name that stands in addresses and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Agency => "agency",
            Self::Unit => "unit",
            Self::Person => "person",
        }
    }

    /// Returns the way of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == name)
    }
}

/// A question about figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecapQuestion {
    /// Which days.
    pub period: RecapPeriod,
    /// What a row stands for.
    pub by: RecapBy,
    /// Only the agency of this code.
    pub agency: Option<String>,
    /// Only this group of staff.
    pub group: Option<StaffGroup>,
    /// Whether the groups of staff have rows of their own.
    pub apart: bool,
    /// Only facts recorded by then count, by law as it was known then; nothing takes all that is known now.
    pub known_at: Option<DateTime<Utc>>,
}

impl RecapQuestion {
    /// Returns the question about a day by agency, all staff together.
    pub fn day(on: NaiveDate) -> Self {
        Self {
            period: RecapPeriod::Day(on),
            by: RecapBy::Agency,
            agency: None,
            group: None,
            apart: false,
            known_at: None,
        }
    }
}

/// Counted people, or person-days where the period is longer than a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figure {
    /// By status.
    pub tally: Tally,
    /// Obliged to attend, by the law of each day.
    pub obliged: i64,
    /// Who came late.
    pub late_people: i64,
    /// Working minutes lost by that.
    pub late_minutes: i64,
    /// Who left early.
    pub early_people: i64,
    /// Working minutes lost by that.
    pub early_minutes: i64,
}

impl Figure {
    /// Returns attended / obliged.
    pub fn attendance(&self) -> Ratio {
        Ratio::new(self.tally.attended(), self.obliged)
    }

    /// Returns at the place of work / obliged.
    pub fn strict(&self) -> Ratio {
        Ratio::new(self.tally.of(StatusKind::Present), self.obliged)
    }

    /// Returns those without any record.
    pub fn without_record(&self) -> i64 {
        self.tally.of(StatusKind::NoRecord)
    }

    pub(crate) fn add_all(&mut self, other: &Self) {
        self.tally.add_all(&other.tally);
        self.obliged += other.obliged;
        self.late_people += other.late_people;
        self.late_minutes += other.late_minutes;
        self.early_people += other.early_people;
        self.early_minutes += other.early_minutes;
    }
}

/// One row of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecapRow {
    /// Code of the agency; empty for the region.
    pub agency_code: String,
    /// Name of the agency, or of the government for the region.
    pub agency_name: String,
    /// Code of the work unit, for rows by unit and by person.
    pub unit_code: Option<String>,
    /// Name of the work unit, for rows by unit and by person.
    pub unit_name: Option<String>,
    /// Key of the person, for rows by person.
    pub person_uid: Option<Uuid>,
    /// Name of the person, for rows by person.
    pub person_name: Option<String>,
    /// Employee number, for rows by person.
    pub nip: Option<String>,
    /// The group of staff, where groups stand apart.
    pub group: Option<StaffGroup>,
    /// What was counted.
    pub figure: Figure,
}

/// Somebody without record or explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPerson {
    /// Key outside the program.
    pub uid: Uuid,
    /// Name.
    pub name: String,
    /// Whether the person is in the civil service.
    pub is_civil_servant: bool,
    /// Code of the agency.
    pub agency_code: String,
    /// Name of the agency.
    pub agency_name: String,
    /// `no_record` or `unexcused`.
    pub status: String,
}

/// Why there is nothing to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoData {
    /// The day has not come.
    NotYet,
    /// The government did not keep its records here yet.
    BeforeRecords,
    /// Offices were closed.
    DayOff,
    /// At the instant until which facts count the day had not come.
    NotKnownYet,
    /// People were expected, and nothing is on record about anybody; or nobody was expected.
    Nothing,
}

impl NoData {
    /// Returns the name that stands in files and message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::BeforeRecords => "before_records",
            Self::DayOff => "day_off",
            Self::NotKnownYet => "not_known_yet",
            Self::Nothing => "nothing",
        }
    }
}

/// The answer to a question about figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecapAnswer {
    /// The question.
    pub question: RecapQuestion,
    /// First and last day, both inside.
    pub span: (NaiveDate, NaiveDate),
    /// Rows in the order of codes and names.
    pub rows: Vec<RecapRow>,
    /// All visible agencies together.
    pub total: Figure,
    /// The same by group of staff.
    pub groups: [(StaffGroup, Figure); 2],
    /// Message id of what the rate counts.
    pub definition: &'static str,
    /// Until when facts were read.
    pub as_of: DateTime<Utc>,
    /// Why there is no figure; rates are then not to be shown as 0 %.
    pub no_data: Option<NoData>,
    /// Whether each agency reported; for a single day only.
    pub reports: Vec<AgencyReport>,
    /// Some of those without record or explanation; for a single day only.
    pub unknown: Vec<UnknownPerson>,
}

impl RecapAnswer {
    /// Returns how many agencies reported, of how many that had anybody to report.
    pub fn completeness(&self) -> (usize, usize) {
        (self.reports.iter().filter(|report| report.state.has_reported()).count(), self.reports.len())
    }

    /// Returns the agencies whose recap is late or missing after the cut-off.
    pub fn late_reporters(&self) -> impl Iterator<Item = &AgencyReport> {
        self.reports.iter().filter(|report| report.state.is_late())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_read_as_it_is_written() {
        for text in ["2020-05-26", "2020-05", "2020"] {
            assert_eq!(RecapPeriod::parse(text).unwrap().to_string(), text);
        }
        let beyond = ["1899", "2201", "9999", "1899-12", "2201-01", "+262142-12-31", "-262143-01-01"];
        for text in ["", "2020-13", "2020-02-30", "besok"].into_iter().chain(beyond) {
            assert_eq!(RecapPeriod::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_ends_today_at_the_latest() {
        let may = RecapPeriod::Month(day("2020-05-26"));
        assert_eq!(may.span(day("2020-06-20")), (day("2020-05-01"), day("2020-05-31")));
        assert_eq!(may.span(day("2020-05-10")), (day("2020-05-01"), day("2020-05-10")));
        assert_eq!(may.span(day("2020-04-10")), (day("2020-05-01"), day("2020-05-01")));
        assert_eq!(RecapPeriod::Year(2020).span(day("2021-06-20")), (day("2020-01-01"), day("2020-12-31")));
    }
}
