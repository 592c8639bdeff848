//! Import of agencies and units.

use crate::world::{World, day, offices, world};
use siaga_access::{Grant, Role};
use siaga_directory::{
    Counts, ImportKind, Preview, agencies, agency_by_code, import_confirm, import_preview, units,
};
use siaga_platform::accounts::{self, Opening};
use siaga_testkit::each_db;

const LIST: &str = "\
KODE,NAMA,KODE INDUK,KODE UNIT,NAMA UNIT,LINTANG,BUJUR,KODE WILAYAH
KEC-01,Kecamatan Contoh,SETDA,,,3.5678,\"99,1234\",12.18.01
DINKES,Dinas Kesehatan,SETDA,P2P,Bidang Pencegahan Penyakit,,,
KEC-01,Kecamatan Contoh,,PEM,Seksi Pemerintahan,,,
SETDA,Sekretariat Daerah,,,,,,
";

async fn preview(world: &World, list: &str) -> Preview {
    import_preview(&world.ctx, ImportKind::Agencies, "opd.csv", list.as_bytes().to_vec(), None).await.unwrap()
}

#[tokio::test]
async fn agencies_and_units_are_added_renamed_and_left_alone() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let first = preview(&world, LIST).await;
        assert_eq!(
            first.counts,
            Counts { added: 2, changed: 1, unchanged: 1, refused: 0 },
            "{:?}",
            first.findings
        );
        assert_eq!(agencies(&world.ctx).await.unwrap().len(), 2);
        import_confirm(&world.ctx, first.id).await.unwrap();
        let district = agency_by_code(&world.ctx, "KEC-01").await.unwrap();
        assert_eq!((district.latitude_micro, district.longitude_micro), (Some(3_567_800), Some(99_123_400)));
        assert_eq!(district.path.len(), 2);
        let names: Vec<String> =
            units(&world.ctx, Some(district.id)).await.unwrap().into_iter().map(|unit| unit.name).collect();
        assert_eq!(names, ["Kecamatan Contoh", "Seksi Pemerintahan"]);
        let again = preview(&world, LIST).await;
        assert_eq!(again.counts, Counts { added: 0, changed: 0, unchanged: 4, refused: 0 });
    })
    .await;
}

#[tokio::test]
async fn grants_follow_agencies_that_move() {
    each_db(|db| async move {
        let world = world(db).await;
        let office = offices(&world.ctx).await;
        let (above, below) = (office.secretariat, office.health);
        let opening = Opening {
            login: "petugas".to_owned(),
            name: "Petugas".to_owned(),
            person: None,
            with_employee_role: false,
        };
        let account = accounts::open(&world.ctx, opening).await.unwrap().id;
        let tx = world.ctx.db().begin().await.unwrap();
        for path in [vec![above], vec![above, below]] {
            let from_on = day("2020-01-01");
            let grant = Grant { role: Role::UnitOfficer, agency: Some(path), from_on, until_on: None };
            accounts::grant(&world.ctx, &tx, account, &grant).await.unwrap();
        }
        tx.commit().await.unwrap();
        let list = "KODE,NAMA,KODE INDUK\nSETDA,Sekretariat Daerah,PUSAT\nPUSAT,Pemerintah,\n";
        let first = preview(&world, list).await;
        import_confirm(&world.ctx, first.id).await.unwrap();
        let mut stored: Vec<_> = accounts::grants_of(&world.ctx, account)
            .await
            .unwrap()
            .into_iter()
            .filter_map(|grant| grant.agency_path)
            .collect();
        stored.sort();
        let mut expected = Vec::new();
        for code in ["DINKES", "SETDA"] {
            let path = agency_by_code(&world.ctx, code).await.unwrap().path;
            expected.push(accounts::path_text(&path));
        }
        expected.sort();
        assert_eq!(stored, expected);
        assert!(stored.iter().all(|path| path.split('/').count() > 1));
    })
    .await;
}

#[tokio::test]
async fn two_agencies_may_change_places_in_one_list() {
    each_db(|db| async move {
        let world = world(db).await;
        offices(&world.ctx).await;
        let list = "KODE,NAMA,KODE INDUK\nSETDA,Sekretariat Daerah,PUSAT\nPUSAT,Pemerintah,\n";
        let first = preview(&world, list).await;
        assert_eq!(first.counts, Counts { added: 1, changed: 1, unchanged: 0, refused: 0 });
        import_confirm(&world.ctx, first.id).await.unwrap();
        assert_eq!(agency_by_code(&world.ctx, "DINKES").await.unwrap().path.len(), 3);
    })
    .await;
}
