//! Requests: what law says before and after saving, bad input, places that are taken.

use super::world::{TODAY, World, assert_code, day, hall};
use siaga_access::Role;
use siaga_events::{
    Answer, Change, EventKind, EventPlan, EventState, NewEvent, PlacePlan, change_event, check_request,
    places, request_event,
};
use siaga_testkit::each_db;

#[tokio::test]
async fn a_request_within_the_limit_waits_for_a_decision_and_one_above_it_needs_a_change() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        // On 20 June the limit of 50 is known, that of 30 is not written yet.
        for (people, answer, state) in [
            (50, Answer::Allowed, EventState::Requested),
            (51, Answer::MustShrink { to: 50 }, EventState::NeedsChange),
        ] {
            let mut new = world.meeting(0, people);
            new.plan.place = Some(hall(&format!("Aula {people}"), 200));
            let decision = check_request(&officer, &new).await.unwrap();
            assert_eq!(decision.value.answer, answer);
            assert_eq!(&*decision.reasons[0].circular, "32.14/2020-05-26-batas-pertemuan");
            assert_eq!(world.count("select count(*) from events_event where people = 51").await, 0);
            let uid = request_event(&officer, &new).await.unwrap();
            assert_eq!(world.state(uid).await, state);
        }
        let news = "select count(*) from platform_outbox where topic = 'events.needs_change'";
        assert_eq!(world.count(news).await, 1);
        assert_eq!(
            world.count("select count(*) from platform_audit where action = 'event.requested'").await,
            2
        );
    })
    .await;
}

#[tokio::test]
async fn a_village_gathers_online_once_law_says_so() {
    each_db(|db| async move {
        let world = World::new(db).await;
        world.set_clock("2021-06-25T08:00:00");
        let officer = world.officer(0).await;
        let mut new = world.meeting(0, 12);
        new.plan.kind = EventKind::VillageGathering;
        new.plan.place = Some(PlacePlan { region: "32.14.01.2001".parse().ok(), ..hall("Balai Desa", 80) });
        let decision = check_request(&officer, &new).await.unwrap();
        assert_eq!(decision.value.answer, Answer::MustBeVirtual);
        assert_eq!(&*decision.reasons[0].circular, "32.14/2021-06-25-wfh");
        new.plan.place = None;
        new.plan.meeting_link = "https://rapat.contoh.go.id/desa".to_owned();
        assert_eq!(check_request(&officer, &new).await.unwrap().value.answer, Answer::Allowed);
    })
    .await;
}

#[tokio::test]
async fn a_taken_place_means_another_day_or_place() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (first, second) = (world.officer(0).await, world.officer(1).await);
        let small = NewEvent {
            plan: EventPlan {
                place: Some(hall("Ruang Kecil", 10)),
                start_minute: 420,
                end_minute: 480,
                ..world.meeting(0, 5).plan
            },
            ..world.meeting(0, 5)
        };
        request_event(&first, &small).await.unwrap();
        request_event(&first, &world.meeting(0, 30)).await.unwrap();
        let mut new = world.meeting(1, 10);
        (new.plan.start_minute, new.plan.end_minute) = (659, 720);
        new.plan.place = Some(hall("AULA JANAKA", 200));
        let judged = check_request(&second, &new).await.unwrap().value;
        assert_eq!(judged.answer, Answer::MustBeMoved);
        assert!(judged.grounds[0].title.starts_with("Dinas 0, 09.00"), "{:?}", judged.grounds[0]);
        assert_eq!(judged.free_days[0], day("2021-07-01"));
        assert_eq!(judged.free_places, ["Ruang Kecil"], "free from 08.00, holds 10");
        let uid = request_event(&second, &new).await.unwrap();
        assert_eq!(world.state(uid).await, EventState::NeedsChange);
        // The end of one and the beginning of the next may be the same minute.
        new.plan.start_minute = 660;
        assert_eq!(check_request(&second, &new).await.unwrap().value.answer, Answer::Allowed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_ten_requests_for_one_place_at_one_time_one_gets_it() {
    each_db(|db| async move {
        let world = std::sync::Arc::new(World::new(db).await);
        let officer = world.officer(0).await;
        let tasks: Vec<_> = (0..10)
            .map(|_| {
                let (world, officer) = (std::sync::Arc::clone(&world), officer.clone());
                tokio::spawn(async move { request_event(&officer, &world.meeting(0, 20)).await.unwrap() })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let holders = "select count(*) from events_event where state = 'requested'";
        assert_eq!(world.count(holders).await, 1);
        assert_eq!(world.count("select count(*) from events_place").await, 1, "a known place is no new row");
    })
    .await;
}

#[tokio::test]
async fn a_corrected_capacity_holds_for_the_next_and_stays_for_the_old() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let old = request_event(&officer, &world.meeting(0, 30)).await.unwrap();
        let mut new = world.meeting(0, 30);
        new.plan.held_on = day("2021-07-01");
        new.plan.place = Some(hall("Aula Janaka", 120));
        request_event(&officer, &new).await.unwrap();
        let known = places(&officer).await.unwrap();
        assert_eq!(known.iter().map(|place| place.capacity).collect::<Vec<_>>(), [120]);
        assert_eq!(world.event(old).await.plan.place.unwrap().capacity, 200);
    })
    .await;
}

