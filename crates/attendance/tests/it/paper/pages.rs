//! Pages and JSON, as a browser without script uses them.

use super::browser::{Browser, hidden};
use super::world::{DAY, PASSWORD, World, of};
use serde_json::json;
use siaga_attendance::{PaperStatus, countersign_recap, recap_sheet};
use siaga_testkit::each_db;

const SHEET: &str = "/rekap/dinkes/2020-05-26";

fn password() -> String {
    PASSWORD.replace(' ', "+")
}

#[tokio::test]
async fn officer_and_head_finish_a_recap_by_forms_alone() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let officer = Browser::of(&world, &world.officer().await).await;
        let list = officer.get("/rekap").await.page(200);
        assert!(list.contains("href=\"/rekap/dinkes/2020-05-26\""), "the own agency is listed");
        assert!(!list.contains("Dinas Perhubungan"), "other agencies are not");

        let empty = officer.get(SHEET).await.page(200);
        assert!(empty.contains("Semua hadir, kecuali") && empty.contains("Belum dipilih"));
        let quick = "seal=&who=ani&what=sick&who=fajar&what=leave&who=&what=";
        let refused = officer.post(&format!("{SHEET}/cepat"), quick).await.page(422);
        assert!(refused.contains("cocok dengan “fajar”"), "the problem names what was typed");
        assert!(refused.contains("value=\"ani\""), "what was typed stays");
        let filled = officer.post(&format!("{SHEET}/cepat"), "seal=&who=ani&what=sick&who=&what=").await;
        assert_eq!((filled.status.as_u16(), filled.location.as_str()), (303, SHEET));

        let sheet = officer.get(SHEET).await.page(200);
        let seal = hidden(&sheet, "seal");
        let attached = officer.upload(&format!("{SHEET}/berkas"), &[], Some(("rekap.html", "<html>"))).await;
        assert!(attached.page(422).contains("bukan PDF"));
        let attached = officer.upload(&format!("{SHEET}/berkas"), &[], Some(("rekap.pdf", "%PDF-1.4"))).await;
        assert_eq!(attached.status.as_u16(), 303);
        let wrong =
            officer.post(&format!("{SHEET}/tanda-tangan"), &format!("seal={seal}&password=salah")).await;
        wrong.page(422);
        let form = format!("seal={seal}&password={}", password());
        let signed = officer.post(&format!("{SHEET}/tanda-tangan"), &form).await;
        assert_eq!(signed.status.as_u16(), 303, "{}", signed.body);
        let again = officer.post(&format!("{SHEET}/tanda-tangan"), &form).await.page(409);
        assert!(again.contains("sudah ditandatangani"));

        let head = Browser::of(&world, &world.head().await).await;
        assert!(head.get(SHEET).await.page(200).contains("Pengesahan"));
        let done = head.post(&format!("{SHEET}/pengesahan"), &format!("password={}", password())).await;
        assert_eq!(done.status.as_u16(), 303, "{}", done.body);
        let version = head.get(&format!("{SHEET}/1")).await.page(200);
        assert!(version.contains("Segel utuh") && version.contains("Sakit"));
        let paper = head.get(&format!("{SHEET}/1/berkas")).await;
        assert_eq!((paper.status.as_u16(), paper.body.as_str()), (200, "%PDF-1.4"));
    })
    .await;
}

#[tokio::test]
async fn the_second_officer_gets_the_form_back_as_it_was_filled_in() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let first = world.officer().await;
        let second = Browser::of(&world, &world.officer().await).await;
        world.complete_draft(&first, &[("ani", PaperStatus::Sick)]).await;
        let ani = world.people[1].uid;
        let typed = format!("seal=&s_{ani}=excused&n_{ani}=rapat+keluarga");
        let again = second.post(SHEET, &typed).await.page(409);
        assert!(again.contains("rapat keluarga"), "the remark is still there");
        assert!(again.contains("Tersimpan oleh petugas lain: Sakit"), "and what the other one saved");
        let seal = hidden(&again, "seal");
        assert!(!seal.is_empty());
        let saved = second.post(SHEET, &typed.replace("seal=", &format!("seal={seal}"))).await;
        assert_eq!(saved.status.as_u16(), 303);
        let sheet = recap_sheet(&first, of("dinkes")).await.unwrap();
        assert_eq!(sheet.rows[1].chosen, Some((PaperStatus::Excused, "rapat keluarga".to_owned())));
    })
    .await;
}

