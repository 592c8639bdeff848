//! States of services: dated, corrected by newer words, told to others.

use crate::world::{World, day, says};
use siaga_access::Role;
use siaga_platform::db::{self, FromQueryResult};
use siaga_services::{NewStatus, STATUS_CHANGED, ServiceStatus, service_sheet, set_status, status_on};
use siaga_testkit::each_db;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct News {
    payload: String,
}

#[tokio::test]
async fn a_correction_is_a_new_row_and_the_old_one_stays_known() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.service(0, "Akta kelahiran").await;
        set_status(&officer, uid, &says(ServiceStatus::Closed, "2020-05-19", "")).await.unwrap();
        let before = officer.now();
        world.set_day("2020-05-20");
        let officer = world.officer(0).await;
        set_status(&officer, uid, &says(ServiceStatus::Limited, "2020-05-19", "2020-05-29")).await.unwrap();
        let now = status_on(&officer, uid, day("2020-05-20"), None).await.unwrap();
        assert_eq!((now.status, now.next), (ServiceStatus::Limited, Some(ServiceStatus::Closed)));
        assert_eq!(now.holds_until, Some(day("2020-05-29")));
        assert!(now.fact.unwrap().is_late, "said on the day after its first");
        let then = status_on(&officer, uid, day("2020-05-20"), Some(before)).await.unwrap();
        assert_eq!((then.status, then.holds_until), (ServiceStatus::Closed, None));
        assert!(!then.fact.unwrap().is_late);
        let sheet = service_sheet(&officer, uid, day("2020-05-20")).await.unwrap();
        let statuses: Vec<ServiceStatus> = sheet.statuses.iter().map(|fact| fact.status).collect();
        assert_eq!(statuses, [ServiceStatus::Limited, ServiceStatus::Closed]);
    })
    .await;
}

#[tokio::test]
async fn a_state_is_told_to_others_with_its_span() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.service(0, "Akta kelahiran").await;
        let new = says(ServiceStatus::Closed, "2020-05-19", "2020-05-20");
        set_status(&world.officer(0).await, uid, &new).await.unwrap();
        let sql = "select payload from platform_outbox where topic = $1";
        let news: Vec<News> =
            db::all(world.program.app.db.reader(), sql, [STATUS_CHANGED.into()]).await.unwrap();
        assert_eq!(news.len(), 1);
        let payload: serde_json::Value = serde_json::from_str(&news[0].payload).unwrap();
        let expected = serde_json::json!({ "service": uid, "agency_id": world.agencies[0],
            "status": "closed", "from_on": "2020-05-19", "until_on": "2020-05-20" });
        assert_eq!(payload, expected);
    })
    .await;
}

#[tokio::test]
async fn what_citizens_could_not_use_is_refused() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.service(0, "Akta kelahiran").await;
        let state = |status, change: fn(&mut NewStatus)| {
            let mut new = says(status, "2020-05-19", "2020-05-20");
            change(&mut new);
            new
        };
        use ServiceStatus::{Closed, Moved, OnlineOnly};
        for (new, code, field) in [
            (
                state(Closed, |new| new.until_on = Some(day("2020-05-18"))),
                "services.until_before_from",
                "until_on",
            ),
            (state(Closed, |new| new.reason = " x ".to_owned()), "services.text_missing", "reason"),
            (state(Moved, |new| new.place = String::new()), "services.place_missing", "place"),
            (state(OnlineOnly, |new| new.place = String::new()), "services.place_missing", "address"),
            (state(Closed, |new| new.address = "ftp://x.example".to_owned()), "services.address", "address"),
            (state(Closed, |new| new.from_on = day("1999-01-01")), "services.day_unlikely", "from_on"),
        ] {
            let problem = set_status(&officer, uid, &new).await.unwrap_err();
            assert_eq!((problem.code.as_str(), problem.field.as_deref()), (code, Some(field)));
        }
        let same_day = state(Closed, |new| new.until_on = Some(new.from_on));
        set_status(&officer, uid, &same_day).await.unwrap();
        let open = NewStatus { reason: String::new(), ..says(ServiceStatus::Open, "2020-05-19", "") };
        set_status(&officer, uid, &open).await.unwrap();
        let unknown = set_status(&officer, Uuid::nil(), &open).await.unwrap_err();
        assert_eq!(unknown.code, "services.missing");
        assert_eq!(service_sheet(&officer, uid, day("2020-05-19")).await.unwrap().statuses.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn of_two_officers_the_second_is_told_who_spoke_first() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (first, second) = (world.officer(0).await, world.officer(0).await);
        let uid = world.service(0, "Akta kelahiran").await;
        let seen = |seen| NewStatus { seen: Some(seen), ..says(ServiceStatus::Closed, "2020-05-19", "") };
        set_status(&first, uid, &seen(0)).await.unwrap();
        let refused = set_status(&second, uid, &seen(0)).await.unwrap_err();
        assert_eq!(refused.code, "services.changed_meanwhile");
        assert_eq!(refused.values[0].1, first.actor.name);
        set_status(&second, uid, &seen(1)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn leaders_set_states_everywhere_and_offices_nowhere() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.service(0, "Akta kelahiran").await;
        let new = says(ServiceStatus::Closed, "2020-05-19", "");
        for ctx in [
            world.officer(1).await,
            world.account(Role::Employee, Some(0)).await,
            world.account(Role::Inspectorate, None).await,
        ] {
            assert_eq!(set_status(&ctx, uid, &new).await.unwrap_err().code, "platform.forbidden");
        }
        set_status(&world.leader().await, uid, &new).await.unwrap();
    })
    .await;
}
