use crate::world::{World, wib};
use http::StatusCode;
use siaga_access::Role;
use siaga_board::explanation_text;
use siaga_platform::explain::{Explanation, Subject, explain};
use siaga_testkit::each_db;

const SUBJECT: &str = "fake.sum?hari=2020-05-26&opd=A%26B";

#[tokio::test]
async fn a_number_opens_into_rows_reasons_and_evidence() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let leader = world.browser(&[Role::RegionalLeader]).await;
        let page = leader.page(&format!("/jelaskan/{SUBJECT}")).await;
        for text in [
            "50,00 %",
            "60 dari 120",
            "Cuti tidak dihitung. (SE Bupati 12, angka 3, 1218/se/2020-05-20)",
            "Menurut baris",
            "Jumlah baris = angka: 60 = 60",
            "Jumlah baris = angka: 120 = 120",
            "<th scope=\"row\">Jumlah semua baris</th><td class=\"number\">60</td><td class=\"number\">120</td>",
            "2020-05-26 07:42:00",
            "SER00 · diterima 26 Mei 2020 07.42 WIB",
            "abc123",
            "Dua rekap berbeda.",
            "Data per 26 Mei 2020 08.55 WIB",
            "41 dari 50 perangkat daerah melapor",
            "href=\"/pegawai/1\"",
        ] {
            assert!(page.contains(text), "{text}: {page}");
        }
        assert!(!page.contains("001 <i>") && !page.contains("1 <x>"), "texts became markup: {page}");
        assert!(!page.contains("role=\"alert\""), "{page}");
    })
    .await;
}

#[tokio::test]
async fn long_lists_are_cut_and_sums_are_not() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let leader = world.browser(&[Role::RegionalLeader]).await;
        let first = leader.page(&format!("/jelaskan/{SUBJECT}")).await;
        assert!(first.contains("Baris 050") && !first.contains("Baris 051"), "{first}");
        assert!(first.contains("/jelaskan/fake.sum?hari=2020-05-26&#38;opd=A%26B&#38;page=2"), "{first}");
        let second = leader.page(&format!("/jelaskan/{SUBJECT}&page=2")).await;
        assert!(
            second.contains("Baris 051") && second.contains("Baris 060") && !second.contains("Baris 050")
        );
        assert!(second.contains("Jumlah baris = angka: 60 = 60"), "{second}");
    })
    .await;
}

#[tokio::test]
async fn rows_lead_down_and_the_way_leads_back() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let leader = world.browser(&[Role::RegionalLeader]).await;
        let page = leader.page(&format!("/jelaskan/{SUBJECT}")).await;
        let down = "/jelaskan/fake.leaf?orang=1&#38;dari=fake.sum%3Fhari%3D2020-05-26%26opd%3DA%2526B";
        assert!(page.contains(down), "{page}");
        let below = leader.page("/jelaskan/fake.wrong?dari=fake.sum%3Fhari%3D2020-05-26%26opd%3DA%2526B").await;
        let back = "<a href=\"/jelaskan/fake.sum?hari=2020-05-26&#38;opd=A%26B\">Tingkat hadir (2020-05-26, A&#38;B)</a>";
        assert!(below.contains(back), "{below}");
        assert!(below.contains("<a href=\"/papan\">Papan</a>"));
    })
    .await;
}

#[tokio::test]
async fn rows_that_do_not_make_the_number_are_called_out() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let leader = world.browser(&[Role::RegionalLeader]).await;
        let page = leader.page("/jelaskan/fake.wrong").await;
        for text in
            ["role=\"alert\"", "Baris tidak sama dengan angkanya", "Jumlah baris 60, padahal angkanya 61"]
        {
            assert!(page.contains(text), "{text}: {page}");
        }
        let json = leader.get("/api/v1/explain/fake.wrong").await.json();
        assert_eq!(json["number_sum"], serde_json::json!({ "sum": 60, "is_equal": false }));
        assert_eq!(json["of_sum"]["is_equal"], true);
    })
    .await;
}

