//! Explanations and tiles: rows add up to their figure at every level.

use crate::world::{World, day, report, reported};
use siaga_access::Role;
use siaga_platform::explain::{Explanation, Subject, explain};
use siaga_platform::tile::{TileQuestion, TileView};
use siaga_platform::{Ctx, Locale};
use siaga_programmes::{EvidenceFile, report_month};
use siaga_testkit::each_db;

/// Asserts that rows add up, and follows every subject below.
async fn add_up(ctx: &Ctx, subject: Subject) -> usize {
    let mut open = vec![subject];
    let mut seen = 0;
    while let Some(subject) = open.pop() {
        let found = explain(ctx, subject.clone()).await.unwrap();
        let sum: i64 = found.rows.iter().filter_map(|row| row.number).sum();
        assert_eq!(found.number, Some(sum), "{subject}");
        if found.of.is_some() {
            let of: i64 = found.rows.iter().filter_map(|row| row.of).sum();
            assert_eq!(found.of, Some(of), "{subject}");
        }
        no_missing_text(&found);
        for row in found.rows {
            let Some(below) = row.subject else { continue };
            let deeper = explain(ctx, below.clone()).await.unwrap();
            if below.name == subject.name {
                assert_eq!(deeper.number, row.number, "{below}");
            }
            open.push(below);
        }
        seen += 1;
    }
    seen
}

fn no_missing_text(found: &Explanation) {
    assert!(!format!("{found:?}").contains("«programmes"), "{found:?}");
    assert!(!format!("{found:?}").contains("«innovations"), "{found:?}");
}

async fn busy_world(db: siaga_testkit::TestDb) -> World {
    let world = World::new(db).await;
    let officer = world.officer(0).await;
    for (name, real) in [("BLT Desa", 20), ("Jalan", 2), ("Sekolah", 40)] {
        let uid = world.programme(0, name).await;
        reported(&officer, uid, 2, real).await;
    }
    world.programme(1, "Vaksinasi").await;
    world.set_day("2020-04-08");
    world
}

#[tokio::test]
async fn the_months_of_a_programme_add_up_and_show_reports_and_files() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.programme(0, "BLT Desa").await;
        let pdf = b"%PDF-1.7 bukti".as_slice();
        let media_type = siaga_platform::web::sniff(pdf);
        let mut first = report(1, 0, 7);
        first.evidence = vec![EvidenceFile { name: "berita acara.pdf", media_type, bytes: pdf }];
        report_month(&officer, uid, &first).await.unwrap();
        reported(&officer, uid, 3, 25).await;
        let subject = Subject::new("programmes.progress").with("program", uid).with("hari", "2020-03-10");
        let found = explain(&officer, subject.clone()).await.unwrap();
        assert_eq!((found.number, found.of), (Some(25), Some(23)), "20 and ten days of March");
        assert_eq!(found.value, "25/120 desa");
        let added: Vec<Option<i64>> = found.rows.iter().map(|row| row.number).collect();
        assert_eq!(added, [Some(7), Some(0), Some(18)]);
        assert_eq!(found.evidence.len(), 3, "two reports and a file");
        assert!(found.evidence.iter().any(|item| item.sha256.len() == 64 && item.text == "berita acara.pdf"));
        assert_eq!(add_up(&officer, subject.clone()).await, 1);
        let other = world.officer(1).await;
        assert_eq!(explain(&other, subject).await.unwrap_err().code, "platform.forbidden");
    })
    .await;
}

#[tokio::test]
async fn counts_open_into_agencies_and_programmes() {
    each_db(|db| async move {
        let world = busy_world(db).await;
        let leader = world.leader().await;
        for state in ["", "not_reported", "on_course", "ahead", "finished"] {
            add_up(&leader, Subject::new("programmes.behind").with("keadaan", state)).await;
        }
        for kind in ["", "terlambat"] {
            add_up(&leader, Subject::new("programmes.reports").with("jenis", kind)).await;
        }
        let missing = explain(&leader, Subject::new("programmes.reports")).await.unwrap();
        assert_eq!(missing.number, Some(4), "March of all four");
        let on_day = Subject::new("programmes.behind").with("hari", "2020-03-15");
        let behind = explain(&leader, on_day.clone()).await.unwrap();
        assert_eq!((behind.number, behind.of), (Some(1), Some(4)), "only Jalan is behind");
        assert_eq!(behind.completeness, Some((3, 4)));
        let head = world.account(Role::AgencyHead, Some(1), None).await;
        let own = explain(&head, on_day).await.unwrap();
        assert_eq!((own.number, own.of), (Some(0), Some(1)), "of the own agency only");
        let wrong =
            explain(&leader, Subject::new("programmes.behind").with("hari", "besok")).await.unwrap_err();
        assert_eq!(wrong.code, "programmes.explain_key");
    })
    .await;
}

async fn tile(ctx: &Ctx, name: &str, on: &str) -> Option<TileView> {
    let tile = *ctx.app.contributions.tiles.iter().find(|tile| tile.name == name).unwrap();
    (tile.load)(ctx.clone(), TileQuestion::new(day(on), None)).await.unwrap()
}

#[tokio::test]
async fn tiles_say_the_finding_and_their_figures_open() {
    each_db(|db| async move {
        let world = busy_world(db).await;
        let leader = world.leader().await;
        let progress = tile(&leader, "programmes.progress", "2020-03-15").await.unwrap();
        assert_eq!(progress.heading, "1 dari 4 program tertinggal");
        assert_eq!(progress.completeness, "3 dari 4 program sudah melapor");
        let table = progress.pictures[0].table();
        assert_eq!(table.rows.len(), 4);
        assert_eq!(table.rows[0][0], "Vaksinasi", "the furthest from its plan comes first");
        for figure in progress.figures {
            let found = explain(&leader, figure.subject.unwrap()).await.unwrap();
            assert_eq!(found.number.unwrap().to_string(), figure.value, "{}", figure.label);
        }
        let reports = tile(&leader, "programmes.reports", "2020-04-08").await.unwrap();
        assert_eq!((reports.heading.as_str(), reports.items.len()), ("4 laporan program belum masuk", 4));
        let employee = world.account(Role::Employee, Some(0), Some(1)).await;
        assert!(tile(&employee, "programmes.progress", "2020-04-08").await.is_none());
        assert!(tile(&employee, "programmes.innovations", "2020-04-08").await.is_none());
        let empty = tile(&leader, "programmes.progress", "2019-04-08").await.unwrap();
        assert_eq!(empty.heading, "Belum ada program tahun 2019");
        let english = Ctx { locale: Locale::English, ..leader };
        let progress = tile(&english, "programmes.progress", "2020-03-15").await.unwrap();
        assert_eq!(progress.heading, "1 of 4 programmes are behind");
    })
    .await;
}

#[tokio::test]
async fn the_open_table_has_one_row_an_agency_and_no_person() {
    each_db(|db| async move {
        let world = busy_world(db).await;
        let table = world.program.app.contributions.open_tables[0];
        let rows = (table.load)(world.system(), day("2020-03-15")).await.unwrap();
        assert_eq!((rows.rows.len(), rows.completeness), (2, Some((3, 4))));
        assert!(rows.rows.iter().all(|row| row.len() == table.fields.len()));
        assert!(!format!("{:?}", rows.rows).contains("Lestari"));
    })
    .await;
}
