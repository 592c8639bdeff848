//! What a whole employee list changes: who is new, who changes, which rows contradict each other or the file.

use super::cells::Finding;
use super::employee_row::EmployeeRow;
use super::employee_steps::{KnownEmployment, KnownPost, Step, employment_step, post_step};
use crate::model::NewEmployee;
use crate::rules::pins::{self, PinUse};
use chrono::NaiveDate;
use siaga_civil::Sex;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Holds an employee on file, as far as a list can change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    /// Key.
    pub(crate) id: i64,
    /// Name.
    pub(crate) name: String,
    /// Employee number.
    pub(crate) nip: Option<String>,
    /// Staff number.
    pub(crate) staff_number: Option<String>,
    /// Blind index of the NIK.
    pub(crate) nik_index: Option<String>,
    /// Sex.
    pub(crate) sex: Option<Sex>,
    /// Birth date.
    pub(crate) birth_on: Option<NaiveDate>,
    /// Newest employment.
    pub(crate) employment: Option<KnownEmployment>,
    /// Newest definitive post.
    pub(crate) post: Option<KnownPost>,
}

/// Holds a row together with the blind index of its NIK.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IndexedRow {
    /// The row.
    pub(crate) row: EmployeeRow,
    /// Blind index of its NIK.
    pub(crate) nik_index: Option<String>,
}

/// Says what one row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowPlan {
    /// The row.
    pub(crate) row: EmployeeRow,
    /// Key of the employee on file; nothing for a new one.
    pub(crate) employee_id: Option<i64>,
    /// Who it is from now on, when that is new or different.
    pub(crate) identity: Option<NewEmployee>,
    /// What happens to the employment.
    pub(crate) employment: Option<Step>,
    /// What happens to the definitive post.
    pub(crate) post: Option<Step>,
    /// First day of a PIN that is new.
    pub(crate) pin_from: Option<NaiveDate>,
}

impl RowPlan {
    /// Says whether the row changes anything.
    pub(crate) fn changes(&self) -> bool {
        self.identity.is_some() || self.employment.is_some() || self.post.is_some() || self.pin_from.is_some()
    }
}

