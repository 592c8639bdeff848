//! Who signs, what a crash leaves behind, and withdrawal.

use crate::world::{NAMES, PASSWORD, World, assert_code};
use siaga_access::Role;
use siaga_directory::Capacity;
use siaga_documents::{
    DocumentState, FileCheck, NewDocument, find, list, pdf, rotate_key, seal, seal_left_behind, sign,
    verify_code, withdraw,
};
use siaga_testkit::each_db;

#[tokio::test]
async fn the_head_signs_what_was_seen_with_a_fresh_password() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (officer, head) = (world.officer().await, world.head().await);
        let uid = world.prepared(&officer, &world.circular("a")).await.unwrap();
        let draft = find(&head, uid).await.unwrap();
        let seen = draft.content_sha256.as_str();
        let refused = sign(&head, uid, seen, "salah sama sekali".to_owned()).await;
        assert_code(refused, "platform.password_wrong");
        let changed = NewDocument { about: "Lain".to_owned(), ..world.circular("a") };
        world.prepared(&officer, &changed).await.unwrap();
        assert_code(sign(&head, uid, seen, PASSWORD.to_owned()).await, "documents.draft_changed");
        let seen = find(&head, uid).await.unwrap().content_sha256;
        let signed = sign(&head, uid, &seen, PASSWORD.to_owned()).await.unwrap();
        assert_eq!(signed.state, DocumentState::Signed);
        assert_eq!(signed.number.as_deref(), Some("1/SE/DINKES/V/2020"));
        assert_eq!(signed.signatory.name, NAMES[0]);
        assert_code(sign(&head, uid, &seen, PASSWORD.to_owned()).await, "documents.already_signed");
        let file = pdf(&head, uid).await.unwrap();
        assert!(file.bytes.starts_with(b"%PDF-") && file.bytes.len() <= 150 * 1024, "{}", file.bytes.len());
        assert_eq!(file.file_name, "circular-1-SE-DINKES-V-2020.pdf");
        let told = "select cast(count(*) as bigint) from platform_outbox where topic = 'documents.signed'";
        assert_eq!(world.count(told).await, 1);
    })
    .await;
}

#[tokio::test]
async fn only_the_holder_of_the_post_signs() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer().await;
        let uid = world.prepared(&officer, &world.circular("a")).await.unwrap();
        let seen = find(&officer, uid).await.unwrap().content_sha256;
        let password = || PASSWORD.to_owned();
        assert_code(sign(&officer, uid, &seen, password()).await, "platform.forbidden");
        let other = world.account(Role::AgencyHead, Some(0), Some(2)).await;
        let problem = assert_code(sign(&other, uid, &seen, password()).await, "documents.not_the_signatory");
        assert!(problem.values.contains(&("name", NAMES[0].to_owned())), "{problem}");
        let unlinked = world.account(Role::AgencyHead, Some(0), None).await;
        assert_code(sign(&unlinked, uid, &seen, password()).await, "documents.not_the_signatory");
        let elsewhere = world.account(Role::AgencyHead, Some(1), Some(3)).await;
        assert_code(sign(&elsewhere, uid, &seen, password()).await, "platform.forbidden");
        assert_eq!(find(&officer, uid).await.unwrap().number, None);
    })
    .await;
}

#[tokio::test]
async fn who_acts_for_the_head_signs_in_that_capacity() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.prepared(&world.officer().await, &world.circular("a")).await.unwrap();
        world.acting(1, Capacity::DailyActing, "2020-05-27", "2020-05-29").await;
        let (head, acting) = (world.head().await, world.account(Role::AgencyHead, Some(0), Some(1)).await);
        let seen = find(&head, uid).await.unwrap().content_sha256;
        assert_code(sign(&head, uid, &seen, PASSWORD.to_owned()).await, "documents.not_the_signatory");
        let signed = sign(&acting, uid, &seen, PASSWORD.to_owned()).await.unwrap();
        assert_eq!(
            (signed.signatory.name.as_str(), signed.signatory.capacity),
            (NAMES[1], Capacity::DailyActing)
        );
        let public = verify_code(&world.system(), &signed.code).await.unwrap();
        assert_eq!(public.signatory, format!("Plh. Kepala Dinas Kesehatan, {}", NAMES[1]));
    })
    .await;
}