#[tokio::test]
async fn json_says_what_the_page_says() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let leader = world.browser(&[Role::RegionalLeader]).await;
        let json = leader.get(&format!("/api/v1/explain/{SUBJECT}&dari=fake.sum")).await.json();
        assert_eq!(json["subject"], SUBJECT);
        assert_eq!((&json["number"], &json["of"]), (&60.into(), &120.into()));
        assert_eq!(json["rows"].as_array().unwrap().len(), 60, "programs get all rows");
        assert_eq!(json["completeness"], serde_json::json!({ "reported": 41, "of": 50 }));
        let pages = leader.page(&format!("/jelaskan/{SUBJECT}")).await
            + &leader.page(&format!("/jelaskan/{SUBJECT}&page=2")).await;
        let escaped = |text: &str| text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;");
        for row in json["rows"].as_array().unwrap() {
            assert!(pages.contains(&escaped(row["label"].as_str().unwrap())), "{row}");
        }
        for text in [&json["title"], &json["value"], &json["definition"], &json["findings"][0]] {
            assert!(pages.contains(&escaped(text.as_str().unwrap())), "{text}");
        }
        let raw = json["evidence"][0]["text"].as_str().unwrap();
        assert!(raw.contains('\t') && pages.contains(&escaped(raw)), "raw evidence keeps every letter");
    })
    .await;
}

#[tokio::test]
async fn what_nobody_explains_is_told_and_nothing_leaks() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let employee = world.browser(&[Role::Employee]).await;
        for (subject, status, text) in [
            ("fake.none", StatusCode::NOT_FOUND, "Tidak ada penjelasan bernama fake.none"),
            ("fake.sum?kunci=1", StatusCode::UNPROCESSABLE_ENTITY, "tidak mengenal kunci"),
            ("fake.sum?%3Cb%3E=1", StatusCode::UNPROCESSABLE_ENTITY, "tidak dapat dibaca"),
            ("fake/../sum", StatusCode::UNPROCESSABLE_ENTITY, "tidak dapat dibaca"),
            ("fake.secret", StatusCode::FORBIDDEN, "tidak punya izin"),
        ] {
            for path in ["/jelaskan", "/api/v1/explain"] {
                let answer = employee.get(&format!("{path}/{subject}")).await;
                assert_eq!(answer.status, status, "{path}/{subject}: {}", answer.text);
                assert!(answer.text.contains(text), "{path}/{subject}: {}", answer.text);
            }
        }
        let visitor = world.visitor();
        assert_eq!(visitor.get("/jelaskan/fake.sum").await.status, StatusCode::SEE_OTHER);
        assert_eq!(visitor.get("/jelaskan").await.status, StatusCode::SEE_OTHER);
        assert_eq!(visitor.get("/api/v1/explain/fake.sum").await.status, StatusCode::UNAUTHORIZED);
        let list = employee.page("/jelaskan").await;
        assert!(
            list.contains("fake.sum") && list.contains("Tingkat hadir") && list.contains("(Hari)"),
            "{list}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_command_line_prints_the_same() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let ctx = world.ctx();
        let explanation = explain(&ctx, Subject::parse(SUBJECT).unwrap()).await.unwrap();
        let text = explanation_text(&ctx, &explanation);
        for part in [
            "Hadir A&B\n=========\n50,00 %\n",
            "- Cuti tidak dihitung. (SE Bupati 12, angka 3, 1218/se/2020-05-20)",
            "  Baris 060 <i>  1/2  1 dari 2  [fake.leaf?orang=60]\n",
            "Jumlah baris = angka: 60 = 60",
            "2 2020-05-26 07:42:00 0 1 <x>",
            "SHA-256 abc123",
            "- Dua rekap berbeda.",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        let wrong = explanation_text(&ctx, &Explanation { number: Some(1), ..explanation });
        assert!(wrong.contains("Jumlah baris 60, padahal angkanya 1"), "{wrong}");
        let odd = Explanation {
            title: "a\u{1b}[31mb".to_owned(),
            known_at: Some(wib("2020-05-26T08:00:00")),
            ..Explanation::default()
        };
        let text = explanation_text(&ctx, &odd);
        assert!(text.starts_with("a[31mb\n") && text.contains("26 Mei 2020 08.00 WIB"), "{text}");
    })
    .await;
}
