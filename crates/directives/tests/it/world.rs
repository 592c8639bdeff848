//! A small government: a secretary who signs, two agencies, accounts with passwords, and a capability
//! whose parameters circulars set.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use siaga_access::{Grant, Role};
use siaga_civil::CivilZone;
use siaga_directives::{
    Letter, NewCircular, OwnCircular, Signature, circular, draft_circular, law_subject, sign_circular,
};
use siaga_directory::{
    Capacity, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPost, NewUnit, add_agencies,
    add_employees, add_employments, add_posts, add_units, agency, units,
};
use siaga_platform::accounts::{self, NewAccount};
use siaga_platform::{Actor, ActorKind, Capability, Ctx, Government, Problem, db};
use siaga_policy::{Combine, ParamDecl, ParamKind, StrictDirection};
use siaga_testkit::{TestDb, TestProgram, program};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "kuda laut biru tua";
/// A Monday; the clock stands at nine.
pub(crate) const DAY: &str = "2021-06-21";
pub(crate) const SHARE: &str = "trial.office_share_max";
pub(crate) const PERSONS: &str = "trial.persons_max";
pub(crate) const SCAN: &str = "trial.scan_required";

const PARAMS: &[ParamDecl] = &[
    ParamDecl {
        name: SHARE,
        unit: "thousandths",
        kind: ParamKind::Permille,
        combine: Combine::Strictest(StrictDirection::Lower),
        continuous: false,
        meaning: "share in the office",
    },
    ParamDecl {
        name: PERSONS,
        unit: "people",
        kind: ParamKind::Integer { min: 0, max: 1_000 },
        combine: Combine::Strictest(StrictDirection::Lower),
        continuous: false,
        meaning: "people at an event",
    },
    ParamDecl {
        name: SCAN,
        unit: "yes or no",
        kind: ParamKind::Flag,
        combine: Combine::MostSpecific,
        continuous: false,
        meaning: "scan in the office",
    },
];

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) struct World {
    pub(crate) program: TestProgram,
    pub(crate) government: Government,
    /// `SETDA`, `DINKES`, `CAMAT` (below SETDA, in a district of its own).
    pub(crate) agencies: Vec<i64>,
    /// A unit of `DINKES`.
    pub(crate) unit: i64,
    /// The secretary, a second leader.
    pub(crate) people: Vec<i64>,
    made: AtomicU32,
}

pub(crate) fn capabilities() -> Vec<Capability> {
    let mut trial = Capability::new("trial");
    trial.params = PARAMS;
    vec![
        siaga_platform::web::capability(),
        siaga_directory::capability(),
        siaga_documents::capability(),
        siaga_directives::capability(),
        trial,
    ]
}

impl World {
    pub(crate) async fn new(db: TestDb) -> Self {
        let at = CivilZone::Wib.instant(format!("{DAY}T09:00:00").parse::<NaiveDateTime>().unwrap());
        let program = program(db, &capabilities(), at).await;
        let government = tenant(&program).await;
        let mut world = Self {
            program,
            government,
            agencies: Vec::new(),
            unit: 0,
            people: Vec::new(),
            made: AtomicU32::new(0),
        };
        let ctx = world.system();
        let named = |code: &str, name: &str, parent: Option<&str>, region: Option<&str>| NewAgency {
            code: code.to_owned(),
            name: name.to_owned(),
            parent_code: parent.map(str::to_owned),
            region: region.map(|region| region.parse().unwrap()),
            ..NewAgency::default()
        };
        let agencies = vec![
            named("SETDA", "Sekretariat Daerah", None, None),
            named("DINKES", "Dinas Kesehatan", None, None),
            named("CAMAT", "Kecamatan Hulu", Some("SETDA"), Some("12.18.01")),
        ];
        world.agencies = add_agencies(&ctx, agencies).await.unwrap();
        let unit =
            NewUnit { agency_id: world.agencies[1], code: "P2P".to_owned(), name: "Bidang P2P".to_owned() };
        add_units(&ctx, vec![unit]).await.unwrap();
        let all = units(&ctx, Some(world.agencies[1])).await.unwrap();
        world.unit = all.into_iter().find(|unit| unit.code == "P2P").unwrap().id;
        world.add_people(&ctx).await;
        world
    }

