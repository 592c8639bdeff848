//! Import of employees.

use crate::world::{World, day, offices, world};
use siaga_directory::{
    Counts, EmployeeKind, ImportKind, Mapping, Preview, head_of, import_confirm, import_map, import_preview,
    import_view, imports, person, pins_between, search_people,
};
use siaga_platform::Problem;
use siaga_platform::db;
use siaga_platform::files::{Sheet, write_xlsx};
use siaga_testkit::each_db;

pub(crate) const LIST: &str = "\
NIP BARU;NOMOR PEGAWAI;NAMA;NIK;JENIS KELAMIN;TANGGAL LAHIR;JENIS PEGAWAI;TMT CPNS;JENIS JABATAN;JABATAN NAMA;\
TMT JABATAN;UNOR NAMA;UNOR INDUK NAMA;PIN
198001012005011001;;dr. Ani Lestari;1218014101800001;P;01-01-1980;PNS;2005-01-01;JPT Pratama;Kepala Dinas Kesehatan;\
02-01-2019;Dinas Kesehatan;Dinas Kesehatan;0001
198502022010012002;;Budi Santoso;;L;2 Februari 1985;PNS;2010-01-01;Fungsional;Epidemiolog;2019-03-01;\
Bidang Pencegahan;Dinas Kesehatan;0002
;TK-9;Cici;1218014303990002;P;03/03/1999;Tenaga Kontrak;2020-01-02;;;;;DINKES;0003
";

pub(crate) async fn preview(world: &World, bytes: &[u8]) -> Result<Preview, Problem> {
    import_preview(&world.ctx, ImportKind::Employees, "pegawai.csv", bytes.to_vec(), None).await
}

pub(crate) async fn count(world: &World, table: &str) -> i64 {
    let sql = format!("select cast(count(*) as bigint) from {table}");
    db::scalar(world.ctx.db().reader(), &sql, []).await.unwrap()
}

#[tokio::test]
async fn a_list_is_previewed_confirmed_and_changes_nothing_the_second_time() {
    each_db(|db| async move {
        let world = world(db).await;
        let office = offices(&world.ctx).await;
        let first = preview(&world, LIST.as_bytes()).await.unwrap();
        assert_eq!(
            first.counts,
            Counts { added: 3, changed: 0, unchanged: 0, refused: 0 },
            "{:?}",
            first.findings
        );
        assert_eq!(count(&world, "directory_employee").await, 0);
        assert_eq!(import_confirm(&world.ctx, first.id).await.unwrap().counts, first.counts);
        let again = import_confirm(&world.ctx, first.id).await.unwrap_err();
        assert_eq!(again.code, "directory.import_confirmed");
        let on = day("2020-05-26");
        let head = head_of(&world.ctx, office.health, on).await.unwrap().unwrap();
        assert_eq!((head.name.as_str(), head.from_on), ("dr. Ani Lestari", day("2019-01-02")));
        let [cici] = search_people(&world.ctx, "cici", on, 5).await.unwrap().try_into().unwrap();
        assert_eq!((cici.kind, cici.title.as_str()), (EmployeeKind::ContractWorker, "Pelaksana"));
        assert!(person(&world.ctx, cici.uid, day("2020-01-01")).await.unwrap().is_none());
        assert_eq!(pins_between(&world.ctx, on, on).await.unwrap().len(), 3);
        let second = preview(&world, LIST.as_bytes()).await.unwrap();
        assert_eq!(second.counts, Counts { added: 0, changed: 0, unchanged: 3, refused: 0 });
        let nothing = import_confirm(&world.ctx, second.id).await.unwrap_err();
        assert_eq!(nothing.code, "directory.import_nothing");
        for (table, rows) in [
            ("directory_employee", 3),
            ("directory_employment", 3),
            ("directory_post", 3),
            ("directory_pin", 3),
            ("platform_outbox where topic = 'directory.people_changed'", 1),
        ] {
            assert_eq!(count(&world, table).await, rows, "{table}");
        }
        let history = imports(&world.ctx).await.unwrap();
        assert_eq!(history.len(), 2);
        assert_eq!(import_view(&world.ctx, first.id).await.unwrap().counts, first.counts);
    })
    .await;
}

