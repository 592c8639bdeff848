//! Words of an inspection: its states, who takes part, what is asked, noted and ordered.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Writes an enum whose values have names in tables and message ids.
macro_rules! named {
    ($(#[$outer:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the name that stands in tables and message ids.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// Returns the value of this name, or nothing when there is none.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == name)
            }
        }
    };
}

named! {
    /// Where an inspection stands.
    InspectionState {
        /// It has not begun.
        Planned = "planned",
        /// It is going on, for the first time or reopened.
        Open = "open",
        /// It is over and has minutes.
        Closed = "closed",
        /// It never began.
        Cancelled = "cancelled",
    }
}

named! {
    /// What an answer looks like.
    AnswerKind {
        /// Words.
        Text = "text",
        /// A whole number.
        Number = "number",
        /// A part and its whole: paid / total.
        Share = "share",
        /// Yes or no.
        YesNo = "yes-no",
        /// Rupiah.
        Rupiah = "rupiah",
        /// A walk through the programmes of the agency, with a remark.
        Programmes = "programmes",
    }
}

named! {
    /// How an agency takes part.
    AgencyState {
        /// Nobody of it has come yet.
        Waiting = "waiting",
        /// Its head opened the room.
        Joined = "joined",
        /// It is its turn.
        Reporting = "reporting",
        /// Its head says that the recap is wrong.
        Correcting = "correcting",
        /// A newer recap was signed after its head confirmed.
        Outdated = "outdated",
        /// Its head confirmed the recap.
        Confirmed = "confirmed",
        /// Its head confirmed a recap that was corrected during the inspection.
        Corrected = "corrected",
        /// A moderator noted that it is missing.
        NotJoined = "not-joined",
    }
}

impl AgencyState {
    /// Returns whether its figures count in the rate so far.
    pub fn is_heard(self) -> bool {
        matches!(self, Self::Confirmed | Self::Corrected)
    }
}

named! {
    /// What kind of note.
    NoteKind {
        /// Something was found.
        Finding = "finding",
        /// Somebody is to do something by a day.
        Instruction = "instruction",
    }
}

named! {
    /// How far an instruction is.
    TaskState {
        /// To be done.
        Open = "open",
        /// Reported as done.
        Reported = "reported",
        /// Sent back.
        SentBack = "sent-back",
        /// Accepted as done.
        Done = "done",
    }
}

/// An inspection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// Key.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// The day.
    pub held_on: NaiveDate,
    /// When it is to begin, in minutes after midnight.
    pub start_minute: i32,
    /// The employee who leads it.
    pub leader_id: i64,
    /// Name of the leader with titles.
    pub leader_name: String,
    /// Post of the leader on the day.
    pub leader_post: String,
    /// Where people meet; empty for none.
    pub meeting_link: String,
    /// State.
    pub state: InspectionState,
    /// Raised by every act of a moderator; the next one names it.
    pub version: i64,
    /// Raised by everything that changes the room.
    pub pulse: i64,
    /// Raised when recaps of the day changed.
    pub facts: i64,
    /// Whose turn it is.
    pub current_agency_id: Option<i64>,
    /// Version of the newest minutes; 0 before the first close.
    pub minutes_version: i32,
    /// When it first began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was last closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Who planned it.
    pub planned_name: String,
}

impl Inspection {
    /// Returns whether it goes on again after a close.
    pub fn is_reopened(&self) -> bool {
        self.state == InspectionState::Open && self.minutes_version > 0
    }
}

/// An agency that is invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Invited {
    /// Agency.
    pub agency_id: i64,
    /// Place in the order, from 1.
    pub place: i32,
    /// When it joined, and who.
    pub joined: Option<(DateTime<Utc>, String)>,
    /// Whether a moderator noted that it is missing.
    pub is_absent: bool,
    /// What its head confirmed.
    pub confirmed: Option<Confirmed>,
    /// Why its head says that the recap is wrong.
    pub objection: Option<Objection>,
}

impl Invited {
    /// Returns whether somebody of it is there: who confirmed is, even where a moderator noted otherwise.
    pub(crate) fn is_there(&self) -> bool {
        self.confirmed.is_some() || (self.joined.is_some() && !self.is_absent)
    }
}

/// The recap as a head confirmed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Confirmed {
    /// When.
    pub at: DateTime<Utc>,
    /// Name of the head.
    pub name: String,
    /// Key of the recap.
    pub recap_id: Uuid,
    /// Its version.
    pub version: i32,
    /// Its seal.
    pub sha256: String,
}

