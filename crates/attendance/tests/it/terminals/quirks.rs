//! The quirks of real firmware, each to its right end.

use super::world::{SERIAL, World};
use siaga_testkit::each_db;

const LINE: &str = "7\t2020-06-08 07:00:00\t0\t1\n";

fn request(head: &str, body: &[u8]) -> Vec<u8> {
    [head.replace('\n', "\r\n").as_bytes(), b"\r\n", body].concat()
}

#[tokio::test]
async fn every_way_to_send_a_body_is_understood() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let path = format!("/iclock/cdata?SN={SERIAL}&table=ATTLOG&Stamp=1");
        let length = LINE.len();
        let heads = [
            format!("POST {path} HTTP/1.1\nHost: a\nConnection: close\nContent-Length: {length}\n"),
            format!("POST {path} HTTP/1.0\nContent-Length: {length}\n"),
            format!("POST {path} HTTP/1.1\nHost: a\nConnection: close, starting\nContent-Length: {length}\nContent-Type: application/x-www-form-urlencoded\n"),
            format!("POST {path} HTTP/1.1\nHost: a\nConnection: close\nContent-Length: {length}\nContent-Type: application/push;charset=UTF-8\nAccept-Encoding: gzip\n"),
            format!("POST {path} HTTP/1.1\nHost: a\nConnection: close\nContent-Length: {length}\nContent-Type: application/octet-stream\n"),
        ];
        for head in &heads {
            let reply = world.send(&request(head, LINE.as_bytes())).await;
            reply.assert_taken(1);
            assert!(!reply.head.contains("content-encoding"), "{reply:?}");
        }
        let chunked = format!("{:x}\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n", 3, &LINE[..3], length - 3, &LINE[3..]);
        let head = format!("POST {path} HTTP/1.1\nHost: a\nConnection: close\nTransfer-Encoding: chunked\n");
        world.send(&request(&head, chunked.as_bytes())).await.assert_taken(1);
        assert_eq!(world.told().await, ["7 2020-06-08 25200/0"]);
        assert_eq!(world.count("attendance_journal").await, 6);
    })
    .await;
}

#[tokio::test]
async fn every_way_to_write_the_address_is_understood() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        for path in [
            format!("/iclock/cdata.aspx?SN={SERIAL}&table=ATTLOG"),
            format!("/kantor/pusat/iclock/cdata?SN={SERIAL}&table=ATTLOG"),
            format!("//iclock//cdata/?SN={SERIAL}&table=ATTLOG"),
            format!("/iclock/cdata?Stamp=9999&table=attlog&foo=middle%20east&sn={}", SERIAL.to_lowercase()),
            format!("/iclock/cdata?SN={SERIAL}&table=ATTLOG&OpStamp=1"),
        ] {
            world.post(&path, LINE).await.assert_taken(1);
        }
        assert_eq!(world.told().await.len(), 1);
        assert_eq!(world.count("attendance_terminal").await, 1, "the case of a serial number is no identity");
    })
    .await;
}

#[tokio::test]
async fn every_form_of_a_line_ends_in_its_place() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let body = concat!(
            "00412\t2020-06-08 07:00:00\t255\t1\t0\t0\t0\t0\t0\t0\t\r\n",
            "412\t2020-06-08 07:00:00\t0\t200\t\t0\t0\n",
            "AB12\t2020-06-08 07:00:01\t0\t1\r\n",
            "\r\n",
            "\n",
            "9\t1971--10--29 -23:-27:-54\t0\t1\n",
            "9\t2020-02-30 07:00:00\t0\t1\n",
            "\0\0\0\n",
            "9\t2020-06-08 07:00:02\tx\t1\n",
            "8\t2020-06-08 07:00:03\t0\t15\t7\t0\t0\t0\t0\t0\t+28800\te30=\n",
            "8\t2020-06-08 07:00:03\t1\t15",
        );
        world.attlog(body).await.assert_taken(8);
        assert_eq!(
            world.told().await,
            [
                "00412 2020-06-08 25200/255",
                "412 2020-06-08 25200/0",
                "AB12 2020-06-08 25201/0",
                "8 2020-06-08 25203/0",
                "8 2020-06-08 25203/1",
            ]
        );
        assert_eq!(world.count("attendance_line_quarantine").await, 3);
        world.attlog("").await.assert_taken(0);
        world.attlog("\n\n").await.assert_taken(0);
    })
    .await;
}