#[tokio::test]
async fn a_known_place_does_not_grow_by_a_request() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (officer, stranger) = (world.officer(0).await, world.officer(1).await);
        let uid = request_event(&officer, &world.meeting(0, 30)).await.unwrap();
        let mut new = world.meeting(1, 30);
        new.plan.held_on = day("2021-07-01");
        new.plan.place = Some(hall("aula janaka", 201));
        for result in
            [check_request(&stranger, &new).await.map(drop), request_event(&stranger, &new).await.map(drop)]
        {
            let problem = assert_code(result, "events.place_known");
            assert_eq!(problem.field.as_deref(), Some("capacity"));
        }
        let larger = Change::Plan(Box::new(EventPlan {
            place: Some(hall("Aula Janaka", 201)),
            ..world.meeting(0, 30).plan
        }));
        assert_code(change_event(&officer, uid, 1, &larger).await, "events.place_known");
        assert_eq!(places(&officer).await.unwrap()[0].capacity, 200);
        let personnel = world.account(Role::PersonnelAgency, None, None).await;
        request_event(&personnel, &new).await.unwrap();
        assert_eq!(places(&officer).await.unwrap()[0].capacity, 201);
    })
    .await;
}

#[tokio::test]
async fn what_nobody_can_mean_is_refused_and_nothing_is_written() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        type Spoil = fn(&mut NewEvent);
        let bad: [(&str, &str, Spoil); 14] = [
            ("events.people_missing", "people", |new| new.plan.people = 0),
            ("events.people_unlikely", "people", |new| new.plan.people = 1_000_000),
            ("events.past", "held_on", |new| new.plan.held_on = day("2021-06-19")),
            ("events.past", "held_on", |new| {
                (new.plan.held_on, new.plan.start_minute) = (day(TODAY), 480);
            }),
            ("events.day_unlikely", "held_on", |new| new.plan.held_on = day("2031-06-30")),
            ("events.end_before_start", "end", |new| new.plan.end_minute = 540),
            ("events.time", "end", |new| new.plan.end_minute = 1440),
            ("events.capacity_missing", "capacity", |new| new.plan.place = Some(hall("Aula", 0))),
            ("events.region_outside", "region", |new| {
                new.plan.place = Some(PlacePlan { region: "32.15.01".parse().ok(), ..hall("Aula", 10) });
            }),
            ("events.link_missing", "meeting_link", |new| new.plan.place = None),
            ("events.link", "meeting_link", |new| {
                new.plan.meeting_link = "http://rapat.contoh.go.id".to_owned();
            }),
            ("events.text_missing", "title", |new| new.plan.title = " \u{202e} x ".to_owned()),
            ("events.text_long", "purpose", |new| new.plan.purpose = "a".repeat(1_001)),
            ("events.organiser_missing", "organiser", |new| new.organiser = "Tidak Ada".to_owned()),
        ];
        for (code, field, spoil) in bad {
            let mut new = world.meeting(0, 30);
            spoil(&mut new);
            let problem = assert_code(request_event(&officer, &new).await, code);
            assert_eq!(problem.field.as_deref(), Some(field), "{code}");
        }
        let mut several = world.meeting(0, 30);
        several.organiser = "Lestari".to_owned();
        assert_code(request_event(&officer, &several).await, "events.organiser_several");
        assert_eq!(world.count("select count(*) from events_event").await, 0);
        assert_eq!(world.count("select count(*) from events_place").await, 0);
    })
    .await;
}

#[tokio::test]
async fn nobody_requests_for_another_agency() {
    each_db(|db| async move {
        let world = World::new(db).await;
        for stranger in [world.officer(1).await, world.account(Role::Employee, Some(0), Some(2)).await] {
            let new = world.meeting(0, 30);
            assert_code(check_request(&stranger, &new).await, "platform.forbidden");
            assert_code(request_event(&stranger, &new).await, "platform.forbidden");
        }
    })
    .await;
}

#[tokio::test]
async fn without_any_circular_everything_is_allowed_and_said_so() {
    each_db(|db| async move {
        let world = World::new(db).await;
        world.set_clock("2020-05-20T08:00:00");
        let officer = world.officer(0).await;
        let mut new = world.meeting(0, 200);
        new.plan.held_on = day("2020-05-25");
        let decision = check_request(&officer, &new).await.unwrap();
        assert_eq!(decision.value.answer, Answer::Allowed);
        assert_eq!(decision.findings[0].code, "events.no_limit");
    })
    .await;
}
