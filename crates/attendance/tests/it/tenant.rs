//! A government for tests that do not ask for the regions of the country.

use chrono::NaiveDate;
use siaga_civil::CivilZone;
use siaga_platform::{Government, db};
use siaga_testkit::TestProgram;

/// Makes the tenant; its records begin long before the days of the tests.
pub(crate) async fn tenant(program: &TestProgram) -> Government {
    let tx = program.app.db.begin().await.unwrap();
    let name = "Kabupaten Contoh";
    let begins_on = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    let id: i64 = db::scalar(
        &*tx,
        "insert into platform_government (region_code, name, time_zone, created_at)
         values ('12.18', $1, 'Asia/Jakarta', $2) returning id",
        [name.into(), begins_on.and_time(chrono::NaiveTime::MIN).and_utc().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let zone = CivilZone::Wib;
    Government { id, region: "12.18".parse().unwrap(), name: name.to_owned(), zone, begins_on }
}
