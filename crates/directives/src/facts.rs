//! Facts on which the conditions of circulars may rest.

use siaga_policy::{FactDecl, FactDefault, FactKind, FactOf};

/// Risk zone of the region: `green`, `yellow`, `orange` or `red`.
pub const ZONE: &str = "zone";
/// Level of the restrictions (PPKM), 1 to 4.
pub const PPKM_LEVEL: &str = "ppkm_level";
/// Whether the region lies on Java or Bali; follows from its code and is never recorded.
pub const JAVA_BALI: &str = "java_bali";
/// Whether large-scale restrictions (PSBB) hold in the region.
pub const LARGE_SCALE_RESTRICTION: &str = "large_scale_restriction";
/// Occupied isolation beds of the region in percent; above 100 where more are occupied than staffed.
pub const BEDS_PERCENT: &str = "beds_percent";
/// Sector of an agency: `non_essential`, `essential` or `critical`.
pub const SECTOR: &str = "sector";
/// Whether an agency serves the public directly.
pub const DIRECT_SERVICE: &str = "direct_service";
/// Whether a work unit has a confirmed case or a cluster: `none`, `case` or `cluster`.
pub const CASE_STATE: &str = "case_state";
/// Confirmed cases of a work unit in the last days.
pub const RECENT_CASES: &str = "recent_cases";

/// Every fact.
pub const FACTS: &[FactDecl] = &[
    FactDecl {
        name: ZONE,
        kind: FactKind::Choice(&["green", "yellow", "orange", "red"]),
        of: FactOf::Region,
        default: None,
        meaning: "risk zone of the region",
    },
    FactDecl {
        name: PPKM_LEVEL,
        kind: FactKind::Integer { min: 1, max: 4 },
        of: FactOf::Region,
        default: None,
        meaning: "level of the restrictions (PPKM)",
    },
    FactDecl {
        name: JAVA_BALI,
        kind: FactKind::Flag,
        of: FactOf::Region,
        default: None,
        meaning: "the region lies on Java or Bali; follows from its code",
    },
    FactDecl {
        name: LARGE_SCALE_RESTRICTION,
        kind: FactKind::Flag,
        of: FactOf::Region,
        default: Some(FactDefault::Flag(false)),
        meaning: "large-scale restrictions (PSBB) hold in the region",
    },
    FactDecl {
        name: BEDS_PERCENT,
        kind: FactKind::Integer { min: 0, max: 300 },
        of: FactOf::Region,
        default: None,
        meaning: "occupied isolation beds of the region in percent",
    },
    FactDecl {
        name: SECTOR,
        kind: FactKind::Choice(&["non_essential", "essential", "critical"]),
        of: FactOf::Agency,
        default: Some(FactDefault::Word("non_essential")),
        meaning: "sector of the agency",
    },
    FactDecl {
        name: DIRECT_SERVICE,
        kind: FactKind::Flag,
        of: FactOf::Agency,
        default: Some(FactDefault::Flag(false)),
        meaning: "the agency serves the public directly",
    },
    FactDecl {
        name: CASE_STATE,
        kind: FactKind::Choice(&["none", "case", "cluster"]),
        of: FactOf::Unit,
        default: Some(FactDefault::Word("none")),
        meaning: "the work unit has a confirmed case, or a cluster",
    },
    FactDecl {
        name: RECENT_CASES,
        kind: FactKind::Integer { min: 0, max: 10_000 },
        of: FactOf::Unit,
        default: Some(FactDefault::Integer(0)),
        meaning: "confirmed cases of the work unit in the last 14 days",
    },
];
