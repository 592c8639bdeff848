//! Letters composed on our pages: form, draft, correction, signature.

use crate::browser::Browser;
use crate::world::{DAY, NIPS, PASSWORD, World};
use http::StatusCode;
use siaga_access::Role;
use siaga_documents::{DocumentFilter, DocumentState, list};
use siaga_testkit::each_db;

type Fields<'a> = Vec<(&'a str, &'a str)>;

fn with<'a>(fields: &[(&'a str, &'a str)], changed: &[(&'a str, &'a str)]) -> Fields<'a> {
    let kept = fields.iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    kept.chain(changed).copied().collect()
}

fn summons(agency: &str) -> Fields<'_> {
    vec![
        ("agency", agency),
        ("dated_on", DAY),
        ("about", "Panggilan pemeriksaan"),
        ("nip", NIPS[2]),
        ("ordinal", "I"),
        ("examined_on", "2020-06-09"),
        ("examined_at", "09:00"),
        ("place", "Ruang rapat"),
        ("examiner", NIPS[0]),
        ("reason", "tidak masuk kerja <tiga> hari"),
    ]
}

#[tokio::test]
async fn a_summons_keeps_to_seven_working_days_and_loses_nothing_typed() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let agency = world.agencies[0].to_string();
        let browser = Browser::of(&world, &world.officer().await).await;
        browser.get("/surat/baru").await.page(200);
        let empty = browser.get("/surat/baru/summons").await.page(200);
        assert!(empty.contains("Dinas Kesehatan") && !empty.contains("Dinas Perhubungan"));
        let fields = summons(&agency);
        for (changed, said) in [
            (("examined_on", "2020-06-10"), "8 hari kerja"),
            (("examined_on", "2020-06-01"), "hari libur"),
            (("examined_on", "besok"), "bukan tanggal"),
            (("nip", "123"), "Tidak ada pegawai"),
            (("ordinal", "II"), "harus diisi"),
            (("agency", "9999"), ""),
        ] {
            let answer = browser.post("/surat/baru/summons", &with(&fields, &[changed])).await;
            if said.is_empty() {
                assert_eq!(answer.status, StatusCode::NOT_FOUND);
                continue;
            }
            let page = answer.page(422);
            assert!(page.contains(said), "{said}: {page}");
            assert!(page.contains("tidak masuk kerja &#60;tiga&#62; hari") && page.contains(changed.1));
        }
        let sent = browser.post("/surat/baru/summons", &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", String::from_utf8_lossy(&sent.bytes));
        let page = browser.get(&sent.location).await.page(200);
        assert!(
            page.contains("Yang dapat menandatangani: Kepala Dinas Kesehatan") && page.contains("/gambar")
        );
        let form = browser.get(&format!("{}/ubah", sent.location)).await.page(200);
        assert!(form.contains("value=\"2020-06-09\"") && form.contains("&#60;tiga&#62;"));
        let second = [
            ("ordinal", "II"),
            ("previous", "SP 1"),
            ("missed_on", "2020-05-27"),
            ("examined_on", "2020-06-05"),
        ];
        let (_, rest) = form.split_once("name=\"seen\" value=\"").unwrap();
        let seen = [second.as_slice(), &[("seen", &rest[..64])]].concat();
        let path = format!("{}/ubah", sent.location);
        let corrected = browser.post(&path, &with(&fields, &seen)).await;
        assert_eq!(corrected.location, sent.location);
        // Somebody who had opened the first version is told, keeps the own words, and may mean them.
        let late = [seen.as_slice(), &[("place", "Ruang lain")]].concat();
        let told = browser.post(&path, &with(&fields, &late)).await.page(409);
        assert!(told.contains("Orang lain mengubah konsep") && told.contains("Ruang lain"), "{told}");
        let (rows, _) = list(&world.system(), &DocumentFilter::default(), None).await.unwrap();
        assert!(told.contains(&format!("name=\"seen\" value=\"{}\"", rows[0].content_sha256)));
        assert_ne!(rows[0].body["hearing"]["place"], "Ruang lain");
        let (rows, _) = list(&world.system(), &DocumentFilter::default(), None).await.unwrap();
        assert_eq!((rows.len(), rows[0].body["ordinal"].as_str()), (1, Some("II")));
    })
    .await;
}