#[tokio::test]
async fn a_holiday_is_told_by_name_and_a_date_that_does_not_exist_too() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let officer = Browser::of(&world, &world.officer().await).await;
        let holiday = officer.get("/rekap/dinkes/2020-05-25").await.page(422);
        assert!(holiday.contains("Idul"), "{holiday}");
        let listed = officer.get("/rekap?tanggal=2020-05-25").await.page(200);
        assert!(listed.contains("libur"));
        officer.get("/rekap/dinkes/2020-02-31").await.page(422);
        assert!(officer.get("/rekap?tanggal=31/02/2020").await.page(200).contains("bukan tanggal"));
        officer.get("/rekap/tidak-ada/2020-05-26").await.page(404);
        officer.get("/rekap/dishub/2020-05-26").await.page(403);
    })
    .await;
}

#[tokio::test]
async fn a_correction_shows_what_changed() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let officer = world.officer().await;
        world.signed(&officer, &[("ani", PaperStatus::Sick)]).await;
        countersign_recap(&world.head().await, of("dinkes"), PASSWORD.to_owned()).await.unwrap();
        let personnel = Browser::of(&world, &world.personnel().await).await;
        personnel.post(&format!("{SHEET}/pembetulan"), "reason=x").await.page(422);
        let begun = personnel.post(&format!("{SHEET}/pembetulan"), "reason=surat+dokter+dicabut").await;
        assert_eq!(begun.status.as_u16(), 303);
        let sheet = personnel.get(SHEET).await.page(200);
        assert!(sheet.contains("surat dokter dicabut") && sheet.contains("Versi 2"));
        let ani = world.people[1].uid;
        let seal = hidden(&sheet, "seal");
        let saved = personnel.post(SHEET, &format!("seal={seal}&s_{ani}=excused&n_{ani}=")).await;
        assert_eq!(saved.status.as_u16(), 303, "{}", saved.body);
        let version = personnel.get(&format!("{SHEET}/2")).await.page(200);
        assert!(version.contains("<del>Sakit</del>") && version.contains("<ins>Izin</ins>"));
        personnel.get(&format!("{SHEET}/1")).await.page(200);
    })
    .await;
}

#[tokio::test]
async fn a_request_goes_from_the_employee_to_the_head_and_back() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        let ani = Browser::of(&world, &world.employee(1).await).await;
        ani.get("/pengajuan/baru").await.page(200);
        let bad =
            [("kind", "leave"), ("leave_kind", "annual"), ("from_on", "31-02-2020"), ("reason", "menikah")];
        let again = ani.upload("/pengajuan/baru", &bad, None).await.page(422);
        assert!(
            again.contains("bukan tanggal") && again.contains("menikah"),
            "the form comes back filled in"
        );
        let good =
            [("kind", "leave"), ("leave_kind", "annual"), ("from_on", "2020-06-02"), ("reason", "menikah")];
        let sent = ani.upload("/pengajuan/baru", &good, Some(("surat.png", "x"))).await.page(422);
        assert!(sent.contains("bukan PDF"), "a file that is no paper is told");
        let sent = ani.upload("/pengajuan/baru", &good, Some(("surat.pdf", "%PDF-1.4"))).await;
        assert_eq!((sent.status.as_u16(), sent.location.as_str()), (303, "/pengajuan"), "{}", sent.body);
        let own = ani.get("/pengajuan").await.page(200);
        assert!(own.contains("Cuti tahunan") && own.contains("Menunggu putusan"));

        let head = Browser::of(&world, &world.head().await).await;
        let inbox = head.get("/pengajuan").await.page(200);
        assert!(inbox.contains("Ani Lestari") && inbox.contains("1 hari kerja tercatat: Cuti"));
        let at = inbox.find("/putusan").unwrap();
        let path = inbox[..at].rsplit('"').next().unwrap().to_owned() + "/putusan";
        head.get(&path.replace("putusan", "berkas")).await.page(200);
        let refused = head.post(&path, "decision=refuse&note=").await.page(422);
        assert!(refused.contains("Penolakan perlu catatan"));
        assert_eq!(head.post(&path, "decision=approve&note=baik").await.status.as_u16(), 303);
        assert!(head.post(&path, "decision=approve&note=").await.page(409).contains("sudah"));
        assert!(ani.get("/pengajuan").await.page(200).contains("Disetujui"));
    })
    .await;
}

