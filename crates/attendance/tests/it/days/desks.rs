//! Desks of today: who is there, who is awaited, who could step in.

use super::browser::Browser;
use super::roster_world::IN_TIME;
use super::world::{World, day};
use siaga_access::Role;
use siaga_attendance::{CoverState, desk_cover};
use siaga_services::{
    Channels, DeskPlan, NewService, NewStaff, OpenSpan, Serves, ServicePlan, WeekHours, WeekMinimum,
    add_desk, add_staff, new_service,
};
use siaga_testkit::each_db;

/// A desk for two that three people of the first agency can serve; the third is at home by roster.
async fn one_desk(db: siaga_testkit::TestDb) -> World {
    let world = World::new(db, 2, 4, "2020-06-09T09:00:00").await;
    let ctx = world.ctx();
    let from_on = day("2020-06-01");
    let new = NewService {
        agency_id: world.agencies[0],
        from_on,
        plan: ServicePlan {
            name: "KTP elektronik".to_owned(),
            description: "Cetak KTP".to_owned(),
            channels: Channels { counter: "Lantai 1".to_owned(), ..Channels::default() },
            is_direct: true,
            hours: WeekHours::every(5, &[OpenSpan { from_minutes: 480, until_minutes: 900 }]),
            ..ServicePlan::default()
        },
    };
    let service = new_service(&ctx, &new).await.unwrap();
    let minimum = WeekMinimum::every_day(2, 2);
    let plan = DeskPlan { name: "Loket 1".to_owned(), minimum, ..DeskPlan::default() };
    let desk = add_desk(&ctx, service, from_on, &plan).await.unwrap();
    for person in 0..3 {
        let employee_id = world.people[person].id;
        let new = NewStaff { employee_id, serves: Serves::Desk(desk), from_on, until_on: None };
        add_staff(&ctx, world.agencies[0], &new).await.unwrap();
    }
    world.sign_roster(0, "2020-06-09", &[(0, "O"), (1, "O"), (2, "H")]).await;
    world
}

#[tokio::test]
async fn a_desk_below_its_minimum_names_who_could_step_in() {
    each_db(|db| async move {
        let world = one_desk(db).await;
        let officer = world.acting(Role::UnitOfficer, Some(0));
        let look = async || desk_cover(&officer).await.unwrap().remove(0).desks.remove(0);
        let desk = look().await;
        assert_eq!((desk.state(), desk.halves[0].here, desk.halves[0].awaited), (CoverState::AtRisk, 0, 2));
        assert_eq!(desk.step_in.len(), 1, "the third is at home and can serve it");
        assert!(desk.step_in[0].is_at_home);
        world.punch(&[(0, day("2020-06-09"), IN_TIME)]).await;
        world.approve(1, "sick", day("2020-06-09"), 1).await;
        let desk = look().await;
        assert_eq!((desk.state(), desk.halves[0].here, desk.halves[0].awaited), (CoverState::Short, 1, 0));
        world.punch(&[(2, day("2020-06-09"), IN_TIME)]).await;
        let desk = look().await;
        assert_eq!((desk.state(), desk.step_in.len()), (CoverState::Covered, 0));
    })
    .await;
}

#[tokio::test]
async fn names_are_for_officers_and_only_of_what_they_may_see() {
    each_db(|db| async move {
        let world = one_desk(db).await;
        let name = "Pegawai 0002";
        let officer = Browser::new(&world, Role::UnitOfficer, Some(0), None).await;
        let page = officer.page("/layanan-hari-ini").await;
        assert!(page.contains("Loket 1") && page.contains("KTP elektronik") && page.contains(name), "{page}");
        let json = officer.page("/api/v1/desk-cover").await;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            (json[0]["state"].as_str(), json[0]["morning"]["need"].as_u64()),
            (Some("at_risk"), Some(2))
        );
        assert_eq!(json[0]["step_in"][0].as_str(), Some(name));
        let other = Browser::new(&world, Role::UnitOfficer, Some(1), None).await;
        let page = other.page("/layanan-hari-ini").await;
        assert!(!page.contains("Loket 1") && !page.contains(name), "{page}");
        let office = Browser::new(&world, Role::HealthOffice, Some(0), None).await;
        let page = office.page("/layanan-hari-ini").await;
        assert!(page.contains("Loket 1") && !page.contains(name), "{page}");
        let employee = Browser::new(&world, Role::Employee, Some(0), Some(3)).await;
        assert_eq!(employee.get("/layanan-hari-ini").await.status, http::StatusCode::FORBIDDEN);
    })
    .await;
}
