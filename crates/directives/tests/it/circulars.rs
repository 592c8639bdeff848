//! Circulars from draft to revocation, and the law that they make.

use super::world::{
    DAY, PASSWORD, PERSONS, SCAN, SHARE, World, assert_code, capabilities, day, law, line, new_circular,
};
use siaga_access::Role;
use siaga_directives::facts::ZONE;
use siaga_directives::{
    CircularState, FactSubject, NewEnding, NewFact, Signature, change_draft, check_circular, circular,
    circulars, draft_circular, law_with_draft, law_with_text, record_fact, refuse_draft, revoke_circular,
    sign_circular,
};
use siaga_platform::{
    App, Contributions, Gate, Ids, Law, LawShelf, Live, Metrics, Secrets, Shared, Texts, jobs, topics,
};
use siaga_policy::Question;
use siaga_testkit::each_db;

fn half() -> String {
    law("setengah", &line(SHARE, "500", "2021-06-22", "until = 2021-07-04"))
}

fn ending(from: &str, is_retroactive_confirmed: bool) -> NewEnding {
    NewEnding {
        from: day(from),
        reason: "kasus sudah turun".to_owned(),
        is_retroactive_confirmed,
        password: PASSWORD.to_owned(),
    }
}

#[tokio::test]
async fn a_signed_circular_is_law_for_those_who_ask_afterwards() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let before = world.system();
        let id = draft_circular(&world.personnel().await, new_circular(&half())).await.unwrap();
        assert_eq!(world.asks(SHARE, "DINKES", "2021-06-22", None).await, None, "a draft binds nobody");
        let leader = world.leader().await;
        let check = check_circular(&leader, id).await.unwrap();
        assert_eq!(check.faults, []);
        let change = &check.changes[0];
        assert_eq!(
            (change.parameter, change.from_on, change.until_on),
            (SHARE, day("2021-06-22"), Some(day("2021-07-04")))
        );
        assert!(change.before.is_none() && change.who.is_empty(), "new, and for everybody");
        let signed = world.sign_draft(&leader, id).await.unwrap();
        assert_eq!(signed.state, CircularState::Signed);
        assert_eq!(signed.signing.as_ref().unwrap().known_from, day(DAY));
        for (on, expected) in [
            ("2021-06-21", None),
            ("2021-06-22", Some("500")),
            ("2021-07-04", Some("500")),
            ("2021-07-05", None),
        ] {
            assert_eq!(world.asks(SHARE, "DINKES", on, None).await.as_deref(), expected, "{on}");
        }
        let question = Question::on(day("2021-06-22")).at(&before.government.region);
        assert!(before.law().book.ruling(SHARE, &question).is_none(), "one request, one law");
        assert_eq!(world.asks(SHARE, "12.19", "2021-06-22", None).await, None, "no other region");
        let document = siaga_documents::find(&leader, signed.signing.unwrap().document).await.unwrap();
        assert!(document.number.unwrap().contains("SE"), "a letter with a number");
        let body = document.body.to_string();
        assert!(body.contains("50 %"), "its lines in words: {body}");
        let news =
            "select cast(count(*) as bigint) from platform_outbox where topic = 'directives.law_changed'";
        assert_eq!(world.count(news).await, 1);
    })
    .await;
}

#[tokio::test]
async fn before_its_signature_nobody_knew_it() {
    each_db(|db| async move {
        let world = World::new(db).await;
        world.sign(&half()).await.unwrap();
        assert_eq!(world.asks(SHARE, "", "2021-06-25", Some("2021-06-20")).await, None);
        assert_eq!(world.asks(SHARE, "", "2021-06-25", Some("2021-06-21")).await.as_deref(), Some("500"));
    })
    .await;
}

#[tokio::test]
async fn conditions_are_answered_by_the_facts_of_the_place() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let lines =
            line(SHARE, "250", "2021-06-22", "when = \"zone == 'red'\"\nsilent_where = \"zone != 'red'\"");
        world.sign(&law("merah", &lines)).await.unwrap();
        assert_eq!(world.asks(SHARE, "DINKES", "2021-06-25", None).await, None, "the zone is unknown");
        let red = NewFact {
            subject: FactSubject::Government,
            name: ZONE.to_owned(),
            value: "red".into(),
            from_on: day("2021-06-24"),
            until_on: None,
            source: "peta risiko".to_owned(),
        };
        record_fact(&world.system(), red).await.unwrap();
        assert_eq!(world.asks(SHARE, "DINKES", "2021-06-23", None).await, None);
        assert_eq!(world.asks(SHARE, "CAMAT", "2021-06-24", None).await.as_deref(), Some("250"));
    })
    .await;
}

