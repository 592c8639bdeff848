//! Pages as a browser without script sees them.

use crate::browser::Browser;
use crate::world::{World, day, reported};
use siaga_access::Role;
use siaga_platform::web::Pagination;
use siaga_programmes::{AsOf, programme, programmes_of};
use siaga_testkit::each_db;

const NEW: &str = "agency=DISDIK&year=2020&name=BLT+%3Cb%3EDesa&indicator=Desa+menyalurkan&unit=desa\
&target=1.200&budget=Rp1.000.000&responsible=Ani+Lestari";

#[tokio::test]
async fn a_programme_is_recorded_changed_reported_and_evaluated() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let browser = Browser::of(&world, &officer).await;
        assert!(browser.get("/program").await.page(200).contains("Belum ada program"));
        assert!(browser.get("/program/baru").await.page(200).contains("Desember"));
        let page = browser.post("/program/baru", &format!("{NEW}&month_3=500&month_4=400")).await.page(422);
        assert!(page.contains("Rencana bulan 4 kurang") && page.contains("value=\"1.200\""), "{page}");
        let made = browser.post("/program/baru", NEW).await;
        assert_eq!(made.status.as_u16(), 303, "{}", made.body);
        let path = made.location;
        let page = browser.get(&path).await.page(200);
        assert!(page.contains("BLT &#60;b&#62;Desa") && page.contains("Laporan Januari 2020"));
        let fields = [("month", "2"), ("version", "0"), ("real", "200"), ("spent", "100.000")];
        let fields = [&fields[..], &[("obstacles", "Jembatan putus")]].concat();
        let file = Some(("evidence", "bukti.pdf", b"%PDF-1.7 x".as_slice()));
        let sent = browser.upload(&format!("{path}/laporan"), &fields, file).await;
        assert_eq!((sent.status.as_u16(), sent.location.as_str()), (303, path.as_str()), "{}", sent.body);
        let page = browser.get(&path).await.page(200);
        assert!(
            page.contains("Jembatan putus") && page.contains("200/1.200 desa") && page.contains("bukti.pdf")
        );
        let link =
            page.split("href=\"").find(|rest| rest.contains("/berkas/")).unwrap().split('"').next().unwrap();
        assert_eq!(browser.get(link).await.page(200), "%PDF-1.7 x");
        let script = Some(("evidence", "x.svg", b"<svg onload=alert(1)>".as_slice()));
        let fields = [("month", "3"), ("version", "0"), ("real", "300"), ("spent", "100.000")];
        let page = browser.upload(&format!("{path}/laporan"), &fields, script).await.page(422);
        assert!(page.contains("PDF, JPG, PNG atau XLSX.") && page.contains("value=\"300\""), "{page}");
        let leader = Browser::of(&world, &world.leader().await).await;
        let page = leader.get(&path).await.page(200);
        assert!(page.contains("Catat evaluasi") && !page.contains("Kirim laporan"));
        let note = "evaluated_on=2020-03-10&decision=Percepat+segera&follow_up=&due_on=";
        assert_eq!(leader.post(&format!("{path}/evaluasi"), note).await.status.as_u16(), 303);
        assert_eq!(browser.post(&format!("{path}/evaluasi"), note).await.status.as_u16(), 403);
        assert!(browser.get(&path).await.page(200).contains("Percepat segera"));
        let list = leader.get("/program?hari=2020-03-10").await.page(200);
        assert!(list.contains("/jelaskan/programmes.behind") && list.contains("Realisasi 16,6 %"), "{list}");
        let before = browser.get("/program?hari=2020-02-28").await.page(200);
        assert!(before.contains(&format!("href=\"{path}?hari=2020-02-28\"")), "{before}");
        let before = browser.get(&format!("{path}?hari=2020-02-28")).await.page(200);
        assert!(
            before.contains("Keadaan per 28 Februari 2020") && !before.contains("Kirim laporan"),
            "{before}"
        );
        for other in ["2019-12-31", "2021-01-01"] {
            assert!(browser.get(&format!("{path}?hari={other}")).await.page(200).contains("Keadaan per"));
        }
        browser.get(&format!("{path}?hari=besok")).await.page(422);
    })
    .await;
}