#[tokio::test]
async fn a_workbook_gives_the_same_as_a_text_file() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let csv = preview(&world, LIST.as_bytes()).await.unwrap();
        import_confirm(&world.ctx, csv.id).await.unwrap();
        let xlsx = workbook(LIST);
        let book = preview(&world, &xlsx).await.unwrap();
        assert_eq!(
            book.counts,
            Counts { added: 0, changed: 0, unchanged: 3, refused: 0 },
            "{:?}",
            book.findings
        );
    })
    .await;
}

fn workbook(text: &str) -> Vec<u8> {
    let mut rows = text.lines().map(|line| line.split(';').map(str::to_owned).collect::<Vec<_>>());
    let headers = rows.next().unwrap();
    let rows = rows.map(|row| row.into_iter().map(|cell| cell.as_str().into()).collect()).collect();
    write_xlsx(&[Sheet { name: "Pegawai".to_owned(), headers, rows }]).unwrap()
}

#[tokio::test]
async fn a_transfer_and_a_corrected_name_are_changes() {
    each_db(|db| async move {
        let world = world(db).await;
        let office = offices(&world.ctx).await;
        let first = preview(&world, LIST.as_bytes()).await.unwrap();
        import_confirm(&world.ctx, first.id).await.unwrap();
        let list = LIST
            .replace("dr. Ani Lestari", "Dr. dr. Ani Lestari")
            .replace("2019-03-01;Bidang Pencegahan;Dinas Kesehatan;0002", "2020-05-18;;SETDA;");
        let second = preview(&world, list.as_bytes()).await.unwrap();
        assert_eq!(second.counts, Counts { added: 0, changed: 2, unchanged: 1, refused: 0 });
        import_confirm(&world.ctx, second.id).await.unwrap();
        let [budi] =
            search_people(&world.ctx, "Budi", day("2020-05-17"), 5).await.unwrap().try_into().unwrap();
        assert_eq!(budi.unit_id, office.ward);
        let budi = person(&world.ctx, budi.uid, day("2020-05-18")).await.unwrap().unwrap();
        assert_eq!(budi.agency_id, office.secretariat);
        let third = preview(&world, list.as_bytes()).await.unwrap();
        assert_eq!(third.counts.unchanged, 3);
    })
    .await;
}

#[tokio::test]
async fn a_preview_that_is_overtaken_is_not_confirmed_as_it_stood() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let first = preview(&world, LIST.as_bytes()).await.unwrap();
        let second = preview(&world, LIST.as_bytes()).await.unwrap();
        import_confirm(&world.ctx, first.id).await.unwrap();
        let overtaken = import_confirm(&world.ctx, second.id).await.unwrap_err();
        assert_eq!(overtaken.code, "directory.import_changed");
        assert_eq!(count(&world, "directory_employee").await, 3);
        assert_eq!(import_confirm(&world.ctx, second.id).await.unwrap_err().code, "directory.import_nothing");
    })
    .await;
}

#[tokio::test]
async fn foreign_titles_wait_for_a_mapping() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let list = "No Induk,Siapa,Sebagai,Di\n198001012005011001,Ani,PNS,DINKES\n";
        let open = preview(&world, list.as_bytes()).await.unwrap();
        assert_eq!(open.missing, ["nip", "name", "kind", "agency"]);
        let refused = import_confirm(&world.ctx, open.id).await.unwrap_err();
        assert_eq!(refused.code, "directory.import_not_mapped");
        let mapping: Mapping =
            ["nip", "name", "kind", "agency"].into_iter().map(str::to_owned).zip(0..).collect();
        let twice = Mapping::from([("nip".to_owned(), 0), ("name".to_owned(), 0)]);
        assert_eq!(
            import_map(&world.ctx, open.id, twice).await.unwrap_err().code,
            "directory.mapping_column"
        );
        let mapped = import_map(&world.ctx, open.id, mapping).await.unwrap();
        assert_eq!((mapped.missing.len(), mapped.counts.added), (0, 1));
        import_confirm(&world.ctx, open.id).await.unwrap();
        assert_eq!(count(&world, "directory_employee").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_identity_number_is_not_readable_in_the_table() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let list = preview(&world, LIST.as_bytes()).await.unwrap();
        import_confirm(&world.ctx, list.id).await.unwrap();
        let sql = "select nik_sealed from directory_employee where nip = '198001012005011001'";
        let sealed: Vec<u8> = db::scalar(world.ctx.db().reader(), sql, []).await.unwrap();
        assert!(!String::from_utf8_lossy(&sealed).contains("1218"));
    })
    .await;
}
