//! The stream of the room: what reaches whom.

use super::browser::Browser;
use super::world::{World, person_name};
use axum::body::Body;
use http::Request;
use http_body_util::BodyExt;
use siaga_attendance::PaperStatus;
use siaga_inspection::{Call, call_agency, confirm_recap};
use siaga_platform::Ctx;
use siaga_testkit::each_db;
use std::time::Duration;
use uuid::Uuid;

/// A page that watches; frames that come are added to what was heard.
struct Stream {
    body: Body,
    heard: String,
}

impl Stream {
    async fn of(world: &World, ctx: &Ctx, id: Uuid) -> Self {
        let browser = Browser::of(world, ctx).await;
        let answer = browser.open(Request::get(format!("/sidak/{id}/langsung")), Body::empty()).await;
        assert_eq!(answer.status().as_u16(), 200);
        let mut stream = Self { body: answer.into_body(), heard: String::new() };
        stream.until("sidak-angka").await;
        stream
    }

    /// Reads until a text was heard.
    async fn until(&mut self, text: &str) {
        while !self.heard.contains(text) {
            let next = tokio::time::timeout(Duration::from_secs(30), self.body.frame()).await;
            let frame = next.unwrap_or_else(|_| panic!("{text} did not come: {}", self.heard));
            let frame = frame.expect("the stream goes on").unwrap();
            self.heard.push_str(&String::from_utf8_lossy(frame.data_ref().unwrap()));
        }
    }
}

#[tokio::test]
async fn the_rate_reaches_all_and_names_only_who_may_see_them() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let (leader, officer) = (world.leader().await, world.officer().await);
        world.sign(&officer, 1, &[(2, PaperStatus::Unexcused)]).await;
        world.sign(&officer, 2, &[]).await;
        let id = world.open(&leader).await;
        let (first, second) = (world.head(1).await, world.head(2).await);
        let mut of_leader = Stream::of(&world, &leader, id).await;
        let mut of_first = Stream::of(&world, &first, id).await;
        let mut of_second = Stream::of(&world, &second, id).await;
        let agency = world.agencies[1];
        call_agency(&leader, id, world.version(id).await, Call::Agency(agency)).await.unwrap();
        let absentee = person_name(1, 2);
        of_leader.until(&absentee).await;
        of_first.until(&absentee).await;
        of_second.until("Giliran: Dinas 01").await;
        confirm_recap(&first, id, agency, world.recap(1).await).await.unwrap();
        for stream in [&mut of_leader, &mut of_first, &mut of_second] {
            stream.until("75,00 %").await;
            stream.until("1 dari 2").await;
        }
        confirm_recap(&second, id, world.agencies[2], world.recap(2).await).await.unwrap();
        for stream in [&mut of_leader, &mut of_first, &mut of_second] {
            stream.until("87,50 %").await;
        }
        assert!(!of_second.heard.contains(&absentee), "a head never hears of the people of another agency");
        assert!(!of_second.heard.contains("_csrf") && !of_second.heard.contains("<form"));
    })
    .await;
}

#[tokio::test]
async fn the_projector_names_nobody_and_holds_no_form() {
    each_db(|db| async move {
        let world = World::new(db, 1).await;
        let (leader, officer) = (world.leader().await, world.officer().await);
        world.sign(&officer, 1, &[(2, PaperStatus::Unexcused)]).await;
        let id = world.open(&leader).await;
        call_agency(&leader, id, 2, Call::Next).await.unwrap();
        let browser = Browser::of(&world, &leader).await;
        let room = browser.get(&format!("/sidak/{id}")).await.page(200);
        assert!(room.contains(&person_name(1, 2)), "the moderator reads the name");
        let wall = browser.get(&format!("/sidak/{id}?layar=1")).await.page(200);
        assert!(wall.contains("Giliran: Dinas 01") && wall.contains("class=\"wall\""));
        assert!(!wall.contains("<form") && !wall.contains("<nav") && !wall.contains(&person_name(1, 2)));
        let watched = Request::get(format!("/sidak/{id}/langsung?layar=1"));
        let mut stream =
            Stream { body: browser.open(watched, Body::empty()).await.into_body(), heard: String::new() };
        stream.until("sidak-giliran").await;
        assert!(!stream.heard.contains(&person_name(1, 2)));
    })
    .await;
}

#[tokio::test]
async fn who_may_not_look_may_not_watch() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let leader = world.leader().await;
        let id = world.open(&leader).await;
        let outsider = Browser::of(&world, &world.head(0).await).await;
        let answer = outsider.open(Request::get(format!("/sidak/{id}/langsung")), Body::empty()).await;
        assert_eq!(answer.status().as_u16(), 403);
        let path = format!("/sidak/{}/langsung", Uuid::nil());
        assert_eq!(outsider.open(Request::get(path), Body::empty()).await.status().as_u16(), 404);
    })
    .await;
}
