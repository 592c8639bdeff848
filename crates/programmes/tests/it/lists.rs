//! Lists in and out: all rows or none, a finding for each bad one, nothing that becomes a formula.

use crate::browser::Browser;
use crate::world::{World, day, reported};
use siaga_programmes::progress_of_all;
use siaga_testkit::each_db;

const HEAD: &str = "OPD;Tahun;Program;Indikator;Satuan;Target;Anggaran (Rp);Penanggung jawab;Rencana 6\n";

async fn import(browser: &Browser, csv: &str) -> crate::browser::Answer {
    browser.upload("/program/impor", &[], Some(("file", "program.csv", csv.as_bytes()))).await
}

#[tokio::test]
async fn a_list_is_read_or_refused_as_a_whole() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let browser = Browser::of(&world, &officer).await;
        assert!(browser.get("/program/impor").await.page(200).contains("multipart/form-data"));
        let good = "DISDIK;2020;BLT;Desa menyalurkan;desa;1.200;Rp1.000.000;Ani, Kabid;100\n";
        let bad = [
            "DINKES;2020;Vaksin;Orang divaksin;orang;100;1000;Budi;\n",
            "TIDAKADA;2020;Lain;Sesuatu saja;orang;100;1000;Budi;\n",
            "DISDIK;dua ribu;Lagi;Sesuatu saja;orang;banyak;1000;Budi;\n",
            "DISDIK;2020;Turun;Sesuatu saja;orang;100;1000;Budi;101\n",
            "DISDIK;2020;BLT;Desa menyalurkan;desa;10;10;Ani;\n",
        ];
        let page = import(&browser, &format!("{HEAD}{good}{}", bad[..4].concat())).await.page(422);
        for text in
            ["Anda tidak mengurus program DINKES", "TIDAKADA", "dua ribu", "banyak", "melebihi target"]
        {
            assert!(page.contains(text), "{text}: {page}");
        }
        let page = import(&browser, &format!("{HEAD}{good}{}", bad[4])).await.page(422);
        assert!(page.contains("sudah tercatat"), "the same name twice: {page}");
        let all = progress_of_all(&officer, day("2020-03-10"), None).await.unwrap();
        assert!(all.is_empty(), "nothing is half written");
        let page = import(&browser, "OPD;Tahun\nDISDIK;2020\n").await.page(422);
        assert!(page.contains("Kolom belum ada: Program, Indikator"), "{page}");
        import(&browser, HEAD).await.page(422);
        let done = import(&browser, &format!("{HEAD}{good}")).await;
        assert_eq!((done.status.as_u16(), done.location.as_str()), (303, "/program"));
        let all = progress_of_all(&officer, day("2020-03-10"), None).await.unwrap();
        assert_eq!((all[0].plan.target, all[0].plan.months.0[5]), (1200, Some(100)));
    })
    .await;
}

#[tokio::test]
async fn an_export_holds_no_formula_and_can_be_read_in_again() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (officer, other) = (world.officer(0).await, world.officer(1).await);
        let uid = world.programme(0, "=HYPERLINK(\"http://evil\")").await;
        reported(&officer, uid, 2, 20).await;
        let browser = Browser::of(&world, &officer).await;
        let csv = browser.get("/program/unduh?hari=2020-03-10&bentuk=csv").await.page(200);
        assert!(
            csv.contains("'=HYPERLINK") && !csv.contains(",=HYPERLINK") && !csv.contains(",\"=HYPERLINK")
        );
        assert!(csv.contains("16.60") && csv.contains("Sesuai rencana"), "{csv}");
        let xlsx = browser.get("/program/unduh?hari=2020-03-10&bentuk=xlsx").await;
        assert!(xlsx.body.starts_with("PK"));
        assert_eq!(browser.get("/program/unduh?bentuk=exe").await.status.as_u16(), 422);
        let foreign = Browser::of(&world, &other).await;
        let empty = foreign.get("/program/unduh?hari=2020-03-10&bentuk=csv").await.page(200);
        assert!(!empty.contains("HYPERLINK"), "another agency's programmes stay there");
        let again = import(
            &browser,
            &csv.replace("2020,'=HYPERLINK", "2021,'=HYPERLINK").replace("2020,\"'=", "2021,\"'="),
        )
        .await;
        assert_eq!(again.status.as_u16(), 303, "{}", again.body);
        assert_eq!(progress_of_all(&officer, day("2021-01-01"), None).await.unwrap().len(), 1);
    })
    .await;
}
