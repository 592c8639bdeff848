//! A small government with two agencies, their heads, and accounts with passwords.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use siaga_access::{Grant, Role};
use siaga_civil::CivilZone;
use siaga_directory::{
    Capacity, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPost, add_agencies, add_employees,
    add_employments, add_posts, agency,
};
use siaga_documents::{DocumentKind, NewDocument, SignedBy, issue, prepare};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::{Actor, ActorKind, Capability, Ctx, Government, Problem, db};
use siaga_testkit::{TestDb, TestProgram, program};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "kuda laut biru tua";
/// A Thursday with working days behind it.
pub(crate) const DAY: &str = "2020-05-28";
pub(crate) const NIPS: [&str; 4] =
    ["197001011995031001", "198002022005012002", "198503032010011003", "199004042015012004"];
pub(crate) const NAMES: [&str; 4] = ["dr. Hasan Siregar", "Ani Lestari", "Budi Santoso", "Citra Dewi"];

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `dinkes` with its head, Ani and Budi; `dishub` with Citra, who heads it.
pub(crate) struct World {
    pub(crate) program: TestProgram,
    pub(crate) government: Government,
    pub(crate) agencies: Vec<i64>,
    pub(crate) people: Vec<i64>,
    made: AtomicU32,
}

pub(crate) fn capabilities() -> [Capability; 3] {
    [siaga_platform::web::capability(), siaga_directory::capability(), siaga_documents::capability()]
}

impl World {
    pub(crate) async fn new(db: TestDb) -> Self {
        let at = CivilZone::Wib.instant("2020-05-28T09:00:00".parse::<NaiveDateTime>().unwrap());
        let program = program(db, &capabilities(), at).await;
        let government = tenant(&program).await;
        let mut world =
            Self { program, government, agencies: Vec::new(), people: Vec::new(), made: AtomicU32::new(0) };
        let ctx = world.system();
        let named = |code: &str, name: &str| NewAgency {
            code: code.to_owned(),
            name: name.to_owned(),
            ..NewAgency::default()
        };
        let agencies = vec![named("DINKES", "Dinas Kesehatan"), named("DISHUB", "Dinas Perhubungan")];
        world.agencies = add_agencies(&ctx, agencies).await.unwrap();
        world.add_people(&ctx).await;
        world
    }

    async fn add_people(&mut self, ctx: &Ctx) {
        let new = NAMES.iter().zip(NIPS).map(|(name, nip)| NewEmployee {
            name: (*name).to_owned(),
            nip: Some(nip.to_owned()),
            ..NewEmployee::default()
        });
        let keys = add_employees(ctx, new.collect()).await.unwrap();
        self.people = keys.iter().map(|key| key.id).collect();
        let from_on = day("2018-01-01");
        let employed = self.people.iter().map(|id| NewEmployment {
            employee_id: *id,
            kind: EmployeeKind::PermanentCivilServant,
            from_on,
            until_on: None,
        });
        add_employments(ctx, employed.collect()).await.unwrap();
        let posts = self.people.iter().enumerate().map(|(index, id)| NewPost {
            employee_id: *id,
            agency_id: self.agencies[usize::from(index == 3)],
            unit_id: None,
            title: ["Kepala Dinas Kesehatan", "Analis", "Pelaksana", "Kepala Dinas Perhubungan"][index]
                .to_owned(),
            level: None,
            capacity: Capacity::Definitive,
            is_head: index % 3 == 0,
            from_on,
            until_on: None,
            decree: None,
        });
        add_posts(ctx, posts.collect()).await.unwrap();
    }

    /// Lets somebody act for the head of `dinkes` for some days.
    pub(crate) async fn acting(&self, person: usize, capacity: Capacity, from: &str, until: &str) {
        let post = NewPost {
            employee_id: self.people[person],
            agency_id: self.agencies[0],
            unit_id: None,
            title: "Kepala Dinas Kesehatan".to_owned(),
            level: None,
            capacity,
            is_head: true,
            from_on: day(from),
            until_on: Some(day(until)),
            decree: None,
        };
        add_posts(&self.system(), vec![post]).await.unwrap();
    }

    pub(crate) fn system(&self) -> Ctx {
        self.program.app.system_ctx("tests", &self.government)
    }

