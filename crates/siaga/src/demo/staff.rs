//! The people of the demonstration: who they are, what they are, where they work since when.

use super::agencies::{AgencyPlan, Flavour};
use super::dice::Dice;
use super::names::{full_name, with_degrees};
use super::numbers::Numbers;
use super::pins::PinStyle;
use super::titles;
use chrono::{Datelike, NaiveDate};
use siaga_civil::{Nik, Nip, RegionCode, Sex};
use siaga_directory::EmployeeKind;

/// The agencies whose post of head is vacant: the secretary acts as head.
const VACANT: &[&str] = &["DISKETAPANG", "DISNAK", "BALITBANG", "KEC-SERBA-JADI"];

/// An employee to make.
#[derive(Debug, Clone)]
pub(super) struct PersonPlan {
    /// Place in the list of agencies.
    pub(super) agency: usize,
    /// Place in the list of units; nothing for the agency itself.
    pub(super) unit: Option<usize>,
    pub(super) name: String,
    pub(super) sex: Sex,
    pub(super) birth_on: NaiveDate,
    pub(super) kind: EmployeeKind,
    pub(super) nip: Option<Nip>,
    pub(super) staff_number: Option<String>,
    pub(super) nik: Nik,
    pub(super) title: String,
    pub(super) level: &'static str,
    pub(super) is_head: bool,
    pub(super) employed_from: NaiveDate,
    pub(super) post_from: NaiveDate,
    /// Number at the terminals, where the agency has any.
    pub(super) pin: Option<String>,
}

/// Everybody, with the two people of each agency who sign.
#[derive(Debug, Default)]
pub(super) struct Staff {
    pub(super) people: Vec<PersonPlan>,
    /// By agency: who countersigns.
    pub(super) heads: Vec<usize>,
    /// By agency: whether the head only acts.
    pub(super) is_acting: Vec<bool>,
    /// By agency: who keeps the recap.
    pub(super) officers: Vec<usize>,
}

/// Returns the staff of the agencies.
///
/// # Shape
/// By agency; in each the head, the heads of the units, the officer, then the others.
pub(super) fn staff(agencies: &[AgencyPlan], seed: u64) -> Staff {
    let mut hiring = Hiring {
        dice: Dice::new(seed),
        numbers: Numbers::default(),
        districts: agencies.iter().filter_map(|agency| agency.region).collect(),
        staff: Staff::default(),
    };
    for (place, agency) in agencies.iter().enumerate() {
        hiring.fill(place, agency);
    }
    hiring.staff
}

/// What a new person is to be.
struct Vacancy {
    unit: Option<usize>,
    title: String,
    level: &'static str,
    is_head: bool,
    degree: &'static str,
    kind: EmployeeKind,
}

struct Hiring {
    dice: Dice,
    numbers: Numbers,
    districts: Vec<RegionCode>,
    staff: Staff,
}

impl Hiring {
    fn fill(&mut self, place: usize, agency: &AgencyPlan) {
        let first = self.staff.people.len();
        let is_vacant = VACANT.contains(&agency.code.as_str());
        let mut vacancies = Vec::with_capacity(agency.people);
        if !is_vacant {
            let level = if agency.flavour == Flavour::District { "Administrator" } else { "JPT Pratama" };
            vacancies.push(self.leading(None, agency.head_title.clone(), level, agency.flavour));
        }
        for (unit, plan) in agency.units.iter().enumerate() {
            let level = if agency.flavour == Flavour::District { "Pengawas" } else { "Administrator" };
            vacancies.push(self.leading(Some(unit), titles::head_of_unit(&plan.name), level, agency.flavour));
        }
        let officer = first + vacancies.len();
        vacancies.push(Vacancy {
            unit: Some(0),
            title: "Pengelola Kepegawaian".to_owned(),
            level: "Pelaksana",
            is_head: false,
            degree: "S.AP",
            kind: EmployeeKind::PermanentCivilServant,
        });
        while vacancies.len() < agency.people {
            vacancies.push(self.ordinary(agency, vacancies.len()));
        }
        for vacancy in vacancies {
            self.hire(place, agency, vacancy);
        }
        if agency.has_terminals || agency.flavour == Flavour::District {
            let style = PinStyle::of(place);
            for (serial, person) in self.staff.people[first..].iter_mut().enumerate() {
                person.pin = Some(style.pin(serial + 1));
            }
        }
        // The first person is the definitive head, or, where that post is vacant, the secretary.
        self.staff.heads.push(first);
        self.staff.is_acting.push(is_vacant);
        self.staff.officers.push(officer);
    }

    fn leading(
        &mut self,
        unit: Option<usize>,
        title: String,
        level: &'static str,
        flavour: Flavour,
    ) -> Vacancy {
        let degree = titles::degree_of_head(&mut self.dice, flavour);
        Vacancy { unit, title, level, is_head: true, degree, kind: EmployeeKind::PermanentCivilServant }
    }

