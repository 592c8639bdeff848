//! A small government: a secretary, agencies with units and people, service desks.

use chrono::{NaiveDate, NaiveDateTime};
use siaga_access::{Grant, Role};
use siaga_civil::CivilZone;
use siaga_directives::{FactSubject, NewFact, record_fact};
use siaga_directory::{
    Capacity, EmployeeKey, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPost, NewUnit, Unit,
    add_agencies, add_employees, add_employments, add_posts, add_units, agency, units,
};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::{Actor, ActorKind, Capability, Ctx, Government, Problem, db};
use siaga_policy::FactValue;
use siaga_services::{
    Channels, DeskPlan, NewService, NewStaff, OpenSpan, Serves, ServicePlan, WeekHours, WeekMinimum,
    add_desk, add_staff, desk_sheets, new_service,
};
use siaga_testkit::{TestDb, TestProgram, program};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "kuda laut biru tua";
/// Friday, the day of the circular of Purwakarta.
pub(crate) const DAY: &str = "2021-06-25";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `setda` with the secretary, then `opd-01`, `opd-02` …, each with a main unit and one more.
pub(crate) struct World {
    pub(crate) program: TestProgram,
    pub(crate) government: Government,
    pub(crate) agencies: Vec<i64>,
    /// People of each agency: the head in the main unit, all others in the second unit.
    pub(crate) people: Vec<Vec<EmployeeKey>>,
    made: AtomicU32,
}

impl World {
    /// Makes a government in Purwakarta on the day of its circular, with people per agency.
    pub(crate) async fn new(db: TestDb, people_of: &[usize]) -> Self {
        let at = CivilZone::Wib.instant(format!("{DAY}T08:00:00").parse::<NaiveDateTime>().unwrap());
        let program = program(db, &capabilities(), at).await;
        let government = tenant(&program, "32.14").await;
        let mut world =
            Self { program, government, agencies: Vec::new(), people: Vec::new(), made: AtomicU32::new(0) };
        let ctx = world.system();
        let mut new = vec![named("setda", "Sekretariat Daerah")];
        new.extend((1..people_of.len()).map(|number| named(&code(number), &format!("Dinas {number:02}"))));
        world.agencies = add_agencies(&ctx, new).await.unwrap();
        for (place, people) in people_of.iter().enumerate() {
            let keys = world.add_people(&ctx, place, *people).await;
            world.people.push(keys);
        }
        world
    }

    async fn add_people(&self, ctx: &Ctx, place: usize, people: usize) -> Vec<EmployeeKey> {
        let from_on = day("2015-01-01");
        let agency_id = self.agencies[place];
        let unit = NewUnit { agency_id, code: "U1".to_owned(), name: "Bidang Satu".to_owned() };
        let unit_id = add_units(ctx, vec![unit]).await.unwrap()[0];
        let new = (0..people).map(|index| NewEmployee {
            name: person_name(place, index),
            staff_number: Some(format!("S{place:02}{index:04}")),
            ..NewEmployee::default()
        });
        let keys = add_employees(ctx, new.collect()).await.unwrap();
        let employed = |key: &EmployeeKey| NewEmployment {
            employee_id: key.id,
            kind: EmployeeKind::PermanentCivilServant,
            from_on,
            until_on: None,
        };
        add_employments(ctx, keys.iter().map(employed).collect()).await.unwrap();
        let posts = keys.iter().enumerate().map(|(index, key)| NewPost {
            employee_id: key.id,
            agency_id,
            unit_id: if index == 0 { None } else { Some(unit_id) },
            title: if index == 0 { "Kepala Dinas" } else { "Pelaksana" }.to_owned(),
            level: None,
            capacity: Capacity::Definitive,
            is_head: index == 0,
            from_on,
            until_on: None,
            decree: None,
        });
        add_posts(ctx, posts.collect()).await.unwrap();
        keys
    }

    pub(crate) fn system(&self) -> Ctx {
        self.program.app.system_ctx("tests", &self.government)
    }

    pub(crate) fn set_day(&self, on: &str) {
        self.program.clock.set(CivilZone::Wib.instant(format!("{on}T08:00:00").parse().unwrap()));
    }

    /// Returns the unit of an agency in which all but the head work.
    pub(crate) async fn unit(&self, place: usize) -> Unit {
        let units = units(&self.system(), Some(self.agencies[place])).await.unwrap();
        units.into_iter().find(|unit| !unit.is_main).unwrap()
    }

