//! How agencies stand with their recaps of a day.

use super::world::{World, day};
use siaga_attendance::{RecapQuestion, ReportState, rebuild_month, recap};
use siaga_testkit::each_db;

const ON: &str = "2020-06-09";

/// Writes a version of a recap as its area stores it.
async fn version(world: &World, agency: usize, number: i32, state: &str, signed: &str, is_late: bool) {
    let at = siaga_civil::CivilZone::Wib.instant(signed.parse().unwrap());
    world
        .exec(
            "insert into attendance_recap (id, government_id, agency_id, day, version, state, reason,
                lines_sha256, made_by, made_at, signed_by, signed_name, signed_at, is_late)
             values ($1, $2, $3, $4, $5, $6, '', '', 'tests', $7, 'tests', 'Petugas Contoh', $7, $8)",
            [
                world.ctx().new_id().into(),
                world.government.id.into(),
                world.agencies[agency].into(),
                day(ON).into(),
                number.into(),
                state.into(),
                at.into(),
                is_late.into(),
            ],
        )
        .await;
}

async fn states(world: &World) -> Vec<ReportState> {
    rebuild_month(&world.ctx(), day(ON)).await.unwrap();
    let answer = recap(&world.ctx(), &RecapQuestion::day(day(ON))).await.unwrap();
    answer.reports.iter().map(|report| report.state).collect()
}

#[tokio::test]
async fn a_correction_after_the_cut_off_leaves_the_report_in_time() {
    each_db(|db| async move {
        let world = World::new(db, 2, 2, "2020-06-09T20:00:00").await;
        version(&world, 0, 1, "superseded", "2020-06-09T08:00:00", false).await;
        version(&world, 0, 2, "countersigned", "2020-06-09T15:00:00", true).await;
        version(&world, 1, 1, "superseded", "2020-06-09T14:00:00", true).await;
        version(&world, 1, 2, "countersigned", "2020-06-09T15:00:00", true).await;
        assert_eq!(states(&world).await, [ReportState::Countersigned, ReportState::CountersignedLate]);
        let answer = recap(&world.ctx(), &RecapQuestion::day(day(ON))).await.unwrap();
        let late: Vec<&str> = answer.late_reporters().map(|report| report.code.as_str()).collect();
        assert_eq!(late, ["opd-01"], "only who was late the first time");
        let signed: Vec<String> =
            answer.reports.iter().map(|report| report.signed_at.unwrap().to_rfc3339()).collect();
        assert_eq!(signed, ["2020-06-09T01:00:00+00:00", "2020-06-09T07:00:00+00:00"]);
    })
    .await;
}

#[tokio::test]
async fn what_the_head_has_not_signed_waits_for_the_head() {
    each_db(|db| async move {
        let world = World::new(db, 3, 2, "2020-06-09T20:00:00").await;
        version(&world, 0, 1, "signed", "2020-06-09T08:00:00", false).await;
        version(&world, 1, 1, "signed", "2020-06-09T14:00:00", true).await;
        version(&world, 2, 1, "countersigned", "2020-06-09T08:00:00", false).await;
        // A draft of a correction does not count before it is signed.
        version(&world, 2, 2, "draft", "2020-06-09T16:00:00", false).await;
        let expected = [ReportState::Signed, ReportState::SignedLate, ReportState::Countersigned];
        assert_eq!(states(&world).await, expected);
    })
    .await;
}
