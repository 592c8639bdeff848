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
pub use model::order::{Order, OrderKind, OrderState};
pub use model::{
    ArrangedPlace, DayGround, HandChange, Mark, Outcome, ReportDecision, ReportState, Roster,
    RosterException, RosterRow, RosterState, WorkReport,
};
pub use ops::arranged::{Arranged, ArrangedDays, arranged_between, message_of};
pub use ops::orders::change::{drop_order, extend_order, refresh_order};
pub use ops::orders::sign::{ORDER_SIGNED, sign_order};
pub use ops::own_days::{DAYS_AHEAD, OwnDay, OwnDays, own_days, wish_week};
pub use ops::people::{
    NewAbsence, NewAnswer, NewQuotaException, enter_exception, note_absence, record_answer, withdraw_absence,
    withdraw_exception,
};
pub use ops::report_decisions::{
    DECIDED_MAX, Decided, ListedReport, ReportFilter, decide_reports, report_list,
};
pub use ops::reports::{
    NewReport, REPORT_CHANGED, REPORT_LETTERS, WorkReports, hand_in_report, own_reports,
    rebuild_report_months, work_reports_between,
};
pub use ops::roster_change::{
    CHANGES_MAX, DayChange, NewException, change_days, discard_roster, except_rules, plan_again,
    set_elsewhere,
};
pub use ops::roster_check::RosterFinding;
pub use ops::roster_letter::issue_letter;
pub use ops::roster_list::{AgencyWeek, Coverage, ListedRoster, roster_list, week_coverage};
pub use ops::roster_sign::{ROSTER_SIGNED, sign_roster};
pub use ops::roster_view::{DayTotal, DeskCover, RosterPerson, RosterView, UnitTotals, roster_view};
pub use ops::rosters::{MadeAll, NewRoster, ROSTER_DAYS_MAX, make_all_rosters, make_roster};
pub use ops::teams::{set_teams, team_list};
