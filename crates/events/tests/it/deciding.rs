//! Decisions: never against law, never by the maker, never on an old version.

use super::world::{World, assert_code, day};
use siaga_access::Role;
use siaga_events::{
    Change, EventState, StepKind, cancel_event, change_event, decide_event, event_sheet, request_event,
};
use siaga_platform::ProblemKind;
use siaga_testkit::each_db;

#[tokio::test]
async fn who_requested_or_changed_it_does_not_decide() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (maker, leader) = (world.account(Role::PersonnelAgency, None, None).await, world.leader().await);
        let uid = request_event(&maker, &world.meeting(0, 30)).await.unwrap();
        assert_code(decide_event(&maker, uid, 1, true, "").await, "platform.forbidden");
        let second = world.account(Role::PersonnelAgency, None, None).await;
        change_event(&second, uid, 1, &Change::Shrink { people: 20 }).await.unwrap();
        assert_code(decide_event(&second, uid, 2, true, "").await, "platform.forbidden");
        assert_code(decide_event(&maker, uid, 2, true, "").await, "platform.forbidden");
        let third = world.account(Role::PersonnelAgency, None, None).await;
        change_event(&third, uid, 2, &Change::Shrink { people: 19 }).await.unwrap();
        for planner in [&maker, &second, &third] {
            assert!(!event_sheet(planner, uid).await.unwrap().may_decide, "whoever changed it since, too");
            assert_code(decide_event(planner, uid, 3, true, "").await, "platform.forbidden");
        }
        assert_code(decide_event(&world.system(), uid, 3, true, "").await, "platform.forbidden");
        let head = world.account(Role::AgencyHead, Some(0), Some(0)).await;
        assert_code(decide_event(&head, uid, 3, true, "").await, "platform.forbidden");
        assert!(event_sheet(&leader, uid).await.unwrap().may_decide);
        decide_event(&leader, uid, 3, true, "").await.unwrap();
        assert_eq!(world.state(uid).await, EventState::Allowed);
        let news = "select count(*) from platform_outbox where topic = 'events.decided'";
        assert_eq!(world.count(news).await, 1);
        assert_code(decide_event(&leader, uid, 4, true, "").await, "events.not_requested");
    })
    .await;
}

#[tokio::test]
async fn nobody_decides_against_the_limit() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = request_event(&officer, &world.meeting(0, 51)).await.unwrap();
        for role in [Role::RegionalLeader, Role::PersonnelAgency] {
            let decider = world.account(role, None, None).await;
            let problem = assert_code(decide_event(&decider, uid, 1, true, "").await, "events.over_limit");
            assert_eq!(problem.kind, ProblemKind::Conflict);
            let text = problem.to_string();
            assert!(text.contains("32.14/2020-05-26-batas-pertemuan") && text.contains("most=50"), "{text}");
        }
        assert_eq!(world.state(uid).await, EventState::NeedsChange);
        let leader = world.leader().await;
        assert_code(decide_event(&leader, uid, 1, false, "  ").await, "events.text_missing");
        decide_event(&leader, uid, 1, false, "Tidak mendesak").await.unwrap();
        assert_eq!(world.state(uid).await, EventState::Refused);
    })
    .await;
}

#[tokio::test]
async fn a_changed_event_is_decided_again_and_its_history_tells_why() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (officer, leader) = (world.officer(0).await, world.leader().await);
        let uid = request_event(&officer, &world.meeting(0, 60)).await.unwrap();
        let still = change_event(&officer, uid, 1, &Change::Shrink { people: 51 }).await.unwrap();
        assert_eq!(still, EventState::NeedsChange);
        let fits = change_event(&officer, uid, 2, &Change::Shrink { people: 50 }).await.unwrap();
        assert_eq!(fits, EventState::Requested);
        decide_event(&leader, uid, 3, true, "").await.unwrap();
        let moved = Change::Move { held_on: day("2021-07-02"), start_minute: 600, end_minute: 700 };
        assert_eq!(change_event(&officer, uid, 4, &moved).await.unwrap(), EventState::Requested);
        let link = Change::MakeVirtual { meeting_link: "http://x.id".to_owned() };
        assert_code(change_event(&officer, uid, 5, &link).await, "events.link");
        let link = Change::MakeVirtual { meeting_link: " https://rapat.contoh.go.id/a ".to_owned() };
        change_event(&officer, uid, 5, &link).await.unwrap();
        let sheet = event_sheet(&officer, uid).await.unwrap();
        assert!(sheet.event.plan.is_virtual());
        let kinds: Vec<StepKind> = sheet.steps.iter().map(|step| step.kind).collect();
        use StepKind::{Allowed, MadeVirtual, Moved, Requested, Shrunk};
        assert_eq!(kinds, [MadeVirtual, Moved, Allowed, Shrunk, Shrunk, Requested]);
        let first = sheet.steps.last().unwrap();
        assert_eq!(&*first.grounds[0].reason.circular, "32.14/2020-05-26-batas-pertemuan");
        assert!(first.grounds[0].title.contains("paling banyak 50 orang"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_of_two_officers_hears_who_was_faster() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (first, second) = (world.officer(0).await, world.officer(0).await);
        let uid = request_event(&first, &world.meeting(0, 40)).await.unwrap();
        let (one, other) = (Change::Shrink { people: 10 }, Change::Shrink { people: 20 });
        let (a, b) = tokio::join!(change_event(&first, uid, 1, &one), change_event(&second, uid, 1, &other));
        let (lost, winner) = match (a, b) {
            (Ok(_), lost) => (lost, &first),
            (lost, Ok(_)) => (lost, &second),
            (a, b) => panic!("one must win: {a:?} {b:?}"),
        };
        let problem = assert_code(lost, "events.changed_meanwhile");
        assert_eq!(problem.kind, ProblemKind::Conflict);
        assert!(problem.to_string().contains(&winner.actor.name), "{problem}");
        assert_eq!(world.event(uid).await.version, 2);
    })
    .await;
}

#[tokio::test]
async fn what_began_or_was_cancelled_is_changed_no_more() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.allowed(&officer, 30).await;
        assert_code(cancel_event(&officer, uid, 2, "").await, "events.text_missing");
        world.set_clock("2021-06-30T09:00:00");
        let fewer = Change::Shrink { people: 10 };
        assert_code(change_event(&officer, uid, 2, &fewer).await, "events.closed");
        cancel_event(&officer, uid, 2, "Listrik padam").await.unwrap();
        assert_eq!(world.state(uid).await, EventState::Cancelled);
        assert_code(cancel_event(&officer, uid, 3, "Sekali lagi").await, "events.closed");
        world.set_clock("2021-06-20T08:00:00");
        assert_code(change_event(&officer, uid, 3, &fewer).await, "events.closed");
        let stranger = world.officer(1).await;
        assert_code(event_sheet(&stranger, uid).await, "platform.forbidden");
    })
    .await;
}
