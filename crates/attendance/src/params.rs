//! Parameters of attendance: what circulars may set, in which unit, and how several combine.

use siaga_policy::{Combine, ParamDecl, ParamKind, StrictDirection};

/// Working days of an office in a week, 5 or 6.
pub const WORK_WEEK_DAYS: &str = "attendance.work_week_days";
/// Office hours of Monday to Thursday in a week of five days.
pub const HOURS_MON_THU: &str = "attendance.hours_mon_thu";
/// Office hours of Friday in a week of five days.
pub const HOURS_FRI: &str = "attendance.hours_fri";
/// Office hours of Monday to Thursday in a week of six days.
pub const HOURS_MON_THU_SIX_DAY: &str = "attendance.hours_mon_thu_six_day";
/// Office hours of Friday in a week of six days.
pub const HOURS_FRI_SIX_DAY: &str = "attendance.hours_fri_six_day";
/// Office hours of Saturday, only in a week of six days.
pub const HOURS_SAT: &str = "attendance.hours_sat";
/// Break of Monday to Thursday in a week of five days.
pub const BREAK_MON_THU: &str = "attendance.break_mon_thu";
/// Break of Friday in a week of five days.
pub const BREAK_FRI: &str = "attendance.break_fri";
/// Break of Monday to Thursday in a week of six days; no answer means no break.
pub const BREAK_MON_THU_SIX_DAY: &str = "attendance.break_mon_thu_six_day";
/// Break of Friday in a week of six days; no answer means no break.
pub const BREAK_FRI_SIX_DAY: &str = "attendance.break_fri_six_day";
/// Break of Saturday; no answer means no break.
pub const BREAK_SAT: &str = "attendance.break_sat";
/// Working minutes of a week without breaks.
pub const REQUIRED_MINUTES_WEEK: &str = "attendance.required_minutes_week";
/// Minutes by which a person may come later when leaving later by as much.
pub const FLEXIBLE_MINUTES: &str = "attendance.flexible_minutes";
/// Whole minutes after the start that are not late.
pub const GRACE_MINUTES: &str = "attendance.grace_minutes";
/// Minutes before the start of work from which a scan counts.
pub const SCAN_OPENS_MINUTES_BEFORE: &str = "attendance.scan_opens_minutes_before";
/// Minutes after the end of work until which a scan counts.
pub const SCAN_CLOSES_MINUTES_AFTER: &str = "attendance.scan_closes_minutes_after";
/// Time of day by which a recap must have arrived.
pub const RECAP_CUTOFF: &str = "attendance.recap_cutoff";
/// Whose clock the cut-off is read on: `local` or `wib`.
pub const RECAP_CUTOFF_CLOCK: &str = "attendance.recap_cutoff_clock";
/// Whether a recap after the cut-off is marked late.
pub const LATE_REPORT_FLAG: &str = "attendance.late_report_flag";
/// Whether presence in the office must be shown by a scan on a terminal.
pub const FINGERPRINT_REQUIRED: &str = "attendance.fingerprint_required";
/// Distance from the work place in metres from which a check-in is marked far.
pub const FAR_CHECKIN_METRES: &str = "attendance.far_checkin_metres";
/// Minutes by which the clock of a terminal may differ before a flag.
pub const CLOCK_DRIFT_TOLERANCE_MINUTES: &str = "attendance.clock_drift_tolerance_minutes";
/// Minutes without a word from a terminal before a flag.
pub const TERMINAL_SILENCE_MINUTES: &str = "attendance.terminal_silence_minutes";
/// Seconds within which two scans of one person count as one press.
pub const DOUBLE_PRESS_SECONDS: &str = "attendance.double_press_seconds";
/// Whether a signed manual recap is accepted as evidence.
pub const MANUAL_RECAP_ACCEPTED: &str = "attendance.manual_recap_accepted";
/// Whether people on approved leave are counted as obliged to be present.
pub const LEAVE_IS_OBLIGED: &str = "attendance.leave_is_obliged";

