//! The day of an agency: the signed recap beside what terminals say.

use super::world::{World, day};
use siaga_access::Role;
use siaga_attendance::{
    PaperStatus, RecapDifference, ReportState, StatusKind, agency_day_summaries, agency_day_summary,
    rebuild_month,
};
use siaga_civil::Ratio;
use siaga_testkit::each_db;

const ON: &str = "2020-06-09";
const IN_TIME: i32 = 7 * 3600 + 20 * 60;

/// Of the first agency four scanned; its recap calls one of them sick, and one present whom nobody saw.
async fn tuesday(db: siaga_testkit::TestDb) -> World {
    let world = World::new(db, 4, 6, "2020-06-09T20:00:00").await;
    let on = day(ON);
    let seen: Vec<_> = (0..4).map(|person| (person, on, IN_TIME)).collect();
    world.punch(&seen).await;
    let lines =
        [(0, "present"), (1, "present"), (2, "present"), (3, "sick"), (4, "present"), (5, "unexcused")];
    world.sign_recap(0, on, &lines).await;
    world.sign_recap(1, on, &[(6, "present"), (7, "present")]).await;
    rebuild_month(&world.ctx(), on).await.unwrap();
    world
}

#[tokio::test]
async fn the_recap_stands_beside_what_terminals_say() {
    each_db(|db| async move {
        let world = tuesday(db).await;
        let summary = agency_day_summary(&world.ctx(), world.agencies[0], day(ON)).await.unwrap();
        let recap = summary.recap.as_ref().unwrap();
        assert_eq!((recap.version, recap.people(), recap.of(PaperStatus::Present)), (1, 6, 4));
        assert_eq!(recap.of(PaperStatus::Sick), 1);
        assert_eq!(summary.seen.by_terminal, 4);
        assert_eq!(summary.report, Some(ReportState::Signed));
        let differences: Vec<_> = summary
            .differences
            .iter()
            .map(|row| (row.name.as_str(), row.recap, row.difference, row.seen.map(|seen| seen.1)))
            .collect();
        assert_eq!(
            differences,
            [
                ("Pegawai 0003", PaperStatus::Sick, RecapDifference::SeenAtWork, Some(IN_TIME)),
                ("Pegawai 0004", PaperStatus::Present, RecapDifference::NotSeen, None),
            ]
        );
        // The scan stands against the recap; the unexcused one is absent.
        assert_eq!(summary.figure.attendance(), Ratio::new(5, 6));
        let absentees: Vec<_> =
            summary.absentees.iter().map(|person| (person.name.as_str(), person.status)).collect();
        assert_eq!(absentees, [("Pegawai 0005", StatusKind::Unexcused)]);
    })
    .await;
}

#[tokio::test]
async fn many_agencies_are_told_as_one_by_one() {
    each_db(|db| async move {
        let world = tuesday(db).await;
        let ctx = world.ctx();
        let wanted = [world.agencies[2], world.agencies[0], world.agencies[1], 999_999];
        let all = agency_day_summaries(&ctx, &wanted, day(ON)).await.unwrap();
        assert_eq!(all.len(), 3, "an agency that is not there is left out");
        for (summary, id) in all.iter().zip(wanted) {
            assert_eq!(*summary, agency_day_summary(&ctx, id, day(ON)).await.unwrap());
        }
        assert!(all[2].differences.is_empty(), "terminals saw nobody there: the recap stands alone");
    })
    .await;
}

#[tokio::test]
async fn names_are_told_to_those_who_may_see_the_recap() {
    each_db(|db| async move {
        let world = tuesday(db).await;
        let leader = world.acting(Role::RegionalLeader, None);
        let seen = agency_day_summary(&leader, world.agencies[0], day(ON)).await.unwrap();
        assert!(seen.has_names && seen.differences.iter().all(|row| !row.name.is_empty()));
        let office = world.acting(Role::HealthOffice, Some(1));
        let counted = agency_day_summary(&office, world.agencies[0], day(ON)).await.unwrap();
        assert!(!counted.has_names && counted.differences.iter().all(|row| row.name.is_empty()));
        assert_eq!(counted.absentees.len(), 1, "the number stays");
        assert!(counted.absentees[0].name.is_empty());
        let head = world.acting(Role::AgencyHead, Some(1));
        let other = agency_day_summary(&head, world.agencies[0], day(ON)).await;
        assert_eq!(other.unwrap_err().code, "platform.forbidden");
        let own = agency_day_summaries(&head, &world.agencies, day(ON)).await.unwrap();
        assert_eq!(own.len(), 1);
    })
    .await;
}
