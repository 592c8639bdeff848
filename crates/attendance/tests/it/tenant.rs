//! What the tests run, and a government for those that do not ask for the regions of the country.

use chrono::NaiveDate;
use siaga_civil::CivilZone;
use siaga_platform::{Capability, Government, db};
use siaga_testkit::TestProgram;

/// Everything that attendance stands on, and itself.
pub(crate) fn capabilities() -> Vec<Capability> {
    vec![
        siaga_platform::web::capability(),
        siaga_directory::capability(),
        siaga_documents::capability(),
        siaga_directives::capability(),
        siaga_services::capability(),
        siaga_arrangements::capability(),
        siaga_attendance::capability(),
    ]
}

/// Makes a tenant in a region; its records begin long before the days of the tests.
pub(crate) async fn tenant(program: &TestProgram, region: &str) -> Government {
    let tx = program.app.db.begin().await.unwrap();
    let name = "Kabupaten Contoh";
    let begins_on = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    let id: i64 = db::scalar(
        &*tx,
        "insert into platform_government (region_code, name, time_zone, created_at)
         values ($3, $1, 'Asia/Jakarta', $2) returning id",
        [name.into(), begins_on.and_time(chrono::NaiveTime::MIN).and_utc().into(), region.into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let zone = CivilZone::Wib;
    Government { id, region: region.parse().unwrap(), name: name.to_owned(), zone, begins_on }
}
