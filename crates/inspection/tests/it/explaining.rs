//! What boards and explanations say.

use super::world::{PASSWORD, World, assert_code, day, person_name};
use siaga_access::Role;
use siaga_attendance::PaperStatus;
use siaga_inspection::{NewNote, Order, close_inspection, confirm_recap, note_instruction};
use siaga_platform::explain::{Subject, explain};
use siaga_platform::tile::{TileQuestion, TileView};
use siaga_platform::{Ctx, Problem};
use siaga_testkit::each_db;
use uuid::Uuid;

async fn rate(ctx: &Ctx, id: Uuid) -> Result<siaga_platform::explain::Explanation, Problem> {
    explain(ctx, Subject::new("inspection.rate").with("sidak", id)).await
}

async fn tile(ctx: &Ctx, name: &str) -> Option<TileView> {
    asked(ctx, name, TileQuestion::new(ctx.today(), None)).await
}

async fn asked(ctx: &Ctx, name: &str, question: TileQuestion) -> Option<TileView> {
    let tile = ctx.app.contributions.tiles.iter().find(|tile| tile.name == name).unwrap();
    (tile.load)(ctx.clone(), question).await.unwrap()
}

#[tokio::test]
async fn the_rate_is_the_sum_of_the_agencies_heard() {
    each_db(|db| async move {
        let world = World::new(db, 3).await;
        let (leader, officer) = (world.leader().await, world.officer().await);
        world.sign(&officer, 1, &[(2, PaperStatus::Unexcused)]).await;
        world.sign(&officer, 2, &[]).await;
        world.sign(&officer, 3, &[]).await;
        let id = world.open(&leader).await;
        for place in [1, 2] {
            let head = world.head(place).await;
            confirm_recap(&head, id, world.agencies[place], world.recap(place).await).await.unwrap();
        }
        let open = rate(&leader, id).await.unwrap();
        assert_eq!((open.number, open.of, open.completeness), (Some(7), Some(8), Some((2, 3))));
        for (row, wanted) in open.rows.iter().zip([(3, 4), (4, 4)]) {
            assert_eq!((row.number, row.of), (Some(wanted.0), Some(wanted.1)));
            let below = explain(&leader, row.subject.clone().unwrap()).await.unwrap();
            assert_eq!((below.number, below.of), (row.number, row.of), "one level down it is the same");
        }
        close_inspection(&leader, id, 2, "", PASSWORD.into()).await.unwrap();
        let closed = rate(&leader, id).await.unwrap();
        assert_eq!((closed.number, closed.of, closed.rows.len()), (Some(7), Some(8), 2));
        assert_eq!(closed.evidence.len(), 1 + 3, "the minutes and three recaps");
        assert!(closed.evidence.iter().all(|one| one.sha256.len() == 64));
        let stranger = world.head(0).await;
        assert_code(rate(&stranger, id).await, "platform.forbidden");
        assert_code(rate(&leader, Uuid::nil()).await, "inspection.missing");
    })
    .await;
}

#[tokio::test]
async fn boards_show_what_goes_on_and_what_is_late() {
    each_db(|db| async move {
        let world = World::new(db, 2).await;
        let leader = world.leader().await;
        assert!(tile(&leader, "inspection.next").await.is_none());
        let id = world.plan(&leader).await;
        assert_eq!(tile(&leader, "inspection.next").await.unwrap().heading, "Sidak berikut 26 Mei 2020");
        siaga_inspection::start_inspection(&leader, id, 1).await.unwrap();
        let head = world.head(1).await;
        let open = tile(&head, "inspection.next").await.unwrap();
        assert_eq!(open.completeness, "0 dari 2 perangkat daerah melapor");
        assert!(tile(&world.head(0).await, "inspection.next").await.is_none(), "not invited");
        let order = Order { person: person_name(1, 1), due_on: day("2020-05-27") };
        let new = NewNote { agency_id: Some(world.agencies[1]), text: "Kirim data".into() };
        note_instruction(&leader, id, 2, &new, &order).await.unwrap();
        close_inspection(&leader, id, 3, "", PASSWORD.into()).await.unwrap();
        assert_eq!(tile(&leader, "inspection.tasks").await.unwrap().figures[1].value, "0");
        world.program.clock.set("2020-05-28T03:00:00Z".parse().unwrap());
        let late = tile(&leader, "inspection.tasks").await.unwrap();
        assert_eq!((late.figures[0].value.as_str(), late.figures[1].value.as_str()), ("1", "1"));
        assert_eq!(late.items[0].badge, "Terlambat");
        let earlier = |known_at: Option<&str>| {
            TileQuestion::new(day("2020-05-26"), known_at.map(|at| at.parse().unwrap()))
        };
        let held = asked(&leader, "inspection.next", earlier(None)).await.unwrap();
        assert_eq!((held.heading.as_str(), held.items.len()), ("Sidak 26 Mei 2020", 1));
        let below = explain(&leader, held.figures[0].subject.clone().unwrap()).await.unwrap();
        assert_eq!(below.value, held.figures[0].value);
        let before = earlier(Some("2020-05-26T00:30:00Z"));
        assert!(asked(&leader, "inspection.next", before).await.is_none(), "it was not closed by then");
        assert!(asked(&world.head(0).await, "inspection.next", earlier(None)).await.is_none());
        let inspectorate = world.account(Role::Inspectorate, None, None).await;
        assert!(tile(&inspectorate, "inspection.tasks").await.is_some());
    })
    .await;
}
