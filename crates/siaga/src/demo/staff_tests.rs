use super::agencies::{agencies, tests::districts};
use super::staff::staff;
use siaga_civil::{Nip, NipKind};
use siaga_directory::EmployeeKind;
use std::collections::HashSet;

#[test]
fn every_number_is_given_once_and_agrees_with_its_person() {
    let plans = agencies(&districts(), 6_212);
    let staff = staff(&plans, 1);
    assert_eq!(staff.people.len(), 6_212);
    let (mut numbers, mut niks, mut pins) = (HashSet::new(), HashSet::new(), HashSet::new());
    for person in &staff.people {
        assert!(person.nik.agrees_with(person.birth_on, person.sex));
        assert!(niks.insert(person.nik));
        assert!(person.post_from >= person.employed_from);
        match person.nip {
            Some(nip) => {
                assert_eq!(nip.birth_on(), person.birth_on);
                assert_eq!(nip.sex(), Some(person.sex));
                assert!(numbers.insert(nip.as_str().to_owned()));
                let is_permanent = person.kind != EmployeeKind::ContractCivilServant;
                assert_eq!(Nip::parse(NipKind::CivilServant, nip.as_str()).is_ok(), is_permanent);
            }
            None => {
                assert_eq!(person.kind, EmployeeKind::ContractWorker);
                assert!(numbers.insert(person.staff_number.clone().unwrap()));
            }
        }
        if let Some(pin) = &person.pin {
            assert!(pins.insert((person.agency, pin.clone())));
        }
    }
}

#[test]
fn about_a_fourth_are_contract_workers() {
    let staff = staff(&agencies(&districts(), 6_212), 1);
    let contract = staff.people.iter().filter(|person| person.kind == EmployeeKind::ContractWorker).count();
    assert!((1_300..1_900).contains(&contract), "{contract}");
}

#[test]
fn every_agency_has_somebody_who_signs_and_another_who_countersigns() {
    let plans = agencies(&districts(), 6_212);
    let staff = staff(&plans, 1);
    assert!(staff.is_acting.iter().any(|acting| *acting));
    for (place, plan) in plans.iter().enumerate() {
        let (head, officer) = (&staff.people[staff.heads[place]], &staff.people[staff.officers[place]]);
        assert_ne!(staff.heads[place], staff.officers[place], "{}", plan.code);
        assert_eq!((head.agency, officer.agency), (place, place));
        assert!(head.is_head && !officer.is_head);
        assert_eq!(head.unit.is_some(), staff.is_acting[place]);
    }
}