#[tokio::test]
async fn two_presses_within_a_second_are_both_kept() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        world.attlog("5\t2020-06-08 07:00:00\t0\t1\n5\t2020-06-08 07:00:01\t0\t1\n").await.assert_taken(2);
        assert_eq!(world.told().await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn times_that_cannot_be_true_wait_for_a_person() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let body = concat!(
            "1\t1970-01-01 00:00:00\t0\t1\n",
            "2\t2000-01-01 07:00:00\t0\t1\n",
            "3\t2021-06-08 07:00:00\t0\t1\n",
            "4\t2020-06-09 07:30:00\t0\t1\n",
            "5\t2020-06-09 07:30:01\t0\t1\n",
            "6\t2020-06-08 07:30:00\t0\t1\t\t\t\t\t\t\t+25200\n",
        );
        for _ in 0..2 {
            world.attlog(body).await.assert_taken(6);
        }
        assert_eq!(world.told().await, ["4 2020-06-09 27000/0"]);
        assert_eq!(world.count("attendance_punch_held").await, 5);
        let reason = |pin: &str| format!("select reason from attendance_punch_held where pin = '{pin}'");
        for (pin, expected) in [
            ("1", "before_start"),
            ("2", "before_start"),
            ("3", "future"),
            ("5", "future"),
            ("6", "zone_unknown"),
        ] {
            assert_eq!(world.text(&reason(pin)).await, expected, "PIN {pin}");
        }
        // When its time has come it still waits: a repeated upload decides nothing.
        world.program.clock.advance(chrono::TimeDelta::days(2));
        world.attlog(body).await.assert_taken(6);
        assert_eq!(world.told().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_live_punch_far_from_its_arrival_flags_the_clock_and_a_late_batch_does_not() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let drift = "select coalesce(drift_seconds, 0) from attendance_terminal";
        let old: String = (0..3).map(|n| format!("1\t2020-06-01 07:00:0{n}\t0\t1\n")).collect();
        world.attlog(&old).await.assert_taken(3);
        assert_eq!(world.number(drift).await, 0);
        world.attlog("1\t2020-06-08 07:35:00\t0\t1\n").await.assert_taken(1);
        assert_eq!(world.number(drift).await, 0, "five minutes are tolerated");
        world.attlog("1\t2020-06-08 07:35:01\t0\t1\n").await.assert_taken(1);
        assert_eq!(world.number(drift).await, 301);
        assert_eq!(world.told().await.last().unwrap(), "1 2020-06-08 27301/0", "no punch is moved");
        world.attlog("1\t2020-06-08 07:29:00\t0\t1\n").await.assert_taken(1);
        assert_eq!(world.number(drift).await, 0, "a right clock clears the flag");
    })
    .await;
}

#[tokio::test]
async fn operations_users_and_results_are_stored_without_secrets() {
    each_db(|db| async move {
        let mut world = World::with_terminal(db).await;
        let body = [
            &b"OPLOG 21\t1\t2020-06-08 09:14:00\t0\t0\t0\t0\n"[..],
            b"OPLOG 23\t1\t2020-06-08 09:15:10\t0\t0\t0\t0\n",
            b"USER PIN=00412\tName=Siti R\tPri=14\tPasswd=PLANTED-PASSWORD\tCard=\tGrp=1\tTZ=0000000000000000\n",
            b"USER PIN=9\tName=\xCD\xF5\xD0\xA1\tPri=0\tPasswd=\tCard=\n",
            b"FP PIN=00412\tFID=1\tSize=400\tValid=1\tTMP=PLANTEDTEMPLATE/FINGER+AA==\n",
            b"FACE PIN=00412\tFID=1\tSize=400\tValid=1\tTMP=PLANTEDTEMPLATE/FACE+AA==\n",
        ]
        .concat();
        let path = format!("/iclock/cdata?SN={SERIAL}&table=OPERLOG&OpStamp=9999");
        for _ in 0..2 {
            world.post(&path, &body).await.assert_taken(6);
        }
        assert_eq!(world.count("attendance_terminal_event").await, 2);
        assert_eq!(world.count("attendance_terminal_user").await, 2);
        let name = "select name from attendance_terminal_user where pin = '9'";
        assert_eq!(world.text(name).await, "王小");
        assert_eq!(world.number("select refused_biometrics from attendance_terminal").await, 4);
        let photo = [&b"PIN=20200608-412.jpg\nSN=x\nsize=30\nCMD=uploadphoto\0\xFF\xD8\xFFPLANTED-PICTURE"[..]].concat();
        world.post(&format!("/iclock/fdata?SN={SERIAL}"), &photo).await.assert_ok();
        let biodata = "BIODATA Pin=1\tNo=0\tIndex=0\tValid=1\tType=9\tTmp=PLANTEDTEMPLATE/PALM==\n";
        world.post(&format!("/iclock/cdata?SN={SERIAL}&table=BIODATA"), biodata).await.assert_taken(1);
        let card = "IDCARD PIN=1\tName=PLANTED-PERSON\tSNNum=PLANTED-NUMBER\n";
        world.post(&format!("/iclock/cdata?SN={SERIAL}&table=IDCARD"), card).await.assert_taken(1);
        world.stop().await;
        assert_no_plant(&world).await;
    })
    .await;
}

