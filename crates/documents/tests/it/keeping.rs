//! Letterheads with logos, registers and templates, for administrators.

use crate::browser::Browser;
use crate::world::{World, assert_code, day};
use http::StatusCode;
use siaga_access::Role;
use siaga_documents::{
    DocumentKind, NewLetterhead, letterhead, replace_template, seal, set_letterhead, template_source,
    templates,
};
use siaga_testkit::each_db;

const PATH: &str = "/pengelolaan/kop-surat";
const LOGO: &[u8] =
    b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8H0z\"/></svg>";

fn fields(agency: &str) -> Vec<(&str, &str)> {
    vec![
        ("agency", agency),
        ("government_line", "Pemerintah Kabupaten Contoh"),
        ("agency_line", "Dinas Kesehatan"),
        ("address", "Jalan Melati 1"),
        ("contact", "Telepon 123"),
        ("place", "Contoh"),
        ("from_on", "2020-01-01"),
    ]
}

#[tokio::test]
async fn bad_logos_are_refused_with_words_and_good_ones_are_shown() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let agency = world.agencies[0].to_string();
        let browser = Browser::of(&world, &world.administrator().await).await;
        browser.get(PATH).await.page(200);
        let script = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x()</script></svg>".to_vec();
        let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bomb.extend_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50, 8, 6, 0, 0, 0, 0, 0, 0, 0]);
        let mut torn = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        torn.extend_from_slice(&[0, 0, 0, 4, 0, 0, 0, 4, 8, 6, 0, 0, 0, 1, 2, 3, 4]);
        torn.extend_from_slice(b"\0\0\0\x01IDATx\0\0\0\0\0\0\0\0IEND\0\0\0\0");
        for (logo, said) in [
            (script, "&#60;script&#62;"),
            (b"GIF89a".to_vec(), "bukan PNG, JPEG, atau SVG"),
            (bomb, "50000 × 50000"),
            (torn, "rusak"),
            ([LOGO, &vec![b' '; 1024 * 1024]].concat(), "lebih besar dari 1 MB"),
        ] {
            let answer = browser.upload(PATH, &fields(&agency), ("logo", "logo", &logo)).await;
            let page = answer.page(422);
            assert!(page.contains(said) && page.contains("value=\"Jalan Melati 1\""), "{said}: {page}");
        }
        let huge = vec![0; 30 * 1024 * 1024];
        let answer = browser.upload(PATH, &fields(&agency), ("logo", "logo.png", &huge)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(world.count("select cast(count(*) as bigint) from documents_letterhead").await, 0);
        let answer = browser.upload(PATH, &fields(&agency), ("logo", "logo.svg", LOGO)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let page = browser.get(PATH).await.page(200);
        let (_, rest) = page.split_once("/pengelolaan/kop-surat/logo/").unwrap();
        let shown = browser.get(&format!("{PATH}/logo/{}", &rest[..64])).await;
        assert_eq!(shown.bytes, LOGO);
        let officer = Browser::of(&world, &world.account(Role::UnitOfficer, Some(0), None).await).await;
        assert_eq!(officer.get(PATH).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn a_letterhead_holds_from_its_day_and_an_agency_falls_back_to_the_government() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let administrator = world.administrator().await;
        let own = Some(world.agencies[0]);
        let new = |agency, address: &str, from: &str| NewLetterhead {
            agency,
            government_line: "Pemerintah Kabupaten Contoh".to_owned(),
            agency_line: if agency.is_some() { "Dinas Kesehatan" } else { "" }.to_owned(),
            address: address.to_owned(),
            contact: String::new(),
            place: "Contoh".to_owned(),
            from_on: day(from),
        };
        set_letterhead(&administrator, &new(None, "Jalan Satu", "2020-01-01"), Some(LOGO)).await.unwrap();
        let on = async |agency, date: &str| letterhead(&administrator, agency, day(date)).await.unwrap();
        let (said, files) = on(own, "2020-05-28").await;
        assert_eq!((said.agency.as_str(), said.address.as_str()), ("Dinas Kesehatan", "Jalan Satu"));
        assert_eq!((said.logo.as_deref(), files.len()), (Some("logo.svg"), 1));
        set_letterhead(&administrator, &new(own, "Jalan Dua", "2020-05-28"), None).await.unwrap();
        assert_eq!(on(own, "2020-05-27").await.0.address, "Jalan Satu");
        let (said, files) = on(own, "2020-05-28").await;
        assert_eq!((said.address.as_str(), files.len()), ("Jalan Dua", 1), "the arms of the government stay");
        assert_eq!(on(None, "2019-12-31").await.0.address, "");
        let refused = set_letterhead(&administrator, &new(own, "", "2020-05-28"), None).await;
        assert_code(refused, "documents.letterhead_line");
        let refused =
            set_letterhead(&world.officer().await, &new(own, "Jalan Tiga", "2020-05-28"), None).await;
        assert_code(refused, "platform.forbidden");
    })
    .await;
}

