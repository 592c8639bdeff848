//! Words of attendance: what a day can be, what is known about it, what was expected.

mod evidence;
mod expected;

pub use evidence::{AbsenceKind, DayEvidence, LeaveKind, PaperStatus, PunchMark, PunchSource};
pub use expected::{Duty, ExpectedDay, OffReason, ScanWindow, WorkHours};

/// What a person-day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusKind {
    /// At the place of work.
    Present,
    /// On duty from home.
    WorkFromHome,
    /// Ill.
    Sick,
    /// Away with permission.
    Excused,
    /// On approved leave.
    Leave,
    /// On duty elsewhere by order.
    OfficialTravel,
    /// Away without explanation, as somebody signed or decided.
    Unexcused,
    /// Nothing is known yet.
    NoRecord,
    /// Not expected on that day.
    Off,
}

impl StatusKind {
    /// Every kind, in the order in which figures show them.
    pub const ALL: [Self; 9] = [
        Self::Present,
        Self::WorkFromHome,
        Self::OfficialTravel,
        Self::Leave,
        Self::Sick,
        Self::Excused,
        Self::Unexcused,
        Self::NoRecord,
        Self::Off,
    ];

    /// Returns the name that stands in tables, files and message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::WorkFromHome => "work_from_home",
            Self::Sick => "sick",
            Self::Excused => "excused",
            Self::Leave => "leave",
            Self::OfficialTravel => "official_travel",
            Self::Unexcused => "unexcused",
            Self::NoRecord => "no_record",
            Self::Off => "off",
        }
    }

    /// Returns the kind of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Returns whether the day counts as attended: at work, from home, or on duty elsewhere.
    pub fn is_attended(self) -> bool {
        matches!(self, Self::Present | Self::WorkFromHome | Self::OfficialTravel)
    }
}

/// A person-day with its lateness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayStatus {
    /// What the day is.
    pub kind: StatusKind,
    /// Working minutes lost before the first scan.
    pub late_minutes: i32,
    /// Working minutes lost after the last scan.
    pub early_minutes: i32,
}

impl DayStatus {
    /// Returns a status without lateness.
    pub const fn plain(kind: StatusKind) -> Self {
        Self { kind, late_minutes: 0, early_minutes: 0 }
    }

    /// Returns whether nobody has to look at the day: present in time, or not expected.
    pub fn is_ordinary(&self) -> bool {
        matches!(self.kind, StatusKind::Present | StatusKind::Off)
            && self.late_minutes == 0
            && self.early_minutes == 0
    }
}

/// The two groups of staff that figures show apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StaffGroup {
    /// State civil apparatus.
    CivilServant,
    /// Contract workers outside it.
    ContractWorker,
}

impl StaffGroup {
    /// Both groups.
    pub const ALL: [Self; 2] = [Self::CivilServant, Self::ContractWorker];

    /// Returns the name that stands in tables, files and message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CivilServant => "asn",
            Self::ContractWorker => "contract_worker",
        }
    }

    /// Returns the group of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == name)
    }
}
