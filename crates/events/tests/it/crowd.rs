//! The number of seats is real: five hundred people in front of a list of thirty.

use super::world::World;
use siaga_events::attend_guest;
use siaga_testkit::each_db;
use std::sync::Arc;

const PEOPLE: usize = 500;
const SEATS: i64 = 30;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_five_hundred_at_once_thirty_are_on_the_list() {
    each_db(|db| async move {
        let world = Arc::new(World::new(db).await);
        let officer = world.officer(0).await;
        world.allowed(&officer, SEATS).await;
        world.set_clock("2021-06-30T08:30:00");
        let code: Arc<str> = world.code().await.into();
        let start = Arc::new(tokio::sync::Barrier::new(PEOPLE));
        let tasks: Vec<_> = (0..PEOPLE)
            .map(|number| {
                let (ctx, code, start) = (world.anonymous(), Arc::clone(&code), Arc::clone(&start));
                tokio::spawn(async move {
                    start.wait().await;
                    attend_guest(&ctx, &code, &format!("Warga {number}"), "Desa Contoh").await
                })
            })
            .collect();
        let mut accepted = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(()) => accepted += 1,
                Err(problem) => assert_eq!(problem.code, "events.full", "{problem}"),
            }
        }
        assert_eq!(accepted, SEATS);
        assert_eq!(world.count("select count(*) from events_attendee").await, SEATS);
        assert_eq!(
            world.count("select count(*) from platform_audit where action = 'event.attend'").await,
            SEATS
        );
    })
    .await;
}
