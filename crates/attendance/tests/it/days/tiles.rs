//! Tiles of the leader's board.

use super::world::{World, day};
use siaga_access::Role;
use siaga_attendance::{known_at, rebuild_month};
use siaga_platform::Ctx;
use siaga_platform::explain::explain;
use siaga_platform::tile::{Picture, TileQuestion, TileView};
use siaga_testkit::each_db;

const ON: &str = "2020-06-09";
const IN_TIME: i32 = 7 * 3600 + 20 * 60;

/// Of the first agency everybody came; of the second two of five, one unexcused by a late recap.
async fn tuesday(db: siaga_testkit::TestDb) -> World {
    let world = World::new(db, 2, 5, "2020-06-09T20:00:00").await;
    let on = day(ON);
    let mut seen: Vec<_> = (0..7).map(|person| (person, on, IN_TIME)).collect();
    seen.extend((0..5).map(|person| (person, day("2020-06-08"), IN_TIME)));
    world.punch(&seen).await;
    world.recap_version(1, on, (1, "signed", "2020-06-09T15:00:00"), &[(7, "unexcused")]).await;
    rebuild_month(&world.ctx(), on).await.unwrap();
    world
}

async fn tile(ctx: &Ctx, name: &str, on: &str, known: &str) -> Option<TileView> {
    let tile = ctx.app.contributions.tiles.iter().find(|tile| tile.name == name).unwrap();
    let question = TileQuestion::new(day(on), known_at(ctx, known).unwrap());
    (tile.load)(ctx.clone(), question).await.unwrap()
}

#[tokio::test]
async fn the_figure_of_the_day_opens_to_what_it_is_made_of() {
    each_db(|db| async move {
        let world = tuesday(db).await;
        let leader = world.acting(Role::RegionalLeader, None);
        let rate = tile(&leader, "attendance.rate", ON, "").await.unwrap();
        assert_eq!(rate.heading, "70,00 % masuk kerja");
        assert_eq!(rate.completeness, "2 dari 2 perangkat daerah melapor");
        for figure in &rate.figures {
            let explained = explain(&leader, figure.subject.clone().unwrap()).await.unwrap();
            let sum: i64 = explained.rows.iter().filter_map(|row| row.number).sum();
            assert_eq!(Some(sum), explained.number, "{}", figure.label);
        }
        let head = world.acting(Role::AgencyHead, Some(0));
        let own = tile(&head, "attendance.rate", ON, "").await.unwrap();
        assert_eq!(own.heading, "100,00 % masuk kerja");
        assert!(tile(&head, "attendance.agencies", ON, "").await.is_none(), "one agency needs no bars");
        let before = tile(&leader, "attendance.rate", ON, "2020-06-08").await.unwrap();
        assert_eq!(before.heading, "Belum ada data kehadiran");
        assert!(before.figures.is_empty());
    })
    .await;
}

#[tokio::test]
async fn bars_begin_with_the_lowest_and_the_run_leaves_days_off_out() {
    each_db(|db| async move {
        let world = tuesday(db).await;
        let leader = world.acting(Role::RegionalLeader, None);
        let agencies = tile(&leader, "attendance.agencies", ON, "").await.unwrap();
        let [Picture::Bars(bars)] = agencies.pictures.as_slice() else { panic!("no bars") };
        let rows: Vec<(&str, &str)> =
            bars.rows.iter().map(|bar| (bar.label.as_str(), bar.text.as_str())).collect();
        assert_eq!(rows, [("Dinas 01", "40,00 %"), ("Dinas 00", "100,00 %")]);
        assert_eq!(bars.rows[0].link.as_deref(), Some("/opd/opd-01/hadir?tanggal=2020-06-09"));
        let run = tile(&leader, "attendance.run", ON, "").await.unwrap();
        let [Picture::Run(chart)] = run.pictures.as_slice() else { panic!("no run chart") };
        assert_eq!(chart.points.len(), 30);
        let value = |on: &str| chart.points.iter().find(|point| point.on == day(on)).unwrap().value;
        assert_eq!((value(ON), value("2020-06-08"), value("2020-06-07")), (Some(700), Some(500), None));
        // The circular about the new order came into force in the span.
        assert!(chart.notes.iter().all(|note| day("2020-05-11") <= note.on && note.on <= day(ON)));
        for picture in agencies.pictures.iter().chain(&run.pictures) {
            picture.svg(siaga_chart::Palette::Screen, siaga_chart::Size::Page).unwrap();
        }
        let known = tile(&leader, "attendance.run", ON, "2020-06-08").await.unwrap();
        let [Picture::Run(chart)] = known.pictures.as_slice() else { panic!("no run chart") };
        assert_eq!(chart.points.last().unwrap().value, None, "the day had not come");
    })
    .await;
}

#[tokio::test]
async fn absent_people_are_named_to_those_who_may_know() {
    each_db(|db| async move {
        let world = tuesday(db).await;
        let leader = world.acting(Role::RegionalLeader, None);
        let absent = tile(&leader, "attendance.unexplained", ON, "").await.unwrap();
        assert_eq!(absent.heading, "1 orang tanpa keterangan");
        let named: Vec<&str> = absent.items.iter().map(|item| item.text.as_str()).collect();
        assert_eq!(named, ["Pegawai 0007", "Pegawai 0008", "Pegawai 0009"]);
        let head = world.acting(Role::AgencyHead, Some(0));
        assert!(tile(&head, "attendance.unexplained", ON, "").await.unwrap().items.is_empty());
        let reports = tile(&leader, "attendance.reports", ON, "").await.unwrap();
        assert_eq!(reports.heading, "Semua perangkat daerah sudah melapor");
        let none = tile(&leader, "attendance.reports", "2020-06-08", "").await.unwrap();
        assert_eq!(none.heading, "1 perangkat daerah belum melapor");
        let employee = world.acting(Role::Employee, None);
        for name in ["attendance.rate", "attendance.run", "attendance.unexplained"] {
            assert!(tile(&employee, name, ON, "").await.is_none(), "{name}");
        }
    })
    .await;
}
