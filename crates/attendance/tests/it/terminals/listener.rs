//! The door itself: one punch in, one row, one answer.

use super::world::{SERIAL, World};
use siaga_testkit::each_db;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

#[tokio::test]
async fn a_live_punch_is_stored_once_and_acknowledged_each_time() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let line = "00412\t2020-06-08 07:28:51\t255\t1\t0\t0\t0\t0\t0\t0\t\n";
        for _ in 0..3 {
            world.attlog(line).await.assert_taken(1);
        }
        assert_eq!(world.told().await, ["00412 2020-06-08 26931/255"]);
        assert_eq!(world.count("attendance_journal").await, 3, "every body is kept");
    })
    .await;
}

#[tokio::test]
async fn an_unreadable_line_is_kept_aside_and_its_neighbours_are_booked() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let body = "17\t2020-06-08 07:31:02\t0\t15\t\t0\t0\r\n17\t2020-06\r\n230\t2020-06-08 07:31:40\t0\t4\t\t0\t0\r\n";
        world.attlog(body).await.assert_taken(3);
        assert_eq!(world.told().await, ["17 2020-06-08 27062/0", "230 2020-06-08 27100/0"]);
        assert_eq!(world.text("select reason from attendance_line_quarantine").await, "bad_time");
    })
    .await;
}

#[tokio::test]
async fn a_handshake_tells_the_zone_of_the_site_and_the_time() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let reply =
            world.get(&format!("/iclock/cdata?SN={SERIAL}&options=all&pushver=2.4.1&DeviceType=att")).await;
        assert_eq!(reply.status, 200);
        assert!(reply.body.starts_with(&format!("GET OPTION FROM: {SERIAL}\n")), "{reply:?}");
        assert!(reply.body.contains("\nTimeZone=8\n"), "{reply:?}");
        assert!(reply.body.contains("\nATTLOGStamp=None\n"), "{reply:?}");
        assert!(reply.head.contains("date: sun, 07 jun 2020 23:30:00 gmt"), "{reply:?}");
        assert!(reply.head.contains(&format!("content-length: {}", reply.body.len())), "{reply:?}");
        assert!(reply.head.contains("content-type: text/plain"), "{reply:?}");
        for unwanted in ["transfer-encoding", "set-cookie", "content-encoding", "location"] {
            assert!(!reply.head.contains(unwanted), "{reply:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_cursor_is_handed_back_only_when_its_bytes_are_durable() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let handshake = format!("/iclock/cdata?SN={SERIAL}&options=all");
        let upload = |stamp: u32| format!("/iclock/cdata?SN={SERIAL}&table=ATTLOG&Stamp={stamp}");
        world.post(&upload(4711), "1\t2020-06-08 07:00:00\n").await.assert_taken(1);
        assert!(world.get(&handshake).await.body.contains("\nATTLOGStamp=4711\n"));
        world.post(&upload(9999), "2\t2020-06-08 07:00:00\n").await.assert_taken(1);
        let body = world.get(&handshake).await.body;
        assert!(body.contains("\nATTLOGStamp=None\n"), "9999 says nothing about progress: {body}");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_for_terminals_is_not_there() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        for path in
            ["/", "/masuk", "/api/v1/checkins", "/iclock/file?SN=1&url=/etc/passwd", "/..%2f..%2fetc/passwd"]
        {
            assert_eq!(world.get(path).await.status, 404, "{path}");
        }
        world.get("/iclock/test").await.assert_ok();
        assert_eq!(world.count("attendance_journal").await, 0);
    })
    .await;
}

#[tokio::test]
async fn whoever_only_announces_much_keeps_nobody_out() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let mut idle = Vec::new();
        for number in 0..3 {
            let mut stream = TcpStream::connect(world.address).await.unwrap();
            let head = format!(
                "POST /iclock/cdata?SN=IDLE{number}&table=ATTLOG HTTP/1.1\r\nHost: siaga\r\n\
                 Content-Length: 16777216\r\n\r\n1\t2020"
            );
            stream.write_all(head.as_bytes()).await.unwrap();
            idle.push(stream);
        }
        // An answer on a later connection: the requests before it have been taken up.
        world.get("/iclock/test").await.assert_ok();
        world.attlog("1\t2020-06-08 07:00:00\t0\t1\n").await.assert_taken(1);
        drop(idle);
    })
    .await;
}
