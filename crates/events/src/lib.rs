#![doc = include_str!("../README.md")]

mod capability;
mod explain;
mod migrations;
mod model;
mod ops;
pub mod params;
mod rules;
mod settings;
mod store;
mod tiles;
mod web;

pub use capability::capability;
pub use model::{
    Change, Event, EventFilter, EventKind, EventPlan, EventState, EventStep, ListedEvent, NewEvent,
    PlacePlan, StepKind,
};
pub use ops::attend::{OpenList, attend_guest, attend_own, open_list};
pub use ops::change::change_event;
pub use ops::decide::{EVENT_DECIDED, cancel_event, decide_event};
pub use ops::document::prepare_minutes;
pub use ops::minutes::{minutes_of, write_minutes};
pub use ops::reads::{EventSheet, event_list, event_sheet, needing_change, places};
pub use ops::rejudge::EVENT_NEEDS_CHANGE;
pub use ops::requests::{check_request, request_event};
pub use ops::seats::{Attendee, add_attendee, attendees, strike_attendee};
pub use rules::attendance::ListState;
pub use rules::limit::{Answer, Ground, GroundKind, Judgement};
pub use store::minutes::Minutes;