#[tokio::test]
async fn the_second_officer_sees_the_first_numbers_and_the_own_text() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.programme(0, "BLT Desa").await;
        let (first, second) = (world.officer(0).await, world.officer(0).await);
        reported(&first, uid, 2, 20).await;
        let browser = Browser::of(&world, &second).await;
        let path = format!("/program/{uid}/laporan");
        let mut fields = vec![("month", "2"), ("version", "0"), ("real", "37"), ("spent", "5")];
        fields.push(("obstacles", "hujan terus"));
        let page = browser.upload(&path, &fields, None).await.page(409);
        assert!(
            page.contains("20 desa") && page.contains("value=\"37\"") && page.contains("hujan terus"),
            "{page}"
        );
        assert!(page.contains("name=\"version\" value=\"1\"") && page.contains("lebih dahulu melaporkan"));
        fields[1] = ("version", "1");
        fields.push(("reason", "data desa terbaru"));
        assert_eq!(browser.upload(&path, &fields, None).await.status.as_u16(), 303);
        let sheet = programme(&first, uid, AsOf::day(day("2020-03-10"))).await.unwrap();
        let reals: Vec<i64> = sheet.reports.iter().map(|one| one.real).collect();
        assert_eq!(reals, [37, 20], "nothing is lost");
    })
    .await;
}

#[tokio::test]
async fn a_stale_change_shows_the_form_again_with_what_was_typed() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.programme(0, "BLT Desa").await;
        let browser = Browser::of(&world, &world.officer(0).await).await;
        let path = format!("/program/{uid}/ubah");
        assert!(browser.get(&path).await.page(200).contains("value=\"120\""));
        let change = |version: i32, target: i64| {
            format!(
                "version={version}&name=BLT+Desa&indicator=Desa+x&unit=desa&target={target}&budget=1&\
                 responsible=Ani&reason=rapat+anggaran"
            )
        };
        assert_eq!(browser.post(&path, &change(1, 240)).await.status.as_u16(), 303);
        let page = browser.post(&path, &change(1, 250)).await.page(409);
        assert!(page.contains("value=\"250\"") && page.contains("name=\"version\" value=\"2\""), "{page}");
        let own = programmes_of(&world.system(), world.agencies[0], day("2020-03-10")).await.unwrap();
        assert_eq!(own[0].plan.target, 240);
    })
    .await;
}

#[tokio::test]
async fn other_agencies_and_employees_are_refused_at_every_page() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.programme(0, "BLT Desa").await;
        let other = Browser::of(&world, &world.officer(1).await).await;
        for path in [format!("/program/{uid}"), format!("/program/{uid}/ubah")] {
            assert_eq!(other.get(&path).await.status.as_u16(), 403, "{path}");
        }
        let fields = [("month", "2"), ("real", "1"), ("spent", "1")];
        let sent = other.upload(&format!("/program/{uid}/laporan"), &fields, None).await;
        assert_eq!(sent.status.as_u16(), 403);
        assert!(!other.get("/program").await.page(200).contains("BLT Desa"));
        let employee = world.account(Role::Employee, Some(0), Some(1)).await;
        assert_eq!(Browser::of(&world, &employee).await.get("/program").await.status.as_u16(), 403);
        let leader = Browser::of(&world, &world.leader().await).await;
        assert_eq!(leader.get("/program?hari=2020-13-01").await.status.as_u16(), 422);
        assert!(leader.get("/program?hari=2018-01-01").await.page(200).contains("Belum ada program"));
    })
    .await;
}

