//! Parameters of events: what circulars may set, in which unit, and how several combine.

use siaga_policy::{Combine, ParamDecl, ParamKind, StrictDirection};

/// Largest number of people at an event.
pub const PERSONS_MAX: &str = "events.persons_max";
/// Largest share of the capacity of a place that may be filled.
pub const CAPACITY_SHARE_MAX: &str = "events.capacity_share_max";
/// Whether events may only be virtual.
pub const VIRTUAL_REQUIRED: &str = "events.virtual_required";
/// Whether gatherings of villages to inform people must be virtual.
pub const VILLAGE_GATHERING_VIRTUAL: &str = "events.village_gathering_virtual";

/// Every parameter that events reads from law.
pub const EVENTS_PARAMS: &[ParamDecl] = &[
    decl(PERSONS_MAX, "people", whole(0, 1_000_000), LOWER, false, "largest number of people at an event"),
    decl(
        CAPACITY_SHARE_MAX,
        "thousandths",
        ParamKind::Permille,
        LOWER,
        false,
        "largest share of the capacity of a place that may be filled",
    ),
    decl(VIRTUAL_REQUIRED, "yes or no", ParamKind::Flag, HIGHER, false, "whether events may only be virtual"),
    decl(
        VILLAGE_GATHERING_VIRTUAL,
        "yes or no",
        ParamKind::Flag,
        HIGHER,
        false,
        "whether gatherings of villages to inform people must be virtual",
    ),
];

const LOWER: Combine = Combine::Strictest(StrictDirection::Lower);
const HIGHER: Combine = Combine::Strictest(StrictDirection::Higher);

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
