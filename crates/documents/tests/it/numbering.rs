//! Numbers without gaps, once for each reference.

use crate::world::{World, assert_code, day};
use siaga_documents::{
    DocumentKind, DocumentState, NewDocument, SignedBy, by_reference, find, issue, pdf, seal, set_register,
};
use siaga_platform::{Ctx, Locale};
use siaga_testkit::each_db;
use std::collections::BTreeSet;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_signatures_at_once_leave_no_gap() {
    each_db(|db| async move {
        let world = Arc::new(World::new(db).await);
        let mut signing = tokio::task::JoinSet::new();
        for index in 0..20 {
            let world = Arc::clone(&world);
            signing.spawn(async move {
                let ctx = world.system();
                let new = world.circular(&format!("test/{index}"));
                if index % 5 == 0 {
                    // Somebody whose transaction comes to nothing gives the number back.
                    let tx = ctx.db().begin().await.unwrap();
                    issue(&ctx, &tx, &world.circular(&format!("undone/{index}")), ctx.now()).await.unwrap();
                    tx.rollback().await.unwrap();
                }
                let uid = world.issued(&ctx, &new).await.unwrap();
                find(&ctx, uid).await.unwrap().number.unwrap()
            });
        }
        let numbers: BTreeSet<String> = signing.join_all().await.into_iter().collect();
        let expected: BTreeSet<String> = (1..=20).map(|place| format!("{place}/SE/DINKES/V/2020")).collect();
        assert_eq!(numbers, expected);
        let none = world
            .count("select cast(count(*) as bigint) from documents_document where reference like 'undone%'");
        assert_eq!(none.await, 0);
    })
    .await;
}

#[tokio::test]
async fn each_year_and_each_register_counts_for_itself() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let number = async |new: NewDocument| {
            let uid = world.issued(&ctx, &new).await.unwrap();
            find(&ctx, uid).await.unwrap().number.unwrap()
        };
        let on =
            |date: &str, reference: &str| NewDocument { dated_on: day(date), ..world.circular(reference) };
        assert_eq!(number(on("2020-12-31", "a")).await, "1/SE/DINKES/XII/2020");
        assert_eq!(number(on("2021-01-04", "b")).await, "1/SE/DINKES/I/2021");
        assert_eq!(
            number(on("2020-12-31", "c")).await,
            "2/SE/DINKES/XII/2020",
            "the day of the letter decides"
        );
        let other = SignedBy::HeadOf(world.agencies[1]);
        let elsewhere =
            NewDocument { agency: Some(world.agencies[1]), signed_by: other, ..on("2020-12-31", "d") };
        assert_eq!(number(elsewhere).await, "1/SE/DISHUB/XII/2020");
        let whole = NewDocument { agency: None, signed_by: other, ..on("2020-12-31", "e") };
        assert_eq!(number(whole).await, "1/SE/PEMDA/XII/2020");
        let administrator = world.administrator().await;
        let pattern = "800/{nomor3}/{kode}/{bulan}/{tahun}";
        set_register(&administrator, Some(world.agencies[0]), pattern, "DK").await.unwrap();
        assert_eq!(number(on("2020-12-31", "f")).await, "800/003/DK/XII/2020");
        let refused = set_register(&administrator, None, "{nomor}", "X").await;
        assert_code(refused, "documents.pattern_incomplete");
        let refused = set_register(&world.officer().await, None, pattern, "X").await;
        assert_code(refused, "platform.forbidden");
    })
    .await;
}

#[tokio::test]
async fn the_same_reference_is_the_same_document() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let new = world.circular("inspection/1/1");
        let draft = world.prepared(&ctx, &new).await.unwrap();
        let changed = NewDocument { about: "Jam kerja baru".to_owned(), ..new.clone() };
        assert_eq!(world.prepared(&ctx, &changed).await.unwrap(), draft);
        let found = by_reference(&ctx, "inspection/1/1").await.unwrap().unwrap();
        assert_eq!((found.about.as_str(), found.state), ("Jam kerja baru", DocumentState::Draft));
        assert_eq!(found.number, None);
        assert_eq!(world.issued(&ctx, &changed).await.unwrap(), draft);
        assert_eq!(world.issued(&ctx, &changed).await.unwrap(), draft);
        assert_code(world.prepared(&ctx, &new).await, "documents.already_signed");
        let next = world.issued(&ctx, &world.circular("inspection/1/2")).await.unwrap();
        assert_eq!(find(&ctx, next).await.unwrap().number.as_deref(), Some("2/SE/DINKES/V/2020"));
        assert!(by_reference(&ctx, "inspection/2/1").await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_document_without_anybody_in_the_post_is_refused() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let early = NewDocument { dated_on: day("2017-12-29"), ..world.circular("a") };
        assert_code(world.issued(&ctx, &early).await, "documents.signatory_missing");
        let unnamed = NewDocument { about: " ".to_owned(), ..world.circular("a") };
        assert_code(world.prepared(&ctx, &unnamed).await, "documents.about");
        assert_eq!(world.count("select cast(count(*) as bigint) from documents_document").await, 0);
    })
    .await;
}

#[tokio::test]
async fn minutes_of_a_meeting_are_a_kind_of_their_own() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let kind = DocumentKind::MeetingMinutes;
        let body = siaga_typeset::sample(kind.letter_kind())["body"].clone();
        let about = "Notulen rapat koordinasi".to_owned();
        let new = NewDocument { kind, about, body, ..world.circular("notulen") };
        let uid = world.issued(&ctx, &new).await.unwrap();
        seal(&ctx, uid).await.unwrap();
        let found = find(&ctx, uid).await.unwrap();
        assert_eq!((found.kind, found.state), (kind, DocumentState::Signed));
        assert_eq!(found.number.as_deref(), Some("1/NOT/DINKES/V/2020"));
        assert!(pdf(&ctx, uid).await.unwrap().bytes.starts_with(b"%PDF-"));
        for locale in [Locale::Indonesian, Locale::English] {
            let ctx = Ctx { locale, ..ctx.clone() };
            let names: BTreeSet<String> =
                DocumentKind::ALL.iter().map(|kind| ctx.text(kind.message_id(), &[])).collect();
            assert_eq!(names.len(), 10, "{names:?}");
            assert!(names.iter().all(|name| !name.contains("documents-kind")), "{names:?}");
        }
        assert!(DocumentKind::ALL.iter().all(|kind| DocumentKind::parse(kind.as_str()) == Some(*kind)));
    })
    .await;
}
