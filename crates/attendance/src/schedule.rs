//! Words of schedules: shifts and own hours of a unit or a person.

use chrono::{DateTime, NaiveDate, Utc};

/// Whose hours a schedule sets; a person's come before those of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScheduleOf {
    /// All people of a unit.
    Unit(i64),
    /// One person.
    Employee(i64),
}

/// A schedule to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSchedule {
    /// Whose.
    pub is_of: ScheduleOf,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive; none while it goes on.
    pub until_on: Option<NaiveDate>,
    /// Digits of the weekdays with duty, 1 for Monday to 7 for Sunday.
    pub weekdays: String,
    /// Start in minutes after midnight.
    pub start_minute: i32,
    /// End in minutes after the same midnight; a night shift passes 1440.
    pub end_minute: i32,
    /// What it is called.
    pub note: String,
}

/// A schedule as it is kept; of several that hold, the newest recorded counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Key.
    pub id: i64,
    /// Whose.
    pub is_of: ScheduleOf,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive; none while it goes on.
    pub until_on: Option<NaiveDate>,
    /// Digits of the weekdays with duty, 1 for Monday to 7 for Sunday.
    pub weekdays: String,
    /// Start in minutes after midnight.
    pub start_minute: i32,
    /// End in minutes after the same midnight; a night shift passes 1440.
    pub end_minute: i32,
    /// What it is called.
    pub note: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}