/// Returns what each row does, and what is wrong with those that may do nothing.
///
/// **Shape.** `pins` are the uses on file. Rows with findings are in no plan.
pub(crate) fn plan(
    rows: Vec<IndexedRow>,
    known: &[Known],
    pins: &[PinUse<'_>],
    today: NaiveDate,
) -> (Vec<RowPlan>, Vec<Finding>) {
    let mut findings = duplicates(&rows);
    let refused: HashSet<u32> = findings.iter().map(|finding| finding.row).collect();
    let finder = Finder::new(known);
    let mut plans = Vec::with_capacity(rows.len());
    for indexed in rows {
        if refused.contains(&indexed.row.number) {
            continue;
        }
        match finder.find(&indexed) {
            Err(finding) => findings.push(finding),
            Ok(found) => plans.push(row_plan(indexed, found, pins, today)),
        }
    }
    let taken = taken_pins(&plans, pins);
    let refused: HashSet<u32> = taken.iter().map(|finding| finding.row).collect();
    plans.retain(|plan| !refused.contains(&plan.row.number));
    findings.extend(taken);
    findings.sort();
    (plans, findings)
}

/// Returns a finding for every row that shares a number with another row.
fn duplicates(rows: &[IndexedRow]) -> Vec<Finding> {
    let mut seen: BTreeMap<(&'static str, &str), Vec<u32>> = BTreeMap::new();
    for IndexedRow { row, nik_index } in rows {
        let nip = row.nip.as_ref().map(|nip| nip.as_str());
        let numbers =
            [("nip", nip), ("staff_number", row.staff_number.as_deref()), ("nik", nik_index.as_deref())];
        for (field, number) in numbers {
            if let Some(number) = number {
                seen.entry((field, number)).or_default().push(row.number);
            }
        }
    }
    let mut findings = Vec::new();
    for ((field, _), rows) in seen.into_iter().filter(|(_, rows)| rows.len() > 1) {
        for row in &rows {
            let other = rows.iter().find(|other| *other != row).unwrap_or(row);
            let code = format!("directory.{field}_twice");
            findings.push(Finding { row: *row, field, code, values: vec![("other", other.to_string())] });
        }
    }
    findings
}

/// Finds the employee of a row on file, by number.
struct Finder<'a> {
    by_number: HashMap<(&'static str, &'a str), &'a Known>,
}

impl<'a> Finder<'a> {
    fn new(known: &'a [Known]) -> Self {
        let mut by_number = HashMap::new();
        for employee in known {
            let numbers = [
                ("nip", &employee.nip),
                ("staff_number", &employee.staff_number),
                ("nik", &employee.nik_index),
            ];
            for (field, number) in numbers {
                if let Some(number) = number {
                    by_number.insert((field, number.as_str()), employee);
                }
            }
        }
        Self { by_number }
    }

    /// Returns the employee of a row; all numbers of the row must lead to the same one.
    fn find(&self, IndexedRow { row, nik_index }: &IndexedRow) -> Result<Option<&'a Known>, Finding> {
        let nip = row.nip.as_ref().map(|nip| nip.as_str());
        let numbers =
            [("nip", nip), ("staff_number", row.staff_number.as_deref()), ("nik", nik_index.as_deref())];
        let mut found: Option<&Known> = None;
        for (field, number) in numbers {
            let Some(next) = number.and_then(|number| self.by_number.get(&(field, number))) else { continue };
            if found.is_some_and(|found| found.id != next.id) {
                return Err(finding(row, field, &format!("directory.{field}_of_other")));
            }
            found = Some(next);
        }
        let has_other_nip =
            found.and_then(|found| found.nip.as_deref()).is_some_and(|known| nip != Some(known));
        if has_other_nip && nip.is_some() {
            return Err(finding(row, "nip", "directory.nip_differs"));
        }
        Ok(found)
    }
}

fn finding(row: &EmployeeRow, field: &'static str, code: &str) -> Finding {
    Finding { row: row.number, field, code: code.to_owned(), values: Vec::new() }
}

