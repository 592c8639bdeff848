//! A new circular lowers the limit: planned events are found, their organisers are asked, nothing is changed.

use super::world::{World, day, hall};
use siaga_events::{
    Change, EventState, StepKind, change_event, decide_event, event_sheet, needing_change, request_event,
};
use siaga_platform::topics;
use siaga_testkit::each_db;
use uuid::Uuid;

const NEWS: &str = "select count(*) from platform_outbox where topic = 'events.needs_change'";

/// Requests an event in a hall of its own and lets the leader allow it.
async fn planned(world: &World, people: i64, held_on: &str) -> Uuid {
    let (officer, leader) = (world.officer(0).await, world.leader().await);
    let mut new = world.meeting(0, people);
    new.plan.held_on = day(held_on);
    new.plan.place = Some(hall(&format!("Aula {people} {held_on}"), 200));
    let uid = request_event(&officer, &new).await.unwrap();
    decide_event(&leader, uid, 1, true, "").await.unwrap();
    uid
}

#[tokio::test]
async fn events_over_thirty_are_found_on_25_june_and_only_they() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (thirty, over) =
            (planned(&world, 30, "2021-06-30").await, planned(&world, 31, "2021-06-30").await);
        let past = planned(&world, 45, "2021-06-24").await;
        world.set_clock("2021-06-24T23:59:00");
        world.run_jobs().await;
        assert_eq!(world.count(NEWS).await, 0, "the day before nobody is asked");
        world.set_clock("2021-06-25T00:01:00");
        world.run_jobs().await;
        world.run_jobs().await;
        assert_eq!(world.state(thirty).await, EventState::Allowed);
        assert_eq!(world.state(past).await, EventState::Allowed, "what is over stays as it was");
        assert_eq!(world.state(over).await, EventState::NeedsChange);
        assert_eq!(world.event(over).await.plan.people, 31, "nothing is changed by itself");
        assert_eq!(world.count(NEWS).await, 1, "twice is once");
        let officer = world.officer(0).await;
        let sheet = event_sheet(&officer, over).await.unwrap();
        assert_eq!(sheet.steps[0].kind, StepKind::NeedsChange);
        assert_eq!(&*sheet.steps[0].grounds[0].reason.circular, "32.14/2021-06-25-wfh");
        assert_eq!(sheet.judged.value.free_days, [], "the limit holds for longer than 60 days");
        let asked = needing_change(&officer, day("2021-06-25")).await.unwrap();
        assert_eq!(asked.iter().map(|one| one.event.uid).collect::<Vec<_>>(), [over]);
        let version = sheet.event.version;
        change_event(&officer, over, version, &Change::Shrink { people: 30 }).await.unwrap();
        assert_eq!(world.state(over).await, EventState::Requested);
        world.run_jobs().await;
        assert_eq!(world.state(over).await, EventState::Requested);
    })
    .await;
}

#[tokio::test]
async fn news_of_law_and_of_facts_is_heard() {
    each_db(|db| async move {
        for topic in ["directives.law_changed", "directives.fact_changed"] {
            assert!(siaga_events::capability().subscriptions.iter().any(|one| one.topic == topic), "{topic}");
        }
        let world = World::new(db).await;
        let over = planned(&world, 31, "2021-06-30").await;
        world.set_clock("2021-06-25T08:00:00");
        let system = world.system();
        let tx = system.db().begin().await.unwrap();
        topics::publish(&system, &tx, "directives.law_changed", &serde_json::json!({})).await.unwrap();
        tx.commit().await.unwrap();
        let subscriptions = siaga_events::capability().subscriptions;
        let governments = [world.government.clone()];
        topics::deliver(&world.program.app, &governments, &subscriptions).await.unwrap();
        assert_eq!(world.state(over).await, EventState::NeedsChange);
    })
    .await;
}

#[tokio::test]
async fn what_law_permits_again_waits_for_a_decision() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        world.set_clock("2020-05-26T08:00:00");
        let mut new = world.meeting(0, 51);
        new.plan.held_on = day("2020-06-10");
        let uid = request_event(&officer, &new).await.unwrap();
        assert_eq!(world.state(uid).await, EventState::NeedsChange);
        // As somebody who does not know the circular yet.
        world.set_clock("2020-05-25T08:00:00");
        world.run_jobs().await;
        assert_eq!(world.state(uid).await, EventState::Requested, "a person decides again");
        let steps = event_sheet(&officer, uid).await.unwrap().steps;
        assert_eq!(steps[0].kind, StepKind::Lifted);
    })
    .await;
}
