//! Regions of the country and the tenant.

use crate::world::{program, world};
use siaga_civil::{CivilZone, RegionCode};
use siaga_directory::{
    RegionCounts, add_government, init_government, load_regions, region_counts, region_name, regions_below,
};
use siaga_testkit::each_db;

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

#[tokio::test]
async fn the_check_figures_of_four_governments_hold() {
    each_db(|db| async move {
        let app = program(&db).await;
        let region = code("12.18");
        let government =
            init_government(&app, region, "Pemerintah Kabupaten Contoh", CivilZone::Wib).await.unwrap();
        let ctx = &app.system_ctx("test", &government);
        // Regency, districts, desa, kelurahan.
        let figures =
            [("12.18", 17, 237, 6), ("32.14", 17, 183, 9), ("72.01", 24, 291, 46), ("73.73", 9, 0, 48)];
        for (regency, districts, villages, urban_villages) in figures {
            let counts = region_counts(ctx, &code(regency)).await.unwrap();
            assert_eq!(counts, RegionCounts { districts, villages, urban_villages }, "{regency}");
        }
        let name = region_name(ctx, &code("12.18")).await.unwrap();
        assert_eq!(name.as_deref(), Some("Kabupaten Serdang Bedagai"));
        assert_eq!(region_name(ctx, &code("12.99")).await.unwrap(), None);
        let below = regions_below(ctx, &code("12.18")).await.unwrap();
        assert_eq!(below.len(), 17);
        assert!(below.is_sorted_by_key(|region| region.code));
    })
    .await;
}

#[tokio::test]
async fn regions_are_loaded_once() {
    each_db(|db| async move {
        let app = program(&db).await;
        assert_eq!(load_regions(&app.db).await.unwrap(), 91_599);
        assert_eq!(load_regions(&app.db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_government_needs_a_regency_of_the_list_and_a_name() {
    each_db(|db| async move {
        let world = world(db).await;
        let app = &world.app;
        for (region, name, expected) in [
            ("12.99", "Pemkab", "directory.region_unknown"),
            ("12", "Pemprov", "directory.region_unknown"),
            ("12.18.01", "Kecamatan", "directory.region_unknown"),
            ("73.73", "  ", "directory.name_empty"),
            ("12.18", "Lagi", "platform.conflict"),
        ] {
            let problem = add_government(app, code(region), name, CivilZone::Wib).await.unwrap_err();
            assert_eq!(problem.code, expected, "{region} {name}");
        }
        let other =
            add_government(app, code("73.73"), "Pemerintah Kota Contoh", CivilZone::Wita).await.unwrap();
        assert_ne!(other.id, world.ctx.government.id);
    })
    .await;
}
