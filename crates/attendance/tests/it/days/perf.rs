use super::world::{World, day};
use siaga_attendance::{rebuild_month, refresh_days};
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn perf() {
    siaga_testkit::each_db(|db| async move {
        let world = World::new(db, 50, 152, "2020-06-30T20:00:00").await;
        let mut punches = Vec::new();
        for on in day("2020-06-01").iter_days().take(30) {
            use chrono::Datelike;
            if on.weekday().number_from_monday() > 5 { continue; }
            for p in 0..7600_usize {
                punches.push((p, on, 7*3600 + (p as i32 * 7 + on.day() as i32 * 131) % 1900));
                punches.push((p, on, 16*3600 + 1900 + (p as i32 * 3) % 600));
            }
        }
        println!("punches {}", punches.len());
        world.punch(&punches).await;
        for _ in 0..3 {
            let t = std::time::Instant::now();
            let r = rebuild_month(&world.ctx(), day("2020-06-01")).await.unwrap();
            println!("rebuild {:?} {:?}", t.elapsed(), r);
        }
        let leader = super::browser::Browser::new(&world, siaga_access::Role::RegionalLeader, None, None).await;
        for path in ["/papan/isi?tanggal=2020-06-30", "/papan/isi?tanggal=2020-06-29", "/papan", "/rekap-kehadiran?periode=2020&menurut=agency", "/opd/opd-03/hadir?tanggal=2020-06-29"] {
            for _ in 0..3 {
                let t = std::time::Instant::now();
                let n = leader.page(path).await.len();
                println!("page {path} {:?} {n} bytes", t.elapsed());
            }
        }
        println!("rows {}", world.derived().await.len());
        let id = [world.people[5].id];
        for _ in 0..2 {
            let t = std::time::Instant::now();
            let tx = world.program.app.db.begin().await.unwrap();
            refresh_days(&world.ctx(), &tx, Some(&id), day("2020-06-29"), day("2020-06-30")).await.unwrap();
            tx.commit().await.unwrap();
            println!("refresh one {:?}", t.elapsed());
            let t = std::time::Instant::now();
            let tx = world.program.app.db.begin().await.unwrap();
            refresh_days(&world.ctx(), &tx, None, day("2020-06-29"), day("2020-06-30")).await.unwrap();
            tx.commit().await.unwrap();
            println!("refresh all two days {:?}", t.elapsed());
        }
    }).await;
}