#[tokio::test]
async fn the_other_kinds_are_composed_and_signed_on_their_page() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let agency = world.agencies[0].to_string();
        let head = Browser::of(&world, &world.head().await).await;
        let people = format!("{}\n{}\n", NIPS[1], NIPS[2]);
        let common = [("agency", agency.as_str()), ("dated_on", DAY), ("about", "Perihal")];
        let assignment = [
            ("basis", "DPA 2020"),
            ("people", people.as_str()),
            ("tasks", "Memeriksa"),
            ("from_on", DAY),
            ("until_on", "2020-05-29"),
            ("place", "Puskesmas"),
        ];
        let circular = [("basis", "UU 5/2014"), ("paragraphs", "Satu\nDua")];
        let handover = [
            ("held_at", "Kantor"),
            ("first", NIPS[0]),
            ("second_name", "CV Contoh"),
            ("items", "Masker; 100; kotak; baik; 5.000.000;\nKunci; 2"),
        ];
        let receipt = [
            ("received_from", "Bendahara"),
            ("amount", "1.100"),
            ("purpose", "Materai"),
            ("receiver", NIPS[1]),
        ];
        let sent: [(&str, &[(&str, &str)]); 4] = [
            ("assignment_letter", &assignment),
            ("circular", &circular),
            ("handover_minutes", &handover),
            ("receipt", &receipt),
        ];
        let mut last = String::new();
        for (kind, fields) in sent {
            head.get(&format!("/surat/baru/{kind}")).await.page(200);
            let answer = head.post(&format!("/surat/baru/{kind}"), &with(&common, fields)).await;
            let said = String::from_utf8_lossy(&answer.bytes);
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{kind}: {said}");
            last = answer.location;
            let file = head.get(&format!("{last}/pdf")).await;
            assert!(file.bytes.starts_with(b"%PDF-"), "{kind}");
        }
        let (rows, _) = list(&world.system(), &DocumentFilter::default(), None).await.unwrap();
        let receipt = rows.iter().find(|row| row.kind == siaga_documents::DocumentKind::Receipt).unwrap();
        assert_eq!(receipt.body["amount_words"], "seribu seratus rupiah");
        let broken = [("items", "Masker")];
        let again = with(&with(&common, &handover), &broken);
        assert!(head.post("/surat/baru/handover_minutes", &again).await.page(422).contains("Baris 1"));
        let wrong =
            head.post(&format!("{last}/tanda-tangan"), &[("seen", "x"), ("password", PASSWORD)]).await;
        assert!(wrong.page(409).contains("berubah sesudah Anda membukanya"));
        let fields = [("seen", receipt.content_sha256.as_str()), ("password", PASSWORD)];
        let signed = head.post(&format!("{last}/tanda-tangan"), &fields).await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER);
        assert!(head.get(&last).await.page(200).contains("1/KW/DINKES/V/2020"));
        assert_eq!(head.get(&format!("{last}/ubah")).await.status, StatusCode::SEE_OTHER);
        let withdrawn = head.post(&format!("{last}/tarik"), &[("reason", "")]).await;
        assert!(withdrawn.page(422).contains("alasannya"));
        let listed = head.get("/surat?jenis=receipt&keadaan=signed&cari=kw").await.page(200);
        assert!(listed.contains("1 surat") && listed.contains("1/KW/DINKES/V/2020"));
    })
    .await;
}

#[tokio::test]
async fn another_agency_sees_and_does_nothing() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.prepared(&world.system(), &world.circular("a")).await.unwrap();
        let other = world.account(Role::UnitOfficer, Some(1), Some(3)).await;
        let browser = Browser::of(&world, &other).await;
        for path in ["", "/pdf", "/gambar", "/ubah"] {
            assert_eq!(
                browser.get(&format!("/surat/{uid}{path}")).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
        let agency = world.agencies[0].to_string();
        let fields = with(&summons(&agency), &[("nip", NIPS[3]), ("examiner", NIPS[3])]);
        let refused = browser.post("/surat/baru/summons", &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let seen = [("seen", "x"), ("password", PASSWORD)];
        let refused = browser.post(&format!("/surat/{uid}/tanda-tangan"), &seen).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(!browser.get("/surat").await.page(200).contains("Jam kerja pegawai"));
        let missing = uuid::Uuid::nil();
        assert_eq!(browser.get(&format!("/surat/{missing}")).await.status, StatusCode::NOT_FOUND);
        let found = siaga_documents::find(&world.system(), uid).await.unwrap();
        assert_eq!(found.state, DocumentState::Draft);
    })
    .await;
}

#[tokio::test]
async fn characters_that_no_font_has_are_said_before_anybody_signs() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let new = siaga_documents::NewDocument {
            about: "Untuk \u{16f00} dan Ani".to_owned(),
            ..world.circular("a")
        };
        let uid = world.prepared(&world.system(), &new).await.unwrap();
        let page =
            Browser::of(&world, &world.head().await).await.get(&format!("/surat/{uid}")).await.page(200);
        assert!(
            page.contains("tercetak sebagai kotak kosong") && page.contains("<strong>\u{16f00}</strong>")
        );
    })
    .await;
}