#[tokio::test]
async fn a_finding_is_resolved_on_its_page() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-27T09:00:00").await;
        world.scans(&[(1, 27_000), (1, 58_500)]).await;
        world.signed(&world.officer().await, &[("ani", PaperStatus::Sick)]).await;
        let personnel = Browser::of(&world, &world.personnel().await).await;
        let list = personnel.get("/temuan").await.page(200);
        let at = list.find("/temuan/").unwrap();
        let path = list[at..].split('"').next().unwrap().to_owned();
        let page = personnel.get(&path).await.page(200);
        assert!(
            page.contains("07.30") && page.contains("16.15") && page.contains("<strong>Sakit</strong>"),
            "{page}"
        );
        let again = personnel.post(&path, "choice=&note=ada+surat").await.page(422);
        assert!(again.contains("ada surat"));
        let done = personnel.post(&path, "choice=paper_counts&note=ada+surat+dokter").await;
        assert_eq!((done.status.as_u16(), done.location.as_str()), (303, "/temuan"));
        assert!(personnel.get(&path).await.page(200).contains("Diputuskan: sakit"));
        assert_eq!(world.status(1, DAY).await, "sick");
        personnel.get("/temuan/999").await.page(404);
    })
    .await;
}

#[tokio::test]
async fn a_night_shift_is_recorded_and_ended_on_its_page() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T09:00:00").await;
        let personnel = Browser::of(&world, &world.personnel().await).await;
        let unit = world.main_unit().await;
        personnel.post("/jadwal", "unit=0&from_on=2020-05-01&start=22:00&end=06:00").await.page(422);
        let fields =
            format!("unit={unit}&from_on=2020-05-01&start=22:00&end=06:00&weekdays=7&weekdays=1&note=Jaga");
        let added = personnel.post("/jadwal", &fields).await;
        assert_eq!(added.status.as_u16(), 303, "{}", added.body);
        let list = personnel.get("/jadwal").await.page(200);
        assert!(list.contains("Senin, Minggu") && list.contains("22.00–06.00 hari berikutnya"), "{list}");
        let at = list.find("/akhiri").unwrap();
        let path = list[..at].rsplit('"').next().unwrap().to_owned() + "/akhiri";
        personnel.post(&path, "ends_on=2020-04-01").await.page(422);
        assert_eq!(personnel.post(&path, "ends_on=2020-05-25").await.status.as_u16(), 303);
        let officer = Browser::of(&world, &world.officer().await).await;
        officer.get("/jadwal").await.page(403);
    })
    .await;
}

#[tokio::test]
async fn programs_read_recaps_and_make_requests_as_json() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let officer_ctx = world.officer().await;
        world.signed(&officer_ctx, &[]).await;
        let officer = Browser::of(&world, &officer_ctx).await;
        let recaps = officer.get("/api/v1/recaps?date=2020-05-26").await;
        let read: serde_json::Value = serde_json::from_str(&recaps.body).unwrap();
        assert_eq!(read[0]["agency"], "dinkes");
        assert_eq!((&read[0]["progress"], &read[0]["version"]), (&json!("signed"), &json!(1)));
        let ani = Browser::of(&world, &world.employee(1).await).await;
        assert_eq!(ani.get("/api/v1/recaps").await.status.as_u16(), 403);
        let forgot = json!({
            "kind": "forgot_punch", "from_on": "2020-05-26", "start": "07:25", "reason": "mesin rusak"
        });
        let made = ani.json("/api/v1/requests", forgot).await;
        assert_eq!(made.status.as_u16(), 200, "{}", made.body);
        let own: serde_json::Value = serde_json::from_str(&ani.get("/api/v1/requests").await.body).unwrap();
        assert_eq!((&own[0]["start"], &own[0]["state"]), (&json!("07:25"), &json!("open")));
        let bad = json!({ "kind": "leave", "from_on": "2020-06-02", "reason": "menikah" });
        let refused = ani.json("/api/v1/requests", bad).await;
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.body.contains("attendance.request_leave_kind"), "{}", refused.body);
    })
    .await;
}

#[tokio::test]
async fn every_page_speaks_english_too() {
    each_db(|db| async move {
        let world = World::new(db, "2020-05-26T14:00:00").await;
        let mut officer = world.officer().await;
        officer.locale = siaga_platform::Locale::English;
        siaga_platform::session::set_locale(&officer, officer.locale).await.unwrap();
        world.signed(&officer, &[]).await;
        let browser = Browser::of(&world, &officer).await;
        for path in ["/rekap", SHEET, "/rekap/dinkes/2020-05-26/1", "/temuan", "/pengajuan"] {
            let page = browser.get(path).await.page(200);
            assert!(page.contains("lang=\"en\""), "{path}");
        }
    })
    .await;
}
