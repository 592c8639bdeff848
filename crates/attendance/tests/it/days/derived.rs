use super::world::{World, day};
use siaga_attendance::{TerminalPlace, accept_terminal, rebuild_month, refresh_days, verify_derived};
use siaga_testkit::each_db;

const IN_TIME: i32 = 7 * 3600 + 20 * 60;
const HOME: i32 = 16 * 3600 + 60;

/// A month of two agencies: scans, late people, a recap, leave, and one who is never seen.
async fn month_of_facts(world: &World) {
    let mut punches = Vec::new();
    for on in day("2020-06-02").iter_days().take(10) {
        for person in 0..9 {
            let late = if person == 3 { 20 * 60 } else { 0 };
            punches.push((person, on, IN_TIME + late));
            if person != 4 {
                punches.push((person, on, HOME));
            }
        }
    }
    world.punch(&punches).await;
    world.sign_recap(1, day("2020-06-03"), &[(9, "unexcused"), (8, "sick")]).await;
    world.approve(7, "leave", day("2020-06-08"), 3).await;
}

#[tokio::test]
async fn a_month_is_derived_from_its_facts() {
    each_db(|db| async move {
        let world = World::new(db, 2, 5, "2020-06-30T20:00:00").await;
        month_of_facts(&world).await;
        let rebuilt = rebuild_month(&world.ctx(), day("2020-06-15")).await.unwrap();
        assert_eq!(rebuilt.people, 10);
        // 1 June is a holiday, 6 and 7 June are a weekend; on Friday, 5 June, work ends at 16.30.
        let seen = "O;P;P;P;P-29;O;O;P;P;P;P;N;O;O;N;N;N;N;N;O;O;N;N;N;N;N;O;O;N;N";
        assert_eq!(world.month(0, "2020-06-01").await, seen);
        assert!(world.month(3, "2020-06-01").await.starts_with("O;P10;P10;"), "ten minutes late");
        assert!(world.month(7, "2020-06-01").await.contains(";O;O;L;L;L;P;"), "three days of leave");
        assert!(world.month(9, "2020-06-01").await.starts_with("O;N;U;N;"), "one day signed as unexcused");
        let conflicts = world
            .lines(
                "select code || ' ' || cast(day as text) as line from attendance_finding
                    where code = 'terminal_against_recap'",
            )
            .await;
        assert_eq!(conflicts, ["terminal_against_recap 2020-06-03"]);
    })
    .await;
}

#[tokio::test]
async fn rebuilding_twice_gives_the_same_rows() {
    each_db(|db| async move {
        let world = World::new(db, 2, 5, "2020-06-30T20:00:00").await;
        month_of_facts(&world).await;
        rebuild_month(&world.ctx(), day("2020-06-01")).await.unwrap();
        let first = world.derived().await;
        assert!(first.len() > 100, "{} rows", first.len());
        rebuild_month(&world.ctx(), day("2020-06-01")).await.unwrap();
        assert_eq!(world.derived().await, first);
    })
    .await;
}

#[tokio::test]
async fn refreshing_in_any_order_gives_the_rows_of_a_rebuild() {
    each_db(|db| async move {
        let world = World::new(db, 2, 5, "2020-06-30T20:00:00").await;
        // Facts arrive in a wild order; after each the days that it touches are refreshed.
        let mut state = 7_usize;
        let mut chance = move |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for step in 0..40 {
            let person = chance(10);
            let on = day("2020-06-01") + chrono::Days::new(chance(30) as u64);
            match step % 8 {
                6 => world.approve(person, "leave", on, 2).await,
                7 => {
                    let id = world.people[person].id;
                    let sql = "delete from attendance_request where employee_id = $1";
                    world.exec(sql, [id.into()]).await;
                }
                _ => world.punch(&[(person, on, IN_TIME + 60 * chance(60) as i32)]).await,
            }
            let tx = world.program.app.db.begin().await.unwrap();
            let id = [world.people[person].id];
            refresh_days(&world.ctx(), &tx, Some(&id), day("2020-06-01"), day("2020-06-30")).await.unwrap();
            tx.commit().await.unwrap();
        }
        world.tick().await;
        let refreshed = world.derived().await;
        rebuild_month(&world.ctx(), day("2020-06-01")).await.unwrap();
        let rebuilt = world.derived().await;
        assert_eq!(refreshed, rebuilt);
    })
    .await;
}

