mod csv_text;
mod revision;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

pub use csv_text::{CalendarError, CalendarProblem};
pub use revision::{CalendarRevision, DayOffKind, RevisionChange};

/// The public holidays and collective leave of a government, with every decree that changed them.
///
/// **Shape.** A revision is known from its day of issue on. Of the revisions of one day off (date, kind and name)
/// the latest known wins; of one date, several days off can stand side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// In the order of issue, those of one day in the order of their text.
    revisions: Vec<CalendarRevision>,
    by_date: BTreeMap<NaiveDate, Vec<usize>>,
    /// Titles of decrees by our names of them.
    titles: BTreeMap<String, String>,
}

/// On how many days a week an office works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkWeek {
    /// Monday to Friday.
    FiveDays,
    /// Monday to Saturday.
    SixDays,
}

/// What a date is for an office; a day off on a weekend is told as the day off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CalendarDay {
    /// The office works.
    Working,
    /// No day of the office's week.
    Weekend,
    /// A public holiday; of several on one date the names are joined by `; ` and the latest decree is told.
    PublicHoliday {
        /// The Indonesian name.
        name: String,
        /// The title of the decree that says so; our name of it where no title is known.
        decree: String,
    },
    /// Collective leave (cuti bersama), on a date that is no public holiday.
    CollectiveLeave {
        /// The Indonesian name.
        name: String,
        /// The title of the decree that says so; our name of it where no title is known.
        decree: String,
    },
}

impl WorkWeek {
    fn has(self, on: NaiveDate) -> bool {
        match on.weekday() {
            Weekday::Sun => false,
            Weekday::Sat => self == Self::SixDays,
            _ => true,
        }
    }
}

impl CalendarDay {
    /// Says whether the office works.
    pub fn is_working(&self) -> bool {
        *self == Self::Working
    }
}

impl Calendar {
    /// Reads a calendar from CSV text with the header `decree_id,issued_on,date,kind,change,name`.
    ///
    /// **Errors.** The first line that is not a revision, gives a decree a second day of issue, or removes what
    /// was not in force.
    pub fn from_csv(text: &str) -> Result<Self, CalendarError> {
        csv_text::read(text)
    }

    /// Returns the calendar with more revisions, such as the local holidays of a regional head.
    pub fn with(self, revisions: impl IntoIterator<Item = CalendarRevision>) -> Self {
        let mut all = self.revisions;
        all.extend(revisions);
        all.sort_by_key(|revision| revision.issued_on);
        let mut by_date = BTreeMap::<NaiveDate, Vec<usize>>::new();
        for (index, revision) in all.iter().enumerate() {
            by_date.entry(revision.date).or_default().push(index);
        }
        Self { revisions: all, by_date, titles: self.titles }
    }

    /// Returns the calendar with titles of decrees from CSV text with the header `decree_id,title,note`.
    ///
    /// **Errors.** The first line that is not a title, or names a decree a second time.
    pub fn with_titles(mut self, text: &str) -> Result<Self, CalendarError> {
        self.titles = csv_text::read_titles(text)?;
        Ok(self)
    }

    /// Returns the title under which people know a decree, or our name of it where no title is known.
    pub fn title<'a>(&'a self, decree_id: &'a str) -> &'a str {
        self.titles.get(decree_id).map_or(decree_id, String::as_str)
    }

    /// Returns every revision in the order of issue.
    pub fn revisions(&self) -> &[CalendarRevision] {
        &self.revisions
    }

    /// Returns the days off of a date that were in force as known on a day; all that is known without one.
    pub fn days_off(&self, on: NaiveDate, known_on: Option<NaiveDate>) -> Vec<&CalendarRevision> {
        let mut in_force: Vec<&CalendarRevision> = Vec::new();
        for index in self.by_date.get(&on).into_iter().flatten() {
            let revision = &self.revisions[*index];
            if known_on.is_some_and(|known_on| revision.issued_on > known_on) {
                continue;
            }
            in_force.retain(|earlier| !earlier.is_same_day_off(revision));
            if revision.change == RevisionChange::Add {
                in_force.push(revision);
            }
        }
        in_force
    }

    /// Returns what a date is for an office, as known on a day; with all that is known without one.
    pub fn day(&self, on: NaiveDate, known_on: Option<NaiveDate>, week: WorkWeek) -> CalendarDay {
        let days_off = self.days_off(on, known_on);
        if let Some((name, decree)) = self.joined(&days_off, DayOffKind::PublicHoliday) {
            return CalendarDay::PublicHoliday { name, decree };
        }
        if let Some((name, decree)) = self.joined(&days_off, DayOffKind::CollectiveLeave) {
            return CalendarDay::CollectiveLeave { name, decree };
        }
        if week.has(on) { CalendarDay::Working } else { CalendarDay::Weekend }
    }

    /// Returns the number of working days from one date to another, both included; 0 when they are reversed.
    pub fn working_days_between(
        &self,
        from: NaiveDate,
        until: NaiveDate,
        week: WorkWeek,
        known_on: Option<NaiveDate>,
    ) -> u32 {
        let days = from.iter_days().take_while(|on| *on <= until);
        let working = days.filter(|on| week.has(*on) && self.days_off(*on, known_on).is_empty());
        u32::try_from(working.count()).expect("the calendar has fewer days than u32 counts")
    }

    fn joined(&self, days_off: &[&CalendarRevision], kind: DayOffKind) -> Option<(String, String)> {
        let of_kind: Vec<_> = days_off.iter().filter(|day_off| day_off.kind == kind).collect();
        let decree = self.title(&of_kind.last()?.decree_id).to_owned();
        let names: Vec<&str> = of_kind.iter().map(|day_off| day_off.name.as_str()).collect();
        Some((names.join("; "), decree))
    }
}
