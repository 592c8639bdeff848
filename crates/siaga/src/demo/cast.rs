//! The accounts of the demonstration: one a role to try, and those that sign for the agencies.

use super::agencies::AgencyPlan;
use super::fates::{Filing, PersonDay};
use super::settle::{ACTS_UNTIL, Settled};
use super::staff::{PersonPlan, Staff};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use siaga_access::{Grant, Role};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::{Actor, ActorKind, Ctx};
use std::collections::HashMap;
use uuid::Uuid;

/// Since when everybody has the role.
const GRANTED_FROM: NaiveDate = NaiveDate::from_ymd_opt(2020, 1, 2).expect("a day of the calendar");

/// An account that visitors may try.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) login: &'static str,
    pub(super) role: Role,
    /// Place in the list of people.
    person: usize,
    pub(super) name: String,
    pub(super) place: String,
}

/// Those who act for the agencies.
#[derive(Debug, Default)]
pub(super) struct Cast {
    /// By agency: who keeps the recap.
    officers: HashMap<usize, Ctx>,
    /// By agency: who heads it.
    heads: HashMap<usize, Ctx>,
    /// By login: those that visitors may try.
    samples: HashMap<&'static str, Ctx>,
}

impl Cast {
    /// Returns the officer of an agency as actor.
    pub(super) fn officer(&self, agency: usize) -> Result<&Ctx> {
        self.officers.get(&agency).context("every agency has an officer with an account")
    }

    /// Returns the head of an agency as actor.
    pub(super) fn head(&self, agency: usize) -> Result<&Ctx> {
        self.heads.get(&agency).context("every agency has a head with an account")
    }

    /// Returns a sample account as actor.
    pub(super) fn sample(&self, login: &str) -> Result<&Ctx> {
        self.samples.get(login).context("a sample account of that login")
    }
}

/// Login, role, code of the agency, and whom of it: its head, its officer, or somebody else.
type SampleRow = (&'static str, Role, &'static str, Who);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Head,
    Officer,
    Other,
}

const SAMPLES: [SampleRow; 8] = [
    ("pegawai", Role::Employee, "DISKOMINFO", Who::Other),
    ("bkd", Role::PersonnelAgency, "BKD", Who::Officer),
    ("sekda", Role::RegionalLeader, "SETDA", Who::Head),
    ("dinkes", Role::HealthOffice, "DINKES", Who::Other),
    ("dinsos", Role::SocialOffice, "DINSOS", Who::Other),
    ("dpmd", Role::VillageOffice, "DPMD", Who::Other),
    ("inspektorat", Role::Inspectorate, "INSPEKTORAT", Who::Other),
    ("admin", Role::Administrator, "DISKOMINFO", Who::Officer),
];

/// Returns the accounts to try, one a role.
///
/// # Shape
/// The officer and the head are those of the agency that has not signed yet.
pub(super) fn samples(plans: &[AgencyPlan], filings: &[Filing], staff: &Staff) -> Result<Vec<Sample>> {
    let draft =
        filings.iter().position(|filing| *filing == Filing::Draft).context("an agency with a draft")?;
    let sample = |login, role, person: usize| {
        let plan = &staff.people[person];
        Sample { login, role, person, name: plan.name.clone(), place: plans[plan.agency].name.clone() }
    };
    let mut samples = vec![
        sample("petugas", Role::UnitOfficer, staff.officers[draft]),
        sample("kepala", Role::AgencyHead, staff.heads[draft]),
    ];
    for (login, role, code, who) in SAMPLES {
        let agency =
            plans.iter().position(|plan| plan.code == code).context("the agency of a sample account")?;
        let person = match who {
            Who::Head => staff.heads[agency],
            Who::Officer => staff.officers[agency],
            Who::Other => staff.officers[agency] + 1,
        };
        samples.push(sample(login, role, person));
    }
    samples.sort_by_key(|sample| sample.role);
    Ok(samples)
}

