use super::world::{World, day};
use siaga_attendance::{
    RecapBy, RecapPeriod, RecapQuestion, ReportState, StaffGroup, StatusKind, rebuild_month, recap,
};
use siaga_civil::Ratio;
use siaga_testkit::each_db;

const IN_TIME: i32 = 7 * 3600 + 20 * 60;
const HOME: i32 = 16 * 3600 + 60;

/// Tuesday, 9 June 2020, in the evening: ten people in two agencies.
///
/// Of the first agency all five scanned; of the second three did, one is unexcused by recap, one unknown.
async fn tuesday(world: &World) {
    let on = day("2020-06-09");
    let seen: Vec<_> = (0..8).flat_map(|person| [(person, on, IN_TIME), (person, on, HOME)]).collect();
    world.punch(&seen).await;
    world.sign_recap(1, on, &[(8, "unexcused")]).await;
    rebuild_month(&world.ctx(), on).await.unwrap();
}

#[tokio::test]
async fn the_rate_has_both_of_its_numbers() {
    each_db(|db| async move {
        let world = World::new(db, 2, 5, "2020-06-09T20:00:00").await;
        tuesday(&world).await;
        let answer = recap(&world.ctx(), &RecapQuestion::day(day("2020-06-09"))).await.unwrap();
        assert_eq!(answer.total.attendance(), Ratio::new(8, 10));
        assert_eq!(answer.total.without_record(), 1);
        let rates: Vec<Ratio> = answer.rows.iter().map(|row| row.figure.attendance()).collect();
        assert_eq!(rates, [Ratio::new(5, 5), Ratio::new(3, 5)]);
        let [(_, civil_servants), (_, contract_workers)] = answer.groups;
        assert_eq!(civil_servants.obliged, 9);
        assert_eq!(contract_workers.obliged, 1, "every tenth person is a contract worker");
    })
    .await;
}

#[tokio::test]
async fn the_rows_of_every_way_add_up_to_the_total() {
    each_db(|db| async move {
        let world = World::new(db, 2, 5, "2020-06-09T20:00:00").await;
        tuesday(&world).await;
        for period in [
            RecapPeriod::Day(day("2020-06-09")),
            RecapPeriod::Month(day("2020-06-09")),
            RecapPeriod::Year(2020),
        ] {
            for by in RecapBy::ALL {
                for apart in [false, true] {
                    let question =
                        RecapQuestion { period, by, apart, ..RecapQuestion::day(day("2020-06-09")) };
                    let answer = recap(&world.ctx(), &question).await.unwrap();
                    for kind in StatusKind::ALL.into_iter().filter(|kind| *kind != StatusKind::Off) {
                        let sum: i64 = answer.rows.iter().map(|row| row.figure.tally.of(kind)).sum();
                        assert_eq!(sum, answer.total.tally.of(kind), "{question:?} {kind:?}");
                    }
                    let obliged: i64 = answer.rows.iter().map(|row| row.figure.obliged).sum();
                    assert_eq!(obliged, answer.total.obliged, "{question:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_month_counts_persons_per_day_until_today() {
    each_db(|db| async move {
        let world = World::new(db, 2, 5, "2020-06-09T20:00:00").await;
        tuesday(&world).await;
        let period = RecapPeriod::Month(day("2020-06-01"));
        let question = RecapQuestion { period, ..RecapQuestion::day(day("2020-06-09")) };
        let answer = recap(&world.ctx(), &question).await.unwrap();
        // 2 to 5, 8 and 9 June are working days of ten people.
        assert_eq!(answer.total.obliged, 60);
        assert_eq!(answer.total.tally.attended(), 8);
    })
    .await;
}

#[tokio::test]
async fn one_group_of_staff_is_counted_alone() {
    each_db(|db| async move {
        let world = World::new(db, 2, 5, "2020-06-09T20:00:00").await;
        tuesday(&world).await;
        let question = RecapQuestion {
            group: Some(StaffGroup::ContractWorker),
            ..RecapQuestion::day(day("2020-06-09"))
        };
        let answer = recap(&world.ctx(), &question).await.unwrap();
        assert_eq!(answer.total.obliged, 1);
        assert_eq!(answer.rows.len(), 1, "the first agency has no contract worker");
    })
    .await;
}

#[tokio::test]
async fn people_without_any_row_are_named() {
    each_db(|db| async move {
        let world = World::new(db, 2, 5, "2020-06-09T20:00:00").await;
        tuesday(&world).await;
        let answer = recap(&world.ctx(), &RecapQuestion::day(day("2020-06-09"))).await.unwrap();
        let named: Vec<(&str, &str)> =
            answer.unknown.iter().map(|person| (person.name.as_str(), person.status.as_str())).collect();
        assert_eq!(named, [("Pegawai 0008", "unexcused"), ("Pegawai 0009", "no_record")]);
    })
    .await;
}

#[tokio::test]
async fn an_agency_reports_by_its_recap_or_by_knowing_everybody() {
    each_db(|db| async move {
        let world = World::new(db, 3, 5, "2020-06-09T20:00:00").await;
        tuesday(&world).await;
        let answer = recap(&world.ctx(), &RecapQuestion::day(day("2020-06-09"))).await.unwrap();
        let states: Vec<ReportState> = answer.reports.iter().map(|report| report.state).collect();
        assert_eq!(states, [ReportState::Covered, ReportState::Signed, ReportState::Missing]);
        assert_eq!(answer.completeness(), (2, 3));
        assert_eq!(answer.late_reporters().count(), 1);
    })
    .await;
}