/// No byte of what was refused is in the database: neither in its file nor in any body.
async fn assert_no_plant(world: &World) {
    let folder = world.program.db.folder();
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!contains(&bytes, b"PLANTED"), "refused data are in the folder of the database");
    }
    for id in 1..=world.number("select max(id) from attendance_journal").await {
        let sql = format!("select body from attendance_journal where id = {id}");
        let body: Vec<u8> = siaga_platform::db::scalar(world.app().db.reader(), &sql, []).await.unwrap();
        assert!(!contains(&body, b"PLANTED"), "refused data are in journal row {id}");
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn what_no_manual_names_is_kept_and_lets_the_terminal_go_on() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        world.post(&format!("/iclock/cdata?SN={SERIAL}&table=NEWTABLE"), "a=1\tb=2\n").await.assert_ok();
        world.post(&format!("/iclock/newroute?SN={SERIAL}"), "some text\n").await.assert_ok();
        world.get(&format!("/iclock/ping?SN={SERIAL}")).await.assert_ok();
        world.get(&format!("/iclock/cdata?SN={SERIAL}&table=RemoteAtt&PIN=9")).await.assert_ok();
        let options = "~DeviceName=X,~OEMVendor=ZKTECO CO., LTD.,FWVersion=Ver 8.0,TransactionCount=12,IPAddress=10.0.0.9";
        world.post(&format!("/iclock/cdata?SN={SERIAL}&table=options"), options).await.assert_ok();
        let rtlog = "time=2020-06-08 07:00:00\tpin=44\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1\n\
                     time=2020-06-08 07:00:01\tpin=0\tcardno=0\teventaddr=1\tevent=8\tinoutstatus=2\tverifytype=1\n";
        world.post(&format!("/iclock/cdata?SN={SERIAL}&table=rtlog"), rtlog).await.assert_ok();
        assert_eq!(world.told().await, ["44 2020-06-08 25200/0"]);
        assert_eq!(world.count("attendance_journal").await, 4);
    })
    .await;
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_and_a_month_of_lines_is_not() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let many: String = (0..5_000)
            .map(|n| {
                let (minute, second) = (n / 60 % 60, n % 60);
                format!("{}\t2020-05-{:02} 07:{minute:02}:{second:02}\t255\t1\t0\t0\t0\n", n % 50, 1 + n / 180)
            })
            .collect();
        world.attlog(&many).await.assert_taken(5_000);
        assert_eq!(world.count("attendance_punch").await, 5_000);
        let head = format!(
            "POST /iclock/cdata?SN={SERIAL}&table=ATTLOG HTTP/1.1\nHost: a\nConnection: close\nContent-Length: {}\n",
            16 * 1024 * 1024 + 1
        );
        assert_eq!(world.send(&request(&head, b"x")).await.status, 413);
    })
    .await;
}

#[tokio::test]
async fn a_request_without_a_serial_number_is_no_upload() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let reply = world.post("/iclock/cdata?table=ATTLOG", LINE).await;
        assert_eq!(reply.status, 400);
        assert_eq!(world.count("attendance_journal").await, 0);
    })
    .await;
}
