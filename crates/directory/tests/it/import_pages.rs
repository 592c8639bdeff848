//! Import on screen, without script.

use crate::browser::sign_in_as;
use crate::import_employees::{LIST, count};
use crate::world::{offices, world};
use http::StatusCode;
use siaga_access::Role;
use siaga_testkit::each_db;

#[tokio::test]
async fn a_list_goes_from_upload_to_history() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let browser = sign_in_as(&world, "bkpsdm", Role::PersonnelAgency, None, None).await;
        assert!(browser.get("/impor").await.text.contains("Belum ada daftar yang diimpor"));
        let list = LIST.replace("198502022010012002", "19850202201001200");
        let sent = browser.upload("/impor", "employees", "pegawai.csv", list.as_bytes()).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let page = browser.get(&sent.location).await.text;
        assert!(page.contains("NIP harus 18 digit, ditemukan 17") && page.contains("NIP BARU"), "{page}");
        assert!(page.contains("Simpan yang benar") && !page.contains('«'));
        assert_eq!(count(&world, "directory_employee").await, 0);
        let confirmed = browser.post(&format!("{}/simpan", sent.location), &[]).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.text);
        assert_eq!(count(&world, "directory_employee").await, 2);
        let twice = browser.post(&format!("{}/simpan", sent.location), &[]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        assert!(twice.text.contains("sudah disimpan sebelumnya"));
        assert!(browser.get("/impor").await.text.contains("Sudah disimpan"));
    })
    .await;
}

#[tokio::test]
async fn foreign_titles_are_mapped_on_screen() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let browser = sign_in_as(&world, "bkpsdm", Role::PersonnelAgency, None, None).await;
        let list = "No Induk,Siapa,Sebagai,Di\n198001012005011001,Ani,PNS,DINKES\n";
        let sent = browser.upload("/impor", "employees", "lain.csv", list.as_bytes()).await;
        let page = browser.get(&sent.location).await.text;
        assert!(page.contains("Ada kolom wajib yang belum dikenali") && !page.contains("Simpan yang benar"));
        let columns = format!("{}/kolom", sent.location);
        let twice = browser.post(&columns, &[("kolom-nip", "0"), ("kolom-name", "0")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text.contains("dipilih dua kali"));
        let all = [
            ("kolom-nip", "0"),
            ("kolom-name", "1"),
            ("kolom-kind", "2"),
            ("kolom-agency", "3"),
            ("kolom-nik", ""),
        ];
        assert_eq!(browser.post(&columns, &all).await.status, StatusCode::SEE_OTHER);
        assert!(browser.get(&sent.location).await.text.contains("Simpan yang benar"));
    })
    .await;
}

#[tokio::test]
async fn wrong_uploads_are_answered_in_words() {
    each_db(|db| async move {
        let world = world(db).await;
        let browser = sign_in_as(&world, "bkpsdm", Role::PersonnelAgency, None, None).await;
        let titles = LIST.lines().next().unwrap().as_bytes();
        for (kind, bytes, expected) in [
            ("employees", b"".as_slice(), "Belum ada berkas yang dipilih"),
            ("", LIST.as_bytes(), "Pilih dulu isi daftarnya"),
            ("employees", b"\x89PNG\r\n\x1a\n\0\0", "bukan CSV atau XLSX"),
            ("employees", b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel lama"),
            ("employees", titles, "hanya berisi judul kolom"),
        ] {
            let answer = browser.upload("/impor", kind, "salah.csv", bytes).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{expected}");
            assert!(answer.text.contains(expected), "{expected}: {}", answer.text);
        }
        let large = vec![b'a'; 20 * 1024 * 1024];
        let answer = browser.upload("/impor", "employees", "besar.csv", &large).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.text.contains("Paling besar 20 MB"));
        assert_eq!(count(&world, "directory_import").await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_imports_agencies_but_no_employees() {
    each_db(|db| async move {
        let world = world(db).await;
        let browser = sign_in_as(&world, "admin", Role::Administrator, None, None).await;
        let page = browser.get("/impor").await.text;
        assert!(page.contains("value=\"agencies\"") && !page.contains("value=\"employees\""));
        let refused = browser.upload("/impor", "employees", "a.csv", LIST.as_bytes()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let list = "KODE,NAMA\nSETDA,Sekretariat Daerah\n";
        let sent = browser.upload("/impor", "agencies", "opd.csv", list.as_bytes()).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let confirmed = browser.post(&format!("{}/simpan", sent.location), &[]).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.text);
        assert_eq!(count(&world, "directory_agency").await, 1);
    })
    .await;
}