#[tokio::test]
async fn the_job_seals_what_a_crash_left_behind_and_a_second_run_changes_nothing() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let uid = world.issued(&ctx, &world.circular("a")).await.unwrap();
        let left = find(&ctx, uid).await.unwrap();
        assert_eq!((left.state, left.sealed.clone()), (DocumentState::Issued, None));
        assert_eq!(verify_code(&ctx, &left.code).await.unwrap().file, FileCheck::NotYet);
        seal_left_behind(ctx.clone()).await.unwrap();
        let sealed = find(&ctx, uid).await.unwrap();
        assert_eq!(sealed.state, DocumentState::Signed);
        seal(&ctx, uid).await.unwrap();
        seal_left_behind(ctx.clone()).await.unwrap();
        assert_eq!(find(&ctx, uid).await.unwrap(), sealed);
        let draft = world.prepared(&ctx, &world.circular("b")).await.unwrap();
        assert_code(seal(&ctx, draft).await, "documents.not_signed");
        let altered = world.issued(&ctx, &world.circular("c")).await.unwrap();
        let sql = "update documents_document set about = 'Lain' where id = $1";
        world.exec(sql, [altered.into()]).await;
        assert_code(seal(&ctx, altered).await, "documents.content_altered");
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_document_stays_readable_and_says_so() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (ctx, head) = (world.system(), world.head().await);
        let uid = world.issued(&ctx, &world.circular("a")).await.unwrap();
        assert_code(withdraw(&world.officer().await, uid, "Salah").await, "platform.forbidden");
        assert_code(withdraw(&head, uid, "  ").await, "documents.reason");
        let withdrawn = withdraw(&head, uid, "Salah\ntanggal").await.unwrap();
        assert_eq!(withdrawn.withdrawal.unwrap().reason, "Salah tanggal");
        assert_code(withdraw(&head, uid, "Lagi").await, "documents.already_withdrawn");
        assert!(pdf(&head, uid).await.unwrap().bytes.starts_with(b"%PDF-"), "the file stays");
        let public = verify_code(&ctx, &withdrawn.code).await.unwrap();
        assert_eq!((public.state, public.file), (DocumentState::Withdrawn, FileCheck::Valid));
        // A new key signs from now on; the old signature stays valid.
        rotate_key(&world.administrator().await).await.unwrap();
        assert_eq!(verify_code(&ctx, &withdrawn.code).await.unwrap().file, FileCheck::Valid);
        assert_eq!(world.issued(&ctx, &world.circular("a")).await.unwrap(), uid);
        let draft = world.prepared(&ctx, &world.circular("b")).await.unwrap();
        assert_code(withdraw(&head, draft, "Salah").await, "documents.not_signed");
    })
    .await;
}

#[tokio::test]
async fn lists_show_only_what_the_reader_may_see() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        world.prepared(&ctx, &world.circular("a")).await.unwrap();
        let uid = world.issued(&ctx, &world.circular("b")).await.unwrap();
        let count = async |ctx: &siaga_platform::Ctx, filter: &siaga_documents::DocumentFilter| {
            list(ctx, filter, None).await.unwrap().1.rows
        };
        let all = siaga_documents::DocumentFilter::default();
        assert_eq!(count(&world.officer().await, &all).await, 2);
        let other = world.account(Role::UnitOfficer, Some(1), None).await;
        assert_eq!(count(&other, &all).await, 0);
        assert_code(find(&other, uid).await, "platform.forbidden");
        assert_code(pdf(&other, uid).await, "platform.forbidden");
        assert!(siaga_documents::by_reference(&other, "b").await.unwrap().is_none());
        let text = |text: &str| siaga_documents::DocumentFilter { text: text.to_owned(), ..all.clone() };
        assert_eq!(count(&ctx, &text("1/se/")).await, 1);
        assert_eq!(count(&ctx, &text("100%")).await, 0);
        let drafts = siaga_documents::DocumentFilter { state: Some(DocumentState::Draft), ..all.clone() };
        assert_eq!(count(&ctx, &drafts).await, 1);
    })
    .await;
}