#[tokio::test]
async fn a_revocation_ends_it_and_both_times_stay_known() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let signed = world.sign(&half()).await.unwrap();
        world.set_clock("2021-06-24T09:00:00");
        let leader = world.leader().await;
        assert_code(
            revoke_circular(&leader, signed.id, ending("2021-06-21", true)).await,
            "directives.ended_too_early",
        );
        assert_code(
            revoke_circular(&leader, signed.id, ending("2021-06-23", false)).await,
            "directives.retroactive",
        );
        let personnel = world.personnel().await;
        assert_code(
            revoke_circular(&personnel, signed.id, ending("2021-06-28", false)).await,
            "platform.forbidden",
        );
        let wrong = NewEnding { password: "salah sekali".to_owned(), ..ending("2021-06-28", false) };
        assert_code(revoke_circular(&leader, signed.id, wrong).await, "platform.password_wrong");
        revoke_circular(&leader, signed.id, ending("2021-06-28", false)).await.unwrap();
        assert_eq!(world.asks(SHARE, "", "2021-06-27", None).await.as_deref(), Some("500"));
        assert_eq!(world.asks(SHARE, "", "2021-06-28", None).await, None);
        assert_eq!(world.asks(SHARE, "", "2021-06-28", Some("2021-06-23")).await.as_deref(), Some("500"));
        assert_eq!(world.asks(SHARE, "", "2021-06-28", Some("2021-06-24")).await, None);
        let twice = revoke_circular(&leader, signed.id, ending("2021-06-29", false)).await;
        assert!(assert_code(twice, "directives.revoked_already").values[0].1.starts_with("Akun"));
    })
    .await;
}

#[tokio::test]
async fn a_later_circular_ends_an_earlier_one() {
    each_db(|db| async move {
        let world = World::new(db).await;
        world.sign(&half()).await.unwrap();
        let end = "[[revokes]]\ncircular = \"12.18/setengah\"\nfrom = 2021-06-28\narticle = \"angka 2\"\n";
        let next = law("seperempat", &format!("{}{end}", line(SHARE, "750", "2021-06-28", "")));
        world.sign(&next).await.unwrap();
        assert_eq!(world.asks(SHARE, "", "2021-06-27", None).await.as_deref(), Some("500"));
        assert_eq!(world.asks(SHARE, "", "2021-06-28", None).await.as_deref(), Some("750"));
    })
    .await;
}

#[tokio::test]
async fn of_two_editors_the_second_hears_who_was_faster() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (one, other) = (world.personnel().await, world.personnel().await);
        let id = draft_circular(&one, new_circular(&half())).await.unwrap();
        change_draft(&one, id, 1, new_circular(&half().replace("500", "400"))).await.unwrap();
        let late = change_draft(&other, id, 1, new_circular(&half())).await;
        let problem = assert_code(late, "directives.draft_changed");
        assert_eq!(problem.values, [("name", one.actor.name.clone())]);
        let leader = world.leader().await;
        let old =
            Signature { seen_version: 1, is_retroactive_confirmed: false, password: PASSWORD.to_owned() };
        assert_code(sign_circular(&leader, id, old).await, "directives.draft_changed");
        assert!(circular(&one, id).await.unwrap().law.contains("400"), "the first one's text stands");
        world.sign_draft(&leader, id).await.unwrap();
        assert_code(change_draft(&one, id, 2, new_circular(&half())).await, "directives.not_a_draft");
        assert_code(refuse_draft(&one, id, 2, "tidak jadi").await, "directives.not_a_draft");
    })
    .await;
}

#[tokio::test]
async fn who_writes_does_not_sign() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let maker = world.leader().await;
        let id = draft_circular(&maker, new_circular(&half())).await.unwrap();
        assert_code(world.sign_draft(&maker, id).await, "directives.maker_signs");
        let editor = world.account(Role::RegionalLeader, None, Some(1)).await;
        change_draft(&editor, id, 1, new_circular(&half())).await.unwrap();
        assert_code(world.sign_draft(&editor, id).await, "directives.maker_signs");
        for role in [Role::PersonnelAgency, Role::AgencyHead, Role::UnitOfficer, Role::Administrator] {
            let ctx = world.account(role, None, Some(1)).await;
            assert_code(world.sign_draft(&ctx, id).await, "platform.forbidden");
        }
        let unconnected = world.account(Role::RegionalLeader, None, None).await;
        assert_code(world.sign_draft(&unconnected, id).await, "directives.signer_without_post");
        let leader = world.leader().await;
        let wrong =
            Signature { seen_version: 2, is_retroactive_confirmed: false, password: "salah".to_owned() };
        assert_code(sign_circular(&leader, id, wrong).await, "platform.password_wrong");
        world.sign_draft(&leader, id).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn drafts_are_seen_by_those_who_draft_and_law_by_everybody() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let personnel = world.personnel().await;
        let id = draft_circular(&personnel, new_circular(&half())).await.unwrap();
        let employee = world.account(Role::Employee, Some(0), None).await;
        assert_code(circular(&employee, id).await, "platform.forbidden");
        assert_eq!(circulars(&employee).await.unwrap().len(), 0);
        assert_code(check_circular(&employee, id).await, "platform.forbidden");
        assert_code(draft_circular(&employee, new_circular(&half())).await, "platform.forbidden");
        assert_code(law_with_draft(&employee, id).await, "platform.forbidden");
        world.sign_draft(&world.leader().await, id).await.unwrap();
        assert_eq!(circular(&employee, id).await.unwrap().id, id);
        assert_eq!(circulars(&employee).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_refused_draft_frees_its_id() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let personnel = world.personnel().await;
        let id = draft_circular(&personnel, new_circular(&half())).await.unwrap();
        assert_code(draft_circular(&personnel, new_circular(&half())).await, "directives.id_taken");
        refuse_draft(&personnel, id, 1, "tidak jadi dikeluarkan").await.unwrap();
        draft_circular(&personnel, new_circular(&half())).await.unwrap();
        assert_code(world.sign_draft(&world.leader().await, id).await, "directives.not_a_draft");
    })
    .await;
}