#[tokio::test]
async fn an_evaluation_report_becomes_a_draft_letter() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.programme(0, "BLT Desa").await;
        reported(&world.officer(0).await, uid, 2, 20).await;
        let officer = world.officer(0).await;
        let browser = Browser::of(&world, &officer).await;
        let made = browser.post("/program/laporan-evaluasi", "hari=2020-03-10&opd=DISDIK").await;
        assert_eq!(made.status.as_u16(), 303, "{}", made.body);
        let key = made.location.strip_prefix("/surat/").unwrap().parse().unwrap();
        let found = siaga_documents::find(&officer, key).await.unwrap();
        assert_eq!(
            (found.signatory.name.as_str(), found.agency),
            ("Dr. Hasan Siregar", Some(world.agencies[0]))
        );
        let body: siaga_typeset::Evaluation = serde_json::from_value(found.body).unwrap();
        assert_eq!(body.programmes[0].realised_text, "20 desa");
        let file = siaga_documents::pdf(&officer, key).await.unwrap();
        assert!(file.bytes.starts_with(b"%PDF-") && file.bytes.len() < 150_000, "{}", file.bytes.len());
        let again = browser.post("/program/laporan-evaluasi", "hari=2020-03-10&opd=DISDIK").await;
        assert_eq!(again.location, made.location, "the same report replaces its draft");
        let none = browser.post("/program/laporan-evaluasi", "hari=2019-03-10&opd=DISDIK").await;
        assert_eq!(none.status.as_u16(), 409);
        let leader = world.account(Role::RegionalLeader, None, Some(0)).await;
        let made = Browser::of(&world, &leader).await.post("/program/laporan-evaluasi", "hari=&opd=").await;
        assert!(made.location.starts_with("/surat/"), "{}", made.body);
    })
    .await;
}

#[tokio::test]
async fn an_innovation_goes_from_form_to_review() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let maker = Browser::of(&world, &world.account(Role::Employee, Some(0), Some(1)).await).await;
        assert!(maker.get("/inovasi").await.page(200).contains("Daftarkan inovasi"));
        maker.get("/inovasi/baru").await.page(200);
        let mut fields = vec![
            ("title", "Surat Cepat"),
            ("problem", "Antrean surat keterangan lama"),
            ("solution", "Surat keterangan lewat desa"),
            ("benefit", "pendek"),
            ("since_on", "2020-01-15"),
        ];
        let page = maker.upload("/inovasi/baru", &fields, None).await.page(422);
        assert!(page.contains("paling sedikit 10 huruf") && page.contains("Antrean surat"), "{page}");
        fields[3] = ("benefit", "Dari 3 hari menjadi 2 jam");
        let made = maker.upload("/inovasi/baru", &fields, None).await;
        assert_eq!(made.status.as_u16(), 303, "{}", made.body);
        let path = made.location;
        assert!(maker.get(&path).await.page(200).contains("Menunggu telaah"));
        let reviewer = Browser::of(&world, &world.account(Role::PersonnelAgency, None, Some(3)).await).await;
        assert!(reviewer.get(&path).await.page(200).contains("Simpan telaah"));
        let page =
            reviewer.post(&format!("{path}/telaah"), "version=1&decision=returned&reason=").await.page(422);
        assert!(page.contains("paling sedikit 5 huruf"), "{page}");
        let sent =
            reviewer.post(&format!("{path}/telaah"), "version=1&decision=returned&reason=Tambah+angka").await;
        assert_eq!(sent.status.as_u16(), 303, "{}", sent.body);
        assert!(maker.get(&format!("{path}/ubah")).await.page(200).contains("Tambah angka"));
        fields.push(("version", "1"));
        let sent = maker.upload(&format!("{path}/ubah"), &fields, None).await;
        assert_eq!(sent.status.as_u16(), 303, "{}", sent.body);
        let sent = reviewer.post(&format!("{path}/telaah"), "version=2&decision=accepted&reason=").await;
        assert_eq!(sent.status.as_u16(), 303, "{}", sent.body);
        let list = maker.get("/inovasi?keadaan=accepted").await.page(200);
        assert!(list.contains("Surat Cepat") && list.contains("Diterima"));
        assert!(maker.get("/inovasi/unduh?bentuk=csv").await.page(200).contains("Surat Cepat"));
    })
    .await;
}

#[tokio::test]
async fn a_long_list_has_pages_and_its_figures_count_all() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let all = Pagination::ROWS + 1;
        for number in 1..=all {
            world.programme(0, &format!("Program {number:03}")).await;
        }
        let browser = Browser::of(&world, &world.officer(0).await).await;
        let first = browser.get("/program?opd=DISDIK").await.page(200);
        let last = browser.get("/program?opd=DISDIK&page=2").await.page(200);
        let rows = |page: &str| page.matches("<th scope=\"row\">").count();
        assert_eq!((rows(&first), rows(&last)), (Pagination::ROWS as usize, 1));
        assert!(first.contains("opd=DISDIK&page=2") || first.contains("opd=DISDIK&#38;page=2"), "{first}");
        assert!(last.contains(&format!("Program {all:03}")));
    })
    .await;
}
