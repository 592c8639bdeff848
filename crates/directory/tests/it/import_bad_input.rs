//! What offices send by mistake: a clear problem each, nothing written.

use crate::import_employees::{LIST, count, preview};
use crate::world::{offices, world};
use siaga_directory::{Counts, import_confirm};
use siaga_testkit::each_db;

#[tokio::test]
async fn wrong_files_are_refused_whole() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let titles = LIST.lines().next().unwrap().as_bytes();
        let broken_letters = [LIST.as_bytes(), b"\x81\x8d".as_slice()].concat();
        let cases: [(&[u8], &str); 7] = [
            (b"", "files.empty"),
            (b" \r\n \n", "files.empty"),
            (b"%PDF-1.7\nx", "files.not_a_table"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\0", "files.not_a_table"),
            (b"PK\x03\x04 not an archive", "files.damaged"),
            (titles, "directory.import_no_rows"),
            (&broken_letters, "files.encoding"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(preview(&world, bytes).await.unwrap_err().code, expected);
        }
        assert_eq!(count(&world, "directory_import").await, 0);
    })
    .await;
}

#[tokio::test]
async fn wrong_rows_are_named_and_left_out() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let list = "\
NIP;NAMA;STATUS;OPD;TANGGAL LAHIR
198001012005011001;Ani;PNS;DINKES;01-01-1980
19850202201001200;Budi;PNS;DINKES;02-02-1985
199003032015031003;Cici;PNS;DINKES;31-02-1990
197501011999031004;Dedi;PNS;;01-01-1975
197601012000031005;Eka;PNS;Dinas Angkasa;01-01-1976
197701012001032006;Fitri;Presiden;DINKES;01-01-1977
197801012002031007;Gani;PNS;DINKES;01-01-1978
197801012002031007;Gani;PNS;SETDA;01-01-1978
1.98E+17;Hadi;PNS;DINKES;01-01-1980
";
        let shown = preview(&world, list.as_bytes()).await.unwrap();
        let found: Vec<(u32, &str, &str)> = shown
            .findings
            .iter()
            .map(|finding| (finding.row, finding.field, finding.code.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (3, "nip", "directory.nip_length"),
                (4, "birth_on", "directory.date_impossible"),
                (5, "agency", "directory.agency_empty"),
                (6, "agency", "directory.agency_unknown"),
                (7, "kind", "directory.kind_unknown"),
                (8, "nip", "directory.nip_twice"),
                (9, "nip", "directory.nip_twice"),
                (10, "nip", "directory.digits_lost"),
            ]
        );
        assert_eq!(shown.counts, Counts { added: 1, changed: 0, unchanged: 0, refused: 8 });
        import_confirm(&world.ctx, shown.id).await.unwrap();
        assert_eq!(count(&world, "directory_employee").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_number_of_somebody_else_on_file_is_refused() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let first = preview(&world, LIST.as_bytes()).await.unwrap();
        import_confirm(&world.ctx, first.id).await.unwrap();
        let list = "\
NIP,NAMA,NIK,STATUS,OPD,PIN
199003032015031003,Palsu,1218014101800001,PNS,DINKES,
197501011999031004,Dedi,,PNS,DINKES,0001
";
        let shown = preview(&world, list.as_bytes()).await.unwrap();
        let codes: Vec<&str> = shown.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, ["directory.nip_differs", "directory.pin_taken"]);
        assert_eq!(import_confirm(&world.ctx, shown.id).await.unwrap_err().code, "directory.import_nothing");
    })
    .await;
}

#[tokio::test]
async fn a_preview_writes_no_person_even_when_the_program_ends_there() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        preview(&world, LIST.as_bytes()).await.unwrap();
        for table in ["directory_employee", "directory_employment", "directory_post", "directory_pin"] {
            assert_eq!(count(&world, table).await, 0, "{table}");
        }
        assert_eq!(count(&world, "directory_import_file").await, 1);
    })
    .await;
}
