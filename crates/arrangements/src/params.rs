//! Parameters of arrangements: what circulars may set, in which unit, and how several combine.

use siaga_policy::{Combine, ParamDecl, ParamKind, StrictDirection};

/// Largest share of a work unit that may be in the office at once.
pub const OFFICE_SHARE_MAX: &str = "arrangements.office_share_max";
/// Smallest share of a work unit that works from home.
pub const HOME_SHARE_MIN: &str = "arrangements.home_share_min";
/// Largest share of a work unit that works from home.
pub const HOME_SHARE_MAX: &str = "arrangements.home_share_max";
/// Whether anybody may work from home by a roster.
pub const HOME_ALLOWED: &str = "arrangements.home_allowed";
/// Days for which the office of a work unit is closed.
pub const OFFICE_CLOSED_DAYS: &str = "arrangements.office_closed_days";
/// Days for which an order after a case or cluster runs.
pub const CASE_WINDOW_DAYS: &str = "arrangements.case_window_days";
/// Confirmed cases in one work unit that make a cluster.
pub const CLUSTER_CASES_MIN: &str = "arrangements.cluster_cases_min";
/// Days within which these cases lie.
pub const CLUSTER_WINDOW_DAYS: &str = "arrangements.cluster_window_days";
/// First day after a case by which disinfection is to be planned.
pub const DISINFECTION_DAYS_MIN: &str = "arrangements.disinfection_days_min";
/// Last day after a case by which disinfection is to be done.
pub const DISINFECTION_DAYS_MAX: &str = "arrangements.disinfection_days_max";
/// Levels of the highest officials that stay in the office.
pub const LEADERS_IN_OFFICE_MIN: &str = "arrangements.leaders_in_office_min";
/// What is weighed when choosing who works from home.
pub const ELIGIBILITY_CRITERIA: &str = "arrangements.eligibility_criteria";
/// Days a week on which a person may work elsewhere by choice.
pub const FLEXIBLE_DAYS_WEEK_MAX: &str = "arrangements.flexible_days_week_max";
/// Whether a day from home needs a work report.
pub const WORK_REPORT_REQUIRED: &str = "arrangements.work_report_required";
/// Working days after the day until which its report is awaited.
pub const WORK_REPORT_DUE_DAYS: &str = "arrangements.work_report_due_days";
/// Whether people at desks of direct service may exceed the share in the office.
pub const DIRECT_SERVICE_EXEMPT: &str = "arrangements.direct_service_exempt";

/// Every parameter that arrangements reads from law.
pub const ARRANGEMENTS_PARAMS: &[ParamDecl] = &[
    decl(
        OFFICE_SHARE_MAX,
        "thousandths",
        ParamKind::Permille,
        LOWER,
        false,
        "largest share of a work unit that may be in the office at once",
    ),
    decl(
        HOME_SHARE_MIN,
        "thousandths",
        ParamKind::Permille,
        HIGHER,
        false,
        "smallest share of a work unit that works from home",
    ),
    decl(
        HOME_SHARE_MAX,
        "thousandths",
        ParamKind::Permille,
        LOWER,
        false,
        "largest share of a work unit that works from home",
    ),
    decl(
        HOME_ALLOWED,
        "yes or no",
        ParamKind::Flag,
        SPECIFIC,
        true,
        "whether anybody may work from home by a roster",
    ),
    decl(
        OFFICE_CLOSED_DAYS,
        "days",
        whole(0, 31),
        HIGHER,
        false,
        "days for which the office of a work unit is closed",
    ),
    decl(
        CASE_WINDOW_DAYS,
        "days",
        whole(1, 60),
        SPECIFIC,
        true,
        "days for which an order after a case or cluster runs",
    ),
    decl(
        CLUSTER_CASES_MIN,
        "cases",
        whole(2, 100),
        SPECIFIC,
        true,
        "confirmed cases in one work unit that make a cluster",
    ),
    decl(CLUSTER_WINDOW_DAYS, "days", whole(1, 60), SPECIFIC, true, "days within which these cases lie"),
    decl(
        DISINFECTION_DAYS_MIN,
        "days",
        whole(0, 60),
        SPECIFIC,
        false,
        "first day after a case by which disinfection is to be planned",
    ),
    decl(
        DISINFECTION_DAYS_MAX,
        "days",
        whole(0, 60),
        SPECIFIC,
        false,
        "last day after a case by which disinfection is to be done",
    ),
    decl(
        LEADERS_IN_OFFICE_MIN,
        "levels",
        whole(0, 10),
        HIGHER,
        false,
        "levels of the highest officials that stay in the office",
    ),
    decl(
        ELIGIBILITY_CRITERIA,
        "list",
        ParamKind::List,
        Combine::Union,
        false,
        "what is weighed when choosing who works from home",
    ),
    decl(
        FLEXIBLE_DAYS_WEEK_MAX,
        "days",
        whole(0, 5),
        LOWER,
        false,
        "days a week on which a person may work elsewhere by choice",
    ),
    decl(
        WORK_REPORT_REQUIRED,
        "yes or no",
        ParamKind::Flag,
        SPECIFIC,
        true,
        "whether a day from home needs a work report",
    ),
    decl(
        WORK_REPORT_DUE_DAYS,
        "days",
        whole(0, 30),
        SPECIFIC,
        true,
        "working days after the day until which its report is awaited",
    ),
    decl(
        DIRECT_SERVICE_EXEMPT,
        "yes or no",
        ParamKind::Flag,
        SPECIFIC,
        true,
        "whether people at desks of direct service may exceed the share in the office",
    ),
];

const LOWER: Combine = Combine::Strictest(StrictDirection::Lower);
const HIGHER: Combine = Combine::Strictest(StrictDirection::Higher);
const SPECIFIC: Combine = Combine::MostSpecific;

const fn whole(min: i64, max: i64) -> ParamKind {
    ParamKind::Integer { min, max }
}

const fn decl(
    name: &'static str,
    unit: &'static str,
    kind: ParamKind,
    combine: Combine,
    continuous: bool,
    meaning: &'static str,
) -> ParamDecl {
    ParamDecl { name, unit, kind, combine, continuous, meaning }
}
