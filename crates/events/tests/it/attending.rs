//! The attendance list: when it is open, who is on it twice, what officers do, what is forgotten.

use super::world::{World, assert_code};
use siaga_access::Role;
use siaga_events::{
    ListState, add_attendee, attend_guest, attend_own, attendees, open_list, strike_attendee,
};
use siaga_platform::settings;
use siaga_testkit::each_db;

#[tokio::test]
async fn the_list_is_open_from_an_hour_before_until_the_end() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = siaga_events::request_event(&officer, &world.meeting(0, 30)).await.unwrap();
        let (code, guest) = (world.code().await, world.anonymous());
        world.set_clock("2021-06-30T09:00:00");
        assert_code(attend_guest(&guest, &code, "Siti Aminah", "Desa A").await, "events.not_allowed");
        world.set_clock("2021-06-20T09:00:00");
        siaga_events::decide_event(&world.leader().await, uid, 1, true, "").await.unwrap();
        for (time, problem) in [
            ("07:59:59", Some("events.list_not_open")),
            ("08:00:00", None),
            ("11:00:00", None),
            ("11:00:01", Some("events.list_over")),
        ] {
            world.set_clock(&format!("2021-06-30T{time}"));
            let result = attend_guest(&guest, &code, &format!("Siti {time}"), "Desa A").await;
            match problem {
                Some(code) => drop(assert_code(result, code)),
                None => result.unwrap(),
            }
        }
        assert_eq!(open_list(&guest, &code).await.unwrap().state, ListState::Over);
        for wrong in ["", "ABCD", "ABCDEFGHJKLMNPQR"] {
            assert_code(open_list(&guest, wrong).await, "events.code_missing");
            assert_code(attend_guest(&guest, wrong, "Siti", "Desa A").await, "events.code_missing");
        }
    })
    .await;
}

#[tokio::test]
async fn an_employee_taps_once_and_a_second_time_is_told_kindly() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.allowed(&officer, 30).await;
        let code = world.code().await;
        let employee = world.account(Role::Employee, Some(1), Some(5)).await;
        world.set_clock("2021-06-30T08:45:00");
        assert!(open_list(&employee, &code).await.unwrap().may_tap);
        attend_own(&employee, &code).await.unwrap();
        let problem = assert_code(attend_own(&employee, &code).await, "events.already_there");
        assert!(problem.to_string().contains("08.45"), "{problem}");
        let list = open_list(&employee, &code).await.unwrap();
        assert!(list.own_at.is_some());
        assert_eq!((list.present, list.seats), (1, 30));
        assert_code(attend_own(&world.anonymous(), &code).await, "events.no_employee");
        let lines = attendees(&officer, uid).await.unwrap();
        assert_eq!(
            (lines[0].name.as_str(), lines[0].institution.as_str(), lines[0].way.as_str()),
            ("Budi Santoso 1", "Dinas 1", "employee")
        );
    })
    .await;
}

#[tokio::test]
async fn officers_add_and_strike_with_a_reason_and_the_seats_hold_for_them_too() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.allowed(&officer, 2).await;
        let (code, guest) = (world.code().await, world.anonymous());
        world.set_clock("2021-06-30T09:00:00");
        attend_guest(&guest, &code, "Siti Aminah", "Desa A").await.unwrap();
        assert_code(attend_guest(&guest, &code, "SITI  aminah", "desa a").await, "events.already_there");
        attend_guest(&guest, &code, "Siti Aminah", "Desa B").await.unwrap();
        let added = add_attendee(&officer, uid, "Ujang", "Desa A", "Ponsel mati").await;
        assert_code(added, "events.full");
        let line = attendees(&officer, uid).await.unwrap()[0].uid;
        assert_code(strike_attendee(&officer, uid, line, "").await, "events.text_missing");
        strike_attendee(&officer, uid, line, "Salah tulis").await.unwrap();
        assert_code(strike_attendee(&officer, uid, line, "Salah tulis").await, "events.line_missing");
        assert_code(attend_guest(&guest, &code, "Siti Aminah", "Desa A").await, "events.struck_before");
        assert_code(add_attendee(&officer, uid, "Ujang", "Desa A", "").await, "events.text_missing");
        world.set_clock("2021-06-30T15:00:00");
        add_attendee(&officer, uid, "Ujang", "Desa A", "Ponsel mati").await.unwrap();
        let lines = attendees(&officer, uid).await.unwrap();
        assert_eq!(lines.len(), 3);
        assert_eq!((lines[0].struck_reason.as_str(), lines[2].way.as_str()), ("Salah tulis", "officer"));
        for stranger in [world.officer(1).await, world.leader().await] {
            assert_code(attendees(&stranger, uid).await, "platform.forbidden");
            let added = add_attendee(&stranger, uid, "Ujang", "Desa C", "Ponsel mati").await;
            assert_code(added, "platform.forbidden");
            assert_code(strike_attendee(&stranger, uid, line, "Salah tulis").await, "platform.forbidden");
        }
    })
    .await;
}

#[tokio::test]
async fn names_are_deleted_after_the_days_of_the_setting_and_numbers_stay() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.allowed(&officer, 30).await;
        let code = world.code().await;
        let employee = world.account(Role::Employee, Some(1), Some(5)).await;
        world.set_clock("2021-06-30T09:00:00");
        attend_guest(&world.anonymous(), &code, "Siti Aminah", "Desa A").await.unwrap();
        attend_own(&employee, &code).await.unwrap();
        let admin = world.account(Role::Administrator, None, None).await;
        assert_code(settings::set(&admin, "events.list_kept_days", "0").await, "events.setting_retention");
        settings::set(&admin, "events.list_kept_days", "30").await.unwrap();
        world.set_clock("2021-07-30T09:00:00");
        world.run_jobs().await;
        assert_eq!(attendees(&officer, uid).await.unwrap()[0].name, "Siti Aminah", "on the thirtieth day");
        world.set_clock("2021-07-31T09:00:00");
        world.run_jobs().await;
        world.run_jobs().await;
        let lines = attendees(&officer, uid).await.unwrap();
        assert_eq!(lines.len(), 2);
        assert!(
            lines.iter().all(|line| line.is_forgotten && line.name.is_empty() && line.institution.is_empty())
        );
        let kept = "select count(*) from events_attendee where employee_id is not null or name_key <> ''
            or made_by <> ''";
        assert_eq!(world.count(kept).await, 0);
        assert_eq!(open_list(&officer, &code).await.unwrap().present, 2);
        assert_eq!(world.count("select count(*) from platform_audit where action = 'event.forget'").await, 1);
    })
    .await;
}