/// What a head says against a recap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Objection {
    /// When.
    pub at: DateTime<Utc>,
    /// Name of the head.
    pub name: String,
    /// What is wrong.
    pub reason: String,
    /// Version of the recap that is wrong.
    pub version: i32,
}

/// A question of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Key.
    pub id: Uuid,
    /// Place in the agenda, from 1.
    pub place: i32,
    /// The question.
    pub text: String,
    /// What an answer looks like.
    pub kind: AnswerKind,
    /// Who is asked; nobody named means all.
    pub agencies: Vec<i64>,
}

impl Question {
    /// Returns whether an agency is asked.
    pub fn asks(&self, agency_id: i64) -> bool {
        self.agencies.is_empty() || self.agencies.contains(&agency_id)
    }
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum AnswerValue {
    /// Words.
    Text {
        /// As written.
        text: String,
    },
    /// A whole number.
    Number {
        /// The number.
        number: i64,
    },
    /// A part and its whole.
    Share {
        /// The part.
        part: i64,
        /// The whole.
        whole: i64,
    },
    /// Yes or no.
    YesNo {
        /// Whether yes.
        yes: bool,
    },
    /// Rupiah.
    Rupiah {
        /// How many.
        rupiah: i64,
    },
}

/// An answer of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Which question.
    pub question_id: Uuid,
    /// Which agency.
    pub agency_id: i64,
    /// What was answered.
    pub value: AnswerValue,
    /// Who answered.
    pub answered_name: String,
    /// When.
    pub answered_at: DateTime<Utc>,
    /// The minutes that were closed already when it came.
    pub after_minutes: Option<i32>,
}

/// A finding or an instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// Key.
    pub id: Uuid,
    /// Kind.
    pub kind: NoteKind,
    /// The agency that it is about; none for all.
    pub agency_id: Option<i64>,
    /// What was found or is to be done.
    pub text: String,
    /// Who is to do it; none for the head of the agency.
    pub person_id: Option<i64>,
    /// Name of who is to do it.
    pub person_name: String,
    /// By when.
    pub due_on: Option<NaiveDate>,
    /// Who noted it.
    pub noted_name: String,
    /// When.
    pub noted_at: DateTime<Utc>,
}

/// Somebody away without explanation, marked for discipline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MarkedAbsentee {
    /// The person.
    pub employee_id: i64,
    /// Name at that time.
    pub name: String,
    /// Agency.
    pub agency_id: i64,
    /// The recap that says so.
    pub recap_id: Uuid,
    /// Its version.
    pub recap_version: i32,
}

/// Something that happened to an inspection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// `started`, `closed`, `reopened`, `cancelled`.
    pub kind: String,
    /// Reason or remark.
    pub detail: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// One closed version of the minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Minutes {
    /// Version, from 1.
    pub version: i32,
    /// Canonical JSON of everything in them.
    pub snapshot: String,
    /// Its hash.
    pub sha256: String,
    /// The official document.
    pub document_id: Option<Uuid>,
    /// Why this version was made; empty for the first.
    pub reason: String,
    /// Who closed.
    pub closed_name: String,
    /// When.
    pub closed_at: DateTime<Utc>,
}

/// An instruction that is tracked until it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Key.
    pub id: Uuid,
    /// Where it was given.
    pub inspection_id: Uuid,
    /// What is to be done.
    pub text: String,
    /// Agency that it was given to.
    pub agency_id: Option<i64>,
    /// Employee that it was given to.
    pub employee_id: Option<i64>,
    /// Name of who is to do it.
    pub person_name: String,
    /// By when.
    pub due_on: Option<NaiveDate>,
    /// State.
    pub state: TaskState,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

impl Task {
    /// Returns whether it is late on a day.
    pub fn is_overdue(&self, on: NaiveDate) -> bool {
        self.state != TaskState::Done && self.due_on.is_some_and(|due_on| on > due_on)
    }
}

/// A step of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskStep {
    /// Key.
    pub id: i64,
    /// The state that it led to.
    pub state: TaskState,
    /// What was said.
    pub text: String,
    /// The evidence: hash and name.
    pub file: Option<(String, String)>,
    /// Account.
    pub made_by: String,
    /// Name at that time.
    pub made_name: String,
    /// Employee behind the account.
    pub made_employee: Option<i64>,
    /// When.
    pub made_at: DateTime<Utc>,
}