    async fn add_people(&mut self, ctx: &Ctx) {
        let new = ["Hasan Siregar", "Ani Lestari"].iter().enumerate().map(|(at, name)| NewEmployee {
            name: (*name).to_owned(),
            staff_number: Some(format!("S{at:05}")),
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
        let posts = self.people.iter().enumerate().map(|(at, id)| NewPost {
            employee_id: *id,
            agency_id: self.agencies[at],
            unit_id: None,
            title: ["Sekretaris Daerah", "Kepala Dinas"][at].to_owned(),
            level: None,
            capacity: Capacity::Definitive,
            is_head: true,
            from_on,
            until_on: None,
            decree: None,
        });
        add_posts(ctx, posts.collect()).await.unwrap();
    }

    /// Acts as the program, with the law as it stands now.
    pub(crate) fn system(&self) -> Ctx {
        self.program.app.system_ctx("tests", &self.government)
    }

    pub(crate) fn set_clock(&self, at: &str) {
        self.program.clock.set(CivilZone::Wib.instant(at.parse().unwrap()));
    }

    /// Makes an account with a role in an agency (in the whole government for none) and acts as it.
    pub(crate) async fn account(&self, role: Role, place: Option<usize>, person: Option<usize>) -> Ctx {
        let system = self.system();
        let path = match place {
            None => None,
            Some(place) => Some(agency(&system, self.agencies[place]).await.unwrap().path),
        };
        let grant = Grant { role, agency: path, from_on: day("2020-01-01"), until_on: None };
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let employee = person.map(|at| self.people[at]);
        let name = format!("Akun {} {number}", role.as_str());
        let new = NewAccount {
            login: format!("akun-{number}"),
            name: name.clone(),
            employee,
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        let tx = self.program.app.db.begin().await.unwrap();
        let id = accounts::create(&system, &tx, new).await.unwrap();
        accounts::grant(&system, &tx, id, &grant).await.unwrap();
        tx.commit().await.unwrap();
        let kind = ActorKind::Account { id, session: system.new_id() };
        Ctx { actor: Actor { kind, name, employee, grants: vec![grant] }, ..system }
    }

    pub(crate) async fn leader(&self) -> Ctx {
        self.account(Role::RegionalLeader, None, Some(0)).await
    }

    pub(crate) async fn personnel(&self) -> Ctx {
        self.account(Role::PersonnelAgency, None, None).await
    }

    /// Drafts as one, signs as the other.
    pub(crate) async fn sign(&self, law: &str) -> Result<OwnCircular, Problem> {
        let id = draft_circular(&self.personnel().await, new_circular(law)).await?;
        self.sign_draft(&self.leader().await, id).await
    }

    pub(crate) async fn sign_draft(&self, by: &Ctx, id: Uuid) -> Result<OwnCircular, Problem> {
        let seen_version = circular(&self.system(), id).await?.version;
        let password = PASSWORD.to_owned();
        sign_circular(by, id, Signature { seen_version, is_retroactive_confirmed: false, password }).await
    }

    /// Asks the law as it stands now; `code` as [`law_subject`] takes it.
    pub(crate) async fn asks(
        &self,
        parameter: &str,
        code: &str,
        on: &str,
        known_on: Option<&str>,
    ) -> Option<String> {
        let ctx = self.system();
        let (on, known_on) = (day(on), known_on.map(day));
        let subject = law_subject(&ctx, code, on, known_on).await.unwrap();
        let book = &ctx.law().book;
        let situation = subject.situation(book);
        let ruling = book.ruling(parameter, &subject.question(&situation, on, known_on));
        ruling.map(|ruling| ruling.value.to_string())
    }

    pub(crate) async fn count(&self, sql: &str) -> i64 {
        db::scalar(self.program.app.db.reader(), sql, []).await.unwrap()
    }
}

pub(crate) fn new_circular(law: &str) -> NewCircular {
    let letter = Letter {
        body: "Kehadiran pegawai di kantor dibatasi.".to_owned(),
        recipients: "Kepala perangkat daerah".to_owned(),
        ..Letter::default()
    };
    NewCircular { law: law.to_owned(), cases: String::new(), letter }
}

/// A complete head of the own region with some lines below.
pub(crate) fn law(name: &str, lines: &str) -> String {
    law_with(name, "", lines)
}

pub(crate) fn law_with(name: &str, head: &str, lines: &str) -> String {
    format!(
        "[circular]\nid = \"12.18/{name}\"\nissuer = \"Bupati Contoh\"\ntitle = \"Edaran {name}\"\n\
         scope = {{ region = \"12.18\" }}\nsource = \"naskah\"\nchecked_on = 2021-06-21\nverified = true\n\
         issued_on = 2021-06-21\n{head}\n{lines}"
    )
}

/// One line of law from a day on.
pub(crate) fn line(parameter: &str, value: &str, from: &str, rest: &str) -> String {
    format!(
        "[[set]]\nparameter = \"{parameter}\"\nvalue = {value}\nfrom = {from}\narticle = \"angka 1\"\n{rest}\n"
    )
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
