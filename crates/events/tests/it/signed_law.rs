//! A circular is signed here, and a fact is recorded: events hear of both.

use super::browser::Browser;
use super::world::{PASSWORD, World, assert_code, day};
use siaga_access::Role;
use siaga_directives::{
    FactSubject, Letter, NewCircular, NewFact, Signature, draft_circular, end_fact, record_fact,
    sign_circular,
};
use siaga_events::{EventState, decide_event, event_sheet, request_event};
use siaga_platform::topics;
use siaga_testkit::each_db;
use uuid::Uuid;

/// A limit of 20 people, and of 10 in a red zone.
const LAW: &str = "[circular]
id = \"32.14/batas-20\"
issuer = \"Bupati Purwakarta Contoh\"
title = \"Batas kegiatan dua puluh orang\"
scope = { region = \"32.14\" }
source = \"naskah\"
checked_on = 2021-06-20
verified = true
issued_on = 2021-06-20

[[set]]
parameter = \"events.persons_max\"
value = 20
from = 2021-06-22
article = \"angka 1\"

[[set]]
parameter = \"events.persons_max\"
value = 10
from = 2021-06-22
when = \"zone == 'red'\"
article = \"angka 2\"
";

async fn sign(world: &World) {
    let drafter = world.account(Role::PersonnelAgency, None, None).await;
    let letter = Letter {
        body: "Kegiatan dibatasi.".to_owned(),
        recipients: "Kepala perangkat daerah".to_owned(),
        ..Letter::default()
    };
    let new = NewCircular { law: LAW.to_owned(), cases: String::new(), letter };
    let id = draft_circular(&drafter, new).await.unwrap();
    let leader = world.account(Role::RegionalLeader, None, Some(0)).await;
    let password = PASSWORD.to_owned();
    let signature = Signature { seen_version: 1, is_retroactive_confirmed: false, password };
    sign_circular(&leader, id, signature).await.unwrap();
}

async fn deliver(world: &World) {
    let subscriptions = siaga_events::capability().subscriptions;
    topics::deliver(&world.program.app, std::slice::from_ref(&world.government), &subscriptions)
        .await
        .unwrap();
}

async fn zone(world: &World, value: &str) -> Uuid {
    let fact = NewFact {
        subject: FactSubject::Government,
        name: "zone".to_owned(),
        value: value.into(),
        from_on: day("2021-06-20"),
        until_on: None,
        source: "gugus tugas".to_owned(),
    };
    record_fact(&world.account(Role::PersonnelAgency, None, None).await, fact).await.unwrap()
}

#[tokio::test]
async fn a_signed_circular_and_a_red_zone_are_heard_at_once() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let over = world.allowed(&officer, 21).await;
        let mut within = world.meeting(0, 20);
        within.plan.start_minute = 700;
        within.plan.end_minute = 760;
        let within = request_event(&officer, &within).await.unwrap();
        sign(&world).await;
        deliver(&world).await;
        assert_eq!(world.state(over).await, EventState::NeedsChange);
        assert_eq!(world.state(within).await, EventState::Requested);
        let steps = event_sheet(&world.officer(0).await, over).await.unwrap().steps;
        let ground = &steps[0].grounds[0];
        assert_eq!((&*ground.reason.circular, &*ground.reason.article), ("32.14/batas-20", "angka 1"));
        let page = Browser::of(&world, &officer).await.get(&format!("/kegiatan/{over}")).await.page(200);
        assert!(page.contains("program, karena aturan berubah") && !page.contains("events.judge"), "{page}");
        let leader = world.leader().await;
        let problem = assert_code(decide_event(&leader, over, 3, true, "").await, "events.over_limit");
        assert!(problem.to_string().contains("title=Batas kegiatan dua puluh orang"), "{problem}");
        let red = zone(&world, "red").await;
        deliver(&world).await;
        assert_eq!(world.state(within).await, EventState::NeedsChange);
        let sheet = event_sheet(&world.officer(0).await, within).await.unwrap();
        assert_eq!(sheet.judged.value.ceiling, Some(10));
        assert_eq!(&*sheet.judged.reasons[0].article, "angka 2");
        let officer = world.account(Role::PersonnelAgency, None, None).await;
        end_fact(&officer, red, day("2021-06-25"), "Zona turun").await.unwrap();
        deliver(&world).await;
        assert_eq!(world.state(within).await, EventState::Requested, "no red zone on the day of the event");
        assert_eq!(world.state(over).await, EventState::NeedsChange);
    })
    .await;
}
