#![doc = include_str!("../README.md")]

mod capability;
mod explain;
mod finding;
mod listener;
mod migrations;
mod model;
mod open_data;
mod ops;
pub mod params;
mod recap;
mod request;
mod rules;
mod schedule;
mod settings;
mod store;
mod terminal;
mod tiles;
mod web;

pub use capability::capability;
pub use finding::{Choice, Finding};
pub use listener::terminal_router;
pub use model::{
    AbsenceKind, DayEvidence, DayStatus, Duty, ExpectedDay, LeaveKind, OffReason, PaperStatus, PunchMark,
    PunchSource, ScanWindow, StaffGroup, StatusKind, WorkHours,
};
pub use ops::checkins::{Checkin, NewCheckin, check_in, own_checkins};
pub use ops::desk_cover::{AgencyDesks, DeskCover, StepIn, desk_cover};
pub use ops::figures::{
    AgencyReport, Figure, NoData, RecapAnswer, RecapBy, RecapPeriod, RecapQuestion, RecapRow, ReportState,
    UnknownPerson, known_at, recap,
};
pub use ops::findings::{FindingEvidence, ListedFinding, finding_evidence, open_findings, resolve_finding};
pub use ops::held::{HeldDecision, HeldPunch, decide_held, held_punches};
pub use ops::rebuild::{Rebuilt, rebuild_month, refresh_days};
pub use ops::recap_documents::{prepare_month_recap, publish_recap};
pub use ops::recaps::{
    AgencyRecap, Exception, LineChoice, PaperFile, Progress, RECAP_COUNTERSIGNED, RECAP_SIGNED, RecapOf,
    RecapSheet, RecapVersion, SheetRow, Suggestion, SuggestionSource, attach_paper, broken_seals,
    correct_recap, correct_recap_inspected, countersign_recap, day_off, fill_rest, recap_list, recap_paper,
    recap_sheet, recap_version, save_lines, sign_recap,
};
pub use ops::replay::Replayed;
pub use ops::requests::{
    REQUEST_DECIDED, RequestToDecide, decide_request, make_request, own_requests, request_paper,
    requests_to_decide, withdraw_request,
};
pub use ops::schedules::{add_schedule, end_schedule, schedules};
pub use ops::summary::{
    Absentee, AgencyDaySummary, PersonDifference, SeenCounts, SignedRecap, agency_day_summaries,
    agency_day_summary,
};
pub use ops::terminal_reads::{
    BadLine, CommandRow, EventRow, StoredPunch, Terminal, TerminalDetail, TerminalFlags, UploadRow, UserRow,
    punch_days, punches_on, terminal, terminal_flags, terminals,
};
pub use ops::terminals::{TerminalPlace, accept_terminal, queue_command, retire_terminal};
pub use ops::verify::{JournalReport, verify_journal};
pub use ops::verify_derived::{DerivedReport, verify_derived};
pub use recap::{LineChange, Paper, Recap, RecapLine, RecapState, Signature};
pub use request::{Request, RequestKind, RequestState, Wish};
pub use rules::{CoverState, FindingCode, HalfCover, Rates, RecapDifference, Tally, day_status, rates};
pub use schedule::{NewSchedule, Schedule, ScheduleOf};
pub use terminal::{HeldReason, TerminalCommand, TerminalState, ZoneForm};
pub use web::{figure_json, figure_sheet};
