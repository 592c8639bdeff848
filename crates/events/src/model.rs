//! The values of events: what is planned, how it stands, what happened to it.

use chrono::{DateTime, NaiveDate, Utc};
use siaga_civil::RegionCode;
use std::fmt;
use uuid::Uuid;

/// Writes an enum with its stored names from one table.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$each])* $variant,)+
        }

        impl $name {
            /// Every value, in the order of lists.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the name that stands in storage, in addresses and in the API.
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

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

named! {
    /// What kind of event it is.
    EventKind {
        /// Rapat.
        Meeting = "meeting",
        /// Upacara.
        Ceremony = "ceremony",
        /// Pelatihan.
        Training = "training",
        /// Sosialisasi: a village gathers to be informed.
        VillageGathering = "village_gathering",
        /// Keagamaan, halal bihalal.
        Religious = "religious",
        /// Anything else.
        Other = "other",
    }
}

named! {
    /// How an event stands.
    EventState {
        /// Law permits it as it is planned; somebody is to decide.
        Requested = "requested",
        /// Law does not permit it as it is planned; its organiser is asked to change it.
        NeedsChange = "needs_change",
        /// A person decided that it takes place.
        Allowed = "allowed",
        /// A person decided that it does not.
        Refused = "refused",
        /// It took place and has minutes.
        Held = "held",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

impl EventState {
    /// Tells whether the event is still to come about: law looks at it again and again.
    pub fn is_planned(self) -> bool {
        matches!(self, Self::Requested | Self::NeedsChange | Self::Allowed)
    }
}

named! {
    /// What happened to an event.
    StepKind {
        /// It was requested.
        Requested = "requested",
        /// Its plan was changed.
        Changed = "changed",
        /// Fewer people were planned.
        Shrunk = "shrunk",
        /// It was made virtual.
        MadeVirtual = "made_virtual",
        /// It was put on another day or hour.
        Moved = "moved",
        /// A person allowed it.
        Allowed = "allowed",
        /// A person refused it.
        Refused = "refused",
        /// Law in force does not permit it any more.
        NeedsChange = "needs_change",
        /// Law in force permits it again as it is planned.
        Lifted = "lifted",
        /// It took place: minutes were written.
        Held = "held",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

/// Where an event takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacePlan {
    /// Name; two places of the government never have the same.
    pub name: String,
    /// Street and town.
    pub address: String,
    /// The village or district in which it lies, where known.
    pub region: Option<RegionCode>,
    /// How many people it holds.
    pub capacity: i64,
}

/// What is planned. Without a place the event is virtual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPlan {
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// What kind of event it is.
    pub kind: EventKind,
    /// How many people are to come.
    pub people: i64,
    /// The day.
    pub held_on: NaiveDate,
    /// Beginning, in minutes after midnight.
    pub start_minute: i32,
    /// End, in minutes after midnight of the same day.
    pub end_minute: i32,
    /// Where; none for a virtual event.
    pub place: Option<PlacePlan>,
    /// Whom to ask, by telephone or mail.
    pub contact: String,
    /// Where people meet online, by https; a virtual event needs one.
    pub meeting_link: String,
}

impl EventPlan {
    /// Tells whether people meet online only.
    pub fn is_virtual(&self) -> bool {
        self.place.is_none()
    }
}

/// A request for an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Agency that holds it.
    pub agency_id: i64,
    /// Who organises it: NIP, staff number or a part of the name that fits one person.
    pub organiser: String,
    /// What is planned.
    pub plan: EventPlan,
}

/// An event as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Key inside the program.
    pub(crate) id: i64,
    /// Key outside the program.
    pub uid: Uuid,
    /// Agency.
    pub agency_id: i64,
    /// Raised by every change.
    pub version: i64,
    /// How it stands.
    pub state: EventState,
    /// What is planned.
    pub plan: EventPlan,
    /// The employee who organises it.
    pub organiser_id: i64,
    /// Name of the organiser.
    pub organiser_name: String,
    /// Code of its attendance list.
    pub(crate) code: String,
    /// Who requested it.
    pub(crate) made_by: String,
    /// Name of who requested it.
    pub made_name: String,
    /// When it was requested.
    pub made_at: DateTime<Utc>,
    /// Who last changed plan or state.
    pub(crate) changed_by: String,
    /// Name of who last changed plan or state.
    pub changed_name: String,
    /// When.
    pub changed_at: DateTime<Utc>,
}

/// An event in a list, with its agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedEvent {
    /// The event.
    pub event: Event,
    /// Code of the agency.
    pub agency_code: String,
    /// Name of the agency.
    pub agency_name: String,
    /// Ids from the root agency down to it.
    pub agency_path: Vec<i64>,
}

/// Which events are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFilter {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: NaiveDate,
    /// Only of this agency, by code; empty for all.
    pub agency_code: String,
    /// Only in this state.
    pub state: Option<EventState>,
}

/// A way in which an organiser changes an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Fewer people.
    Shrink {
        /// How many.
        people: i64,
    },
    /// Online instead.
    MakeVirtual {
        /// Where people meet, by https.
        meeting_link: String,
    },
    /// Another day or hour.
    Move {
        /// The day.
        held_on: NaiveDate,
        /// Beginning, in minutes after midnight.
        start_minute: i32,
        /// End, in minutes after midnight.
        end_minute: i32,
    },
    /// Anything.
    Plan(Box<EventPlan>),
}

/// Something that happened to an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventStep {
    /// What.
    pub kind: StepKind,
    /// Why, or what was planned from then on.
    pub note: String,
    /// What law said then.
    pub grounds: Vec<crate::rules::limit::Ground>,
    /// Who did it.
    pub made_name: String,
    /// When.
    pub made_at: DateTime<Utc>,
}
