//! Writes agencies, units and people through the operations of the directory.

use super::agencies::{AgencyPlan, Flavour};
use super::places;
use super::staff::{PersonPlan, Staff};
use anyhow::Result;
use chrono::NaiveDate;
use siaga_directory::{
    self as directory, Capacity, EmployeeKey, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPin,
    NewPost, NewUnit,
};
use siaga_platform::Ctx;

/// Keys of what was written, in the order of the plans.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) agencies: Vec<i64>,
    pub(super) people: Vec<EmployeeKey>,
}

/// The year for which contract workers have a contract, and in which acting heads act.
const CONTRACT_ENDS: NaiveDate = NaiveDate::from_ymd_opt(2020, 12, 31).expect("a day of the calendar");
const ACTS_FROM: NaiveDate = NaiveDate::from_ymd_opt(2020, 2, 3).expect("a day of the calendar");
pub(super) const ACTS_UNTIL: NaiveDate = NaiveDate::from_ymd_opt(2020, 8, 2).expect("a day of the calendar");
/// Since when the terminals know people.
const PINS_FROM: NaiveDate = NaiveDate::from_ymd_opt(2019, 4, 1).expect("a day of the calendar");

/// Writes everything and returns the keys.
pub(super) async fn settle(ctx: &Ctx, plans: &[AgencyPlan], staff: &Staff) -> Result<Settled> {
    let new = plans.iter().enumerate().map(|(place, plan)| agency(place, plan));
    let agencies = directory::add_agencies(ctx, new.collect()).await?;
    let units = add_units(ctx, plans, &agencies).await?;
    let people = directory::add_employees(ctx, staff.people.iter().map(employee).collect()).await?;
    let settled = Settled { agencies, people };
    let each = || settled.people.iter().zip(&staff.people);
    directory::add_employments(ctx, each().map(|(key, person)| employment(key.id, person)).collect()).await?;
    let mut posts: Vec<NewPost> = each()
        .map(|(key, person)| {
            let unit_id = person.unit.map(|unit| units[person.agency][unit]);
            post(key.id, settled.agencies[person.agency], unit_id, person)
        })
        .collect();
    posts.extend(acting_posts(plans, staff, &settled));
    directory::add_posts(ctx, posts).await?;
    let pins = each().filter_map(|(key, person)| pin(key.id, &plans[person.agency].code, person));
    directory::add_pins(ctx, pins.collect()).await?;
    Ok(settled)
}

async fn add_units(ctx: &Ctx, plans: &[AgencyPlan], agencies: &[i64]) -> Result<Vec<Vec<i64>>> {
    let new: Vec<NewUnit> = plans
        .iter()
        .zip(agencies)
        .flat_map(|(plan, &agency_id)| {
            plan.units.iter().map(move |unit| NewUnit {
                agency_id,
                code: unit.code.clone(),
                name: unit.name.clone(),
            })
        })
        .collect();
    let mut ids = directory::add_units(ctx, new).await?.into_iter();
    Ok(plans.iter().map(|plan| ids.by_ref().take(plan.units.len()).collect()).collect())
}

fn agency(place: usize, plan: &AgencyPlan) -> NewAgency {
    let (latitude, longitude) = places::office(place, plan.flavour == Flavour::District);
    NewAgency {
        latitude_micro: Some(latitude),
        longitude_micro: Some(longitude),
        code: plan.code.clone(),
        name: plan.name.clone(),
        region: plan.region,
        ..NewAgency::default()
    }
}

fn employee(person: &PersonPlan) -> NewEmployee {
    NewEmployee {
        name: person.name.clone(),
        nip: person.nip.map(|nip| nip.as_str().to_owned()),
        staff_number: person.staff_number.clone(),
        nik: Some(person.nik),
        sex: Some(person.sex),
        birth_on: Some(person.birth_on),
    }
}

fn employment(employee_id: i64, person: &PersonPlan) -> NewEmployment {
    let until_on = (person.kind == EmployeeKind::ContractWorker).then_some(CONTRACT_ENDS);
    NewEmployment { employee_id, kind: person.kind, from_on: person.employed_from, until_on }
}

fn post(employee_id: i64, agency_id: i64, unit_id: Option<i64>, person: &PersonPlan) -> NewPost {
    NewPost {
        employee_id,
        agency_id,
        unit_id,
        title: person.title.clone(),
        level: Some(person.level.to_owned()),
        capacity: Capacity::Definitive,
        is_head: person.is_head,
        from_on: person.post_from,
        until_on: None,
        decree: None,
    }
}

fn acting_posts(plans: &[AgencyPlan], staff: &Staff, settled: &Settled) -> Vec<NewPost> {
    let acting = (0..plans.len()).filter(|&agency| staff.is_acting[agency]);
    acting
        .map(|agency| NewPost {
            employee_id: settled.people[staff.heads[agency]].id,
            agency_id: settled.agencies[agency],
            unit_id: None,
            title: plans[agency].head_title.clone(),
            level: None,
            capacity: Capacity::Acting,
            is_head: true,
            from_on: ACTS_FROM,
            until_on: Some(ACTS_UNTIL),
            decree: Some(format!("800/{:03}/2020", agency + 11)),
        })
        .collect()
}

fn pin(employee_id: i64, pin_group: &str, person: &PersonPlan) -> Option<NewPin> {
    let pin = person.pin.clone()?;
    let from_on = PINS_FROM.max(person.employed_from);
    Some(NewPin { pin_group: pin_group.to_owned(), pin, employee_id, from_on, until_on: None })
}
