//! The pages of terminals and check-ins, and the JSON of check-ins.

use super::world::{SERIAL, World};
use siaga_access::Role;
use siaga_testkit::each_db;

#[tokio::test]
async fn an_officer_accepts_commands_and_decides_on_the_pages() {
    each_db(|db| async move {
        let world = World::start(db).await;
        let body = "1\t2020-06-08 07:00:00\t0\t1\n2\t2021-06-08 07:00:00\t0\t1\n<script>\t\n";
        world.attlog(body).await.assert_taken(3);
        let officer = world.sign_in("bkpsdm", Role::PersonnelAgency, None).await;
        let list = officer.get("/terminal").await;
        assert_eq!(list.status, 200, "{list:?}");
        assert!(list.body.contains(SERIAL) && list.body.contains("Menunggu diterima"), "{list:?}");
        let show = officer.get(&format!("/terminal/{SERIAL}")).await;
        assert!(show.body.contains("Terima mesin"), "{show:?}");
        let accept = format!("/terminal/{SERIAL}/terima");
        let wrong = officer.post(&accept, "name=&agency=dikbud&zone=Asia/Makassar").await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.body.contains("id=\"e-name\""), "{wrong:?}");
        let taken =
            officer.post(&accept, "name=Pintu+depan&agency=dikbud&zone=Asia/Makassar&zone_form=hours").await;
        assert_eq!(taken.status, 303, "{taken:?}");
        assert_eq!(world.told().await.len(), 1);
        let list = officer.get("/terminal").await;
        assert!(list.body.contains("Catatan tertahan") && list.body.contains("Pintu depan"), "{list:?}");
        let held = world.number("select id from attendance_punch_held").await;
        let decided = officer.post(&format!("/terminal/tertahan/{held}"), "decision=booked").await;
        assert_eq!(decided.status, 303, "{decided:?}");
        assert_eq!(world.told().await.len(), 2);
        let command = format!("/terminal/{SERIAL}/perintah");
        assert_eq!(
            officer.post(&command, "command=send_punches&from=2020-06-02&until=2020-06-01").await.status,
            422
        );
        assert_eq!(officer.post(&command, "command=clear_data").await.status, 422);
        assert_eq!(officer.post(&command, "command=check").await.status, 303);
        let show = officer.get(&format!("/terminal/{SERIAL}")).await;
        assert!(show.body.contains("Menunggu mesin terhubung"), "{show:?}");
        assert!(!show.body.contains("<script>\\t"), "a raw line never becomes markup");
        assert!(show.body.contains("&#60;script&#62;") || show.body.contains("&lt;script&gt;"), "{show:?}");
        assert!(!show.body.contains('«'), "every text is there: {show:?}");
        assert_eq!(officer.post(&format!("/terminal/{SERIAL}/pensiun"), "").await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn who_keeps_no_terminals_changes_none() {
    each_db(|db| async move {
        let world = World::with_terminal(db).await;
        let inspector = world.sign_in("inspektur", Role::Inspectorate, None).await;
        let show = inspector.get(&format!("/terminal/{SERIAL}")).await;
        assert_eq!(show.status, 200);
        assert!(!show.body.contains("/perintah"), "{show:?}");
        for (path, fields) in
            [("terima", "name=x&agency=dikbud"), ("perintah", "command=check"), ("pensiun", "")]
        {
            let reply = inspector.post(&format!("/terminal/{SERIAL}/{path}"), fields).await;
            assert_eq!(reply.status, 403, "{path}: {reply:?}");
        }
        let employee = world.sign_in("ani", Role::Employee, None).await;
        assert_eq!(employee.get("/terminal").await.status, 403);
        assert_eq!(world.text("select state from attendance_terminal").await, "accepted");
    })
    .await;
}

#[tokio::test]
async fn a_check_in_is_stored_once_and_marked_when_far() {
    each_db(|db| async move {
        let world = World::start(db).await;
        let ani = world.employ("Ani").await;
        let ani = world.sign_in("ani", Role::Employee, Some(ani)).await;
        let body = |id: u8, latitude: &str, at: &str| {
            format!(
                "{{\"id\":\"01900000-0000-7000-8000-0000000000{id:02}\",\"captured_at\":\"{at}\",\
                 \"latitude\":{latitude},\"longitude\":\"120.195465\",\"accuracy_metres\":9}}"
            )
        };
        let now = "2020-06-07T23:30:00Z";
        let near = ani.json("/api/v1/checkins", &body(1, "-2.994494", now)).await;
        assert_eq!(near.status, 201, "{near:?}");
        assert!(near.body.contains("\"distance_metres\":0,\"flag\":null"), "{near:?}");
        let again = ani.json("/api/v1/checkins", &body(1, "-1.0", now)).await;
        assert_eq!((again.status, &again.body), (200, &near.body), "the same key changes nothing");
        // 200 metres are near, 201 are not: 1,798 and 1,808 millionths of a degree.
        let edge = ani.json("/api/v1/checkins", &body(2, "\"-2.992696\"", now)).await;
        assert!(edge.body.contains("\"distance_metres\":200,\"flag\":null"), "{edge:?}");
        let far = ani.json("/api/v1/checkins", &body(3, "\"-2.992686\"", now)).await;
        assert!(far.body.contains("\"distance_metres\":201,\"flag\":\"far\""), "{far:?}");
        let late = ani.json("/api/v1/checkins", &body(4, "-2.994494", "2020-06-07T22:29:59Z")).await;
        assert!(late.body.contains("\"flag\":\"late_arrival\""), "{late:?}");
        for (id, at, code) in [
            (5, "2020-06-07T23:32:01Z", "attendance.checkin_future"),
            (6, "2020-06-06T23:29:59Z", "attendance.checkin_too_old"),
        ] {
            let refused = ani.json("/api/v1/checkins", &body(id, "-2.994494", at)).await;
            assert_eq!(refused.status, 422);
            assert!(refused.body.contains(code), "{refused:?}");
        }
        let nowhere = ani.json("/api/v1/checkins", &body(7, "-91", now)).await;
        assert!(nowhere.body.contains("attendance.checkin_position"), "{nowhere:?}");
        let budi = world.employ("Budi").await;
        let budi = world.sign_in("budi", Role::Employee, Some(budi)).await;
        assert_eq!(budi.json("/api/v1/checkins", &body(1, "-2.994494", now)).await.status, 409);
        assert_eq!(budi.get("/api/v1/checkins").await.body, "[]", "only one's own");
        assert_eq!(world.count("attendance_checkin").await, 4);
    })
    .await;
}

#[tokio::test]
async fn the_page_checks_in_without_script_and_without_position() {
    each_db(|db| async move {
        let world = World::start(db).await;
        let ani = world.employ("Ani").await;
        let ani = world.sign_in("ani", Role::Employee, Some(ani)).await;
        let page = ani.get("/hadir").await;
        assert_eq!(page.status, 200, "{page:?}");
        let key = page.body.split("name=\"id\" value=\"").nth(1).unwrap()[..36].to_owned();
        for _ in 0..2 {
            let pressed = ani.post("/hadir", &format!("id={key}&latitude=&longitude=&note=Rapat")).await;
            assert_eq!(pressed.status, 303, "{pressed:?}");
        }
        assert_eq!(world.count("attendance_checkin").await, 1, "a double press is one check-in");
        let page = ani.get("/hadir").await;
        assert!(page.body.contains("Tanpa posisi") && !page.body.contains('«'), "{page:?}");
        assert_eq!(world.text("select flag from attendance_checkin").await, "no_position");
        let script = ani.get("/hadir/posisi.js").await;
        assert!(script.head.contains("content-type: text/javascript"), "{script:?}");
        let officer = world.sign_in("bkpsdm", Role::PersonnelAgency, None).await;
        assert_eq!(officer.post("/hadir", "note=").await.status, 403, "an account without an employee");
    })
    .await;
}

#[tokio::test]
async fn a_check_in_that_proves_no_place_says_so_also_when_it_comes_late() {
    each_db(|db| async move {
        let world = World::start(db).await;
        let ani = world.employ("Ani").await;
        let ani = world.sign_in("ani", Role::Employee, Some(ani)).await;
        let body = |id: u8, position: &str, at: &str| {
            let id = format!("01900000-0000-7000-8000-0000000000{id:02}");
            format!("{{\"id\":\"{id}\",\"captured_at\":\"{at}\"{position}}}")
        };
        let two_hours_ago = "2020-06-07T21:30:00Z";
        let unplaced = ani.json("/api/v1/checkins", &body(1, "", two_hours_ago)).await;
        assert!(unplaced.body.contains("\"flag\":\"no_position\""), "{unplaced:?}");
        let tx = world.app().db.begin().await.unwrap();
        let sql = "update directory_agency set latitude_micro = null, longitude_micro = null";
        siaga_platform::db::exec(&*tx, sql, []).await.unwrap();
        tx.commit().await.unwrap();
        let position = ",\"latitude\":\"-2.994494\",\"longitude\":\"120.195465\"";
        let placed = ani.json("/api/v1/checkins", &body(2, position, "2020-06-07T23:30:00Z")).await;
        assert!(placed.body.contains("\"flag\":\"no_office_position\""), "{placed:?}");
        assert!(ani.get("/hadir").await.body.contains("Kantor tanpa titik lokasi"));
    })
    .await;
}
