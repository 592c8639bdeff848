//! What somebody without an account learns about a letter.

use crate::browser::Browser;
use crate::world::{NAMES, World};
use base64::Engine;
use http::StatusCode;
use ring::signature::{ED25519, UnparsedPublicKey};
use sha2::{Digest, Sha256};
use siaga_documents::{find, pdf, seal};
use siaga_testkit::each_db;

#[tokio::test]
async fn anybody_verifies_by_code_and_by_file() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let uid = world.issued(&ctx, &world.circular("a")).await.unwrap();
        seal(&ctx, uid).await.unwrap();
        let document = find(&ctx, uid).await.unwrap();
        let sealed = document.sealed.clone().unwrap();
        let browser = Browser::anonymous(&world).await;
        let found = browser.get(&format!("/periksa?kode={}", document.code.to_lowercase())).await;
        assert_eq!(found.status, StatusCode::SEE_OTHER);
        let page = browser.get(&found.location).await.page(200);
        for shown in
            ["1/SE/DINKES/V/2020", NAMES[0], "asli dan berlaku", &sealed.pdf_sha256, "Dinas Kesehatan"]
        {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        assert!(!page.contains("Jam kerja pegawai") && !page.contains("07.30"), "content stays inside");
        let same = pdf(&ctx, uid).await.unwrap().bytes;
        let compared = browser.upload("/periksa/berkas", &[], ("berkas", "a.pdf", &same)).await;
        assert_eq!((compared.status, &compared.location), (StatusCode::SEE_OTHER, &found.location));
        let other = [same.as_slice(), b" "].concat();
        let compared = browser.upload("/periksa/berkas", &[], ("berkas", "a.pdf", &other)).await;
        assert!(compared.page(404).contains("tidak sama dengan berkas mana pun"));
        let large = vec![b'x'; 6 * 1024 * 1024];
        let refused = browser.upload("/periksa/berkas", &[], ("berkas", "a.pdf", &large)).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        let signature = browser.get(&format!("{}/tanda-tangan", found.location)).await;
        assert_eq!(hex::encode(&signature.bytes), sealed.signature);
        let key = browser.get(&format!("{}/kunci", found.location)).await;
        assert!(key.bytes.starts_with(b"-----BEGIN PUBLIC KEY-----"));
        assert!(signs(&key.bytes, &same, &signature.bytes), "what is handed out verifies the file itself");
        assert!(!signs(&key.bytes, &other, &signature.bytes));
        assert!(browser.get("/periksa?kode=ABCD").await.page(422).contains("value=\"ABCD\""));
        browser.get("/periksa/0000-0000-0000").await.page(404);
        assert_eq!(browser.get(&format!("/surat/{uid}")).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

/// Checks as somebody without this program does: the key in PEM, the hash of the file, the detached signature.
fn signs(pem: &[u8], file: &[u8], signature: &[u8]) -> bool {
    let text = std::str::from_utf8(pem).unwrap();
    let inner: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let der = base64::engine::general_purpose::STANDARD.decode(inner).unwrap();
    let key = UnparsedPublicKey::new(&ED25519, &der[der.len() - 32..]);
    key.verify(&Sha256::digest(file), signature).is_ok()
}

#[tokio::test]
async fn an_altered_file_is_said() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.system();
        let uid = world.issued(&ctx, &world.circular("a")).await.unwrap();
        seal(&ctx, uid).await.unwrap();
        let document = find(&ctx, uid).await.unwrap();
        let path = format!("/periksa/{}", document.code);
        let browser = Browser::anonymous(&world).await;
        assert!(browser.get(&path).await.page(200).contains("tanda tangan sah"));
        let sealed = document.sealed.unwrap();
        // The last byte of such a signature is often 0; the first may be anything.
        let other = if sealed.signature.starts_with("00") { "11" } else { "00" };
        let signature = format!("{other}{}", &sealed.signature[2..]);
        let sql = "update documents_document set signature = $1 where id = $2";
        world.exec(sql, [signature.into(), uid.into()]).await;
        assert!(browser.get(&path).await.page(200).contains("Tanda tangan tidak sah"));
        world.exec(sql, [sealed.signature.clone().into(), uid.into()]).await;
        let bytes = b"%PDF-1.7 lain".to_vec();
        let sql = "update platform_blob set bytes = $1 where sha256 = $2";
        world.exec(sql, [bytes.into(), sealed.pdf_sha256.clone().into()]).await;
        assert!(browser.get(&path).await.page(200).contains("berubah sesudah ditandatangani"));
        let refused = pdf(&ctx, uid).await.unwrap_err();
        assert_eq!(refused.code, "documents.file_altered");
        world.exec("delete from platform_blob where sha256 = $1", [sealed.pdf_sha256.into()]).await;
        assert!(browser.get(&path).await.page(200).contains("berubah sesudah ditandatangani"));
    })
    .await;
}

#[tokio::test]
async fn a_draft_cannot_be_verified() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.prepared(&world.system(), &world.circular("a")).await.unwrap();
        let code = find(&world.system(), uid).await.unwrap().code;
        Browser::anonymous(&world).await.get(&format!("/periksa/{code}")).await.page(404);
    })
    .await;
}
