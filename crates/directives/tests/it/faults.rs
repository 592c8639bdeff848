//! What is wrong with a circular is told, and nothing with a fault is signed.

use super::world::{PASSWORD, PERSONS, SCAN, SHARE, World, assert_code, law, law_with, line, new_circular};
use siaga_directives::{
    Fault, Letter, NewCircular, Signature, check_circular, draft_circular, sign_circular,
};
use siaga_testkit::each_db;

async fn faults(world: &World, new: NewCircular) -> Vec<Fault> {
    let id = draft_circular(&world.personnel().await, new).await.unwrap();
    let leader = world.leader().await;
    let check = check_circular(&leader, id).await.unwrap();
    if !check.faults.is_empty() {
        assert_code(world.sign_draft(&leader, id).await, "directives.draft_has_faults");
    }
    check.faults
}

fn messages(faults: &[Fault]) -> Vec<&'static str> {
    faults.iter().map(|fault| fault.message).collect()
}

fn fit(parameter: &str, value: &str) -> String {
    line(parameter, value, "2021-06-22", "")
}

#[tokio::test]
async fn every_fault_of_one_text_is_told_and_stops_the_signature() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let conditional = |when: &str| line(SHARE, "500", "2021-06-22", &format!("when = \"{when}\""));
        let cases = [
            ("parameter", fit("trial.mood", "1")),
            ("value", fit(SHARE, "1001")),
            ("value", fit(SCAN, "1")),
            ("article", fit(SHARE, "500").replace("article = \"angka 1\"\n", "")),
            ("twice", format!("{}{}", fit(SHARE, "500"), fit(SHARE, "400"))),
            ("ends-early", line(SHARE, "500", "2021-06-22", "until = 2021-06-21")),
            ("place", line(SHARE, "500", "2021-06-22", "place = \"12.19\"")),
            ("revokes-nothing", "[[revokes]]\ncircular = \"12.18/tiada\"\nfrom = 2021-06-22\n".to_owned()),
            (
                "revokes-foreign",
                "[[revokes]]\ncircular = \"panrb/ramadan-2026\"\nfrom = 2021-06-22\n".to_owned(),
            ),
            ("condition-fact", conditional("mood == 'good'")),
            ("condition-value", conditional("zone == 'blue'")),
            ("condition-syntax", conditional("zone ==")),
            ("never", conditional("zone == 'red' && zone == 'green'")),
            ("gap-of-facts", conditional("zone == 'red'")),
            ("empty", String::new()),
            ("missing", "[[set]]\nparameter = \"trial.persons_max\"\nfrom = 2021-06-22\n".to_owned()),
            ("key", line(SHARE, "500", "2021-06-22", "umur = 1")),
        ];
        for (number, (expected, lines)) in cases.iter().enumerate() {
            let found = faults(&world, new_circular(&law(&format!("kasus-{number}"), lines))).await;
            // What never holds leaves a gap, too.
            let told =
                messages(&found)[..found.len().min(1 + usize::from(*expected != "never") * 9)].to_vec();
            assert_eq!(told, [format!("directives-fault-{expected}")], "{lines}");
        }
        assert_eq!(world.count("select cast(count(*) as bigint) from documents_document").await, 0);
    })
    .await;
}

#[tokio::test]
async fn faults_of_the_head_are_told() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let own = "scope = { region = \"12.18\" }";
        let text = law("luas", &fit(SHARE, "500"));
        let cases = [
            ("outside-region", text.replace(own, "scope = { region = \"12\" }")),
            ("outside-region", text.replace("luas", "nasional").replace(own, "")),
            ("default", law_with("setelan", "default = true", &fit(SHARE, "500"))),
            ("basis-missing", law_with("dasar", "basis = [\"tiada/apa\"]", &fit(SHARE, "500"))),
            (
                "dated-ahead",
                law("besok", &fit(SHARE, "500")).replace("issued_on = 2021-06-21", "issued_on = 2021-06-22"),
            ),
            ("temporary", law_with("sementara", "temporary = true", &fit(SHARE, "500"))),
        ];
        for (expected, text) in cases {
            let found = faults(&world, new_circular(&text)).await;
            assert_eq!(messages(&found), [format!("directives-fault-{expected}")], "{text}");
        }
        let silent =
            NewCircular { letter: Letter::default(), ..new_circular(&law("bisu", &fit(SHARE, "500"))) };
        assert_eq!(messages(&faults(&world, silent).await), ["directives-fault-letter"]);
    })
    .await;
}

