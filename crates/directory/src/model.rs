//! The values of the directory: agencies, work units, employees, posts and their dates.

use chrono::NaiveDate;
use siaga_civil::RegionCode;
use siaga_civil::{Nik, Sex};
use uuid::Uuid;

/// What an employee is in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmployeeKind {
    /// PNS.
    PermanentCivilServant,
    /// CPNS, on probation.
    ProbationaryCivilServant,
    /// PPPK, on a work agreement.
    ContractCivilServant,
    /// PPPK paruh waktu.
    PartTimeContractCivilServant,
    /// Honorary or contract staff outside the civil service.
    ContractWorker,
}

impl EmployeeKind {
    /// Every kind, in the order of lists.
    pub const ALL: [Self; 5] = [
        Self::PermanentCivilServant,
        Self::ProbationaryCivilServant,
        Self::ContractCivilServant,
        Self::PartTimeContractCivilServant,
        Self::ContractWorker,
    ];

    /// Returns the name that stands in storage and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PermanentCivilServant => "permanent_civil_servant",
            Self::ProbationaryCivilServant => "probationary_civil_servant",
            Self::ContractCivilServant => "contract_civil_servant",
            Self::PartTimeContractCivilServant => "part_time_contract_civil_servant",
            Self::ContractWorker => "contract_worker",
        }
    }

    /// Returns the kind of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Returns the id of the message that names the kind on screens.
    pub fn message_id(self) -> &'static str {
        match self {
            Self::PermanentCivilServant => "directory-kind-permanent",
            Self::ProbationaryCivilServant => "directory-kind-probationary",
            Self::ContractCivilServant => "directory-kind-contract",
            Self::PartTimeContractCivilServant => "directory-kind-part-time",
            Self::ContractWorker => "directory-kind-worker",
        }
    }

    /// Tells whether the law counts the kind among civil servants (ASN): all but contract workers.
    pub fn is_civil_servant(self) -> bool {
        self != Self::ContractWorker
    }
}

/// In what capacity somebody holds a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capacity {
    /// Appointed to it.
    Definitive,
    /// Plt.: the post is vacant.
    Acting,
    /// Plh.: the holder is away for some days.
    DailyActing,
}

impl Capacity {
    /// Every capacity.
    pub const ALL: [Self; 3] = [Self::Definitive, Self::Acting, Self::DailyActing];

    /// Returns the name that stands in storage and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Definitive => "definitive",
            Self::Acting => "acting",
            Self::DailyActing => "daily_acting",
        }
    }

    /// Returns the capacity of this name, or nothing when there is none.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capacity| capacity.as_str() == name)
    }

    /// Returns the id of the message that names the capacity on screens.
    pub fn message_id(self) -> &'static str {
        match self {
            Self::Definitive => "directory-capacity-definitive",
            Self::Acting => "directory-capacity-acting",
            Self::DailyActing => "directory-capacity-daily-acting",
        }
    }

    /// Returns the letters before the name in a signature: `Plt.`, `Plh.` or none.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Definitive => "",
            Self::Acting => "Plt.",
            Self::DailyActing => "Plh.",
        }
    }
}

/// A regional agency (OPD).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Key.
    pub id: i64,
    /// Short code, unique in the government.
    pub code: String,
    /// Name.
    pub name: String,
    /// The agency above.
    pub parent_id: Option<i64>,
    /// Ids from the root agency down to this one.
    pub path: Vec<i64>,
    /// Latitude of its office in millionths of a degree.
    pub latitude_micro: Option<i64>,
    /// Longitude of its office in millionths of a degree.
    pub longitude_micro: Option<i64>,
    /// The region it serves (a district office, a village office).
    pub region: Option<RegionCode>,
}

/// A work unit inside an agency.
///
/// Every agency has one main unit: its head heads the agency, and people without a narrower unit work in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Key.
    pub id: i64,
    /// The agency.
    pub agency_id: i64,
    /// Code, unique in the agency.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whether it stands for the agency itself.
    pub is_main: bool,
}

