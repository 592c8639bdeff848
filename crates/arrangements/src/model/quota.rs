//! Quotas: what law allows of a work unit, in heads.

use super::named::named;
use serde::{Deserialize, Serialize};

/// A line of law that speaks about a quota.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ground {
    /// The parameter.
    pub(crate) parameter: String,
    /// Its value: thousandths, days or heads; 0 and 1 for no and yes.
    pub(crate) value: i64,
    /// Key of the circular.
    pub(crate) circular: String,
    /// Its title.
    pub(crate) title: String,
    /// The article.
    pub(crate) article: String,
    /// A setting of the program and no law.
    pub(crate) is_default: bool,
    /// Whether the value was read in the official text.
    pub(crate) is_verified: bool,
}

/// What law says about one work unit on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct QuotaLaw {
    pub(crate) office_share_max: Option<Ground>,
    pub(crate) home_share_min: Option<Ground>,
    pub(crate) home_share_max: Option<Ground>,
    pub(crate) home_allowed: Option<Ground>,
    pub(crate) office_closed_days: Option<Ground>,
    pub(crate) direct_service_exempt: Option<Ground>,
    pub(crate) leaders_in_office_min: Option<Ground>,
}

impl QuotaLaw {
    /// Returns the lines that say something, the quotas first.
    pub(crate) fn grounds(&self) -> impl Iterator<Item = &Ground> {
        [
            &self.home_share_min,
            &self.office_share_max,
            &self.home_share_max,
            &self.office_closed_days,
            &self.leaders_in_office_min,
            &self.direct_service_exempt,
            &self.home_allowed,
        ]
        .into_iter()
        .flatten()
    }
}

/// What is known of one work unit on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct UnitFacts {
    /// People of the unit.
    pub(crate) staff: u32,
    /// Heads by level who serve at no desk: of the agency, of the unit.
    pub(crate) heads: [u32; 2],
    /// People with a fixed duty at the office who serve at no desk and head nothing.
    pub(crate) fixed: u32,
    /// People whom the desks of the unit need at once.
    pub(crate) desk_need: u32,
    /// The office exempted the whole unit, with a reason.
    pub(crate) is_exempt: bool,
    /// The office exempted its desks, with a reason.
    pub(crate) is_desk_exempt: bool,
    /// Days since the flag that may close the office was raised, 0 on its first day.
    pub(crate) flag_days: Option<u32>,
}

named! {
    /// Why more people may be in the office than the share allows.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub(crate) ExceptionKind {
        /// The highest officials stay in the office.
        Leaders = "leaders",
        /// A desk that serves the public.
        DirectService = "direct-service",
        /// A fixed duty at the office.
        FixedDuty = "fixed-duty",
        /// Guards.
        Guard = "guard",
        /// The whole unit.
        Unit = "unit",
        /// Something else, told in the reason.
        Other = "other",
    }
}

impl ExceptionKind {
    /// The kinds that an officer may enter.
    pub(crate) const ENTERED: &'static [Self] =
        &[Self::FixedDuty, Self::Guard, Self::DirectService, Self::Unit, Self::Other];
}

/// People above the share, with the ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct QuotaException {
    /// Why.
    pub(crate) kind: ExceptionKind,
    /// People whom it is about.
    pub(crate) people: u32,
    /// How many of them are beyond the share.
    pub(crate) beyond: u32,
}

/// What does not fit together, with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum QuotaFault {
    /// Law asks for more people from home than it allows.
    HomeShares { staff: u32, home_min: u32, home_max: u32 },
    /// Law asks for people from home and forbids work from home.
    HomeForbidden { staff: u32, home_min: u32 },
    /// The officials who stay are more than the share allows.
    Leaders { leaders: u32, office_max: u32 },
    /// Desks need more people than may come.
    DeskOverQuota { staff: u32, need: u32, office_max: u32, home_min: u32 },
    /// Desks need more people than the unit has.
    DeskOverStaff { staff: u32, need: u32 },
    /// The office is closed and desks need people.
    DeskWhileClosed { need: u32 },
}

impl QuotaFault {
    /// Returns the last part of its message id.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::HomeShares { .. } => "home-shares",
            Self::HomeForbidden { .. } => "home-forbidden",
            Self::Leaders { .. } => "leaders",
            Self::DeskOverQuota { .. } => "desk-over-quota",
            Self::DeskOverStaff { .. } => "desk-over-staff",
            Self::DeskWhileClosed { .. } => "desk-while-closed",
        }
    }

    /// Returns its code.
    pub(crate) fn code(self) -> String {
        format!("arrangements.quota_{}", self.name().replace('-', "_"))
    }

    /// Returns the numbers that its text names.
    pub(crate) fn values(self) -> Vec<(&'static str, u32)> {
        match self {
            Self::HomeShares { staff, home_min, home_max } => {
                vec![("staff", staff), ("least", home_min), ("most", home_max)]
            }
            Self::HomeForbidden { staff, home_min } => vec![("staff", staff), ("least", home_min)],
            Self::Leaders { leaders, office_max } => vec![("leaders", leaders), ("most", office_max)],
            Self::DeskOverQuota { staff, need, office_max, home_min } => {
                vec![("staff", staff), ("need", need), ("most", office_max), ("least", home_min)]
            }
            Self::DeskOverStaff { staff, need } => vec![("staff", staff), ("need", need)],
            Self::DeskWhileClosed { need } => vec![("need", need)],
        }
    }

    /// Returns the same in words for logs.
    pub(crate) fn words(self) -> String {
        let values = self.values();
        let numbers: Vec<String> = values.iter().map(|(name, value)| format!("{name} {value}")).collect();
        format!("{}: {}", self.name().replace('-', " "), numbers.join(", "))
    }
}

/// The quota of one work unit on one day, in heads.
///
/// # Shape
/// `office_min` may stand above `office_max`: then law contradicts itself and a fault says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Quota {
    /// People of the unit.
    pub(crate) staff: u32,
    /// At most so many in the office.
    pub(crate) office_max: u32,
    /// At least so many in the office when nobody is absent.
    pub(crate) office_min: u32,
    /// At least so many from home.
    pub(crate) home_min: u32,
    /// At most so many from home.
    pub(crate) home_max: u32,
    /// The office is closed.
    pub(crate) is_closed: bool,
    /// Who may come beyond the share.
    pub(crate) exceptions: Vec<QuotaException>,
    /// What does not fit together.
    pub(crate) faults: Vec<QuotaFault>,
}
