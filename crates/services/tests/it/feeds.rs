//! The public list for programs: JSON, CSV, API and the feed.

use crate::browser::Browser;
use crate::world::{World, day, plan, says};
use http::header;
use siaga_services::{
    Change, NewService, NewStatus, ServicePlan, ServiceStatus, change_service, new_service, set_status,
};
use siaga_testkit::each_db;

/// A tiny reader of XML: fails on what is not well-formed, returns the texts of an element.
fn texts(xml: &str, element: &str) -> Vec<String> {
    let (mut open, mut found, mut rest) = (Vec::<&str>::new(), Vec::new(), xml);
    rest = rest.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>").unwrap();
    while let Some((text, tail)) = rest.split_once('<') {
        assert!(!text.contains('>'), "a bare > in {text}");
        for part in text.split('&').skip(1) {
            assert!(part.contains(';'), "a bare & in {text}");
        }
        if open.last() == Some(&element) {
            found.push(text.to_owned());
        }
        let (tag, after) = tail.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "elements close in order");
        } else if !tag.ends_with('/') {
            open.push(tag.split_whitespace().next().unwrap());
        }
        rest = after;
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{rest}");
    found
}

#[tokio::test]
async fn the_feed_is_well_formed_escaped_newest_first_and_names_no_person() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let visitor = Browser::visitor(&world);
        let empty = visitor.get("/layanan/atom.xml").await;
        assert_eq!(empty.header(header::CONTENT_TYPE), "application/atom+xml; charset=utf-8");
        let first_id = texts(&empty.body, "id");
        assert_eq!(first_id.len(), 1, "{}", empty.body);
        let officer = world.officer(0).await;
        let uid = world.service(0, "Akta <lahir> & mati").await;
        let odd = NewStatus {
            reason: "Listrik \"padam\" & <b>gelap</b> \u{1} \u{fffe}ya".to_owned(),
            ..says(ServiceStatus::Closed, "2020-05-19", "2020-05-20")
        };
        let fact = set_status(&officer, uid, &odd).await.unwrap();
        world.set_day("2020-05-19");
        set_status(&officer, uid, &says(ServiceStatus::Open, "2020-05-19", "")).await.unwrap();
        let feed = visitor.get("/layanan/atom.xml").await.page(200);
        let titles = texts(&feed, "title");
        assert_eq!(titles.len(), 3, "{feed}");
        assert!(titles[0].ends_with("Kabupaten Contoh &#38; Sekitar"), "{titles:?}");
        assert_eq!(titles[1], "Akta &#60;lahir&#62; &#38; mati: buka seperti biasa");
        assert_eq!(titles[2], "Akta &#60;lahir&#62; &#38; mati: tutup");
        let ids = texts(&feed, "id");
        assert_eq!((&ids[0], &ids[2]), (&first_id[0], &format!("urn:uuid:{fact}")));
        assert_eq!(
            texts(&feed, "updated"),
            ["2020-05-19T02:00:00Z", "2020-05-19T02:00:00Z", "2020-05-18T00:30:00Z"]
        );
        assert!(texts(&feed, "summary")[1].contains("&#60;b&#62;gelap"), "{feed}");
        assert!(!feed.contains(&officer.actor.name) && !feed.contains('\u{fffe}'), "{feed}");
    })
    .await;
}

#[tokio::test]
async fn the_feed_is_silent_about_services_that_citizens_do_not_see() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let ended = world.service(0, "Akta lama").await;
        set_status(&officer, ended, &says(ServiceStatus::Closed, "2020-05-18", "2020-05-20")).await.unwrap();
        let ended_plan = ServicePlan { is_ended: true, ..plan("Akta lama") };
        let reason = "Digabung dengan layanan lain".to_owned();
        let change = Change { seen_version: 1, from_on: day("2020-05-18"), plan: ended_plan, reason };
        change_service(&officer, ended, &change).await.unwrap();
        let later =
            NewService { agency_id: world.agencies[0], from_on: day("2020-06-01"), plan: plan("Akta baru") };
        let later = new_service(&officer, &later).await.unwrap();
        set_status(&officer, later, &says(ServiceStatus::Limited, "2020-06-01", "")).await.unwrap();
        let visitor = Browser::visitor(&world);
        let titles = texts(&visitor.get("/layanan/atom.xml").await.page(200), "title");
        assert_eq!(titles.len(), 1, "{titles:?}");
        world.set_day("2020-06-01");
        let titles = texts(&visitor.get("/layanan/atom.xml").await.page(200), "title");
        assert_eq!((titles.len(), titles[1].starts_with("Akta baru")), (2, true), "{titles:?}");
    })
    .await;
}

#[tokio::test]
async fn files_and_api_tell_the_same_and_name_no_person() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.service(0, "Akta kelahiran").await;
        world.service(1, "Poli anak").await;
        let new = NewStatus {
            address: "https://layanan.example/akta".to_owned(),
            ..says(ServiceStatus::Limited, "2020-05-18", "2020-05-29")
        };
        set_status(&officer, uid, &new).await.unwrap();
        let visitor = Browser::visitor(&world);
        let file = visitor.get("/layanan.json?opd=DUKCAPIL").await;
        assert_eq!(file.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
        assert_eq!(file.header(header::VARY), "cookie", "a proxy must not mix languages");
        let json: serde_json::Value = serde_json::from_str(&file.page(200)).unwrap();
        let api = visitor.get("/api/v1/services?opd=DUKCAPIL").await.page(200);
        assert_eq!(json, serde_json::from_str::<serde_json::Value>(&api).unwrap());
        assert_eq!(json["services"].as_array().unwrap().len(), 1);
        let one = &json["services"][0];
        assert_eq!((one["status"].as_str(), one["until_on"].as_str()), (Some("limited"), Some("2020-05-29")));
        assert_eq!((&one["next_status"], &one["hours"][0]["until"]), (&"open".into(), &"15:00".into()));
        assert_eq!(one["channels"]["phone"], serde_json::Value::Null);
        let csv = visitor.get("/layanan.csv?hari=2020-05-21").await;
        assert!(csv.header(header::CONTENT_DISPOSITION).contains("layanan-2020-05-21.csv"));
        let csv = csv.page(200);
        assert_eq!(csv.trim().lines().count(), 3, "{csv}");
        assert!(csv.contains("limited") && csv.contains("2020-05-29") && csv.contains("Kenaikan"), "{csv}");
        assert!(!csv.contains(&officer.actor.name) && !json.to_string().contains(&officer.actor.name));
        let table = world.program.app.contributions.open_tables[0];
        let rows = (table.load)(world.system(), day("2020-05-18")).await.unwrap();
        assert_eq!((rows.rows.len(), rows.rows[0].len()), (2, table.fields.len()));
        assert!(!format!("{:?}", rows.rows).contains(&officer.actor.name));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_question_is_answered_in_the_form_that_was_asked() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let visitor = Browser::visitor(&world);
        for (path, status) in [
            ("/layanan.json?hari=besok", 422),
            ("/layanan.json?status=gone", 422),
            ("/layanan.json?opd=NONE", 404),
            ("/api/v1/services?hari=2020-13-01", 422),
        ] {
            let body: serde_json::Value =
                serde_json::from_str(&visitor.get(path).await.page(status)).unwrap();
            assert!(!body["text"].as_str().unwrap().is_empty(), "{path}");
        }
        let csv = visitor.get("/layanan.csv?hari=besok").await.page(422);
        assert!(csv.contains("services.date_unreadable"), "{csv}");
    })
    .await;
}