    /// Makes an account with a role in an agency (in the whole government for none) and acts as it.
    pub(crate) async fn account(&self, role: Role, place: Option<usize>, employee: Option<i64>) -> Ctx {
        let system = self.system();
        let path = match place {
            None => None,
            Some(place) => Some(agency(&system, self.agencies[place]).await.unwrap().path),
        };
        let grant = Grant { role, agency: path, from_on: day("2020-01-01"), until_on: None };
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let tx = self.program.app.db.begin().await.unwrap();
        let name = format!("Akun {} {number}", role.as_str());
        let new = NewAccount {
            login: format!("akun-{number}"),
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

    /// Acts as the head of an agency.
    pub(crate) async fn head(&self, place: usize) -> Ctx {
        self.account(Role::AgencyHead, Some(place), Some(self.people[place][0].id)).await
    }

    /// Acts as the secretary, who leads.
    pub(crate) async fn leader(&self) -> Ctx {
        self.account(Role::RegionalLeader, None, Some(self.people[0][0].id)).await
    }

    pub(crate) async fn officer(&self, place: usize) -> Ctx {
        self.account(Role::UnitOfficer, Some(place), None).await
    }

    pub(crate) async fn personnel(&self) -> Ctx {
        self.account(Role::PersonnelAgency, None, None).await
    }

    /// Records a fact of an agency and lets everybody hear of it.
    pub(crate) async fn record(
        &self,
        place: usize,
        name: &str,
        value: impl Into<FactValue>,
        from_on: &str,
    ) -> Uuid {
        let new = NewFact {
            subject: FactSubject::Agency(self.agencies[place]),
            name: name.to_owned(),
            value: value.into(),
            from_on: day(from_on),
            until_on: None,
            source: "Laporan Dinas Kesehatan".to_owned(),
        };
        let id = record_fact(&self.system(), new).await.unwrap();
        self.hear().await;
        id
    }

    /// Delivers all news that waits.
    pub(crate) async fn hear(&self) {
        let subscriptions: Vec<_> = capabilities().iter().flat_map(|one| one.subscriptions.clone()).collect();
        let governments = [self.government.clone()];
        let app = &self.program.app;
        while siaga_platform::topics::deliver(app, &governments, &subscriptions).await.unwrap() > 0 {}
    }

    /// Runs the job that reviews orders once.
    pub(crate) async fn review(&self) {
        let capability = siaga_arrangements::capability();
        let job = capability.jobs.iter().find(|job| job.name == "arrangements.review_orders").unwrap();
        (job.run)(self.system()).await.unwrap();
    }

    /// Opens a desk in the second unit of an agency that needs so many people; the first `able` people serve it.
    pub(crate) async fn desk(&self, place: usize, need: u16, able: usize) {
        let ctx = self.system();
        let hours = WeekHours::every(5, &[OpenSpan { from_minutes: 480, until_minutes: 900 }]);
        let new = NewService {
            agency_id: self.agencies[place],
            from_on: day("2020-01-01"),
            plan: ServicePlan {
                name: format!("Layanan {place:02}"),
                description: "Layanan untuk warga".to_owned(),
                channels: Channels { counter: "Lantai 1".to_owned(), ..Channels::default() },
                is_direct: true,
                hours,
                ..ServicePlan::default()
            },
        };
        let service = new_service(&ctx, &new).await.unwrap();
        let plan = DeskPlan {
            name: format!("Loket {place:02}"),
            unit_id: Some(self.unit(place).await.id),
            minimum: WeekMinimum::every_day(need, need),
            ..DeskPlan::default()
        };
        let desk = add_desk(&ctx, service, day("2020-01-01"), &plan).await.unwrap();
        for person in &self.people[place][1..=able] {
            let new = NewStaff {
                employee_id: person.id,
                serves: Serves::Desk(desk),
                from_on: day("2020-01-01"),
                until_on: None,
            };
            add_staff(&ctx, self.agencies[place], &new).await.unwrap();
        }
        let sheets = desk_sheets(&ctx, service, day(DAY)).await.unwrap();
        assert_eq!(sheets.len(), 1);
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        db::scalar(self.program.app.db.reader(), sql, []).await.unwrap()
    }

    /// Returns the keys of the orders in a state, the oldest first.
    pub(crate) async fn orders(&self, condition: &str) -> Vec<Uuid> {
        #[derive(db::FromQueryResult)]
        struct Row {
            id: Uuid,
        }
        let sql =
            format!("select id from arrangements_order where {condition} order by agency_id, made_at, id");
        let rows: Vec<Row> = db::all(self.program.app.db.reader(), &sql, []).await.unwrap();
        rows.into_iter().map(|row| row.id).collect()
    }

    /// Returns a text column of an order.
    pub(crate) async fn of_order(&self, id: Uuid, column: &str) -> String {
        let sql = format!("select {column} from arrangements_order where id = $1");
        db::scalar(self.program.app.db.reader(), &sql, [id.into()]).await.unwrap()
    }

    pub(crate) async fn version(&self, id: Uuid) -> i64 {
        let sql = "select version from arrangements_order where id = $1";
        db::scalar(self.program.app.db.reader(), sql, [id.into()]).await.unwrap()
    }
}

fn named(code: &str, name: &str) -> NewAgency {
    NewAgency { code: code.to_owned(), name: name.to_owned(), ..NewAgency::default() }
}

/// Returns the code of an agency.
pub(crate) fn code(place: usize) -> String {
    if place == 0 { "setda".to_owned() } else { format!("opd-{place:02}") }
}

/// Returns the name of a person of an agency.
pub(crate) fn person_name(place: usize, person: usize) -> String {
    let names = ["Hasan", "Ani", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gani"];
    format!("{} {place:02}{person:02}", names[person % names.len()])
}

async fn tenant(program: &TestProgram, region: &str) -> Government {
    let tx = program.app.db.begin().await.unwrap();
    let name = format!("Kabupaten Contoh {region}");
    let begins_on = day("2000-01-01");
    let id: i64 = db::scalar(
        &*tx,
        "insert into platform_government (region_code, name, time_zone, created_at)
         values ($1, $2, 'Asia/Jakarta', $3) returning id",
        [region.into(), name.clone().into(), begins_on.and_time(chrono::NaiveTime::MIN).and_utc().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    Government { id, region: region.parse().unwrap(), name, zone: CivilZone::Wib, begins_on }
}

/// Everything that the pages stand on.
pub(crate) fn capabilities() -> [Capability; 6] {
    [
        siaga_platform::web::capability(),
        siaga_directory::capability(),
        siaga_documents::capability(),
        siaga_directives::capability(),
        siaga_services::capability(),
        siaga_arrangements::capability(),
    ]
}

/// Asserts that an operation ended with a problem of this code.
#[track_caller]
pub(crate) fn assert_code<T: std::fmt::Debug>(result: Result<T, Problem>, code: &str) {
    match result {
        Err(problem) => assert_eq!(problem.code, code, "{problem}"),
        Ok(value) => panic!("expected {code}, got {value:?}"),
    }
}
