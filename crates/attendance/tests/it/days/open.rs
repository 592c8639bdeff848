//! Open tables: read by nobody in particular, small numbers suppressed.

use super::world::{World, day};
use siaga_attendance::rebuild_month;
use siaga_platform::files::Value;
use siaga_platform::open_data::OpenRows;
use siaga_platform::{Actor, Ctx};
use siaga_testkit::each_db;

async fn open(world: &World, name: &str, on: &str) -> OpenRows {
    let ctx = Ctx { actor: Actor::anonymous(), ..world.ctx() };
    let table = ctx.app.contributions.open_tables.iter().find(|table| table.name == name).unwrap();
    (table.load)(ctx.clone(), day(on)).await.unwrap()
}

#[tokio::test]
async fn open_tables_tell_figures_and_hide_small_numbers() {
    each_db(|db| async move {
        let world = World::new(db, 4, 12, "2020-06-09T20:00:00").await;
        let on = day("2020-06-09");
        // Everybody of the first, eleven of the second, six of the others.
        let people = (0..12).chain(12..23).chain(24..30).chain(36..42);
        let seen: Vec<_> = people.map(|person| (person, on, 7 * 3600)).collect();
        world.punch(&seen).await;
        rebuild_month(&world.ctx(), on).await.unwrap();
        let table = open(&world, "kehadiran-per-opd", "2020-06-09").await;
        assert_eq!(table.rows.len(), 5);
        let told: Vec<&[Value]> = table.rows.iter().map(|row| &row[3..]).collect();
        assert_eq!(told[0], [Value::Whole(48), Value::Whole(35), Value::PercentHundredths(7292)]);
        // One row alone is cut at the top: others are hidden until it does not follow from the sum.
        assert_eq!(told[1], [Value::Whole(12), Value::Empty, Value::Empty]);
        assert_eq!(told[3], [Value::Whole(12), Value::Empty, Value::Empty]);
        assert_eq!(told[2], [Value::Whole(12), Value::from(">7"), Value::from(">58.33")]);
        assert_eq!(told[4], [Value::Whole(12), Value::Whole(6), Value::PercentHundredths(5000)]);
        let statuses = open(&world, "status-per-hari", "2020-06-09").await;
        let present = &statuses.rows[0];
        assert_eq!(present[1..], [Value::from("Hadir"), Value::Whole(35)]);
        assert!(
            open(&world, "kehadiran-per-opd", "2020-06-07").await.rows.is_empty(),
            "a day off has no rows"
        );
    })
    .await;
}