    /// Makes an account with a role in an agency (in the whole government for none) and acts as it.
    pub(crate) async fn account(&self, role: Role, agency_at: Option<usize>, person: Option<usize>) -> Ctx {
        let system = self.system();
        let path = match agency_at {
            None => None,
            Some(at) => Some(agency(&system, self.agencies[at]).await.unwrap().path),
        };
        let grant = Grant { role, agency: path, from_on: day("2020-01-01"), until_on: None };
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let employee = person.map(|index| self.people[index]);
        let new = NewAccount {
            login: format!("{}-{number}", role.as_str()),
            name: format!("Akun {number}"),
            employee,
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        let tx = self.program.app.db.begin().await.unwrap();
        let id = accounts::create(&system, &tx, new).await.unwrap();
        accounts::grant(&system, &tx, id, &grant).await.unwrap();
        tx.commit().await.unwrap();
        let kind = ActorKind::Account { id, session: system.new_id() };
        Ctx { actor: Actor { kind, name: format!("Akun {number}"), employee, grants: vec![grant] }, ..system }
    }

    pub(crate) async fn head(&self) -> Ctx {
        self.account(Role::AgencyHead, Some(0), Some(0)).await
    }

    pub(crate) async fn officer(&self) -> Ctx {
        self.account(Role::UnitOfficer, Some(0), Some(1)).await
    }

    pub(crate) async fn administrator(&self) -> Ctx {
        self.account(Role::Administrator, None, None).await
    }

    /// A circular of `dinkes`, signed by its head.
    pub(crate) fn circular(&self, reference: &str) -> NewDocument {
        NewDocument {
            kind: DocumentKind::Circular,
            agency: Some(self.agencies[0]),
            dated_on: day(DAY),
            about: "Jam kerja pegawai".to_owned(),
            signed_by: SignedBy::HeadOf(self.agencies[0]),
            body: serde_json::json!({
                "sections": [{ "heading": "Isi Edaran", "paragraphs": [], "items": ["Masuk pukul 07.30."] }],
                "closing": "Untuk dilaksanakan.",
            }),
            carbon_copies: vec!["Inspektorat".to_owned()],
            recipients: vec!["Seluruh pegawai".to_owned()],
            reference: reference.to_owned(),
        }
    }

    pub(crate) async fn prepared(&self, ctx: &Ctx, new: &NewDocument) -> Result<Uuid, Problem> {
        let tx = ctx.db().begin().await.unwrap();
        let uid = prepare(ctx, &tx, new).await?;
        tx.commit().await.unwrap();
        Ok(uid)
    }

    pub(crate) async fn issued(&self, ctx: &Ctx, new: &NewDocument) -> Result<Uuid, Problem> {
        let tx = ctx.db().begin().await.unwrap();
        let uid = issue(ctx, &tx, new, ctx.now()).await?;
        tx.commit().await.unwrap();
        Ok(uid)
    }

    pub(crate) async fn exec<const N: usize>(&self, sql: &str, values: [db::Value; N]) {
        let tx = self.program.app.db.begin().await.unwrap();
        db::exec(&*tx, sql, values).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        db::scalar(self.program.app.db.reader(), sql, []).await.unwrap()
    }
}

async fn tenant(program: &TestProgram) -> Government {
    let name = "Kabupaten Contoh";
    let begins_on = day("2000-01-01");
    let tx = program.app.db.begin().await.unwrap();
    let id: i64 = db::scalar(
        &*tx,
        "insert into platform_government (region_code, name, time_zone, created_at)
         values ('12.18', $1, 'Asia/Jakarta', $2) returning id",
        [name.into(), begins_on.and_time(NaiveTime::MIN).and_utc().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let zone = CivilZone::Wib;
    Government { id, region: "12.18".parse().unwrap(), name: name.to_owned(), zone, begins_on }
}

/// Asserts that an operation ended with a problem of this code.
#[track_caller]
pub(crate) fn assert_code<T: std::fmt::Debug>(result: Result<T, Problem>, code: &str) -> Problem {
    match result {
        Err(problem) => {
            assert_eq!(problem.code, code, "{problem}");
            problem
        }
        Ok(value) => panic!("expected {code}, got {value:?}"),
    }
}
