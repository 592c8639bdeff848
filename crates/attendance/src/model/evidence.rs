//! What is known about a person on a day.

use super::StatusKind;
use siaga_arrangements::ReportState;

/// A moment at which a person was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PunchMark {
    /// Seconds after midnight of the day; those of the next morning pass 86400.
    pub second: i32,
    /// Who saw it.
    pub source: PunchSource,
}

/// Who saw a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PunchSource {
    /// A terminal.
    Terminal,
    /// A check-in by phone or web whose position proves the place of work.
    PhoneNear,
    /// A check-in by phone or web from elsewhere, or one that proves no place.
    PhoneFar,
    /// An approved request about a forgotten punch.
    Correction,
}

impl PunchSource {
    /// Every source.
    pub const ALL: [Self; 4] = [Self::Terminal, Self::PhoneNear, Self::PhoneFar, Self::Correction];

    /// Returns the name that stands in files and message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::PhoneNear => "phone_near",
            Self::PhoneFar => "phone_far",
            Self::Correction => "correction",
        }
    }
}

/// What a line of a recap says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaperStatus {
    /// At work.
    Present,
    /// On duty from home.
    WorkFromHome,
    /// Ill.
    Sick,
    /// Away with permission.
    Excused,
    /// On leave.
    Leave,
    /// On duty elsewhere.
    OfficialTravel,
    /// Away without explanation.
    Unexcused,
}

impl PaperStatus {
    /// Every status, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::Present,
        Self::WorkFromHome,
        Self::Sick,
        Self::Excused,
        Self::Leave,
        Self::OfficialTravel,
        Self::Unexcused,
    ];

    /// Returns the name that stands in tables, files and message ids.
    pub fn as_str(self) -> &'static str {
        self.kind().as_str()
    }

    /// Returns the status of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    /// Returns what the day is when the recap decides.
    pub fn kind(self) -> StatusKind {
        match self {
            Self::Present => StatusKind::Present,
            Self::WorkFromHome => StatusKind::WorkFromHome,
            Self::Sick => StatusKind::Sick,
            Self::Excused => StatusKind::Excused,
            Self::Leave => StatusKind::Leave,
            Self::OfficialTravel => StatusKind::OfficialTravel,
            Self::Unexcused => StatusKind::Unexcused,
        }
    }
}

/// What an approved request says about a whole day; the order is the precedence, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AbsenceKind {
    /// Leave of any kind.
    Leave,
    /// Official travel.
    OfficialTravel,
    /// Illness.
    Sick,
    /// Permission for the whole day.
    Excused,
}

impl AbsenceKind {
    /// Every kind, strongest first.
    pub const ALL: [Self; 4] = [Self::Leave, Self::OfficialTravel, Self::Sick, Self::Excused];

    /// Returns what the day is.
    pub fn kind(self) -> StatusKind {
        match self {
            Self::Leave => StatusKind::Leave,
            Self::OfficialTravel => StatusKind::OfficialTravel,
            Self::Sick => StatusKind::Sick,
            Self::Excused => StatusKind::Excused,
        }
    }
}

/// Kinds of leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeaveKind {
    /// Yearly leave.
    Annual,
    /// Long leave after five years.
    Long,
    /// Sick leave.
    Sick,
    /// Maternity leave.
    Maternity,
    /// Leave for an important reason.
    ImportantReason,
    /// Leave outside the state's account.
    Unpaid,
}

impl LeaveKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Annual, Self::Long, Self::Sick, Self::Maternity, Self::ImportantReason, Self::Unpaid];

    /// Returns the name that stands in tables and message ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Annual => "annual",
            Self::Long => "long",
            Self::Sick => "sick",
            Self::Maternity => "maternity",
            Self::ImportantReason => "important_reason",
            Self::Unpaid => "unpaid",
        }
    }

    /// Returns the kind of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Everything known about a person on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayEvidence<'a> {
    /// Scans, check-ins and corrections in the order of time.
    pub marks: &'a [PunchMark],
    /// The line of the recap that is signed and not superseded.
    pub paper: Option<PaperStatus>,
    /// The strongest approved request about the whole day.
    pub absence: Option<AbsenceKind>,
    /// Minutes of the day for which approved requests excuse the person, by their beginning.
    pub excused_spans: &'a [(i32, i32)],
    /// How far the work report of the day is.
    pub report: Option<ReportState>,
    /// What somebody decided about the findings of the day.
    pub decided: Option<StatusKind>,
}

impl DayEvidence<'_> {
    /// Returns whether nothing at all is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
