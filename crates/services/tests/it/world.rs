//! A small government: a registration office, a hospital, and people with accounts.

use chrono::NaiveDate;
use siaga_access::{Grant, Role};
use siaga_civil::{CivilZone, RegionCode};
use siaga_directory::{
    Capacity, EmployeeKey, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPost, NewUnit,
    add_agencies, add_employee, add_employment, add_government, add_post, add_unit, agency,
};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::{Actor, ActorKind, Capability, Ctx, Government};
use siaga_services::{
    Channels, DeskPlan, NewService, NewStatus, OpenSpan, ServicePlan, ServiceStatus, WeekHours, WeekMinimum,
    add_desk, new_service,
};
use siaga_testkit::{TestDb, TestProgram, program};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "kuda laut biru tua";
pub(crate) const OFFICE: OpenSpan = OpenSpan { from_minutes: 480, until_minutes: 900 };
pub(crate) const ALL_DAY: OpenSpan = OpenSpan { from_minutes: 0, until_minutes: 1440 };

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn capabilities() -> Vec<Capability> {
    vec![
        siaga_platform::web::capability(),
        siaga_directory::capability(),
        siaga_directives::capability(),
        siaga_services::capability(),
    ]
}

pub(crate) struct World {
    pub(crate) program: TestProgram,
    pub(crate) government: Government,
    /// DUKCAPIL, RSUD.
    pub(crate) agencies: Vec<i64>,
    /// A unit of DUKCAPIL, one of RSUD.
    pub(crate) units: Vec<i64>,
    /// Three of DUKCAPIL, one of RSUD.
    pub(crate) people: Vec<EmployeeKey>,
    made: AtomicU32,
}

const PEOPLE: [(&str, usize); 4] =
    [("Ani Lestari", 0), ("Budi Santoso", 0), ("Citra Dewi", 0), ("Dedi Kurnia", 1)];

impl World {
    /// At half past seven of Monday, 18 May 2020, WIB; Thursday is a public holiday.
    pub(crate) async fn new(db: TestDb) -> Self {
        let at = "2020-05-18T00:30:00Z".parse().unwrap();
        let program = program(db, &capabilities(), at).await;
        let region = RegionCode::parse("12.18").unwrap();
        let government =
            add_government(&program.app, region, "Kabupaten Contoh & Sekitar", CivilZone::Wib).await.unwrap();
        let ctx = program.app.system_ctx("test", &government);
        let named = |code: &str, name: &str| NewAgency {
            code: code.to_owned(),
            name: name.to_owned(),
            ..NewAgency::default()
        };
        let new = vec![
            named("DUKCAPIL", "Dinas Kependudukan dan Pencatatan Sipil"),
            named("RSUD", "Rumah Sakit Umum Daerah"),
        ];
        let agencies = add_agencies(&ctx, new).await.unwrap();
        let mut units = Vec::new();
        for (agency_id, name) in [(agencies[0], "Bidang Pendaftaran"), (agencies[1], "Gawat Darurat")] {
            let unit = NewUnit { agency_id, code: "U1".to_owned(), name: name.to_owned() };
            units.push(add_unit(&ctx, unit).await.unwrap());
        }
        let mut people = Vec::new();
        for (index, (name, place)) in PEOPLE.into_iter().enumerate() {
            people.push(hire(&ctx, (index, name), agencies[place]).await);
        }
        Self { program, government, agencies, units, people, made: AtomicU32::new(0) }
    }

    pub(crate) fn system(&self) -> Ctx {
        self.program.app.system_ctx("test", &self.government)
    }

    /// Sets the clock to nine in the morning, WIB.
    pub(crate) fn set_day(&self, on: &str) {
        self.program.clock.set(format!("{on}T02:00:00Z").parse().unwrap());
    }