    fn ordinary(&mut self, agency: &AgencyPlan, place: usize) -> Vacancy {
        let contract_permille = match agency.flavour {
            Flavour::Order => 520,
            Flavour::Health | Flavour::Hospital => 300,
            Flavour::Education => 150,
            Flavour::Office | Flavour::District => 250,
        };
        let kind = match self.dice.below(1_000) {
            roll if roll < contract_permille => EmployeeKind::ContractWorker,
            roll if roll >= 995 => EmployeeKind::ContractCivilServant,
            roll if roll >= 965 => EmployeeKind::ProbationaryCivilServant,
            _ => EmployeeKind::PermanentCivilServant,
        };
        let is_contract_worker = kind == EmployeeKind::ContractWorker;
        let (title, degree) = titles::job(&mut self.dice, agency.flavour, is_contract_worker);
        let level = if degree.is_empty() { "Pelaksana" } else { "Fungsional" };
        Vacancy {
            unit: Some(unit_of(agency, place)),
            title: title.to_owned(),
            level,
            is_head: false,
            degree,
            kind,
        }
    }

    fn hire(&mut self, place: usize, agency: &AgencyPlan, vacancy: Vacancy) {
        let is_carer = matches!(agency.flavour, Flavour::Health | Flavour::Hospital | Flavour::Education);
        let woman_permille = match agency.flavour {
            Flavour::Order => 150,
            _ if is_carer => 680,
            _ => 420,
        };
        let sex = if self.dice.happens(woman_permille) { Sex::Female } else { Sex::Male };
        let (birth_on, employed_from) = self.dates(&vacancy);
        let district = agency.region.unwrap_or(self.districts[self.dice.place(self.districts.len())]);
        let nik = self.numbers.nik(&district, birth_on, sex);
        let (nip, staff_number) = match vacancy.kind {
            EmployeeKind::ContractWorker => (None, Some(self.numbers.contract_worker(place))),
            EmployeeKind::ContractCivilServant | EmployeeKind::PartTimeContractCivilServant => {
                (Some(self.numbers.contract_civil_servant(birth_on, employed_from.year(), sex)), None)
            }
            _ => (Some(self.numbers.civil_servant(birth_on, employed_from, sex)), None),
        };
        let name = full_name(&mut self.dice, sex);
        // The agencies got their present form in January 2017; posts are not older than that.
        let post_from = day(2017 + year(self.dice.below(3)), 1 + self.dice.below(9), 2);
        self.staff.people.push(PersonPlan {
            agency: place,
            unit: vacancy.unit,
            name: with_degrees(&name, vacancy.degree),
            sex,
            birth_on,
            kind: vacancy.kind,
            nip,
            staff_number,
            nik,
            title: vacancy.title,
            level: vacancy.level,
            is_head: vacancy.is_head,
            employed_from,
            post_from: post_from.max(employed_from),
            pin: None,
        });
    }

    /// Returns a birth date and the first day in service; nobody is past the age of retirement.
    fn dates(&mut self, vacancy: &Vacancy) -> (NaiveDate, NaiveDate) {
        let birth_year = match vacancy.kind {
            _ if vacancy.is_head => 1963 + self.dice.below(16),
            EmployeeKind::PermanentCivilServant => 1963 + self.dice.below(29),
            EmployeeKind::ProbationaryCivilServant => 1986 + self.dice.below(10),
            _ => 1976 + self.dice.below(22),
        };
        let birth_on = day(year(birth_year), 1 + self.dice.below(12), 1 + self.dice.below(28));
        let employed_from = match vacancy.kind {
            EmployeeKind::PermanentCivilServant => {
                let appointed = (birth_year + self.dice.between(21, 32)).clamp(1984, 2018);
                day(year(appointed), [1, 3, 4, 12][self.dice.place(4)], 1)
            }
            EmployeeKind::ProbationaryCivilServant => day(2019, 12, 1),
            EmployeeKind::ContractWorker => day(2020, 1, 2),
            _ => day(2019, 4, 1),
        };
        (birth_on, employed_from)
    }
}

/// Spreads people over the units, so that the units that stand apart get most of them.
fn unit_of(agency: &AgencyPlan, place: usize) -> usize {
    let apart: Vec<usize> = (0..agency.units.len()).filter(|&unit| agency.units[unit].is_apart).collect();
    match place % 16 {
        _ if apart.is_empty() => place % agency.units.len(),
        0 => place / 16 % (agency.units.len() - apart.len()),
        rest => apart[(place / 16 * 15 + rest) % apart.len()],
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("every month has 28 days")
}

fn year(year: u32) -> i32 {
    i32::try_from(year).expect("years are small numbers")
}