fn row_plan(indexed: IndexedRow, known: Option<&Known>, pins: &[PinUse<'_>], today: NaiveDate) -> RowPlan {
    let IndexedRow { mut row, nik_index } = indexed;
    let known_post = known.and_then(|known| known.post.as_ref());
    if row.level.is_none() {
        row.level = known_post.filter(|post| post.title == row.title).and_then(|post| post.level.clone());
    }
    let known_employment = known.and_then(|known| known.employment.as_ref());
    let employment = employment_step(&row, known_employment, today);
    let employed_from =
        employment.map(|step| step.from_on).or(known_employment.map(|known| known.from_on)).unwrap_or(today);
    let post = post_step(&row, known_post, employed_from, today);
    let has_pin = |pin: &str| {
        pins.iter().any(|stored| {
            known.is_some_and(|known| known.id == stored.employee_id)
                && (stored.pin_group, stored.pin) == (row.agency_code.as_str(), pin)
        })
    };
    let is_new_pin = row.pin.as_deref().is_some_and(|pin| !has_pin(pin));
    RowPlan {
        employee_id: known.map(|known| known.id),
        identity: identity(&row, nik_index.as_deref(), known),
        pin_from: is_new_pin.then(|| row.post_from.unwrap_or(employed_from)),
        employment,
        post,
        row,
    }
}

/// Returns who the employee is from now on; nothing when the list says what is on file.
fn identity(row: &EmployeeRow, nik_index: Option<&str>, known: Option<&Known>) -> Option<NewEmployee> {
    let nip = row.nip.as_ref().map(|nip| nip.as_str().to_owned());
    let Some(known) = known else {
        return Some(NewEmployee {
            name: row.name.clone(),
            nip,
            staff_number: row.staff_number.clone(),
            nik: row.nik,
            sex: row.sex,
            birth_on: row.birth_on,
        });
    };
    let has_new_nik = nik_index.is_some() && nik_index != known.nik_index.as_deref();
    let new = NewEmployee {
        name: row.name.clone(),
        nip: nip.or_else(|| known.nip.clone()),
        staff_number: row.staff_number.clone().or_else(|| known.staff_number.clone()),
        nik: row.nik.filter(|_| has_new_nik),
        sex: row.sex.or(known.sex),
        birth_on: row.birth_on.or(known.birth_on),
    };
    let is_same = new.name == known.name
        && new.nip == known.nip
        && new.staff_number == known.staff_number
        && new.sex == known.sex
        && new.birth_on == known.birth_on
        && !has_new_nik;
    (!is_same).then_some(new)
}

/// Returns a finding for every new PIN that somebody else has at that time, on file or in the list.
fn taken_pins(plans: &[RowPlan], stored: &[PinUse<'_>]) -> Vec<Finding> {
    let new: Vec<(u32, PinUse<'_>)> =
        plans.iter().enumerate().filter_map(|(place, plan)| new_use(place, plan)).collect();
    let mut uses: HashMap<(&str, &str), Vec<PinUse<'_>>> = HashMap::new();
    for pin in stored.iter().copied().chain(new.iter().map(|(_, pin)| *pin)) {
        uses.entry((pin.pin_group, pin.pin)).or_default().push(pin);
    }
    let is_taken =
        |pin: &PinUse<'_>| uses[&(pin.pin_group, pin.pin)].iter().any(|other| pins::is_clash(pin, other));
    new.iter()
        .filter(|(_, pin)| is_taken(pin))
        .map(|(row, pin)| Finding {
            row: *row,
            field: "pin",
            code: "directory.pin_taken".to_owned(),
            values: vec![("pin", pin.pin.to_owned())],
        })
        .collect()
}

/// Returns the row and the use of its new PIN, if it has one.
fn new_use(place: usize, plan: &RowPlan) -> Option<(u32, PinUse<'_>)> {
    let (pin, from_on) = (plan.row.pin.as_deref()?, plan.pin_from?);
    // New employees have no key yet: the place in the list, made negative, tells them apart.
    let stand_in = -1 - i64::try_from(place).unwrap_or(i64::MAX - 1);
    let employee_id = plan.employee_id.unwrap_or(stand_in);
    Some((
        plan.row.number,
        PinUse { pin_group: &plan.row.agency_code, pin, from_on, until_on: None, employee_id },
    ))
}

#[cfg(test)]
mod tests {
    use super::super::employee_steps::tests::row;
    use super::*;
    use crate::model::EmployeeKind;
    use siaga_civil::Nip;

    const NIP: [&str; 3] = ["198001012005011001", "198502022010012002", "199003032015031003"];

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn indexed(number: u32, nip: &str, nik_index: Option<&str>) -> IndexedRow {
        let row = EmployeeRow { number, nip: Some(Nip::parse_contract(nip).unwrap()), ..row() };
        IndexedRow { row, nik_index: nik_index.map(str::to_owned) }
    }

    fn known(id: i64, nip: Option<&str>, nik_index: Option<&str>) -> Known {
        Known {
            id,
            name: "Ani".to_owned(),
            nip: nip.map(str::to_owned),
            staff_number: None,
            nik_index: nik_index.map(str::to_owned),
            sex: None,
            birth_on: None,
            employment: Some(KnownEmployment {
                id: 1,
                kind: EmployeeKind::PermanentCivilServant,
                from_on: day("2005-01-01"),
                until_on: None,
            }),
            post: Some(KnownPost {
                id: 1,
                unit_id: 10,
                title: "Analis".to_owned(),
                level: None,
                is_head: false,
                from_on: day("2019-01-01"),
                until_on: None,
            }),
        }
    }

    fn codes(findings: &[Finding]) -> Vec<(u32, &str)> {
        findings.iter().map(|finding| (finding.row, finding.code.as_str())).collect()
    }

    #[test]
    fn a_row_that_says_what_is_on_file_changes_nothing() {
        let (plans, findings) = plan(
            vec![indexed(2, NIP[0], None)],
            &[known(7, Some(NIP[0]), Some("x"))],
            &[],
            day("2020-05-26"),
        );
        assert!(findings.is_empty());
        assert_eq!(plans.len(), 1);
        assert!(!plans[0].changes());
    }

    #[test]
    fn unknown_numbers_are_new_people_and_other_names_are_changes() {
        let mut renamed = indexed(3, NIP[1], None);
        renamed.row.name = "Ani Lestari".to_owned();
        let rows = vec![indexed(2, NIP[0], None), renamed];
        let (plans, _) = plan(rows, &[known(7, Some(NIP[1]), None)], &[], day("2020-05-26"));
        assert_eq!(plans[0].employee_id, None);
        assert!(plans[0].identity.is_some() && plans[0].employment.is_some() && plans[0].post.is_some());
        assert_eq!(plans[1].employee_id, Some(7));
        assert!(plans[1].identity.is_some() && plans[1].employment.is_none() && plans[1].post.is_none());
    }

    #[test]
    fn rows_that_share_a_number_are_all_refused() {
        let rows = vec![indexed(2, NIP[0], None), indexed(3, NIP[1], None), indexed(9, NIP[0], None)];
        let (plans, findings) = plan(rows, &[], &[], day("2020-05-26"));
        assert_eq!(plans.len(), 1);
        assert_eq!(codes(&findings), [(2, "directory.nip_twice"), (9, "directory.nip_twice")]);
        assert_eq!(findings[0].values, [("other", "9".to_owned())]);
    }

    #[test]
    fn numbers_that_lead_to_different_people_are_refused() {
        let file = [known(7, Some(NIP[0]), Some("x")), known(8, Some(NIP[1]), Some("y"))];
        let rows = vec![indexed(2, NIP[0], Some("y")), indexed(3, NIP[2], Some("x"))];
        let (plans, findings) = plan(rows, &file, &[], day("2020-05-26"));
        assert!(plans.is_empty());
        assert_eq!(codes(&findings), [(2, "directory.nik_of_other"), (3, "directory.nip_differs")]);
    }

    #[test]
    fn a_contract_worker_who_becomes_a_civil_servant_keeps_the_record() {
        let (plans, findings) =
            plan(vec![indexed(2, NIP[0], Some("x"))], &[known(7, None, Some("x"))], &[], day("2020-05-26"));
        assert!(findings.is_empty());
        assert_eq!(plans[0].employee_id, Some(7));
        assert_eq!(plans[0].identity.as_ref().unwrap().nip.as_deref(), Some(NIP[0]));
    }

    #[test]
    fn a_pin_of_somebody_else_is_refused_and_an_own_one_is_no_change() {
        let with_pin = |mut row: IndexedRow| {
            row.row.pin = Some("7".to_owned());
            row
        };
        let stored =
            PinUse { pin_group: "A", pin: "7", from_on: day("2019-01-01"), until_on: None, employee_id: 7 };
        let file = [known(7, Some(NIP[0]), None)];
        let own = plan(vec![with_pin(indexed(2, NIP[0], None))], &file, &[stored], day("2020-05-26"));
        assert!(own.1.is_empty() && !own.0[0].changes());
        let other = plan(vec![with_pin(indexed(2, NIP[1], None))], &file, &[stored], day("2020-05-26"));
        assert_eq!(codes(&other.1), [(2, "directory.pin_taken")]);
        let two = vec![with_pin(indexed(2, NIP[1], None)), with_pin(indexed(3, NIP[2], None))];
        let two = plan(two, &[], &[], day("2020-05-26"));
        assert_eq!(codes(&two.1), [(2, "directory.pin_taken"), (3, "directory.pin_taken")]);
    }
}