#[tokio::test]
async fn contradictions_name_the_other_circular_and_the_facts() {
    each_db(|db| async move {
        let world = World::new(db).await;
        world.sign(&law("satu", &fit(SCAN, "true"))).await.unwrap();
        let found = faults(&world, new_circular(&law("dua", &fit(SCAN, "false")))).await;
        assert_eq!(messages(&found), ["directives-fault-contradiction"]);
        let named: Vec<&str> = found[0].values.iter().map(|(_, value)| value.as_str()).collect();
        assert!(named.contains(&"12.18/satu") && named.contains(&"12.18/dua"), "{named:?}");
    })
    .await;
}

#[tokio::test]
async fn a_revoked_basis_is_a_fault_and_an_affected_circular_a_notice() {
    each_db(|db| async move {
        let world = World::new(db).await;
        world.sign(&law("induk", &fit(SHARE, "500"))).await.unwrap();
        world.sign(&law_with("anak", "basis = [\"12.18/induk\"]", &fit(PERSONS, "30"))).await.unwrap();
        let end = "[[revokes]]\ncircular = \"12.18/induk\"\nfrom = 2021-06-28\narticle = \"2\"\n";
        let id = draft_circular(&world.personnel().await, new_circular(&law("akhir", end))).await.unwrap();
        let leader = world.leader().await;
        let check = check_circular(&leader, id).await.unwrap();
        assert_eq!(check.faults, []);
        assert!(messages(&check.notices).contains(&"directives-notice-basis"), "{:?}", check.notices);
        world.sign_draft(&leader, id).await.unwrap();
        let late = law_with("cucu", "basis = [\"12.18/induk\"]", &fit(PERSONS, "20"));
        let found = faults(&world, new_circular(&late)).await;
        assert_eq!(messages(&found), ["directives-fault-basis"]);
        let again = faults(&world, new_circular(&law("ulang", end))).await;
        assert_eq!(messages(&again), ["directives-fault-revoked-already"]);
    })
    .await;
}

#[tokio::test]
async fn the_past_changes_only_with_eyes_open() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let text = law("surut", &line(SHARE, "500", "2021-06-20", ""));
        let id = draft_circular(&world.personnel().await, new_circular(&text)).await.unwrap();
        let leader = world.leader().await;
        let check = check_circular(&leader, id).await.unwrap();
        assert_eq!((check.faults.len(), check.retroactive.len()), (0, 1));
        assert_code(world.sign_draft(&leader, id).await, "directives.retroactive");
        let known =
            Signature { seen_version: 1, is_retroactive_confirmed: true, password: PASSWORD.to_owned() };
        sign_circular(&leader, id, known).await.unwrap();
        assert_eq!(world.asks(SHARE, "", "2021-06-20", None).await.as_deref(), Some("500"));
        assert_eq!(
            world.asks(SHARE, "", "2021-06-20", Some("2021-06-20")).await,
            None,
            "unknown on that day"
        );
    })
    .await;
}

