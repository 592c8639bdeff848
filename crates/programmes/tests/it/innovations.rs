//! Innovations: registered for oneself, reviewed by others, improved, kept with history.

use crate::world::{World, day};
use siaga_access::Role;
use siaga_platform::Ctx;
use siaga_platform::explain::{Subject, explain};
use siaga_programmes::{
    InnovationState, InnovationText, innovation_sheet, innovations, propose_innovation, review_innovation,
    revise_innovation,
};
use siaga_testkit::each_db;
use uuid::Uuid;

fn text(title: &str, team: &str) -> InnovationText {
    InnovationText {
        title: title.to_owned(),
        problem: "Antrean surat keterangan lama sekali".to_owned(),
        solution: "Surat keterangan diambil lewat desa".to_owned(),
        benefit: "Dari 3 hari menjadi 2 jam".to_owned(),
        since_on: day("2020-01-15"),
        links: "https://contoh.example/inovasi".to_owned(),
        team: team.to_owned(),
    }
}

async fn proposed(world: &World, ctx: &Ctx, team: &str) -> Uuid {
    propose_innovation(ctx, world.people[1].id, &text("Surat Cepat", team), &[]).await.unwrap()
}

#[tokio::test]
async fn an_innovation_is_returned_improved_and_accepted_with_its_history() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let maker = world.account(Role::Employee, Some(0), Some(1)).await;
        let reviewer = world.account(Role::PersonnelAgency, None, Some(3)).await;
        let uid = proposed(&world, &maker, "Tetangga Baik").await;
        let code = |problem: Result<(), siaga_platform::Problem>| problem.unwrap_err().code;
        let unreasoned = review_innovation(&reviewer, uid, 1, InnovationState::Returned, " ").await;
        assert_eq!(code(unreasoned), "programmes.text_missing");
        review_innovation(&reviewer, uid, 1, InnovationState::Returned, "Tambahkan angka").await.unwrap();
        let early = review_innovation(&reviewer, uid, 1, InnovationState::Accepted, "").await;
        assert_eq!(code(early), "programmes.innovation_reviewed");
        revise_innovation(&maker, uid, 1, &text("Surat Cepat Desa", ""), &[]).await.unwrap();
        let stale = review_innovation(&reviewer, uid, 1, InnovationState::Accepted, "").await;
        assert_eq!(code(stale), "programmes.changed_meanwhile", "version 1 was seen");
        review_innovation(&reviewer, uid, 2, InnovationState::Accepted, "").await.unwrap();
        let closed = revise_innovation(&maker, uid, 2, &text("Lain lagi", ""), &[]).await;
        assert_eq!(code(closed), "programmes.innovation_closed");
        let sheet = innovation_sheet(&maker, uid).await.unwrap();
        let titles: Vec<&str> = sheet.versions.iter().map(|one| one.text.title.as_str()).collect();
        assert_eq!(titles, ["Surat Cepat Desa", "Surat Cepat"]);
        assert_eq!(sheet.reviews.len(), 2);
        assert_eq!(sheet.versions[1].team[0].name, "Tetangga Baik");
    })
    .await;
}

#[tokio::test]
async fn nobody_reviews_the_own_innovation_or_that_of_the_own_team() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let maker = world.account(Role::PersonnelAgency, None, Some(1)).await;
        let by_number = world.account(Role::PersonnelAgency, None, Some(2)).await;
        let by_name = world.account(Role::RegionalLeader, None, Some(3)).await;
        let uid = proposed(&world, &maker, "S102\nciTRA dewi").await;
        for ctx in [&maker, &by_number, &by_name] {
            let refused = review_innovation(ctx, uid, 1, InnovationState::Accepted, "").await.unwrap_err();
            assert_eq!(refused.code, "programmes.review_own", "{}", ctx.actor.name);
        }
        let officer = world.officer(0).await;
        let refused = review_innovation(&officer, uid, 1, InnovationState::Accepted, "").await.unwrap_err();
        assert_eq!(refused.code, "platform.forbidden");
        let free = world.account(Role::RegionalLeader, None, Some(0)).await;
        review_innovation(&free, uid, 1, InnovationState::Accepted, "").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn others_see_only_accepted_ones_and_nobody_registers_for_somebody_else() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let maker = world.account(Role::Employee, Some(0), Some(1)).await;
        let other = world.account(Role::Employee, Some(1), Some(3)).await;
        let uid = proposed(&world, &maker, "").await;
        let forged = propose_innovation(&other, world.people[1].id, &text("Palsu sekali", ""), &[]).await;
        assert_eq!(forged.unwrap_err().code, "platform.forbidden");
        let forged = revise_innovation(&other, uid, 1, &text("Palsu sekali", ""), &[]).await;
        assert_eq!(forged.unwrap_err().code, "platform.forbidden");
        assert!(innovations(&other).await.unwrap().is_empty());
        assert_eq!(innovation_sheet(&other, uid).await.unwrap_err().code, "programmes.innovation_missing");
        let leader = world.leader().await;
        let waiting = Subject::new("programmes.innovations").with("keadaan", "waiting");
        assert_eq!(explain(&leader, waiting.clone()).await.unwrap().number, Some(1));
        review_innovation(&leader, uid, 1, InnovationState::Accepted, "").await.unwrap();
        assert_eq!(innovations(&other).await.unwrap().len(), 1);
        let accepted = explain(&leader, waiting.with("keadaan", "accepted")).await.unwrap();
        assert_eq!((accepted.number, accepted.rows[0].number), (Some(1), Some(1)));
        let below = explain(&leader, accepted.rows[0].subject.clone().unwrap()).await.unwrap();
        assert_eq!(below.rows[0].label, "Surat Cepat");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let maker = world.account(Role::Employee, Some(0), Some(1)).await;
        let refused = |text: InnovationText| {
            let (maker, employee) = (&maker, world.people[1].id);
            async move { propose_innovation(maker, employee, &text, &[]).await.unwrap_err().code }
        };
        let future = InnovationText { since_on: day("2020-03-11"), ..text("Surat", "") };
        assert_eq!(refused(future).await, "programmes.since_in_future");
        let script = InnovationText { links: "javascript:alert(1)".to_owned(), ..text("Surat", "") };
        assert_eq!(refused(script).await, "programmes.link_form");
        let crowd: Vec<String> = (0..31).map(|number| format!("Orang {number}")).collect();
        assert_eq!(refused(text("Surat", &crowd.join("\n"))).await, "programmes.team_too_large");
        assert_eq!(refused(text("", "")).await, "programmes.text_missing");
        assert!(innovations(&maker).await.unwrap().is_empty());
    })
    .await;
}
