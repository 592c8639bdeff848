#![doc = include_str!("../README.md")]

mod capability;
mod explain;
mod jobs;
mod migrations;
mod model;
mod news;
mod ops;
pub mod params;
mod rules;
mod store;
mod tiles;
mod web;

pub use capability::capability;
pub use model::{
    ArrangedPlace, DayGround, HandChange, Mark, Outcome, ReportDecision, ReportState, Roster,
    RosterException, RosterRow, RosterState, WorkReport,
};
pub use ops::arranged::{Arranged, ArrangedDays, arranged_between, message_of};
pub use ops::report_decisions::{
    DECIDED_MAX, Decided, ListedReport, ReportFilter, decide_reports, report_list,
};
pub use ops::reports::{
    NewReport, REPORT_CHANGED, REPORT_LETTERS, WorkReports, hand_in_report, own_reports,
    rebuild_report_months, work_reports_between,
};
