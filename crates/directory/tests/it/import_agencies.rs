//! Import of agencies and units.

use crate::world::{World, offices, world};
use siaga_directory::{
    Counts, ImportKind, Preview, agencies, agency_by_code, import_confirm, import_preview, units,
};
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