#[tokio::test]
async fn the_job_follows_punches_and_the_hours_of_the_day() {
    each_db(|db| async move {
        let world = World::new(db, 1, 3, "2020-06-08T07:00:00").await;
        world.tick().await;
        assert_eq!(day_of(&world, 0, 8).await, "N", "the day is open");
        world.punch(&[(0, day("2020-06-08"), IN_TIME), (1, day("2020-06-08"), IN_TIME + 20 * 60)]).await;
        world.tick().await;
        assert_eq!(day_of(&world, 0, 8).await, "P");
        assert_eq!(day_of(&world, 1, 8).await, "P10");
        world.punch(&[(0, day("2020-06-08"), 11 * 3600)]).await;
        world.tick().await;
        assert_eq!(day_of(&world, 0, 8).await, "P", "nobody leaves early before the day is over");
        world.set_clock("2020-06-09T01:00:00");
        world.tick().await;
        // 11.00 to 16.00 without the break of one hour.
        assert_eq!(day_of(&world, 0, 8).await, "P-240");
        assert_eq!(day_of(&world, 2, 9).await, "N", "the next day has begun");
        let rows = world.derived().await;
        rebuild_month(&world.ctx(), day("2020-06-01")).await.unwrap();
        assert_eq!(world.derived().await, rows);
    })
    .await;
}

#[tokio::test]
async fn scans_from_before_all_that_is_derived_bring_the_days_of_everybody() {
    each_db(|db| async move {
        let world = World::new(db, 1, 3, "2020-06-08T07:00:00").await;
        world.tick().await;
        world.punch(&[(0, day("2020-04-06"), IN_TIME)]).await;
        world.tick().await;
        let april = "select cast(employee_id as text) as line from attendance_month_derived
                     where month = '2020-04-01' order by employee_id";
        assert_eq!(world.lines(april).await.len(), 3, "people without scans are judged too");
        let report = verify_derived(&world.ctx()).await.unwrap();
        assert_eq!((report.months, report.differing_months), (3, Vec::new()));
    })
    .await;
}

#[tokio::test]
async fn a_change_of_post_moves_the_counts() {
    each_db(|db| async move {
        let world = World::new(db, 2, 2, "2020-06-08T20:00:00").await;
        world.punch(&[(0, day("2020-06-08"), IN_TIME), (0, day("2020-06-08"), HOME)]).await;
        world.tick().await;
        let of_agency = |agency: usize| {
            format!(
                "select cast(sum(people) as text) as line from attendance_count_derived
                 where day = '2020-06-08' and agency_id = {}",
                world.agencies[agency]
            )
        };
        assert_eq!(world.lines(&of_agency(1)).await, ["2"]);
        let post = siaga_directory::NewPost {
            employee_id: world.people[0].id,
            agency_id: world.agencies[1],
            unit_id: None,
            title: "Pelaksana".to_owned(),
            level: None,
            capacity: siaga_directory::Capacity::Definitive,
            is_head: false,
            from_on: day("2020-06-08"),
            until_on: None,
            decree: None,
        };
        siaga_directory::add_post(&world.ctx(), post).await.unwrap();
        world.tick().await;
        assert_eq!(world.lines(&of_agency(0)).await, ["1"]);
        assert_eq!(world.lines(&of_agency(1)).await, ["3"]);
    })
    .await;
}

#[tokio::test]
async fn a_night_shift_ends_on_the_next_morning() {
    each_db(|db| async move {
        let world = World::new(db, 1, 2, "2020-06-12T20:00:00").await;
        world
            .exec(
                "insert into attendance_schedule (government_id, employee_id, from_on, weekdays, start_minute,
                    end_minute, note, recorded_by, recorded_at)
                 values ($1, $2, $3, '24', 1200, 1800, '', 'tests', $4)",
                [
                    world.government.id.into(),
                    world.people[0].id.into(),
                    day("2020-06-08").into(),
                    world.now().into(),
                ],
            )
            .await;
        // Tuesday 20.05 to Wednesday 05.50, and Thursday evening without an end.
        world
            .punch(&[
                (0, day("2020-06-09"), 20 * 3600 + 300),
                (0, day("2020-06-10"), 5 * 3600 + 3000),
                (0, day("2020-06-11"), 19 * 3600 + 3500),
            ])
            .await;
        rebuild_month(&world.ctx(), day("2020-06-01")).await.unwrap();
        let month = world.month(0, "2020-06-01").await;
        let days: Vec<&str> = month.split(';').collect();
        assert_eq!(days[7..12], ["O", "P5-10", "O", "P", "O"]);
    })
    .await;
}