    /// Makes an account with a role in an agency (in the whole government for none) and acts as it.
    pub(crate) async fn account(&self, role: Role, place: Option<usize>) -> Ctx {
        let system = self.system();
        let path = match place {
            None => None,
            Some(place) => Some(agency(&system, self.agencies[place]).await.unwrap().path),
        };
        let grant = Grant { role, agency: path, from_on: day("2020-01-01"), until_on: None };
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let name = format!("Petugas {number}");
        let tx = self.program.app.db.begin().await.unwrap();
        let new = NewAccount {
            login: format!("{}-{number}", role.as_str()),
            name: name.clone(),
            employee: None,
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        let id = accounts::create(&system, &tx, new).await.unwrap();
        accounts::grant(&system, &tx, id, &grant).await.unwrap();
        tx.commit().await.unwrap();
        let kind = ActorKind::Account { id, session: system.new_id() };
        Ctx { actor: Actor { kind, name, employee: None, grants: vec![grant] }, ..system }
    }

    /// Sees to the services of DUKCAPIL (0) or RSUD (1).
    pub(crate) async fn officer(&self, place: usize) -> Ctx {
        self.account(Role::UnitOfficer, Some(place)).await
    }

    pub(crate) async fn leader(&self) -> Ctx {
        self.account(Role::RegionalLeader, None).await
    }

    /// Records a service that is open on weekdays since January.
    pub(crate) async fn service(&self, place: usize, name: &str) -> Uuid {
        self.service_with(place, plan(name)).await
    }

    pub(crate) async fn service_with(&self, place: usize, plan: ServicePlan) -> Uuid {
        let new = NewService { agency_id: self.agencies[place], from_on: day("2020-01-01"), plan };
        new_service(&self.system(), &new).await.unwrap()
    }

    /// Records a desk with two people in the morning and one in the afternoon since January.
    pub(crate) async fn desk(&self, service: Uuid, name: &str) -> Uuid {
        add_desk(&self.system(), service, day("2020-01-01"), &desk(name)).await.unwrap()
    }
}

pub(crate) fn plan(name: &str) -> ServicePlan {
    ServicePlan {
        name: name.to_owned(),
        description: "Untuk semua warga".to_owned(),
        requirements: "Kartu keluarga".to_owned(),
        contact: "Kantor, lantai satu".to_owned(),
        channels: Channels { counter: "Jalan Merdeka 1".to_owned(), ..Channels::default() },
        is_direct: true,
        hours: WeekHours::every(5, &[OFFICE]),
        is_ended: false,
    }
}

pub(crate) fn desk(name: &str) -> DeskPlan {
    DeskPlan { name: name.to_owned(), minimum: WeekMinimum::every_day(2, 1), ..DeskPlan::default() }
}

pub(crate) fn says(status: ServiceStatus, from_on: &str, until_on: &str) -> NewStatus {
    NewStatus {
        status,
        reason: "Petugas bergantian".to_owned(),
        place: "Aula kecamatan".to_owned(),
        address: String::new(),
        from_on: day(from_on),
        until_on: (!until_on.is_empty()).then(|| day(until_on)),
        seen: None,
    }
}

async fn hire(ctx: &Ctx, (index, name): (usize, &str), agency_id: i64) -> EmployeeKey {
    let new = NewEmployee {
        name: name.to_owned(),
        staff_number: Some(format!("S10{index}")),
        ..NewEmployee::default()
    };
    let key = add_employee(ctx, new).await.unwrap();
    let kind = EmployeeKind::PermanentCivilServant;
    let employment = NewEmployment { employee_id: key.id, kind, from_on: day("2015-03-01"), until_on: None };
    add_employment(ctx, employment).await.unwrap();
    place(ctx, key.id, agency_id, "2019-01-01").await;
    key
}

/// Gives somebody a post in an agency from a day on.
pub(crate) async fn place(ctx: &Ctx, employee_id: i64, agency_id: i64, from_on: &str) {
    let post = NewPost {
        employee_id,
        agency_id,
        unit_id: None,
        title: "Analis".to_owned(),
        level: None,
        capacity: Capacity::Definitive,
        is_head: false,
        from_on: day(from_on),
        until_on: None,
        decree: None,
    };
    add_post(ctx, post).await.unwrap();
}
