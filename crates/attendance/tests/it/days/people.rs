//! Rows by person when people move, leave the service or are on leave.

use super::world::{World, day};
use siaga_attendance::{RecapAnswer, RecapBy, RecapPeriod, RecapQuestion, StatusKind, rebuild_month, recap};
use siaga_testkit::each_db;

const IN_TIME: i32 = 7 * 3600 + 20 * 60;
const HOME: i32 = 16 * 3600 + 60;

/// June 2020: person 0 moves to the second agency on the 15th, person 1 leaves the service after the
/// 10th, person 2 is on leave for three days, person 3 is late on one.
async fn june(db: siaga_testkit::TestDb) -> World {
    let world = World::new(db, 2, 3, "2020-06-30T20:00:00").await;
    let post = siaga_directory::NewPost {
        employee_id: world.people[0].id,
        agency_id: world.agencies[1],
        unit_id: None,
        title: "Pelaksana".to_owned(),
        level: None,
        capacity: siaga_directory::Capacity::Definitive,
        is_head: false,
        from_on: day("2020-06-15"),
        until_on: None,
        decree: None,
    };
    siaga_directory::add_post(&world.ctx(), post).await.unwrap();
    let sql = "update directory_employment set until_on = $1 where employee_id = $2";
    world.exec(sql, [day("2020-06-10").into(), world.people[1].id.into()]).await;
    world.approve(2, "leave", day("2020-06-08"), 3).await;
    let mut punches = Vec::new();
    for on in day("2020-06-02").iter_days().take(20) {
        punches.extend((0..3).flat_map(|person| [(person, on, IN_TIME), (person, on, HOME)]));
    }
    punches.extend([(3, day("2020-06-09"), IN_TIME + 1800), (3, day("2020-06-09"), HOME)]);
    world.punch(&punches).await;
    rebuild_month(&world.ctx(), day("2020-06-01")).await.unwrap();
    world
}

async fn by(world: &World, by: RecapBy, agency: Option<&str>) -> RecapAnswer {
    let period = RecapPeriod::Month(day("2020-06-01"));
    let question = RecapQuestion {
        period,
        by,
        agency: agency.map(str::to_owned),
        ..RecapQuestion::day(day("2020-06-09"))
    };
    recap(&world.ctx(), &question).await.unwrap()
}

#[tokio::test]
async fn rows_by_person_add_up_to_those_of_every_other_way() {
    each_db(|db| async move {
        let world = june(db).await;
        for agency in [None, Some("opd-00"), Some("opd-01")] {
            let region = by(&world, RecapBy::Region, agency).await.total;
            assert!(
                region.obliged > 0 && (agency == Some("opd-01") || region.tally.of(StatusKind::Leave) == 3)
            );
            for way in RecapBy::ALL {
                let answer = by(&world, way, agency).await;
                assert_eq!(answer.total, region, "{way:?}");
                let mut sum = siaga_attendance::Figure::default();
                let counted = |kind| answer.rows.iter().map(|row| row.figure.tally.of(kind)).sum::<i64>();
                for kind in StatusKind::ALL.into_iter().filter(|kind| *kind != StatusKind::Off) {
                    sum.tally.add(kind, counted(kind));
                    assert_eq!(counted(kind), region.tally.of(kind), "{agency:?} {way:?} {kind:?}");
                }
                for row in &answer.rows {
                    sum.obliged += row.figure.obliged;
                    sum.late_people += row.figure.late_people;
                    sum.late_minutes += row.figure.late_minutes;
                    sum.early_minutes += row.figure.early_minutes;
                }
                assert_eq!(sum.obliged, region.obliged, "{agency:?} {way:?}");
                assert_eq!((sum.late_people, sum.late_minutes), (region.late_people, region.late_minutes));
                assert_eq!(sum.early_minutes, region.early_minutes, "{agency:?} {way:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn who_moved_has_a_row_in_both_places_and_who_left_keeps_the_days_served() {
    each_db(|db| async move {
        let world = june(db).await;
        let answer = by(&world, RecapBy::Person, None).await;
        let rows: Vec<(&str, &str, i64)> = answer
            .rows
            .iter()
            .map(|row| (row.agency_code.as_str(), row.person_name.as_deref().unwrap(), row.figure.obliged))
            .collect();
        // June 2020 has 21 working days: 7 until the 10th, 9 before the 15th, 12 from then on.
        let expected = [
            ("opd-00", "Pegawai 0000", 9),
            ("opd-00", "Pegawai 0001", 7),
            ("opd-00", "Pegawai 0002", 18),
            ("opd-01", "Pegawai 0000", 12),
            ("opd-01", "Pegawai 0003", 21),
            ("opd-01", "Pegawai 0004", 21),
            ("opd-01", "Pegawai 0005", 21),
        ];
        assert_eq!(rows, expected);
        assert!(answer.rows.iter().all(|row| row.unit_name.is_some()), "the unit is named");
    })
    .await;
}