#[tokio::test]
async fn a_terminal_that_speaks_of_other_people_has_its_days_judged_anew() {
    each_db(|db| async move {
        let world = World::new(db, 2, 2, "2020-06-10T20:00:00").await;
        world.punch(&[(0, day("2020-06-08"), IN_TIME), (0, day("2020-06-08"), HOME)]).await;
        world.tick().await;
        world.tick().await;
        assert_eq!((day_of(&world, 0, 8).await, day_of(&world, 2, 8).await), ("P".into(), "N".into()));
        let place = TerminalPlace {
            pin_group: Some("opd-01".to_owned()),
            ..TerminalPlace::new("opd-00", "Pintu", siaga_civil::CivilZone::Wib)
        };
        accept_terminal(&world.ctx(), "SER00", &place).await.unwrap();
        world.tick().await;
        assert_eq!((day_of(&world, 0, 8).await, day_of(&world, 2, 8).await), ("N".into(), "P".into()));
    })
    .await;
}

#[tokio::test]
async fn a_long_span_is_left_to_the_job() {
    each_db(|db| async move {
        let world = World::new(db, 1, 1, "2020-06-10T20:00:00").await;
        world.tick().await;
        world.tick().await;
        world.punch(&[(0, day("2020-03-02"), IN_TIME), (0, day("2020-03-02"), HOME)]).await;
        world.exec("update attendance_watermark set value = 1 where name like 'punch/%'", []).await;
        let months =
            async || world.lines("select cast(month as text) as line from attendance_month_derived").await;
        let ctx = world.ctx();
        let tx = world.program.app.db.begin().await.unwrap();
        let id = [world.people[0].id];
        refresh_days(&ctx, &tx, Some(&id), day("0206-06-01"), day("2020-06-10")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(months().await.len(), 1, "terminals would wait for so many months");
        world.tick().await;
        assert_eq!(months().await.len(), 4, "March to June, and nothing before the first fact");
        assert!(world.month(0, "2020-03-01").await.starts_with("O;P;"));
    })
    .await;
}

#[tokio::test]
async fn a_checkin_is_looked_at_once_and_a_late_one_is_not_missed() {
    each_db(|db| async move {
        let world = World::new(db, 1, 2, "2020-06-08T07:20:00").await;
        let arrive = async |person: usize, before: i64| {
            world
                .exec(
                    "insert into attendance_checkin (id, government_id, employee_id, captured_at, received_at,
                        punched_on, second_of_day, distance_metres, note)
                     values ($1, $2, $3, $4, $4, $5, $6, 10, '')",
                    [
                        world.ctx().new_id().into(),
                        world.government.id.into(),
                        world.people[person].id.into(),
                        (world.now() - chrono::TimeDelta::seconds(before)).into(),
                        day("2020-06-08").into(),
                        IN_TIME.into(),
                    ],
                )
                .await;
        };
        world.tick().await;
        arrive(0, 0).await;
        world.tick().await;
        assert_eq!(day_of(&world, 0, 8).await, "P");
        world.exec("update attendance_month_derived set days = 'X'", []).await;
        world.tick().await;
        assert_eq!(world.month(0, "2020-06-01").await, "X", "nothing new, nothing written");
        // Committed after the other one although it arrived two seconds before.
        arrive(1, 2).await;
        world.tick().await;
        assert_eq!(day_of(&world, 1, 8).await, "P");
    })
    .await;
}

async fn day_of(world: &World, person: usize, day: usize) -> String {
    let month = world.month(person, "2020-06-01").await;
    month.split(';').nth(day - 1).unwrap().to_owned()
}
