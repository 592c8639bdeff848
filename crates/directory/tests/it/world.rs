//! A small government with two agencies, for the tests of this crate.

use chrono::NaiveDate;
use siaga_civil::{Calendar, CivilZone, RegionCode};
use siaga_directory::{
    Capacity, EmployeeKey, EmployeeKind, NewAgency, NewEmployee, NewEmployment, NewPost, NewUnit,
    add_agencies, add_employee, add_employment, add_government, add_post, add_unit,
};
use siaga_platform::{
    App, Contributions, Ctx, Gate, Ids, Law, LawShelf, Live, MIGRATIONS, Metrics, Secrets, Shared,
    SimulatedClock, Texts, migrate,
};
use siaga_policy::PolicyBook;
use siaga_testkit::TestDb;
use std::sync::Arc;

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) ctx: Ctx,
    pub(crate) clock: Arc<SimulatedClock>,
    /// Lives as long as the database in it is used.
    pub(crate) db: TestDb,
}

/// A program with the directory alone, which reads no parameter of law, at half past seven in the morning
/// of 26 May 2020, WIB.
pub(crate) async fn program(db: &TestDb) -> App {
    clocked(db).await.0
}

async fn clocked(db: &TestDb) -> (App, Arc<SimulatedClock>) {
    let at = "2020-05-26T00:30:00Z".parse().unwrap();
    let capability = siaga_directory::capability();
    let steps = [("platform", MIGRATIONS), (capability.name, capability.migrations)];
    migrate(&db.db, &steps, at).await.unwrap();
    let law = Law { book: PolicyBook::build(Vec::new(), [], []).unwrap(), calendar: Calendar::default() };
    let messages = [siaga_platform::web::capability().messages, capability.messages];
    let clock = Arc::new(SimulatedClock::standing_at(at));
    let app = App::new(Shared {
        db: db.db.clone(),
        clock: clock.clone(),
        ids: Ids,
        gate: Gate::load().unwrap(),
        law: LawShelf::new(law),
        texts: Texts::new(&messages.into_iter().flatten().collect::<Vec<_>>()),
        contributions: Contributions::of(&[capability]),
        live: Live::default(),
        metrics: Metrics::default(),
        secrets: Secrets::from_key([7; 32]),
        demo: false,
    });
    (app, clock)
}

/// A government without agencies.
pub(crate) async fn world(db: TestDb) -> World {
    let (app, clock) = clocked(&db).await;
    let region = RegionCode::parse("12.18").unwrap();
    let government =
        add_government(&app, region, "Pemerintah Kabupaten Contoh", CivilZone::Wib).await.unwrap();
    let ctx = app.system_ctx("test", &government);
    World { app, ctx, clock, db }
}

pub(crate) struct Office {
    pub(crate) secretariat: i64,
    pub(crate) health: i64,
    pub(crate) ward: i64,
}

/// Adds a secretariat, a health office below it and one unit in that.
pub(crate) async fn offices(ctx: &Ctx) -> Office {
    let agency = |code: &str, name: &str, parent: Option<&str>| NewAgency {
        code: code.to_owned(),
        name: name.to_owned(),
        parent_code: parent.map(str::to_owned),
        ..NewAgency::default()
    };
    let ids = add_agencies(
        ctx,
        vec![agency("SETDA", "Sekretariat Daerah", None), agency("DINKES", "Dinas Kesehatan", Some("SETDA"))],
    )
    .await
    .unwrap();
    let unit = NewUnit { agency_id: ids[1], code: "P2P".to_owned(), name: "Bidang Pencegahan".to_owned() };
    let ward = add_unit(ctx, unit).await.unwrap();
    Office { secretariat: ids[0], health: ids[1], ward }
}

/// Adds a civil servant since 2015 with a definitive post since 2019.
pub(crate) async fn hire(
    ctx: &Ctx,
    name: &str,
    nip: &str,
    place: (i64, Option<i64>),
    is_head: bool,
) -> EmployeeKey {
    let new = NewEmployee { name: name.to_owned(), nip: Some(nip.to_owned()), ..NewEmployee::default() };
    let key = add_employee(ctx, new).await.unwrap();
    let kind = EmployeeKind::PermanentCivilServant;
    let employment = NewEmployment { employee_id: key.id, kind, from_on: day("2015-03-01"), until_on: None };
    add_employment(ctx, employment).await.unwrap();
    add_post(ctx, post(key.id, place, is_head)).await.unwrap();
    key
}

pub(crate) fn post(employee_id: i64, (agency_id, unit_id): (i64, Option<i64>), is_head: bool) -> NewPost {
    NewPost {
        employee_id,
        agency_id,
        unit_id,
        title: if is_head { "Kepala" } else { "Analis" }.to_owned(),
        level: None,
        capacity: Capacity::Definitive,
        is_head,
        from_on: day("2019-01-01"),
        until_on: None,
        decree: None,
    }
}
