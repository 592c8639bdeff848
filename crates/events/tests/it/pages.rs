//! The pages over the router.

use super::browser::{Browser, hidden};
use super::world::World;
use siaga_access::Role;
use siaga_events::{EventState, request_event};
use siaga_platform::explain::{Subject, explain};
use siaga_platform::tile::TileQuestion;
use siaga_testkit::each_db;
use uuid::Uuid;

fn request(people: u32, action: &str) -> String {
    format!(
        "agency=opd-0&title=Rapat+kerja&kind=meeting&people={people}&held_on=2021-06-30&start=09.00&end=11%3A00\
         &venue=place&place=Aula+Janaka&capacity=200&organiser=S00001&contact=0812+000&aksi={action}"
    )
}

fn uid_of(location: &str) -> Uuid {
    location.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_officer_checks_requests_and_changes_and_a_leader_decides() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (officer, leader) = (world.officer(0).await, world.leader().await);
        let (officer, leader) = (Browser::of(&world, &officer).await, Browser::of(&world, &leader).await);
        officer.get("/kegiatan").await.page(200);
        officer.get("/kegiatan/baru").await.page(200);
        let checked = officer.post("/kegiatan/baru", &request(51, "periksa")).await.page(200);
        assert!(
            checked.contains("paling banyak 50 orang")
                && checked.contains("32.14/2020-05-26-batas-pertemuan")
        );
        assert_eq!(world.count("select count(*) from events_event").await, 0, "checking saves nothing");
        let wrong = officer.post("/kegiatan/baru", &request(0, "kirim")).await.page(422);
        assert!(wrong.contains("paling sedikit 1 orang") && wrong.contains("Rapat kerja"));
        let sent = officer.post("/kegiatan/baru", &request(51, "kirim")).await;
        assert_eq!(sent.status.as_u16(), 303, "{}", sent.body);
        let path = sent.location;
        let page = officer.get(&path).await.page(200);
        assert!(page.contains("Perlu diubah") && page.contains("Batas yang berlaku: 50 orang."));
        let list = officer.get("/kegiatan?bulan=2021-06&opd=opd-0&keadaan=needs_change").await.page(200);
        assert!(list.contains("1 kegiatan perlu diubah") && list.contains("Rapat kerja"));
        assert!(!officer.get("/kegiatan?bulan=2021-07").await.page(200).contains("Kegiatan Juli 2021: 1"));
        let seen = leader.get(&path).await.page(200);
        let no = leader.post(&format!("{path}/putusan"), "version=1&putusan=ya").await.page(409);
        assert!(no.contains("paling banyak 50 orang. Kegiatan tidak dapat diizinkan"));
        let shrink = format!("version={}&people=50", hidden(&seen, "version"));
        assert_eq!(officer.post(&format!("{path}/kurangi"), &shrink).await.status.as_u16(), 303);
        let late = officer.post(&format!("{path}/kurangi"), &shrink).await.page(409);
        assert!(late.contains("sudah mengubah kegiatan ini"), "{late}");
        let yes = leader.post(&format!("{path}/putusan"), "version=2&putusan=ya").await;
        assert_eq!(yes.status.as_u16(), 303, "{}", yes.body);
        assert_eq!(world.state(uid_of(&path)).await, EventState::Allowed);
        let moved = "version=3&held_on=2021-07-01&start=10:00&end=09:00";
        assert!(officer.post(&format!("{path}/jadwal"), moved).await.page(422).contains("sesudah jam mulai"));
        let online = officer.post(&format!("{path}/daring"), "version=3&meeting_link=").await.page(422);
        assert!(online.contains("memerlukan tautan rapat"));
        officer.get(&format!("{path}/ubah")).await.page(200);
        let change = format!("{}&version=3&venue=virtual", request(40, ""));
        assert_eq!(officer.post(&format!("{path}/ubah"), &change).await.status.as_u16(), 303);
        assert_eq!(officer.post(&format!("{path}/ubah"), &change).await.status.as_u16(), 409);
        let cancel = officer.post(&format!("{path}/batal"), "version=4&cancel_reason=").await.page(422);
        assert!(cancel.contains("id=\"e-cancel_reason\""));
        let cancel = officer.post(&format!("{path}/batal"), "version=4&cancel_reason=Hujan+deras").await;
        assert_eq!(cancel.status.as_u16(), 303, "{}", cancel.body);
    })
    .await;
}