#[tokio::test]
async fn a_draft_can_be_tried_before_anybody_signs() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let personnel = world.personnel().await;
        let id = draft_circular(&personnel, new_circular(&half())).await.unwrap();
        let tried = law_with_draft(&personnel, id).await.unwrap();
        let question = Question::on(day("2021-06-25")).at(&world.government.region);
        assert_eq!(tried.book.ruling(SHARE, &question).unwrap().integer(), Some(500));
        let text = law("lain", &line(PERSONS, "30", "2021-06-22", ""));
        let tried = law_with_text(&personnel, &text).await.unwrap();
        assert_eq!(tried.book.ruling(PERSONS, &question).unwrap().integer(), Some(30));
        assert!(world.system().law().book.ruling(PERSONS, &question).is_none(), "only tried");
        let bad = law("lain", &line(PERSONS, "3000", "2021-06-22", ""));
        assert_code(law_with_text(&personnel, &bad).await, "directives.draft_has_faults");
    })
    .await;
}

#[tokio::test]
async fn another_process_follows_by_itself() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let all = capabilities();
        let contributions = Contributions::of(&all);
        let other = App::new(Shared {
            db: world.program.app.db.clone(),
            clock: world.program.clock.clone(),
            ids: Ids,
            gate: Gate::load().unwrap(),
            law: LawShelf::new(Law::load(&contributions).unwrap()),
            texts: Texts::new(&[]),
            contributions,
            live: Live::default(),
            metrics: Metrics::default(),
            secrets: Secrets::from_key([7; 32]),
            demo: false,
        });
        world.sign(&law("pindai", &line(SCAN, "true", "2021-06-22", ""))).await.unwrap();
        let question = Question::on(day("2021-06-25")).at(&world.government.region);
        assert!(other.law().book.ruling(SCAN, &question).is_none());
        let subscriptions: Vec<_> = all.iter().flat_map(|one| one.subscriptions.clone()).collect();
        topics::deliver(&other, std::slice::from_ref(&world.government), &subscriptions).await.unwrap();
        assert_eq!(other.law().book.ruling(SCAN, &question).unwrap().flag(), Some(true), "by the news");
        world.sign(&half()).await.unwrap();
        jobs::run_once(&other, &all).await.unwrap();
        assert_eq!(other.law().book.ruling(SHARE, &question).unwrap().integer(), Some(500), "by the job");
    })
    .await;
}

#[tokio::test]
async fn the_end_of_a_shipped_circular_names_its_parameters() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let end = "[[revokes]]\ncircular = \"12.18/2020-05-26-rekap-bertanda-tangan\"\nfrom = 2021-06-22\n\
                   article = \"angka 2\"\n";
        world.sign(&law("rekap-selesai", end)).await.unwrap();
        let news: String = siaga_platform::db::scalar(
            world.program.app.db.reader(),
            "select payload from platform_outbox where topic = 'directives.law_changed'",
            [],
        )
        .await
        .unwrap();
        assert!(news.contains("attendance.manual_recap_accepted"), "{news}");
    })
    .await;
}

#[tokio::test]
async fn a_revocation_holds_whatever_stands_in_its_reason() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let signed = world.sign(&half()).await.unwrap();
        let reason = "kasus \"turun\" \\ dan \u{7f} selesai".to_owned();
        let end = NewEnding { reason, ..ending("2021-06-28", false) };
        revoke_circular(&world.leader().await, signed.id, end).await.unwrap();
        assert_eq!(world.asks(SHARE, "", "2021-06-27", None).await.as_deref(), Some("500"));
        assert_eq!(world.asks(SHARE, "", "2021-06-28", None).await, None);
    })
    .await;
}
