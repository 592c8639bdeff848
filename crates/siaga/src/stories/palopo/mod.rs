//! Palopo, June 2020: work from home ends on Thursday 4 June, fingerprints are asked for from Monday 8 June on.

mod days;
mod law;
mod world;

use super::browser::Browser;
use super::world::World;
use serde_json::Value;
use siaga_testkit::each_db;

#[tokio::test(flavor = "multi_thread")]
async fn fingerprints_come_back_to_palopo() {
    each_db(|db| async move {
        let world = world::begin(&db).await;
        days::of_work_from_home(&world).await;
        days::friday_without_fingerprints(&world).await;
        days::nobody_is_sent_home_from_friday_on(&world).await;
        days::monday_with_fingerprints(&world).await;
        law::is_explained(&world).await;
        law::is_named_for_the_day_of_a_person(&world).await;
        world.end().await;
    })
    .await;
}

/// What the figures of a day must say: people by status, all others none.
struct Figures<'a>(&'a [(&'a str, i64)]);

impl Figures<'_> {
    /// Asks the API for a day, of one agency or of all, and compares.
    async fn hold(&self, officer: &mut Browser, day: &str, agency: Option<&str>) {
        let only = agency.map(|code| format!("&agency={code}")).unwrap_or_default();
        let answer = officer.json(&format!("/api/v1/recap?period={day}&by=agency{only}")).await;
        let people = answer["total"]["people"].as_object().unwrap();
        for (kind, found) in people {
            let wanted = self.0.iter().find(|(name, _)| name == kind).map_or(0, |(_, count)| *count);
            assert_eq!(found.as_i64(), Some(wanted), "{day} {agency:?} {kind}: {people:?}");
        }
        let sum = |rows: &Value, kind: &str| -> i64 {
            let rows = rows.as_array().unwrap().iter();
            rows.map(|row| row["figure"]["people"][kind].as_i64().unwrap()).sum()
        };
        for (kind, wanted) in self.0 {
            assert_eq!(sum(&answer["rows"], kind), *wanted, "the rows of {day} add up to the total: {kind}");
        }
    }
}

/// Returns the status and the findings of somebody's day.
async fn day_of(
    browser: &mut Browser,
    world: &World,
    code: &str,
    person: usize,
    day: &str,
) -> (String, Vec<String>) {
    let uid = world.office(code).people[person].uid;
    let answer = browser.json(&format!("/api/v1/days/{uid}/{day}")).await;
    let findings = answer["findings"].as_array().unwrap().iter();
    let findings = findings.map(|finding| finding.as_str().unwrap().to_owned()).collect();
    (answer["status"].as_str().unwrap_or_default().to_owned(), findings)
}
