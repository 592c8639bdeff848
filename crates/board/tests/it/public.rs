use crate::world::World;
use http::{StatusCode, header};
use siaga_access::Role;
use siaga_testkit::each_db;

#[tokio::test]
async fn anybody_reads_the_newest_day_with_data() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let visitor = world.visitor();
        let page = visitor.get("/publik").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        for text in [
            "Minggu, 24 Mei 2020",
            "Kehadiran",
            "98,39 %",
            "&#60;5",
            "41 dari 50 perangkat daerah melapor",
            "href=\"/publik/kehadiran.csv?tanggal=2020-05-24\"",
            "Bagian yang hadir.",
            "<svg",
            "Ada kesalahan pada sistem",
        ] {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        assert!(!page.text.contains(") <b>") && !page.text.contains("a secret cause"), "{}", page.text);
        assert_eq!(page.header(header::CACHE_CONTROL), "private, max-age=60");
        let signed_in = world.browser(&[Role::RegionalLeader]).await.get("/publik").await;
        assert_eq!(signed_in.status, StatusCode::OK, "the table is asked by a visitor");
        assert_eq!(signed_in.header(header::CACHE_CONTROL), "no-store");
    })
    .await;
}

#[tokio::test]
async fn a_day_without_data_says_so_and_one_that_has_not_come_is_refused() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let visitor = world.visitor();
        let empty = visitor.page("/publik?tanggal=2020-05-26").await;
        assert!(empty.contains("Belum ada data untuk hari ini."), "{empty}");
        let ahead = visitor.get("/publik?tanggal=2020-05-27").await;
        assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            ahead.text.contains("belum tiba") && !ahead.text.contains("Belum ada tabel"),
            "{}",
            ahead.text
        );
    })
    .await;
}

#[tokio::test]
async fn files_are_safe_in_spreadsheets_and_open_to_programs() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let visitor = world.visitor();
        let csv = visitor.get("/publik/kehadiran.csv").await;
        assert_eq!(csv.status, StatusCode::OK, "{}", csv.text);
        let wanted = "opd,tanggal,orang,persen_hadir\r\n\"'=HYPERLINK(\"\"x\"\") <b>\",2020-05-24,120,98.39\r\n\"Dinas, Dua\",2020-05-24,<5,\r\n";
        assert_eq!(csv.text, wanted);
        assert!(csv.header(header::CONTENT_TYPE).starts_with("text/csv"));
        assert!(csv.header(header::CONTENT_DISPOSITION).contains("kehadiran-2020-05-24.csv"));
        let json = visitor.get("/publik/kehadiran.json?tanggal=2020-05-20").await;
        for answer in [&csv, &json] {
            assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
            assert_eq!(answer.header(header::CACHE_CONTROL), "public, max-age=60");
            assert!(!answer.headers.contains_key(header::SET_COOKIE));
        }
        let json = json.json();
        assert_eq!((&json["table"], &json["date"]), (&"kehadiran".into(), &"2020-05-20".into()));
        assert_eq!(json["completeness"], serde_json::json!({ "reported": 41, "of": 50 }));
        let rows = &json["rows"];
        assert_eq!((&rows[0]["orang"], &rows[0]["persen_hadir"]), (&120.into(), &98.39.into()));
        assert_eq!((&rows[1]["orang"], &rows[1]["persen_hadir"]), (&"<5".into(), &serde_json::Value::Null));
    })
    .await;
}

#[tokio::test]
async fn problems_come_in_the_form_that_was_asked_for() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let visitor = world.visitor();
        for (path, status) in [
            ("/publik/gaji.json", StatusCode::NOT_FOUND),
            ("/publik/gaji.csv", StatusCode::NOT_FOUND),
            ("/publik/kehadiran.json?tanggal=2020-05-27", StatusCode::UNPROCESSABLE_ENTITY),
            ("/publik/kehadiran.csv?tanggal=x", StatusCode::UNPROCESSABLE_ENTITY),
            ("/publik/datapackage.json?tanggal=x", StatusCode::UNPROCESSABLE_ENTITY),
            ("/publik/rusak.json?tanggal=2020-05-20", StatusCode::INTERNAL_SERVER_ERROR),
        ] {
            let answer = visitor.get(path).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.text);
            assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{path}");
            assert!(!answer.text.contains("a secret cause"));
            if path.contains(".json") {
                assert!(answer.json()["text"].as_str().unwrap().len() > 10, "{path}: {}", answer.text);
            } else {
                assert!(answer.text.starts_with("problem,text\r\nboard."), "{path}: {}", answer.text);
            }
        }
        let page = visitor.get("/publik/kehadiran").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.text.contains("<html"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn the_data_package_describes_exactly_what_the_files_hold() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let visitor = world.visitor();
        let package = visitor.get("/publik/datapackage.json").await.json();
        assert_eq!(package["name"], "siaga-12-18");
        assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), 2);
        let resource = &resources[0];
        let csv = visitor.get(&format!("/publik/{}", resource["path"].as_str().unwrap())).await;
        let schema = &resource["schema"];
        let fields = schema["fields"].as_array().unwrap();
        let missing: Vec<&str> =
            schema["missingValues"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
        let mut lines = csv.text.lines();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(lines.next().unwrap(), names.join(","));
        // The last three columns hold no comma, so that they can be cut from the right.
        for line in lines {
            for (field, cell) in fields.iter().rev().zip(line.rsplit(',').take(3)) {
                let is_read = missing.contains(&cell)
                    || match field["type"].as_str().unwrap() {
                        "date" => cell.parse::<chrono::NaiveDate>().is_ok(),
                        "integer" => cell.parse::<i64>().is_ok(),
                        "number" => cell.parse::<f64>().is_ok(),
                        other => panic!("{other}"),
                    };
                assert!(is_read, "{field} does not read {cell}");
            }
        }
        for field in fields {
            assert!(field["description"].as_str().unwrap().len() > 3, "{field}");
        }
        assert_eq!(resource["title"], "Kehadiran");
    })
    .await;
}
