//! A small government: an education office, a health office, and people with accounts.

use chrono::NaiveDate;
use siaga_access::{Grant, Role};
use siaga_civil::{CivilZone, RegionCode};
use siaga_directory::{
    Capacity, EmployeeKey, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPost, add_agencies,
    add_employee, add_employment, add_government, add_post, agency,
};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::{Actor, ActorKind, Capability, Ctx, Government};
use siaga_programmes::{NewProgramme, NewReport, ProgrammePlan, new_programme, report_month};
use siaga_testkit::{TestDb, TestProgram, program};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "kuda laut biru tua";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn capabilities() -> Vec<Capability> {
    vec![
        siaga_platform::web::capability(),
        siaga_directory::capability(),
        siaga_documents::capability(),
        siaga_programmes::capability(),
    ]
}

pub(crate) struct World {
    pub(crate) program: TestProgram,
    pub(crate) government: Government,
    /// DISDIK, DINKES.
    pub(crate) agencies: Vec<i64>,
    /// Head of DISDIK, two of DISDIK, one of DINKES.
    pub(crate) people: Vec<EmployeeKey>,
    made: AtomicU32,
}

const PEOPLE: [(&str, usize, bool); 4] = [
    ("Dr. Hasan Siregar", 0, true),
    ("Ani Lestari", 0, false),
    ("Budi Santoso", 0, false),
    ("Citra Dewi", 1, false),
];

impl World {
    /// At half past seven of 10 March 2020, WIB.
    pub(crate) async fn new(db: TestDb) -> Self {
        let at = "2020-03-10T00:30:00Z".parse().unwrap();
        let program = program(db, &capabilities(), at).await;
        let region = RegionCode::parse("12.18").unwrap();
        let government =
            add_government(&program.app, region, "Kabupaten Contoh", CivilZone::Wib).await.unwrap();
        let ctx = program.app.system_ctx("test", &government);
        let named = |code: &str, name: &str| NewAgency {
            code: code.to_owned(),
            name: name.to_owned(),
            ..NewAgency::default()
        };
        let new = vec![named("DISDIK", "Dinas Pendidikan"), named("DINKES", "Dinas Kesehatan")];
        let agencies = add_agencies(&ctx, new).await.unwrap();
        let mut people = Vec::new();
        for (index, (name, place, is_head)) in PEOPLE.into_iter().enumerate() {
            people.push(hire(&ctx, (index, name), agencies[place], is_head).await);
        }
        Self { program, government, agencies, people, made: AtomicU32::new(0) }
    }

    pub(crate) fn system(&self) -> Ctx {
        self.program.app.system_ctx("test", &self.government)
    }

    /// Sets the clock to nine in the morning, WIB.
    pub(crate) fn set_day(&self, on: &str) {
        self.program.clock.set(format!("{on}T02:00:00Z").parse().unwrap());
    }

    /// Makes an account with a role in an agency (in the whole government for none) and acts as it.
    pub(crate) async fn account(&self, role: Role, place: Option<usize>, employee: Option<usize>) -> Ctx {
        let system = self.system();
        let path = match place {
            None => None,
            Some(place) => Some(agency(&system, self.agencies[place]).await.unwrap().path),
        };
        let grant = Grant { role, agency: path, from_on: day("2020-01-01"), until_on: None };
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let name = format!("Akun {number}");
        let employee = employee.map(|index| self.people[index].id);
        let tx = self.program.app.db.begin().await.unwrap();
        let new = NewAccount {
            login: format!("{}-{number}", role.as_str()),
            name: name.clone(),
            employee,
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        let id = accounts::create(&system, &tx, new).await.unwrap();
        accounts::grant(&system, &tx, id, &grant).await.unwrap();
        tx.commit().await.unwrap();
        let kind = ActorKind::Account { id, session: system.new_id() };
        Ctx { actor: Actor { kind, name, employee, grants: vec![grant] }, ..system }
    }

    /// Keeps the programmes of DISDIK (0) or DINKES (1).
    pub(crate) async fn officer(&self, place: usize) -> Ctx {
        self.account(Role::UnitOfficer, Some(place), None).await
    }

    pub(crate) async fn leader(&self) -> Ctx {
        self.account(Role::RegionalLeader, None, None).await
    }

    /// Records a programme of 120 villages and a budget of 1,200 rupiah.
    pub(crate) async fn programme(&self, place: usize, name: &str) -> Uuid {
        new_programme(&self.system(), &self.new_programme(place, name)).await.unwrap()
    }

    pub(crate) fn new_programme(&self, place: usize, name: &str) -> NewProgramme {
        NewProgramme { agency_id: self.agencies[place], year: 2020, plan: plan(name, 120) }
    }
}

pub(crate) fn plan(name: &str, target: i64) -> ProgrammePlan {
    ProgrammePlan {
        name: name.to_owned(),
        indicator: "Desa yang sudah menyalurkan".to_owned(),
        unit: "desa".to_owned(),
        target,
        budget_rupiah: 1200,
        responsible: "Ani Lestari, Kepala Bidang".to_owned(),
        ..ProgrammePlan::default()
    }
}

pub(crate) fn report<'a>(month: u32, seen_version: i32, real: i64) -> NewReport<'a> {
    let reason = if seen_version > 0 { "salah ketik" } else { "" };
    let reason = reason.to_owned();
    NewReport { month, seen_version, real, spent_rupiah: real * 10, reason, ..NewReport::default() }
}

pub(crate) async fn reported(ctx: &Ctx, uid: Uuid, month: u32, real: i64) {
    report_month(ctx, uid, &report(month, 0, real)).await.unwrap();
}

async fn hire(ctx: &Ctx, (index, name): (usize, &str), agency_id: i64, is_head: bool) -> EmployeeKey {
    let new = NewEmployee {
        name: name.to_owned(),
        staff_number: Some(format!("S10{index}")),
        ..NewEmployee::default()
    };
    let key = add_employee(ctx, new).await.unwrap();
    let kind = EmployeeKind::PermanentCivilServant;
    let employment = NewEmployment { employee_id: key.id, kind, from_on: day("2015-03-01"), until_on: None };
    add_employment(ctx, employment).await.unwrap();
    let post = NewPost {
        employee_id: key.id,
        agency_id,
        unit_id: None,
        title: if is_head { "Kepala Dinas" } else { "Analis" }.to_owned(),
        level: None,
        capacity: Capacity::Definitive,
        is_head,
        from_on: day("2019-01-01"),
        until_on: None,
        decree: None,
    };
    add_post(ctx, post).await.unwrap();
    key
}