#[tokio::test]
async fn cases_that_fail_and_days_without_one_are_told() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let case = |on: &str, expect: &str| {
            format!("[[case]]\ndate = {on}\nplace = \"12.18\"\nwhy = \"batas\"\n{expect}\n")
        };
        let before = case("2021-06-21", "absent = [\"trial.office_share_max\"]");
        let right = case("2021-06-22", "expect = { \"trial.office_share_max\" = 500 }");
        let wrong = case("2021-06-22", "expect = { \"trial.office_share_max\" = 400 }");
        let with =
            |name: &str, cases: String| NewCircular { cases, ..new_circular(&law(name, &fit(SHARE, "500"))) };
        let found = faults(&world, with("salah", format!("{before}{wrong}"))).await;
        assert_eq!(messages(&found), ["directives-fault-case"]);
        let found = faults(&world, with("rusak", "[[case".to_owned())).await;
        assert_eq!(messages(&found)[0], "directives-fault-cases");
        let id = draft_circular(&world.personnel().await, with("separuh", right.clone())).await.unwrap();
        let check = check_circular(&world.leader().await, id).await.unwrap();
        assert_eq!(
            (messages(&check.faults), messages(&check.notices)),
            (vec![], vec!["directives-notice-cases-missing"])
        );
        let whole = draft_circular(&world.personnel().await, with("lengkap", before + &right)).await.unwrap();
        let check = check_circular(&world.leader().await, whole).await.unwrap();
        assert_eq!((messages(&check.faults), messages(&check.notices)), (vec![], vec![]));
    })
    .await;
}

#[tokio::test]
async fn what_gives_way_is_told_on_both_sides() {
    each_db(|db| async move {
        let world = World::new(db).await;
        world.sign(&law("ketat", &fit(PERSONS, "20"))).await.unwrap();
        let id = draft_circular(
            &world.personnel().await,
            new_circular(&law("longgar", &line(PERSONS, "50", "2021-06-23", ""))),
        )
        .await
        .unwrap();
        let check = check_circular(&world.leader().await, id).await.unwrap();
        assert_eq!(check.changes, [], "the stricter one goes on");
        assert!(check.beaten[0].is_own, "the new line gives way");
        let id = draft_circular(
            &world.personnel().await,
            new_circular(&law("lebih", &line(PERSONS, "10", "2021-06-23", ""))),
        )
        .await
        .unwrap();
        let check = check_circular(&world.leader().await, id).await.unwrap();
        assert_eq!((check.changes.len(), check.beaten.len()), (1, 1));
        assert_eq!((&*check.beaten[0].circular, check.beaten[0].is_own), ("12.18/ketat", false));
    })
    .await;
}

#[tokio::test]
async fn a_text_that_cannot_be_listed_is_no_draft() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let personnel = world.personnel().await;
        let text = law("baik", &fit(SHARE, "500"));
        for bad in
            ["[circular", "", &text.replace("12.18/baik", "12.19/baik"), &text.replace("title", "judul")]
        {
            assert_code(draft_circular(&personnel, new_circular(bad)).await, "directives.law_unreadable");
        }
        let long = format!("{text}# {}", "x".repeat(131_072));
        assert_code(draft_circular(&personnel, new_circular(&long)).await, "directives.law_long");
        assert_eq!(world.count("select cast(count(*) as bigint) from directives_circular").await, 0);
    })
    .await;
}

#[tokio::test]
async fn days_between_two_lines_are_told_with_what_holds_then() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let lines =
            line(PERSONS, "30", "2021-06-22", "until = 2021-07-01") + &line(PERSONS, "50", "2021-07-10", "");
        let notices = async |name: &str| {
            let new = new_circular(&law(name, &lines));
            let id = draft_circular(&world.personnel().await, new).await.unwrap();
            let mut check = check_circular(&world.leader().await, id).await.unwrap();
            assert_eq!(check.faults, [], "a gap may be meant");
            check.notices.retain(|notice| notice.message.starts_with("directives-notice-gap"));
            check.notices
        };
        let found = notices("celah").await;
        assert_eq!(messages(&found), ["directives-notice-gap"]);
        for value in [("from", "2 Juli 2021"), ("until", "9 Juli 2021"), ("parameter", PERSONS)] {
            assert!(found[0].values.contains(&(value.0, value.1.to_owned())), "{:?}", found[0]);
        }
        world.sign(&law("lain", &line(PERSONS, "100", "2021-06-22", ""))).await.unwrap();
        let found = notices("celah-lagi").await;
        assert_eq!(messages(&found), ["directives-notice-gap-other"]);
        assert!(found[0].values.contains(&("title", "Edaran lain".to_owned())), "{:?}", found[0]);
    })
    .await;
}