/// An employee as placed on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Key inside the program.
    pub id: i64,
    /// Key outside the program.
    pub uid: Uuid,
    /// Name with titles.
    pub name: String,
    /// Employee number; contract workers have none.
    pub nip: Option<String>,
    /// Staff number of those who have no NIP.
    pub staff_number: Option<String>,
    /// Kind on that day.
    pub kind: EmployeeKind,
    /// Agency on that day.
    pub agency_id: i64,
    /// Unit on that day.
    pub unit_id: i64,
    /// Title of the definitive post on that day.
    pub title: String,
    /// Whether that post heads the unit.
    pub is_head: bool,
}

/// A time in which an employee is employed as one kind and placed in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The employee.
    pub employee_id: i64,
    /// Agency.
    pub agency_id: i64,
    /// Unit.
    pub unit_id: i64,
    /// Kind.
    pub kind: EmployeeKind,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: NaiveDate,
}

/// A time in which a terminal PIN belongs to an employee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinSpan {
    /// Group of agencies that share PINs: an agency code, or `*`.
    pub pin_group: String,
    /// The PIN as the terminal sends it, leading zeros kept.
    pub pin: String,
    /// The employee.
    pub employee_id: i64,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive; none while it goes on.
    pub until_on: Option<NaiveDate>,
}

/// Who heads a unit or an agency on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The employee.
    pub employee_id: i64,
    /// Name with titles.
    pub name: String,
    /// Employee number.
    pub nip: Option<String>,
    /// Title of the post that is headed.
    pub title: String,
    /// Capacity.
    pub capacity: Capacity,
    /// First day of the post.
    pub from_on: NaiveDate,
    /// Last day of the post, inclusive.
    pub until_on: Option<NaiveDate>,
}

/// Which people a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PeopleFilter {
    /// Only this agency.
    pub agency_id: Option<i64>,
    /// Only this unit.
    pub unit_id: Option<i64>,
    /// With the agencies below `agency_id`.
    pub include_below: bool,
}

/// A new agency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewAgency {
    /// Short code, unique in the government.
    pub code: String,
    /// Name.
    pub name: String,
    /// Code of the agency above, which exists or stands earlier in the same list.
    pub parent_code: Option<String>,
    /// Latitude of its office in millionths of a degree.
    pub latitude_micro: Option<i64>,
    /// Longitude of its office in millionths of a degree.
    pub longitude_micro: Option<i64>,
    /// The region it serves.
    pub region: Option<RegionCode>,
}

/// A new work unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUnit {
    /// Its agency.
    pub agency_id: i64,
    /// Code, unique in the agency.
    pub code: String,
    /// Name.
    pub name: String,
}

/// A new employee: who it is, without dates and places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewEmployee {
    /// Name with titles.
    pub name: String,
    /// Employee number, 18 digits.
    pub nip: Option<String>,
    /// Staff number of those who have no NIP.
    pub staff_number: Option<String>,
    /// National identity number; stored sealed.
    pub nik: Option<Nik>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Birth date.
    pub birth_on: Option<NaiveDate>,
}

/// The two keys of an employee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmployeeKey {
    /// Key inside the program.
    pub id: i64,
    /// Key outside the program.
    pub uid: Uuid,
}

/// A dated employment.
///
/// The next employment of the same person ends the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewEmployment {
    /// The employee.
    pub employee_id: i64,
    /// Kind.
    pub kind: EmployeeKind,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: Option<NaiveDate>,
}

/// A dated post.
///
/// The next definitive post of the same person ends the one before; acting posts stand beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    /// The employee.
    pub employee_id: i64,
    /// Agency of the unit.
    pub agency_id: i64,
    /// Unit; the agency's main unit when none is given.
    pub unit_id: Option<i64>,
    /// Title.
    pub title: String,
    /// Level as on the decree (`JPT Pratama`, `Administrator`, `Fungsional` …).
    pub level: Option<String>,
    /// Capacity.
    pub capacity: Capacity,
    /// Whether the post heads the unit.
    pub is_head: bool,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive; acting posts must have one.
    pub until_on: Option<NaiveDate>,
    /// Number of the decree.
    pub decree: Option<String>,
}

/// A PIN of a terminal, given to an employee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPin {
    /// Group of agencies that share PINs: an agency code, or `*`.
    pub pin_group: String,
    /// The PIN, leading zeros kept.
    pub pin: String,
    /// The employee.
    pub employee_id: i64,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, inclusive.
    pub until_on: Option<NaiveDate>,
}
