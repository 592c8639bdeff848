#![doc = include_str!("../README.md")]

mod capability;
mod desk;
mod explain;
mod migrations;
mod model;
mod open_table;
mod ops;
pub mod params;
mod rules;
mod status;
mod store;
mod tiles;
mod web;

pub use capability::capability;
pub use desk::{
    Desk, DeskDay, DeskPlan, DeskSheet, DeskStaff, NewStaff, Serves, StaffEntry, StaffingFinding,
};
pub use explain::desk_subject;
pub use model::{
    Change, Channels, DayHours, NewService, ServiceFilter, ServiceOn, ServicePlan, ServiceSheet, Version,
};
pub use ops::changes::{change_service, new_service};
pub use ops::desk_days::{desk_days, desk_staff};
pub use ops::desk_reads::desk_sheets;
pub use ops::desks::{add_desk, change_desk};
pub use ops::reads::{service_on, service_sheet, services};
pub use ops::staff::{add_staff, end_staff, staff_of};
pub use ops::states::{STATUS_CHANGED, set_status, status_on};
pub use rules::hours::{OpenSpan, WeekHours, WeekMinimum};
pub use status::{NewStatus, ServiceStatus, StatusFact, StatusOn};