#[tokio::test]
async fn strangers_are_kept_out_and_the_json_lists_what_one_may_see() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = request_event(&officer, &world.meeting(0, 30)).await.unwrap();
        let own = Browser::of(&world, &officer).await;
        let json = own.get("/api/v1/events?from=2021-06-30&until=2021-06-30").await;
        assert!(
            json.body.contains(&uid.to_string()) && json.body.contains("\"capacity\":200"),
            "{}",
            json.body
        );
        assert_eq!(own.get("/api/v1/events?state=niemals").await.status.as_u16(), 422);
        assert_eq!(own.get("/api/v1/events?from=-200000-01-01").await.status.as_u16(), 422);
        assert_eq!(own.get("/api/v1/events?until=%2B262142-12-31").await.status.as_u16(), 422);
        assert_eq!(own.get("/api/v1/events?from=2021-07-01").await.body, "[]");
        let other = Browser::of(&world, &world.officer(1).await).await;
        assert_eq!(other.get("/api/v1/events?from=2021-06-30").await.body, "[]");
        assert_eq!(other.get(&format!("/kegiatan/{uid}")).await.status.as_u16(), 403);
        assert_eq!(other.get(&format!("/kegiatan/{uid}/daftar-hadir")).await.status.as_u16(), 403);
        assert_eq!(other.get(&format!("/kegiatan/{uid}/daftar-hadir/kode.svg")).await.status.as_u16(), 403);
        let missing = Uuid::nil();
        assert_eq!(own.get(&format!("/kegiatan/{missing}")).await.status.as_u16(), 404);
        let employee = world.account(Role::Employee, Some(0), Some(2)).await;
        let employee = Browser::of(&world, &employee).await;
        assert_eq!(employee.get("/kegiatan").await.status.as_u16(), 403);
    })
    .await;
}

#[tokio::test]
async fn the_limit_is_explained_and_the_tile_shows_what_needs_a_change() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (officer, leader) = (world.officer(0).await, world.leader().await);
        let uid = request_event(&officer, &world.meeting(0, 51)).await.unwrap();
        let explained = explain(&officer, Subject::new("events.limit").with("kegiatan", uid)).await.unwrap();
        assert_eq!(explained.value, "50 orang");
        assert_eq!(explained.reasons[0].circular, "32.14/2020-05-26-batas-pertemuan");
        assert!(!explained.reasons[0].article.is_empty());
        assert_eq!(explained.rows.len(), 2, "the limit and the place");
        let tiles = siaga_events::capability().tiles;
        let ask = |ctx: &siaga_platform::Ctx, on: &str| {
            (tiles[0].load)(ctx.clone(), TileQuestion::new(on.parse().unwrap(), None))
        };
        let tile = ask(&leader, "2021-06-20").await.unwrap().unwrap();
        assert_eq!(tile.heading, "1 kegiatan perlu diubah");
        assert_eq!(tile.figures[0].value, "0", "ten days away is not in seven");
        assert_eq!(ask(&leader, "2021-06-23").await.unwrap().unwrap().figures[0].value, "1");
        assert!(ask(&leader, "2021-06-19").await.unwrap().is_none(), "a board of the past");
        let employee = world.account(Role::Employee, Some(0), Some(2)).await;
        assert!(ask(&employee, "2021-06-23").await.unwrap().is_none());
    })
    .await;
}
