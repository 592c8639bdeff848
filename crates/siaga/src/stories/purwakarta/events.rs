//! Events that were planned under the older limit, and what becomes of them.

use super::CIRCULAR;
use crate::stories::browser::Browser;
use crate::stories::reading::hidden;
use crate::stories::world::World;
use serde_json::Value;

/// People and day of the events that are planned on 24 June.
const PLANNED: [(&str, &str, &str); 3] =
    [("25", "2021-06-28", "DPUTR"), ("40", "2021-06-29", "BKAD"), ("50", "2021-06-30", "DISPORAPARBUD")];
const LINK: &str = "https://rapat.contoh.go.id/purwakarta";

/// Requests three events and has them allowed; returns their addresses.
pub(super) async fn are_planned(world: &World) -> Vec<String> {
    let mut personnel = world.browser("kepegawaian").await;
    let mut leader = world.browser("sekda").await;
    let mut paths = Vec::new();
    for (people, day, code) in PLANNED {
        let path = requested(world, &mut personnel, (people, day, code, "meeting")).await;
        decide(&mut leader, &path, "ya", 303).await;
        paths.push(path);
    }
    let states: Vec<(i64, String)> = states(&mut leader).await;
    assert_eq!(states.len(), 3);
    assert!(states.iter().all(|(_, state)| state == "allowed"), "fifty people are allowed: {states:?}");
    let path = requested(world, &mut personnel, ("51", "2021-07-01", "DLH", "meeting")).await;
    decide(&mut leader, &path, "ya", 409).await;
    let version = hidden(&personnel.page(&path).await, "version");
    let reason = [("version", version.as_str()), ("cancel_reason", "Terlalu banyak orang.")];
    personnel.done(&format!("{path}/batal"), &reason).await;
    paths
}

/// The new limit finds what was planned: two organisers change it, a village is answered with a link.
pub(super) async fn are_found_and_changed(world: &World, planned: &[String]) {
    let mut personnel = world.browser("kepegawaian").await;
    let mut leader = world.browser("sekda").await;
    let found = states(&mut leader).await;
    let of = |people: i64| found.iter().find(|(count, _)| *count == people).unwrap().1.as_str();
    assert_eq!([of(25), of(40), of(50)], ["allowed", "needs_change", "needs_change"]);
    for path in &planned[1..] {
        let page = personnel.page(path).await;
        assert!(page.contains("notice warn"), "the organiser is asked: {page}");
        assert!(page.contains("30") && page.contains(CIRCULAR), "limit and circular are shown: {page}");
        decide(&mut leader, path, "ya", 409).await;
    }
    let version = hidden(&personnel.page(&planned[1]).await, "version");
    let fewer = [("version", version.as_str()), ("people", "30")];
    personnel.done(&format!("{}/kurangi", planned[1]), &fewer).await;
    let version = hidden(&personnel.page(&planned[2]).await, "version");
    let online = [("version", version.as_str()), ("meeting_link", LINK)];
    personnel.done(&format!("{}/daring", planned[2]), &online).await;
    for path in &planned[1..] {
        decide(&mut leader, path, "ya", 303).await;
    }
    assert!(leader.page(&planned[2]).await.contains(LINK));
    let found = states(&mut leader).await;
    let mut people: Vec<i64> = found.iter().map(|(people, _)| *people).collect();
    people.sort_unstable();
    assert_eq!(people, [25, 30, 50], "one shrank, one is virtual and keeps its people");
    assert!(found.iter().all(|(_, state)| state == "allowed"), "{found:?}");

    let village = requested(world, &mut personnel, ("20", "2021-06-28", "DPMD", "village_gathering")).await;
    let page = personnel.page(&village).await;
    assert!(page.contains("daring"), "the answer is virtual: {page}");
    assert!(page.contains(CIRCULAR));
    decide(&mut leader, &village, "ya", 409).await;
    let version = hidden(&personnel.page(&village).await, "version");
    let online = [("version", version.as_str()), ("meeting_link", LINK)];
    personnel.done(&format!("{village}/daring"), &online).await;
    decide(&mut leader, &village, "ya", 303).await;
}

async fn requested(
    world: &World,
    browser: &mut Browser,
    (people, day, code, kind): (&str, &str, &str, &str),
) -> String {
    browser.page("/kegiatan/baru").await;
    let title = format!("Pertemuan {people} orang");
    let place = format!("Aula {code}");
    let fields = [
        ("agency", code),
        ("organiser", world.office(code).people[0].number.as_str()),
        ("title", title.as_str()),
        ("purpose", "Membahas rencana semester dua."),
        ("kind", kind),
        ("people", people),
        ("held_on", day),
        ("start", "09.00"),
        ("end", "11.00"),
        ("venue", "place"),
        ("place", place.as_str()),
        ("address", "Jalan Cerita Nomor 2"),
        ("capacity", "200"),
        ("contact", "0264 000000"),
    ];
    browser.done("/kegiatan/baru", &fields).await
}

async fn decide(leader: &mut Browser, path: &str, decision: &str, answered: u16) {
    let page = leader.page(path).await;
    let version = hidden(&page, "version");
    let fields = [("version", version.as_str()), ("putusan", decision)];
    let answer = leader.post(&format!("{path}/putusan"), &fields).await;
    assert_eq!(answer.status, answered, "{}", answer.text());
}

/// Returns people and state of the events that are not called off.
async fn states(browser: &mut Browser) -> Vec<(i64, String)> {
    let events = browser.json("/api/v1/events?from=2021-06-26&until=2021-07-02").await;
    let state = |event: &Value| event["state"].as_str().unwrap().to_owned();
    let rows = events.as_array().unwrap().iter().filter(|event| state(event) != "cancelled");
    rows.map(|event| (event["people"].as_i64().unwrap(), state(event))).collect()
}
