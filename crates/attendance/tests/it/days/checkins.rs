//! What check-ins prove, and what several excuses of one day come to.

use super::browser::Browser;
use super::world::{World, day};
use siaga_access::Role;
use siaga_attendance::rebuild_month;
use siaga_testkit::each_db;

const ON: &str = "2020-06-09";
const IN_TIME: i32 = 7 * 3600 + 20 * 60;
const HOME: i32 = 16 * 3600 + 60;

/// Writes check-ins in the morning and in the evening.
async fn check_in(world: &World, person: usize, distance_metres: Option<i64>, flag: Option<&str>) {
    for second in [IN_TIME, HOME] {
        world
            .exec(
                "insert into attendance_checkin (id, government_id, employee_id, captured_at, received_at,
                    punched_on, second_of_day, distance_metres, flag, note)
                 values ($1, $2, $3, $4, $4, $5, $6, $7, $8, '')",
                [
                    world.ctx().new_id().into(),
                    world.government.id.into(),
                    world.people[person].id.into(),
                    world.now().into(),
                    day(ON).into(),
                    second.into(),
                    distance_metres.into(),
                    flag.into(),
                ],
            )
            .await;
    }
}

#[tokio::test]
async fn only_a_known_distance_within_the_limit_is_at_the_place_of_work() {
    each_db(|db| async move {
        let world = World::new(db, 1, 7, "2020-06-10T12:00:00").await;
        check_in(&world, 0, Some(200), None).await;
        check_in(&world, 1, Some(201), Some("far")).await;
        check_in(&world, 2, None, Some("late_arrival")).await;
        check_in(&world, 3, None, None).await;
        check_in(&world, 4, Some(10), Some("late_arrival")).await;
        check_in(&world, 5, None, Some("no_position")).await;
        world.sign_recap(0, day(ON), &[(5, "work_from_home")]).await;
        rebuild_month(&world.ctx(), day(ON)).await.unwrap();
        let mut letters = Vec::new();
        for person in 0..7 {
            let month = world.month(person, "2020-06-01").await;
            letters.push(month.split(';').nth(8).unwrap().to_owned());
        }
        assert_eq!(letters, ["P", "W", "W", "W", "P", "W", "N"]);
        let findings = world
            .lines(
                "select code || ' ' || cast(employee_id as text) as line from attendance_finding
                 where day = '2020-06-09' order by employee_id",
            )
            .await;
        let expected: Vec<String> =
            (1..4).map(|person| format!("far_checkin {}", world.people[person].id)).collect();
        assert_eq!(findings, expected, "the recap explains the last one");
        let officer = Browser::new(&world, Role::PersonnelAgency, None, None).await;
        assert!(officer.page("/temuan").await.contains("Absen ponsel tidak terbukti dari tempat kerja"));
    })
    .await;
}

#[tokio::test]
async fn two_excuses_of_one_day_both_hold() {
    each_db(|db| async move {
        let world = World::new(db, 1, 2, "2020-06-10T12:00:00").await;
        for (start, end) in [(450, 540), (900, 960)] {
            world.approve(0, "excuse", day(ON), 1).await;
            let sql = "update attendance_request set start_minute = $1, end_minute = $2
                where start_minute is null";
            world.exec(sql, [start.into(), end.into()]).await;
        }
        world.punch(&[(0, day(ON), 9 * 3600), (0, day(ON), 15 * 3600)]).await;
        rebuild_month(&world.ctx(), day(ON)).await.unwrap();
        let month = world.month(0, "2020-06-01").await;
        assert_eq!(month.split(';').nth(8), Some("P"), "nothing is late, nothing is early");
    })
    .await;
}

#[tokio::test]
async fn a_day_off_names_its_decree_by_title() {
    each_db(|db| async move {
        let world = World::new(db, 1, 2, "2020-06-10T12:00:00").await;
        let officer = Browser::new(&world, Role::PersonnelAgency, None, None).await;
        let path = format!("/pegawai/{}/hari/2020-06-01", world.people[0].uid);
        let page = officer.page(&path).await;
        assert!(page.contains("SKB 728, 213 dan 01 Tahun 2019") && !page.contains("skb-2020"), "{page}");
    })
    .await;
}
