//! Repeats, disorder, splits and failures: the punches are the same, and nothing is acknowledged in vain.

use super::world::{SERIAL, World};
use siaga_testkit::each_db;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A small generator of pseudo-random numbers, so that a seed tells the whole schedule.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit).unwrap()
    }
}

fn lines() -> Vec<String> {
    (0..40)
        .map(|n| match n % 10 {
            3 => format!("bad line {n}"),
            7 => format!("{n}\t1970-01-01 00:00:{n:02}\t0\t1"),
            _ => format!("{}\t2020-06-08 06:{:02}:{:02}\t255\t1\t0\t0\t0", n % 6, n / 4, n),
        })
        .collect()
}

/// Cuts shuffled lines into uploads and sends each one to three times.
fn schedule(seed: u64) -> Vec<String> {
    let mut dice = Dice(seed);
    let mut lines = lines();
    for index in (1..lines.len()).rev() {
        lines.swap(index, dice.below(index as u64 + 1));
    }
    let mut uploads = Vec::new();
    let mut rest = lines.as_slice();
    while !rest.is_empty() {
        let (part, after) = rest.split_at((1 + dice.below(9)).min(rest.len()));
        rest = after;
        for _ in 0..=dice.below(3) {
            let end = ["\n", "\r\n"][dice.below(2)];
            uploads.push(part.join(end) + end);
        }
    }
    for index in (1..uploads.len()).rev() {
        uploads.swap(index, dice.below(index as u64 + 1));
    }
    uploads
}

#[tokio::test]
async fn any_schedule_of_the_same_lines_gives_the_same_punches() {
    each_db(|db| async move {
        let world = Arc::new(World::start(db).await);
        let mut results = BTreeSet::new();
        for seed in 0..12_u64 {
            let serial = format!("{SERIAL}S{seed}");
            // Half of the terminals are accepted after all was sent.
            if seed % 2 == 0 {
                world.accept(&serial).await;
            }
            let mut sent = Vec::new();
            for upload in schedule(seed) {
                let (world, serial) = (Arc::clone(&world), serial.clone());
                sent.push(tokio::spawn(async move {
                    let count = upload.lines().count();
                    let path = format!("/iclock/cdata?SN={serial}&table=ATTLOG&Stamp=9999");
                    world.post(&path, &upload).await.assert_taken(count);
                }));
            }
            for upload in sent {
                upload.await.unwrap();
            }
            world.accept(&serial).await;
            let punches: Vec<_> =
                world.punches().await.into_iter().filter(|p| p.serial_key == serial).collect();
            let told: Vec<String> = punches
                .iter()
                .map(|p| format!("{} {} {} {}", p.pin, p.punched_on, p.second_of_day, p.status))
                .collect();
            assert_eq!(told.len(), 32, "seed {seed}");
            results.insert(told);
        }
        assert_eq!(results.len(), 1, "all schedules end in the same punches");
        assert_eq!(world.count("attendance_punch_held").await, 12 * 4);
        let report = siaga_attendance::verify_journal(&world.app().db).await.unwrap();
        assert!(report.is_sound(), "{report:?}");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_stored_is_not_acknowledged() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        world.attlog("1\t2020-06-08 07:00:00\t0\t1\n").await.assert_taken(1);
        let tx = world.app().db.begin().await.unwrap();
        siaga_platform::db::exec(&*tx, "alter table attendance_punch rename to attendance_punch_gone", [])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let reply = world.attlog("2\t2020-06-08 07:00:00\t0\t1\n").await;
        assert_eq!(reply.status, 503);
        assert!(!reply.body.contains("OK"), "{reply:?}");
        assert_eq!(world.count("attendance_journal").await, 1, "nothing of the failed upload is left");
        let tx = world.app().db.begin().await.unwrap();
        siaga_platform::db::exec(&*tx, "alter table attendance_punch_gone rename to attendance_punch", [])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.attlog("2\t2020-06-08 07:00:00\t0\t1\n").await.assert_taken(1);
        assert_eq!(world.told().await.len(), 2, "without a restart it goes on");
        world.app().db.clone().close().await;
        let reply = world.attlog("3\t2020-06-08 07:00:00\t0\t1\n").await;
        assert_eq!(reply.status, 503, "{reply:?}");
        let metrics = world.app().metrics.text().unwrap();
        assert!(metrics.contains("siaga_uploads_refused_total 2"), "{metrics}");
    })
    .await;
}

#[tokio::test]
async fn a_flood_of_unknown_serial_numbers_is_bounded() {
    each_db(|db| async move {
        let world = World::start(db).await;
        let mut refused = 0;
        for n in 0..210 {
            let reply = world.get(&format!("/iclock/getrequest?SN=FLOOD{n}")).await;
            refused += u32::from(reply.status == 503);
        }
        assert_eq!(refused, 10);
        assert_eq!(world.count("attendance_terminal").await, 200);
    })
    .await;
}