/// Makes the accounts, all with one password, and returns those that act for the agencies.
pub(super) async fn cast(
    ctx: &Ctx,
    plans: &[AgencyPlan],
    filings: &[Filing],
    staff: &Staff,
    settled: &Settled,
    password: &str,
) -> Result<Cast> {
    let casting = Casting { ctx, plans, staff, settled, password };
    let mut cast = Cast::default();
    for sample in samples(plans, filings, staff)? {
        let actor = casting.account(sample.login.to_owned(), sample.role, sample.person).await?;
        let agency = staff.people[sample.person].agency;
        cast.samples.insert(sample.login, actor.clone());
        match sample.role {
            Role::UnitOfficer => cast.officers.insert(agency, actor),
            Role::AgencyHead => cast.heads.insert(agency, actor),
            _ => None,
        };
    }
    for agency in 0..plans.len() {
        if cast.officer(agency).is_err() {
            let login = casting.login("petugas", agency);
            let officer = casting.account(login, Role::UnitOfficer, staff.officers[agency]).await?;
            cast.officers.insert(agency, officer);
        }
        if cast.head(agency).is_err() {
            let login = casting.login("kepala", agency);
            let head = casting.account(login, Role::AgencyHead, staff.heads[agency]).await?;
            cast.heads.insert(agency, head);
        }
    }
    Ok(cast)
}

/// Makes the accounts of those who check in by phone.
pub(super) async fn phone_accounts(
    ctx: &Ctx,
    plans: &[AgencyPlan],
    staff: &Staff,
    mornings: &[PersonDay],
    settled: &Settled,
    password: &str,
) -> Result<()> {
    let casting = Casting { ctx, plans, staff, settled, password };
    for person in (0..mornings.len()).filter(|&person| mornings[person].phone.is_some()) {
        casting.account(phone_login(&staff.people[person]), Role::Employee, person).await?;
    }
    Ok(())
}

/// Returns what somebody types to sign in on a phone: the number of the person.
pub(super) fn phone_login(person: &PersonPlan) -> String {
    let nip = person.nip.map(|nip| nip.as_str().to_owned());
    nip.or_else(|| person.staff_number.clone()).unwrap_or_default().to_lowercase()
}

struct Casting<'a> {
    ctx: &'a Ctx,
    plans: &'a [AgencyPlan],
    staff: &'a Staff,
    settled: &'a Settled,
    password: &'a str,
}

impl Casting<'_> {
    fn login(&self, who: &str, agency: usize) -> String {
        format!("{who}.{}", self.plans[agency].code.to_lowercase())
    }

    /// Makes an account with its role and returns the context in which it acts.
    async fn account(&self, login: String, role: Role, person: usize) -> Result<Ctx> {
        let plan = &self.staff.people[person];
        let employee = Some(self.settled.people[person].id);
        let tx = self.ctx.db().begin().await?;
        let new = NewAccount {
            login,
            name: plan.name.clone(),
            employee,
            password: self.password.to_owned(),
            must_change_password: false,
        };
        let id = accounts::create(self.ctx, &tx, new).await?;
        let is_acting = role == Role::AgencyHead && self.staff.is_acting[plan.agency];
        let path = vec![self.settled.agencies[plan.agency]];
        let own =
            Grant { role: Role::Employee, agency: Some(path.clone()), from_on: GRANTED_FROM, until_on: None };
        let mut grants = vec![own];
        if role != Role::Employee {
            let agency = (!role.is_government_wide()).then_some(path);
            let until_on = is_acting.then_some(ACTS_UNTIL);
            grants.push(Grant { role, agency, from_on: GRANTED_FROM, until_on });
        }
        for grant in &grants {
            accounts::grant(self.ctx, &tx, id, grant).await?;
        }
        tx.commit().await?;
        let kind = ActorKind::Account { id, session: Uuid::nil() };
        Ok(Ctx { actor: Actor { kind, name: plan.name.clone(), employee, grants }, ..self.ctx.clone() })
    }
}
