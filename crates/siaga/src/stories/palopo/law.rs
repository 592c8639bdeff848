//! The law behind the days, as people may ask for it.

use super::world::PLANNING;
use crate::stories::world::World;

const FINGERPRINT: &str = "attendance.fingerprint_required";
const HOME: &str = "arrangements.home_allowed";
const CIRCULAR: &str = "73.73/2020-06-05-akhir-wfh";

/// What the program answers to `policy explain`, on the page of the API and on the command line.
pub(super) async fn is_explained(world: &World) {
    let mut personnel = world.browser("kepegawaian").await;
    for (parameter, day, known_on, value, circular) in [
        (FINGERPRINT, "2020-06-07", None, false, CIRCULAR),
        (FINGERPRINT, "2020-06-08", None, true, CIRCULAR),
        (FINGERPRINT, "2020-06-08", Some("2020-06-04"), false, "siaga/setelan-awal"),
        (FINGERPRINT, "2020-06-08", Some("2020-06-05"), true, CIRCULAR),
        (HOME, "2020-06-04", None, true, "panrb/se-57-2020"),
        (HOME, "2020-06-05", None, false, CIRCULAR),
    ] {
        let known = known_on.map(|known_on| format!("&known_on={known_on}")).unwrap_or_default();
        let path = format!("/api/v1/policy/{parameter}?on={day}&unit={PLANNING}{known}");
        let answer = personnel.json(&path).await;
        assert_eq!(answer["value"], value, "{path}");
        assert_eq!(answer["winner"]["circular"], circular, "{path}");
        let mut words = vec!["siaga", "policy", "explain", parameter, "--on", day, "--unit", PLANNING];
        words.extend(known_on.iter().flat_map(|known_on| ["--known-on", known_on]));
        let told = crate::cli::policy_lines(&world.place, &words).await.join("\n");
        assert!(told.contains(circular), "{words:?}: {told}");
        let losers = answer["losers"].as_array().unwrap();
        assert!(!losers.is_empty(), "{path}: what gave way is told");
        if known_on == Some("2020-06-04") {
            let of = |loser: &serde_json::Value| loser["provision"]["circular"] == CIRCULAR;
            assert!(losers.iter().any(of), "{path}: the later circular was not known: {losers:?}");
        }
    }
}

/// Whoever opens a day of a person sees which circular decided.
pub(super) async fn is_named_for_the_day_of_a_person(world: &World) {
    let mut personnel = world.browser("kepegawaian").await;
    let person = &world.office(PLANNING).people[2];
    let answer = personnel.json(&format!("/api/v1/days/{}/2020-06-08", person.uid)).await;
    let reasons = answer["reasons"].as_array().unwrap();
    let ground = reasons.iter().find(|reason| reason["circular"] == CIRCULAR);
    let ground = ground.unwrap_or_else(|| panic!("{reasons:?}"));
    assert_eq!(ground["article"], "menurut laporan pers");
    let page = personnel.page(&format!("/pegawai/{}/hari/2020-06-08", person.uid)).await;
    assert!(
        page.contains("Absen terminal wajib") && page.contains(CIRCULAR),
        "the page names the circular: {page}"
    );
}
