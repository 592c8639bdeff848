//! The ten roles.

use std::fmt;

/// Names what an account may be in a regional government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Anyone in the staff register.
    Employee,
    /// Keeps and signs the recap of an agency.
    UnitOfficer,
    /// Heads an agency, countersigns and decides.
    AgencyHead,
    /// Works for the personnel agency, for the whole government.
    PersonnelAgency,
    /// Regional secretary or regional head.
    RegionalLeader,
    /// Works for the health office.
    HealthOffice,
    /// Works for the social affairs office.
    SocialOffice,
    /// Works for the village empowerment office.
    VillageOffice,
    /// Works for the inspectorate.
    Inspectorate,
    /// Keeps the installation: accounts, grants, terminals, agencies, backups.
    Administrator,
}

impl Role {
    /// Every role, in the order of the role matrix.
    pub const ALL: [Self; 10] = [
        Self::Employee,
        Self::UnitOfficer,
        Self::AgencyHead,
        Self::PersonnelAgency,
        Self::RegionalLeader,
        Self::HealthOffice,
        Self::SocialOffice,
        Self::VillageOffice,
        Self::Inspectorate,
        Self::Administrator,
    ];

    /// Returns the name that stands in policies and in storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::UnitOfficer => "unit_officer",
            Self::AgencyHead => "agency_head",
            Self::PersonnelAgency => "personnel_agency",
            Self::RegionalLeader => "regional_leader",
            Self::HealthOffice => "health_office",
            Self::SocialOffice => "social_office",
            Self::VillageOffice => "village_office",
            Self::Inspectorate => "inspectorate",
            Self::Administrator => "administrator",
        }
    }

    /// Returns the role of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// Tells whether the role reaches the whole government wherever its holder sits.
    pub fn is_government_wide(self) -> bool {
        matches!(
            self,
            Self::PersonnelAgency | Self::RegionalLeader | Self::Inspectorate | Self::Administrator
        )
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
