//! Purwakarta, June 2021: cases in twelve agencies, one of them a cluster; half of the people and more work from
//! home, services go on, events shrink or go virtual.

mod days;
mod events;
mod orders;
mod world;

use siaga_testkit::each_db;

const CIRCULAR: &str = "32.14/2021-06-25-wfh";

#[tokio::test(flavor = "multi_thread")]
async fn cases_in_twelve_agencies_of_purwakarta() {
    each_db(|db| async move {
        let world = world::begin(&db).await;
        world.at("2021-06-24", 9, 0);
        let planned = events::are_planned(&world).await;
        days::rule_is_not_known_yet(&world).await;
        world.at("2021-06-25", 8, 30);
        orders::are_drafted_after_the_cases(&world).await;
        events::are_found_and_changed(&world, &planned).await;
        let orders = orders::say_what_the_circular_says(&world).await;
        orders::are_seen_before_they_are_signed(&world).await;
        orders::are_signed_by_somebody_else(&world, &orders).await;
        orders::bring_rosters_that_hold(&world, &orders).await;
        days::people_see_where_they_work(&world).await;
        days::monday_counts(&world).await;
        days::services_go_on(&world).await;
        orders::are_lifted_when_the_window_ends(&world, &orders).await;
        world.end().await;
    })
    .await;
}
