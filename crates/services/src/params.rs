//! Parameters of services: what circulars may set, in which unit, and how several combine.

use siaga_policy::{Combine, ParamDecl, ParamKind};

/// Staff of a desk in a half-day where the office has set none.
pub const DESK_MINIMUM: &str = "services.desk_minimum";

/// Every parameter that services reads from law.
pub const SERVICES_PARAMS: &[ParamDecl] = &[decl(
    DESK_MINIMUM,
    "people",
    whole(0, 50),
    SPECIFIC,
    true,
    "staff of a desk in a half-day where the office has set none",
)];

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