#[tokio::test]
async fn a_template_is_tried_before_it_is_taken_and_can_be_given_back() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let administrator = world.administrator().await;
        let kind = DocumentKind::Circular;
        let wrong =
            replace_template(&administrator, kind, b"#let data = json(\"/data.json\")\n\n#data.nothing")
                .await;
        let problem = assert_code(wrong, "documents.template_error");
        assert!(problem.values.contains(&("line", "3".to_owned())), "{problem}");
        for text in [b"".as_slice(), b"\xff\xfe", b"  \n"] {
            assert_code(replace_template(&administrator, kind, text).await, "documents.template_text");
        }
        let browser = Browser::of(&world, &administrator).await;
        let path = format!("{PATH}/templat");
        let page =
            browser.upload(&path, &[("kind", "circular")], ("template", "a.typ", b"#nope")).await.page(422);
        assert!(page.contains("Templat ditolak: baris 1"), "{page}");
        let own = b"#let data = json(\"/data.json\")\nEdaran #data.subject";
        let taken = browser.upload(&path, &[("kind", "circular")], ("template", "a.typ", own)).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER);
        assert_eq!(template_source(&administrator, kind, false).await.unwrap().as_bytes(), own);
        assert_eq!(browser.get(&format!("{path}/circular")).await.bytes, own);
        assert_ne!(browser.get(&format!("{path}/circular?bawaan=1")).await.bytes, own);
        browser.get(&path).await.page(200);
        let ctx = world.system();
        let uid = world.issued(&ctx, &world.circular("a")).await.unwrap();
        seal(&ctx, uid).await.unwrap();
        let own_sha256 = siaga_documents::find(&ctx, uid).await.unwrap().sealed.unwrap().template_sha256;
        let reset = browser.post(&format!("{path}/circular/bawaan"), &[]).await;
        assert_eq!(reset.status, StatusCode::SEE_OTHER);
        assert!(templates(&administrator).await.unwrap().iter().all(|state| state.replaced.is_none()));
        let next = world.issued(&ctx, &world.circular("b")).await.unwrap();
        seal(&ctx, next).await.unwrap();
        let shipped = siaga_documents::find(&ctx, next).await.unwrap().sealed.unwrap().template_sha256;
        assert_ne!(shipped, own_sha256);
    })
    .await;
}

#[tokio::test]
async fn registers_are_set_on_their_page() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let agency = world.agencies[0].to_string();
        let browser = Browser::of(&world, &world.administrator().await).await;
        let path = format!("{PATH}/nomor");
        browser.get(&path).await.page(200);
        let sent =
            |pattern: &'static str| vec![("agency", agency.as_str()), ("pattern", pattern), ("code", "DK")];
        let refused = browser.post(&path, &sent("{nomor}/{hari}")).await.page(422);
        assert!(refused.contains("value=\"{nomor}/{hari}\""), "{refused}");
        let taken = browser.post(&path, &sent("800/{nomor}/{kode}/{tahun}")).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER);
        assert!(browser.get(&path).await.page(200).contains("800/1/DK/2020"));
        let rotated = browser.post(&format!("{PATH}/kunci"), &[]).await;
        assert_eq!(rotated.status, StatusCode::SEE_OTHER);
        assert!(browser.get(PATH).await.page(200).contains("Ed25519"));
    })
    .await;
}
