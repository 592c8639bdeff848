//! What was expected of a person on a day.

use chrono::NaiveDate;
use siaga_policy::Reason;

/// What was expected, with the law it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedDay {
    /// The day.
    pub on: NaiveDate,
    /// Where duty was, if any.
    pub duty: Duty,
    /// When; nothing on a day off.
    pub hours: Option<WorkHours>,
    /// Whether presence in the office must be shown by a scan on a terminal.
    pub scan_required: bool,
    /// Whether a signed recap is accepted as evidence of presence.
    pub recap_accepted: bool,
    /// Last day on which the work report of a day away from the office is awaited; nothing where law
    /// asks for none.
    pub report_due_on: Option<NaiveDate>,
    /// Two scans within this time are one press.
    pub double_press_seconds: i32,
    /// Whether the day lies before the government began to keep its attendance here: then silence
    /// says nothing about anybody.
    pub is_before_records: bool,
    /// What all this rests on.
    pub reasons: Vec<Reason>,
}

impl ExpectedDay {
    /// Returns the same day without its grounds: days are judged by the thousand without reading them.
    pub(crate) fn without_reasons(&self) -> Self {
        Self { reasons: Vec::new(), ..*self }
    }
}

/// Where a person was to be on duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duty {
    /// At the office.
    Office,
    /// At home, by a roster.
    Home,
    /// At another place, by a roster.
    Elsewhere,
    /// Nowhere.
    Off(OffReason),
}

impl Duty {
    /// Returns whether duty is at a place that is not the office.
    pub fn is_away_from_office(self) -> bool {
        matches!(self, Self::Home | Self::Elsewhere)
    }

    /// Returns the name that stands in message ids, in the API and in style classes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Home => "home",
            Self::Elsewhere => "elsewhere",
            Self::Off(_) => "off",
        }
    }
}

/// Why a person was not expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OffReason {
    /// No day of the office's week.
    Weekend,
    /// A public holiday.
    PublicHoliday,
    /// Collective leave.
    CollectiveLeave,
    /// The person's own schedule has no shift.
    NoShift,
    /// Not in service on that day.
    NotEmployed,
    /// Not at work by a roster: away in the plan of the agency.
    Arranged,
}

impl OffReason {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::Weekend,
        Self::PublicHoliday,
        Self::CollectiveLeave,
        Self::NoShift,
        Self::NotEmployed,
        Self::Arranged,
    ];

    /// Returns the name that stands in message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weekend => "weekend",
            Self::PublicHoliday => "public_holiday",
            Self::CollectiveLeave => "collective_leave",
            Self::NoShift => "no_shift",
            Self::NotEmployed => "not_employed",
            Self::Arranged => "arranged",
        }
    }
}

/// The hours of a day of duty, in minutes after its midnight; a night shift ends past 1440.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WorkHours {
    /// Start of work.
    pub start_minute: i32,
    /// End of work.
    pub end_minute: i32,
    /// The break, start and end, where there is one.
    pub rest: Option<(i32, i32)>,
    /// How much later a person may come when leaving later by as much.
    pub flexible_minutes: i32,
    /// Whole minutes after the start that are not late.
    pub grace_minutes: i32,
    /// When scans count.
    pub window: ScanWindow,
}

/// The span of minutes in which a scan counts for a day; both ends are inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ScanWindow {
    /// First minute.
    pub from_minute: i32,
    /// Last minute.
    pub until_minute: i32,
}

impl ScanWindow {
    /// Returns whether a second relative to the day's midnight lies inside.
    pub fn has(self, second: i32) -> bool {
        let minute = second.div_euclid(60);
        self.from_minute <= minute && minute <= self.until_minute
    }
}
