//! Findings: seen by the refresh, resolved once, with an effect on the day.

use super::world::{DAY, World, assert_code, day};
use chrono::Days;
use siaga_attendance::{Choice, PaperStatus, finding_evidence, open_findings, resolve_finding};
use siaga_platform::db;
use siaga_testkit::each_db;

/// A terminal saw Ani twice, the signed recap says sick; Budi was seen by nobody and is present on paper.
async fn contradiction(world: &World) -> i64 {
    world.scans(&[(1, 27_000), (1, 58_500)]).await;
    let officer = world.officer().await;
    world.signed(&officer, &[("ani", PaperStatus::Sick)]).await;
    let open = open_findings(&world.personnel().await).await.unwrap();
    let found = open.iter().find(|listed| listed.finding.code == "terminal_against_recap");
    found.expect("scans against the recap are found").finding.id
}

#[tokio::test]
async fn a_contradiction_shows_both_pieces_of_evidence() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let id = contradiction(&world).await;
        let evidence = finding_evidence(&world.personnel().await, id).await.unwrap();
        assert_eq!(evidence.listed.identity.name, "Ani Lestari");
        assert_eq!(evidence.marks.iter().map(|mark| mark.second).collect::<Vec<_>>(), [27_000, 58_500]);
        assert_eq!(evidence.paper.as_ref().unwrap().1.status, PaperStatus::Sick);
        assert_eq!(evidence.choices, [Choice::TerminalCounts, Choice::PaperCounts]);
        assert!(evidence.may_resolve);
        let officer = finding_evidence(&world.officer().await, id).await.unwrap();
        assert!(!officer.may_resolve, "the agency sees it, the personnel agency resolves it");
        assert_code(finding_evidence(&world.employee(2).await, id).await, "platform.forbidden");
        assert_eq!(open_findings(&world.employee(2).await).await.unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn findings_elsewhere_hide_none_of_the_own_agency() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let id = contradiction(&world).await;
        let tx = world.program.app.db.begin().await.unwrap();
        // A page has 200, the newest days first.
        for later in 1..=200 {
            let sql = "insert into attendance_finding
                    (government_id, employee_id, agency_id, day, code, detail, found_at)
                 values ($1, $2, $3, $4, 'terminal_against_recap', '', $5)";
            let values = [
                world.government.id.into(),
                world.people[6].id.into(),
                world.agencies[1].into(),
                (day(DAY) + Days::new(later)).into(),
                world.system().now().into(),
            ];
            db::exec(&*tx, sql, values).await.unwrap();
        }
        tx.commit().await.unwrap();
        let own = open_findings(&world.officer().await).await.unwrap();
        assert!(own.iter().any(|listed| listed.finding.id == id));
        assert!(own.iter().all(|listed| listed.agency.code == "dinkes"));
        let all = open_findings(&world.personnel().await).await.unwrap();
        assert_eq!(all.len(), 200, "who sees the whole government sees the newest page of it");
    })
    .await;
}

#[tokio::test]
async fn the_choice_decides_the_day() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let id = contradiction(&world).await;
        assert_eq!(world.status(1, DAY).await, "ordinary", "the scan stands until somebody decides");
        let personnel = world.personnel().await;
        assert_code(
            resolve_finding(&personnel, id, Choice::CheckinCounts, "ada surat dokter").await,
            "attendance.finding_choice",
        );
        assert_code(
            resolve_finding(&personnel, id, Choice::PaperCounts, "ya").await,
            "attendance.finding_note_missing",
        );
        let officer = world.officer().await;
        let refused = resolve_finding(&officer, id, Choice::PaperCounts, "ada surat dokter").await;
        assert_code(refused, "platform.forbidden");
        resolve_finding(&personnel, id, Choice::PaperCounts, "ada surat dokter").await.unwrap();
        assert_eq!(world.status(1, DAY).await, "sick");
        let again = resolve_finding(&personnel, id, Choice::TerminalCounts, "salah tekan").await;
        assert_code(again, "attendance.finding_resolved");
        let open = open_findings(&personnel).await.unwrap();
        assert!(open.iter().all(|listed| listed.finding.id != id));
    })
    .await;
}

#[tokio::test]
async fn a_resolved_finding_stays_resolved_when_days_are_rebuilt() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let id = contradiction(&world).await;
        let personnel = world.personnel().await;
        resolve_finding(&personnel, id, Choice::TerminalCounts, "mesin benar").await.unwrap();
        siaga_attendance::rebuild_month(&world.system(), DAY.parse().unwrap()).await.unwrap();
        let evidence = finding_evidence(&personnel, id).await.unwrap();
        assert_eq!(evidence.listed.finding.resolution.as_deref(), Some("terminal_counts"));
        assert_eq!(world.status(1, DAY).await, "ordinary");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_parallel_resolutions_exactly_one_holds() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let id = contradiction(&world).await;
        let personnel = world.personnel().await;
        let tries: Vec<_> = [Choice::PaperCounts, Choice::TerminalCounts, Choice::PaperCounts]
            .into_iter()
            .map(|choice| {
                let personnel = personnel.clone();
                tokio::spawn(async move { resolve_finding(&personnel, id, choice, "catatan cukup").await })
            })
            .collect();
        let mut won = 0;
        for result in tries {
            match result.await.unwrap() {
                Ok(()) => won += 1,
                Err(problem) => assert_eq!(problem.code, "attendance.finding_resolved", "{problem}"),
            }
        }
        assert_eq!(won, 1);
    })
    .await;
}
