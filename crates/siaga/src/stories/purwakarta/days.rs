//! What people see of it: their own place, the counted Monday, services, and what was known before.

use super::CIRCULAR;
use crate::stories::browser::Browser;
use crate::stories::reading::{all_between, hidden};
use crate::stories::world::{PASSWORD, World};
use serde_json::Value;

const AGENCY: &str = "DISKOMINFO";
const MONDAY: &str = "2021-06-28";

/// On the day before the circular nobody knows it, whatever day is asked for.
pub(super) async fn rule_is_not_known_yet(world: &World) {
    let mut leader = world.browser("sekda").await;
    for (known_on, persons) in [("2021-06-24", 50), ("2021-06-25", 30)] {
        let path = format!("/api/v1/policy/events.persons_max?on={MONDAY}&unit={AGENCY}&known_on={known_on}");
        assert_eq!(leader.json(&path).await["value"], persons, "{path}");
    }
    let path = format!("/api/v1/policy/arrangements.home_share_min?on={MONDAY}&unit={AGENCY}");
    let before = leader.json(&format!("{path}&known_on=2021-06-24")).await;
    assert_eq!(before["value"], Value::Null);
    let after = leader.json(&format!("{path}&known_on=2021-06-25")).await;
    assert_eq!((&after["value"], &after["winner"]["circular"]), (&Value::from(300), &Value::from(CIRCULAR)));
}

/// Everybody of an agency sees the own place and the circular behind it.
pub(super) async fn people_see_where_they_work(world: &World) {
    world.at(MONDAY, 7, 0);
    let mut places = Vec::new();
    for person in 0..world.office(AGENCY).people.len() {
        let mut own = world.browser(&login(world, person)).await;
        let (place, day) = place_of(&mut own).await;
        let page = own.page("/jadwal-saya").await;
        assert!(page.contains(&format!("class=\"place {place}\"")), "{page}");
        if place == "home" {
            assert_eq!(day["circular"], CIRCULAR, "{day}");
            assert!(page.contains(CIRCULAR), "the page names the circular: {page}");
        }
        places.push(place);
    }
    let at_home = places.iter().filter(|place| *place == "home").count();
    assert_eq!((places.len() - at_home, at_home), (6, 7), "half of thirteen, rounded up");
}

/// Monday is counted: whoever was ordered home checks in there and tells what was done.
pub(super) async fn monday_counts(world: &World) {
    let office = world.office(AGENCY);
    let mut at_home = Vec::new();
    for person in 0..office.people.len() {
        let mut own = world.browser(&login(world, person)).await;
        if place_of(&mut own).await.0 == "home" {
            world.at(MONDAY, 7, 20);
            let key = hidden(&own.page("/hadir").await, "id");
            own.done("/hadir", &[("id", &key), ("latitude", "-6.601000"), ("longitude", "107.400000")]).await;
            world.at(MONDAY, 15, 30);
            let version = hidden(&own.page("/jadwal-saya").await, "version");
            let text = "Melayani aduan warga lewat kanal daring.";
            let field = format!("text-{MONDAY}");
            let fields = [("on", MONDAY), ("version", version.as_str()), (field.as_str(), text)];
            own.done("/jadwal-saya/laporan", &fields).await;
            at_home.push(office.people[person].uid.to_string());
        }
    }
    world.at(MONDAY, 14, 0);
    let mut officer = world.browser("petugas.kominfo").await;
    let sheet = format!("/rekap/{AGENCY}/{MONDAY}");
    let page = officer.page(&sheet).await;
    let seal = hidden(&page, "seal");
    let people = all_between(&page, "<select name=\"s_", "\"");
    let fields: Vec<(String, &str)> = people
        .iter()
        .map(|uid| (format!("s_{uid}"), if at_home.contains(uid) { "work_from_home" } else { "present" }))
        .collect();
    let mut form = vec![("seal", seal.as_str())];
    form.extend(fields.iter().map(|(field, status)| (field.as_str(), *status)));
    officer.done(&sheet, &form).await;
    let seal = hidden(&officer.page(&sheet).await, "seal");
    officer.done(&format!("{sheet}/tanda-tangan"), &[("seal", &seal), ("password", PASSWORD)]).await;
    world.at("2021-06-30", 7, 0);
    world.run_jobs().await;
    let mut leader = world.browser("sekda").await;
    let figures = leader.json(&format!("/api/v1/recap?period={MONDAY}&agency={AGENCY}")).await;
    let people = &figures["total"]["people"];
    assert_eq!(
        (&people["present"], &people["work_from_home"]),
        (&Value::from(6), &Value::from(7)),
        "{people}"
    );
    assert_eq!(figures["total"]["attendance"]["numerator"], 13);
    let day = leader.json(&format!("/api/v1/days/{}/{MONDAY}", at_home[0])).await;
    assert_eq!(
        (day["status"].as_str(), day["findings"].as_array().map(Vec::len)),
        (Some("work_from_home"), Some(0))
    );
    let reasons = day["reasons"].as_array().unwrap();
    assert!(reasons.iter().any(|reason| reason["circular"] == CIRCULAR), "{reasons:?}");
}

/// Whoever comes without an account sees that every service is open.
pub(super) async fn services_go_on(world: &World) {
    let mut citizen = Browser::anonymous(world.at);
    let page = citizen.page("/layanan").await;
    let list = citizen.json(&format!("/api/v1/services?hari={MONDAY}")).await;
    let services = list["services"].as_array().unwrap();
    assert_eq!(services.len(), 7);
    for service in services {
        assert_eq!(service["status"], "open", "{service}");
        assert!(page.contains(service["name"].as_str().unwrap()));
    }
    assert_eq!(services.iter().filter(|service| service["is_direct"] == true).count(), 4);
}

fn login(world: &World, person: usize) -> String {
    match person {
        0 => "kepala.kominfo".to_owned(),
        1 => "petugas.kominfo".to_owned(),
        _ => world.office(AGENCY).people[person].number.clone(),
    }
}

/// Returns where somebody is to be on Monday, with everything that the program says about it.
async fn place_of(own: &mut Browser) -> (String, Value) {
    let days = own.json("/api/v1/my-days").await;
    let day = days.as_array().unwrap().iter().find(|day| day["on"] == MONDAY).unwrap().clone();
    (day["place"].as_str().unwrap_or_default().to_owned(), day)
}