/// Every parameter that attendance reads from law.
pub const ATTENDANCE_PARAMS: &[ParamDecl] = &[
    decl(
        WORK_WEEK_DAYS,
        "days",
        ParamKind::Integer { min: 5, max: 6 },
        "working days of an office in a week",
    ),
    span(HOURS_MON_THU, "office hours of Monday to Thursday, week of five days"),
    span(HOURS_FRI, "office hours of Friday, week of five days"),
    span(HOURS_MON_THU_SIX_DAY, "office hours of Monday to Thursday, week of six days"),
    span(HOURS_FRI_SIX_DAY, "office hours of Friday, week of six days"),
    span(HOURS_SAT, "office hours of Saturday, week of six days only"),
    span(BREAK_MON_THU, "break of Monday to Thursday, week of five days"),
    span(BREAK_FRI, "break of Friday, week of five days"),
    optional_span(BREAK_MON_THU_SIX_DAY, "break of Monday to Thursday, week of six days; absent: none"),
    optional_span(BREAK_FRI_SIX_DAY, "break of Friday, week of six days; absent: none"),
    optional_span(BREAK_SAT, "break of Saturday; absent: none"),
    decl(REQUIRED_MINUTES_WEEK, "minutes", minutes(0, 3600), "working time of a week without breaks"),
    decl(
        FLEXIBLE_MINUTES,
        "minutes",
        minutes(0, 240),
        "a person may come later by as much and leaves later by as much",
    ),
    decl(GRACE_MINUTES, "minutes", minutes(0, 120), "whole minutes after the start that are not late"),
    decl(
        SCAN_OPENS_MINUTES_BEFORE,
        "minutes",
        minutes(0, 720),
        "a scan counts from this long before the start of work",
    ),
    decl(
        SCAN_CLOSES_MINUTES_AFTER,
        "minutes",
        minutes(0, 720),
        "a scan counts until this long after the end of work",
    ),
    decl(RECAP_CUTOFF, "HH:MM", ParamKind::TimeOfDay, "the recap of a day must have arrived by this time"),
    decl(
        RECAP_CUTOFF_CLOCK,
        "clock",
        ParamKind::Choice(&["local", "wib"]),
        "whose clock the cut-off is read on: of the region, or western time for the whole nation",
    ),
    decl(LATE_REPORT_FLAG, "yes or no", ParamKind::Flag, "a recap after the cut-off is marked late"),
    decl(
        FINGERPRINT_REQUIRED,
        "yes or no",
        ParamKind::Flag,
        "presence in the office must be shown by a scan on a terminal",
    ),
    decl(
        FAR_CHECKIN_METRES,
        "metres",
        ParamKind::Integer { min: 10, max: 100_000 },
        "a check-in from farther away is marked, never dropped",
    ),
    ParamDecl {
        combine: Combine::Strictest(StrictDirection::Lower),
        ..decl(
            CLOCK_DRIFT_TOLERANCE_MINUTES,
            "minutes",
            minutes(1, 120),
            "a terminal whose clock differs by more is flagged",
        )
    },
    ParamDecl {
        combine: Combine::Strictest(StrictDirection::Lower),
        ..decl(
            TERMINAL_SILENCE_MINUTES,
            "minutes",
            minutes(1, 1440),
            "a terminal silent for longer is flagged",
        )
    },
    decl(
        DOUBLE_PRESS_SECONDS,
        "seconds",
        ParamKind::Integer { min: 0, max: 600 },
        "two scans of one person within this time count as one press",
    ),
    decl(
        MANUAL_RECAP_ACCEPTED,
        "yes or no",
        ParamKind::Flag,
        "a manual recap signed by the head of the agency is accepted as evidence",
    ),
    decl(
        LEAVE_IS_OBLIGED,
        "yes or no",
        ParamKind::Flag,
        "people on approved leave are counted among those obliged to be present",
    ),
];

const fn decl(name: &'static str, unit: &'static str, kind: ParamKind, meaning: &'static str) -> ParamDecl {
    ParamDecl { name, unit, kind, combine: Combine::MostSpecific, continuous: true, meaning }
}

const fn span(name: &'static str, meaning: &'static str) -> ParamDecl {
    decl(name, "HH:MM-HH:MM", ParamKind::Span, meaning)
}

const fn optional_span(name: &'static str, meaning: &'static str) -> ParamDecl {
    ParamDecl { continuous: false, ..span(name, meaning) }
}

const fn minutes(min: i64, max: i64) -> ParamKind {
    ParamKind::Integer { min, max }
}
