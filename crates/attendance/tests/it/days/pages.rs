use super::browser::Browser;
use super::world::{World, day};
use http::StatusCode;
use siaga_access::Role;
use siaga_attendance::rebuild_month;
use siaga_testkit::each_db;

const IN_TIME: i32 = 7 * 3600 + 20 * 60;
const HOME: i32 = 16 * 3600 + 60;

async fn monday(db: siaga_testkit::TestDb) -> World {
    let world = World::new(db, 2, 5, "2020-06-08T20:00:00").await;
    let on = day("2020-06-08");
    let late = (1, on, IN_TIME + 22 * 60);
    world.punch(&[(0, on, IN_TIME), (0, on, HOME), late, (1, on, HOME)]).await;
    world.sign_recap(1, on, &[(5, "present"), (6, "sick")]).await;
    world.approve(2, "leave", on, 1).await;
    rebuild_month(&world.ctx(), on).await.unwrap();
    world
}

#[tokio::test]
async fn the_figures_show_the_rate_its_numbers_and_the_time() {
    each_db(|db| async move {
        let world = monday(db).await;
        let leader = Browser::new(&world, Role::RegionalLeader, None, None).await;
        let page = leader.page("/rekap-kehadiran?periode=2020-06-08").await;
        // Three of nine: one is on leave and not obliged.
        for text in ["33,33 %", "3 hadir dari 9 yang wajib hadir", "Senin, 8 Juni 2020", "WIB"] {
            assert!(page.contains(text), "{text} is not on the page: {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn figures_are_open_to_offices_names_are_not() {
    each_db(|db| async move {
        let world = monday(db).await;
        let office = Browser::new(&world, Role::HealthOffice, Some(1), None).await;
        let page = office.page("/rekap-kehadiran?periode=2020-06-08").await;
        assert!(page.contains("33,33 %"));
        let by_person = office.page("/rekap-kehadiran?periode=2020-06-08&menurut=person").await;
        assert!(by_person.contains("Pegawai 0005"), "the own agency has names");
        assert!(!by_person.contains("Pegawai 0003"), "a name of another agency is shown");
        let json = office.page("/api/v1/recap?period=2020-06-08").await;
        assert!(!json.contains("Pegawai 0003"), "a name of another agency is shown");
    })
    .await;
}

#[tokio::test]
async fn an_officer_sees_the_own_agency_only() {
    each_db(|db| async move {
        let world = monday(db).await;
        let officer = Browser::new(&world, Role::UnitOfficer, Some(0), None).await;
        let figures = officer.page("/rekap-kehadiran").await;
        assert!(figures.contains("Dinas 00") && !figures.contains("Dinas 01"), "{figures}");
        let people = officer.page("/opd/opd-00/hadir?tanggal=2020-06-08").await;
        for text in ["Pegawai 0001", "12 menit", "Cuti", "Belum ada catatan"] {
            assert!(people.contains(text), "{text}: {people}");
        }
        assert_eq!(officer.get("/opd/opd-01/hadir").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn a_day_shows_the_rows_behind_it_and_the_law() {
    each_db(|db| async move {
        let world = monday(db).await;
        world
            .exec(
                "insert into attendance_journal (terminal_id, received_at, address, route, body, sha256, lines,
                    refused) values (1, $1, '', 'cdata', $2, 'abc123', 1, 0)",
                [world.now().into(), b"ATTLOG....2\t2020-06-08 07:42:00\t0\t1".to_vec().into()],
            )
            .await;
        let officer = Browser::new(&world, Role::UnitOfficer, Some(0), None).await;
        let path = format!("/pegawai/{}/hari/2020-06-08", world.people[1].uid);
        let page = officer.page(&path).await;
        for text in ["Hadir", "12 menit", "07.42.00", "SER00", "abc123", "Jam kerja", "07.30.00 sampai 16.00.00"] {
            assert!(page.contains(text), "{text}: {page}");
        }
        let json: serde_json::Value = {
            let path = format!("/api/v1/days/{}/2020-06-08", world.people[1].uid);
            serde_json::from_str(&officer.page(&path).await).unwrap()
        };
        assert_eq!(json["status"], "present");
        assert_eq!(json["late_minutes"], 12);
        assert_eq!(json["scans"].as_array().unwrap().len(), 2);
        assert!(json["reasons"].as_array().unwrap().iter().any(|reason| reason["circular"] != ""));
    })
    .await;
}

#[tokio::test]
async fn everybody_sees_the_own_days_and_nobody_elses() {
    each_db(|db| async move {
        let world = monday(db).await;
        let employee = Browser::new(&world, Role::Employee, Some(0), Some(2)).await;
        let own = employee.get("/saya").await;
        assert_eq!(own.status, StatusCode::SEE_OTHER);
        assert_eq!(own.location, format!("/pegawai/{}/bulan/2020-06", world.people[2].uid));
        let month = employee.page(&own.location).await;
        assert!(month.contains("Cuti") && month.contains("Senin, 8 Juni 2020"), "{month}");
        let day = format!("/pegawai/{}/hari/2020-06-08", world.people[2].uid);
        assert!(employee.page(&day).await.contains("Permohonan disetujui"));
        for path in ["hari/2020-06-08", "bulan/2020-06"] {
            let other = format!("/pegawai/{}/{path}", world.people[1].uid);
            assert_eq!(employee.get(&other).await.status, StatusCode::FORBIDDEN, "{other}");
        }
        assert_eq!(employee.get("/rekap-kehadiran").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn figures_leave_as_files_only_with_the_right_to_take_them() {
    each_db(|db| async move {
        let world = monday(db).await;
        let leader = Browser::new(&world, Role::RegionalLeader, None, None).await;
        let path = "/rekap-kehadiran?periode=2020-06-08&menurut=agency";
        assert!(leader.page(path).await.contains("33,33 %"));
        let csv = leader.get(&format!("{path}&format=csv")).await;
        assert!(csv.media_type.starts_with("text/csv"), "{}", csv.media_type);
        assert!(csv.text.contains("opd-00") && csv.text.lines().count() == 4, "{}", csv.text);
        let json: serde_json::Value =
            serde_json::from_str(&leader.page(&format!("{path}&format=json")).await).unwrap();
        assert_eq!(json["total"]["attendance"]["percent_hundredths"], 3333);
        assert_eq!(leader.get(&format!("{path}&format=xlsx")).await.status, StatusCode::OK);
        let by_person = leader.page("/rekap-kehadiran?periode=2020-06&menurut=person").await;
        assert!(by_person.contains("Pegawai 0000"));
        let by_person = "/rekap-kehadiran?periode=2020-06&menurut=person";
        let csv = leader.get(&format!("{by_person}&format=csv")).await;
        // Titles, ten people, and the sum.
        assert_eq!(csv.text.lines().count(), 12, "{}", csv.text);
        assert!(csv.text.lines().nth(11).unwrap().starts_with(",Jumlah"), "{}", csv.text);
        let book = leader.get(&format!("{by_person}&format=xlsx")).await;
        assert_eq!((book.status, book.media_type.contains("spreadsheetml")), (StatusCode::OK, true));
        assert!(book.text.starts_with("PK"));
        let office = Browser::new(&world, Role::HealthOffice, Some(1), None).await;
        assert_eq!(office.get(&format!("{path}&format=csv")).await.status, StatusCode::FORBIDDEN);
        let unknown = leader.get("/api/v1/recap?period=besok").await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_file_holds_only_agencies_that_may_be_taken_out() {
    each_db(|db| async move {
        let world = monday(db).await;
        // The figures of all are open to an office; a head takes out those of the own agency.
        let head = Browser::new(&world, Role::HealthOffice, Some(0), None).await;
        head.also(&world, Role::AgencyHead, Some(0)).await;
        let path = "/rekap-kehadiran?periode=2020-06-08&menurut=agency";
        assert!(head.page(path).await.contains("opd-01") || head.page(path).await.contains("Dinas 01"));
        let csv = head.get(&format!("{path}&format=csv")).await;
        assert_eq!(csv.status, StatusCode::OK);
        assert!(csv.text.contains("opd-00") && !csv.text.contains("opd-01"), "{}", csv.text);
        let json: serde_json::Value =
            serde_json::from_str(&head.page(&format!("{path}&format=json")).await).unwrap();
        assert_eq!(json["rows"].as_array().unwrap().len(), 1, "{json}");
        let total = &json["total"];
        assert_eq!(
            total["people"], json["rows"][0]["figure"]["people"],
            "the total is of what the file holds"
        );
        assert_eq!(total["explain"], "attendance.rate?periode=2020-06-08");
        let row = &json["rows"][0]["figure"];
        assert_eq!(row["explain"], "attendance.rate?opd=opd-00&periode=2020-06-08");
        let other = head.get(&format!("{path}&opd=opd-01&format=csv")).await;
        assert_eq!(other.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn a_scan_from_before_the_pin_was_the_own_is_not_shown() {
    each_db(|db| async move {
        let world = World::new(db, 1, 2, "2020-06-08T20:00:00").await;
        let pin = |person: usize| [world.people[person].id.into()];
        let sql = "update directory_pin set until_on = '2020-05-31' where employee_id = $1";
        world.exec(sql, pin(0)).await;
        let sql = "update directory_pin set pin = '1', from_on = '2020-06-01' where employee_id = $1";
        world.exec(sql, pin(1)).await;
        let eight = 8 * 3600 + 60 * 47;
        world.punch(&[(0, day("2020-05-31"), eight), (0, day("2020-06-02"), eight)]).await;
        let agency = Browser::new(&world, Role::PersonnelAgency, None, None).await;
        let shows = async |person: usize, on: &str| {
            let path = format!("/pegawai/{}/hari/{on}", world.people[person].uid);
            agency.page(&path).await.contains("08.47")
        };
        assert!(shows(0, "2020-05-31").await);
        assert!(!shows(1, "2020-05-31").await, "it was the scan of somebody else");
        assert!(!shows(0, "2020-06-02").await, "the PIN has gone to somebody else");
        assert!(shows(1, "2020-06-02").await);
    })
    .await;
}

#[tokio::test]
async fn a_day_beyond_the_calendar_is_refused() {
    each_db(|db| async move {
        let world = World::new(db, 1, 1, "2020-06-08T20:00:00").await;
        let agency = Browser::new(&world, Role::PersonnelAgency, None, None).await;
        let uid = world.people[0].uid;
        for path in [
            format!("/pegawai/{uid}/hari/+262142-12-31"),
            format!("/pegawai/{uid}/hari/-262143-01-01"),
            format!("/pegawai/{uid}/bulan/+262142-12"),
            format!("/api/v1/days/{uid}/+262142-12-31"),
        ] {
            assert_eq!(agency.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in [
            "/opd/opd-00/hadir?tanggal=%2B262142-12-31",
            "/rekap-kehadiran?periode=%2B262142-12-31",
            "/rekap-kehadiran?periode=-9999",
            "/api/v1/recaps?date=%2B262142-12-31",
        ] {
            assert_eq!(agency.get(path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        }
    })
    .await;
}
