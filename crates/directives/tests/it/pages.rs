//! The pages: register, draft, check, signature, law, facts, the API and what explains a value.

use super::browser::{Browser, hidden};
use super::world::{PASSWORD, PERSONS, SHARE, World, day, law, line, new_circular};
use siaga_access::Role;
use siaga_directives::facts::CASE_STATE;
use siaga_directives::{FactSubject, NewFact, check_circular, draft_circular, record_fact};
use siaga_testkit::each_db;

/// A form of one line, as a browser sends it.
fn draft(share: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("mode", "form"),
        ("title", "Kerja dari rumah di zona merah"),
        ("id", "12.18/2021-06-21-wfh"),
        ("issuer", "Bupati Contoh"),
        ("dated_on", "21 Juni 2021"),
        ("region", "12.18"),
        ("silent_where", "zone != 'red'"),
        ("body", "Pegawai di kantor dibatasi."),
        ("parameter", SHARE),
        ("value", share),
        ("from", "2021-06-22"),
        ("until", "2021-07-04"),
        ("article", "angka 1"),
        ("place", ""),
        ("unit", ""),
        ("when", "zone == 'red'"),
        ("line_note", ""),
        ("parameter", ""),
        ("value", ""),
        ("from", ""),
        ("until", ""),
        ("article", ""),
        ("place", ""),
        ("unit", ""),
        ("when", ""),
        ("line_note", ""),
    ]
}

#[tokio::test]
async fn a_circular_goes_through_the_pages_from_draft_to_law() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = Browser::of(&world, &world.personnel().await).await;
        officer.get("/edaran/baru").await.page(200);
        let bare = officer.upload("/edaran/baru", &draft("50"), None).await.page(422);
        assert!(bare.contains("id=\"e-value-1\""), "50 of what? {bare}");
        assert!(bare.contains("12.18/2021-06-21-wfh"), "nothing that was typed is lost");
        let made = officer.upload("/edaran/baru", &draft("50 %"), None).await;
        assert_eq!(made.status.as_u16(), 303, "{}", made.body);
        let check = officer.get(&made.location).await.page(200);
        assert!(check.contains("Tidak ada kesalahan"), "{check}");
        assert!(check.contains("Tidak ada nilai yang berubah"), "the zone is unknown: {check}");
        assert!(!check.contains("name=\"password\""), "who drafts does not sign");
        let path = made.location.trim_end_matches("/periksa").to_owned();
        let form = officer.get(&format!("{path}/ubah")).await.page(200);
        assert!(form.contains("value=\"50 %\"") && hidden(&form, "version") == "1");

        let leader = Browser::of(&world, &world.leader().await).await;
        let check = leader.get(&made.location).await.page(200);
        assert_eq!(hidden(&check, "version"), "1");
        let wrong = leader.post(&format!("{path}/tanda-tangan"), "version=1&password=salah").await.page(422);
        assert!(wrong.contains("e-password"));
        let password = PASSWORD.replace(' ', "+");
        let signed =
            leader.post(&format!("{path}/tanda-tangan"), &format!("version=1&password={password}")).await;
        assert_eq!(
            (signed.status.as_u16(), signed.location.as_str()),
            (303, path.as_str()),
            "{}",
            signed.body
        );

        let employee = Browser::of(&world, &world.account(Role::Employee, Some(1), None).await).await;
        let page = employee.get(&path).await.page(200);
        for text in ["zona risiko = merah", "zone == &#39;red&#39;", "50 %", "angka 1", "Bupati Contoh"] {
            assert!(page.contains(text), "{text}: {page}");
        }
        assert!(!page.contains("/cabut"), "no button for those who may not");
        let list = employee.get("/edaran").await.page(200);
        assert!(
            list.contains("Kerja dari rumah di zona merah") && list.contains("Ramadan"),
            "own and shipped"
        );
        let pdf = employee.get(&format!("{path}/pdf")).await;
        assert_eq!(pdf.status.as_u16(), 200);
        assert!(pdf.body.starts_with("%PDF"));
        assert_eq!(employee.get(&format!("{path}/ubah")).await.status.as_u16(), 403);
    })
    .await;
}

#[tokio::test]
async fn a_text_is_uploaded_and_a_second_editor_is_told_who_was_first() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let personnel = world.personnel().await;
        let officer = Browser::of(&world, &personnel).await;
        let text = law("unggah", &line(PERSONS, "30", "2021-06-22", "")) + "# tidak ada di formulir\n";
        let fields = [("mode", "text"), ("law", ""), ("body", "Batas peserta.")];
        let made = officer.upload("/edaran/baru", &fields, Some(("edaran.toml", &text))).await;
        assert_eq!(made.status.as_u16(), 303, "{}", made.body);
        let path = made.location.replace("periksa", "ubah");
        let form = officer.get(&path).await.page(200);
        assert!(form.contains("tidak ada di formulir"), "as text, so that the remark stays");
        let other = Browser::of(&world, &world.personnel().await).await;
        let change = [("version", "1"), ("mode", "text"), ("law", text.as_str()), ("body", "Dua.")];
        assert_eq!(officer.upload(&path, &change, None).await.status.as_u16(), 303);
        let late = other.upload(&path, &change, None).await.page(409);
        assert!(late.contains(&personnel.actor.name), "{late}");
        let broken = [("version", "2"), ("mode", "text"), ("law", "[circular"), ("body", "Dua.")];
        officer.upload(&path, &broken, None).await.page(422);
    })
    .await;
}

#[tokio::test]
async fn faults_are_listed_in_words_of_both_languages() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let personnel = world.personnel().await;
        let text = law("salah", &line(SHARE, "1001", "2021-06-22", "when = \"mood == 'good'\""));
        let id = draft_circular(&personnel, new_circular(&text)).await.unwrap();
        let officer = Browser::of(&world, &personnel).await;
        let page = officer.get(&format!("/edaran/{id}/periksa")).await.page(200);
        assert!(page.contains("Kesalahan: 2") && page.contains("1001") && page.contains("mood"), "{page}");
        officer.post("/bahasa", "language=en&next=/edaran").await;
        let page = officer.get(&format!("/edaran/{id}/periksa")).await.page(200);
        assert!(page.contains("Faults: 2") && page.contains("out of bounds"), "{page}");
        let shown = officer.get(&format!("/edaran/{id}")).await.page(200);
        assert!(shown.contains("Text of the provisions"));
    })
    .await;
}

#[tokio::test]
async fn shipped_circulars_have_pages_and_what_is_not_there_is_told() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let employee = Browser::of(&world, &world.account(Role::Employee, Some(1), None).await).await;
        let page = employee.get("/edaran/panrb~ramadan-2026").await.page(200);
        assert!(page.contains("Menteri PANRB") && page.contains("belum dicocokkan"));
        assert_eq!(employee.get("/edaran/tiada~apa").await.status.as_u16(), 404);
        assert_eq!(employee.get("/edaran/017a2c4b-c100-792d-ba9e-f75355be6215").await.status.as_u16(), 404);
        for filter in [
            "keadaan=in_force",
            "keadaan=over&tanggal=2030-01-01",
            "tanggal=besok",
            "diketahui=1990-01-01",
            "parameter=trial.persons_max",
        ] {
            employee.get(&format!("/edaran?{filter}")).await.page(200);
        }
    })
    .await;
}

#[tokio::test]
async fn law_is_told_with_its_grounds_on_the_page_in_json_and_as_an_explanation() {
    each_db(|db| async move {
        let world = World::new(db).await;
        world.sign(&law("ketat", &line(PERSONS, "20", "2021-06-22", ""))).await.unwrap();
        world.sign(&law("longgar", &line(PERSONS, "50", "2021-06-23", ""))).await.unwrap();
        let employee = Browser::of(&world, &world.account(Role::Employee, Some(1), None).await).await;
        let page = employee.get("/aturan?opd=DINKES&tanggal=2021-06-25").await.page(200);
        assert!(page.contains("20 orang") && page.contains("Edaran ketat"), "{page}");
        assert!(!page.contains("Keadaan yang dipakai"), "facts are not everybody's");
        assert_eq!(employee.get("/aturan?opd=TIADA").await.status.as_u16(), 404);
        let path = "/api/v1/policy/trial.persons_max?unit=DINKES/P2P&on=2021-06-25";
        let json: serde_json::Value = serde_json::from_str(&employee.get(path).await.body).unwrap();
        assert_eq!(
            (&json["value"], &json["winner"]["circular"]),
            (&20.into(), &"12.18/ketat".into()),
            "{json}"
        );
        assert_eq!(json["losers"][0]["provision"]["circular"], "12.18/longgar");
        assert_eq!(json["losers"][0]["why"], "kurang ketat");
        assert!(json["facts"].is_null());
        let known: serde_json::Value =
            serde_json::from_str(&employee.get(&format!("{path}&known_on=2021-06-20")).await.body).unwrap();
        assert!(known["value"].is_null() && known["winner"].is_null(), "{known}");
        assert_eq!(employee.get("/api/v1/policy/trial.mood").await.status.as_u16(), 404);
        assert_eq!(employee.get("/api/v1/policy/trial.persons_max?on=besok").await.status.as_u16(), 422);
        let ctx = world.account(Role::HealthOffice, None, None).await;
        let subject = siaga_platform::explain::Subject::parse(
            "law.parameter?parameter=trial.persons_max&hari=2021-06-25",
        )
        .unwrap();
        let told = siaga_platform::explain::explain(&ctx, subject).await.unwrap();
        assert_eq!((told.value.as_str(), told.reasons.len(), told.rows.len()), ("20 orang", 1, 1));
        assert!(
            told.findings[0].contains("zona") || told.findings[0].contains("kasus"),
            "{:?}",
            told.findings
        );
    })
    .await;
}

#[tokio::test]
async fn facts_are_recorded_and_ended_on_their_page() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let health = Browser::of(&world, &world.account(Role::HealthOffice, None, None).await).await;
        health.get("/keadaan").await.page(200);
        let unit = world.unit;
        let fields = format!(
            "subject=u{unit}&fact=case_state%3Dcluster&from_on=2021-06-21&until_on=&source=laporan+puskesmas"
        );
        assert_eq!(health.post("/keadaan", &fields).await.status.as_u16(), 303);
        let beds = "subject=g&fact=beds_percent%3D&number=301&from_on=2021-06-21&source=laporan+RSUD";
        let page = health.post("/keadaan", beds).await.page(422);
        assert!(page.contains("laporan RSUD"), "what was typed stays");
        let page = health.get("/keadaan?tanggal=2021-06-30").await.page(200);
        assert!(page.contains("klaster") && page.contains("Bidang P2P"), "{page}");
        let at = page.split("/keadaan/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let end =
            health.post(&format!("/keadaan/{at}/akhiri"), "end_on=2021-06-28&reason=semua+sembuh").await;
        assert_eq!(end.status.as_u16(), 303, "{}", end.body);
        health
            .post(&format!("/keadaan/{at}/akhiri"), "end_on=2021-06-29&reason=semua+sembuh")
            .await
            .page(409);
        let page = health.get("/keadaan?tanggal=2021-06-30").await.page(200);
        assert!(!page.contains("klaster</td>"), "{page}");
        let page = health.get("/keadaan?semua=on").await.page(200);
        assert!(page.contains("semua sembuh"));
        let officer = Browser::of(&world, &world.account(Role::UnitOfficer, Some(1), None).await).await;
        let page = officer.get("/keadaan").await.page(200);
        assert!(page.contains("klaster") && !page.contains("name=\"fact\""), "seen, not recorded");
        assert_eq!(officer.post("/keadaan", &fields).await.status.as_u16(), 403);
        let employee = Browser::of(&world, &world.account(Role::Employee, Some(1), None).await).await;
        assert_eq!(employee.get("/keadaan").await.status.as_u16(), 403);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_see_cases_does_not_read_them_from_the_law() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let rest = "when = \"case_state == 'cluster'\"\nsilent_where = \"case_state != 'cluster'\"";
        world.sign(&law("klaster", &line(SHARE, "250", "2021-06-22", rest))).await.unwrap();
        let cluster = NewFact {
            subject: FactSubject::Unit(world.unit),
            name: CASE_STATE.to_owned(),
            value: "cluster".into(),
            from_on: day("2021-06-21"),
            until_on: None,
            source: "laporan puskesmas".to_owned(),
        };
        record_fact(&world.system(), cluster).await.unwrap();
        let of = async |role, place| {
            let ctx = world.account(role, place, None).await;
            let browser = Browser::of(&world, &ctx).await;
            let page = browser.get("/aturan?opd=DINKES/P2P&tanggal=2021-06-25").await.page(200);
            let path = format!("/api/v1/policy/{SHARE}?unit=DINKES/P2P&on=2021-06-25");
            let json: serde_json::Value = serde_json::from_str(&browser.get(&path).await.body).unwrap();
            let text = format!("law.parameter?parameter={SHARE}&hari=2021-06-25&opd=DINKES/P2P");
            let subject = siaga_platform::explain::Subject::parse(&text).unwrap();
            let told = siaga_platform::explain::explain(&ctx, subject).await.unwrap();
            (page, json, told)
        };
        let hidden = "tidak ditampilkan bagi Anda";
        for (role, place) in [(Role::Employee, 1), (Role::UnitOfficer, 0)] {
            let (page, json, told) = of(role, Some(place)).await;
            assert!(page.contains(hidden) && !page.contains("25 %") && !page.contains("klaster<"), "{page}");
            assert!(json["value"].is_null() && json["facts"].is_null(), "{json}");
            assert_eq!(json["hidden_facts"][0], CASE_STATE);
            assert_eq!(json["losers"][0]["why"], "syaratnya tidak terpenuhi", "as without any case");
            assert!(told.reasons.is_empty() && told.findings[0].contains(hidden), "{told:?}");
        }
        let (page, json, told) = of(Role::UnitOfficer, Some(1)).await;
        assert!(page.contains("25 %") && !page.contains(hidden), "the own agency: {page}");
        assert_eq!((&json["value"], &json["facts"][CASE_STATE]), (&250.into(), &"cluster".into()), "{json}");
        assert_eq!((json["hidden_facts"].as_array().map(Vec::len), told.reasons.len()), (Some(0), 1));
    })
    .await;
}

#[tokio::test]
async fn law_stands_by_subject_and_names_may_break() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let employee = Browser::of(&world, &world.account(Role::Employee, Some(1), None).await).await;
        let page = employee.get("/aturan").await.page(200);
        assert_eq!(page.matches("scope=\"rowgroup\"").count(), 1, "one capability has parameters: {page}");
        assert!(page.contains("trial.<wbr>office_<wbr>share_<wbr>max"), "{page}");
        assert!(!page.contains("0 lainnya"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_fact_stands_at_its_field_in_words() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let health = Browser::of(&world, &world.account(Role::HealthOffice, None, None).await).await;
        let unit = world.unit;
        let from = "from_on=2021-06-21&source=laporan+puskesmas";
        let cases = [
            (
                format!("subject=u{unit}&fact=recent_cases%3D&number=-4&{from}"),
                "number",
                "kasus terkonfirmasi",
            ),
            (format!("subject=g&fact=case_state%3Dcase&{from}"), "subject", "tidak untuk seluruh"),
            (format!("subject=u999999&fact=case_state%3Dcase&{from}"), "subject", "Unit kerja ini tidak ada"),
            (
                format!("subject=a999999&fact=case_state%3Dcase&{from}"),
                "subject",
                "Perangkat daerah ini tidak",
            ),
            (format!("subject=u{unit}&fact=&{from}"), "fact", "Belum dipilih"),
            (
                format!("subject=u{unit}&fact=case_state%3Dcase&from_on=&source=laporan+puskesmas"),
                "from_on",
                "Isi hari pertama",
            ),
        ];
        for (fields, field, words) in cases {
            let page = health.post("/keadaan", &fields).await.page(422);
            let is_there = |mark: &str| page.contains(&format!("{mark}{field}\""));
            assert!(is_there("href=\"#f-") && is_there("id=\"f-") && is_there("id=\"e-"), "{field}: {page}");
            assert!(page.contains(words) && page.contains("laporan puskesmas"), "{words}: {page}");
            assert!(!page.contains("“recent_cases”") && !page.contains("recent_cases."), "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_records_the_page_says_which_one_counts() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let health = Browser::of(&world, &world.account(Role::HealthOffice, None, None).await).await;
        let unit = world.unit;
        let record = async |value: &str, from: &str, rest: &str| {
            let fields = format!(
                "subject=u{unit}&fact=case_state%3D{value}&from_on={from}&source=laporan+harian{rest}"
            );
            health.post("/keadaan", &fields).await
        };
        assert_eq!(record("case", "2021-06-14", "").await.status.as_u16(), 303);
        assert_eq!(record("cluster", "2021-06-21", "").await.status.as_u16(), 303, "it follows");
        let page = health.get("/keadaan?tanggal=2021-06-21").await.page(200);
        assert_eq!(page.matches("tidak dipakai: klaster").count(), 1, "{page}");
        let page = record("none", "2021-06-21", "").await.page(409);
        assert!(page.contains("sudah tercatat: klaster") && page.contains("name=\"correct\""), "{page}");
        assert_eq!(record("none", "2021-06-21", "&correct=on").await.status.as_u16(), 303);
        let page = health.get("/keadaan?tanggal=2021-06-21").await.page(200);
        assert!(!page.contains("<td>klaster"), "{page}");
        let at = page.split("/keadaan/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let page =
            health.post(&format!("/keadaan/{at}/akhiri"), "end_on=&reason=semua+sembuh").await.page(422);
        assert!(page.contains(&format!("href=\"#f-end-{at}\"")), "{page}");
        assert!(page.contains("Isi hari terakhir") && page.contains("semua sembuh"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn faults_name_lines_facts_and_agencies_as_people_do() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let personnel = world.personnel().await;
        let officer = Browser::of(&world, &personnel).await;
        let only_red = line(PERSONS, "30", "2021-06-22", "when = \"zone != 'green'\"");
        let cases = [
            (line(SHARE, "500", "2021-06-22", "until = 2021-06-21"), "Ketentuan 1, hari terakhir (21"),
            (
                line(SHARE, "500", "2021-06-22", "when = \"zone = 'red'\""),
                "Ketentuan 1, syarat tidak terbaca",
            ),
            (
                line(SHARE, "500", "2021-06-22", "when = \"zone == 'blue'\""),
                "&#39;green&#39;, &#39;yellow&#39;",
            ),
            (only_red, "(zona risiko hijau)"),
            (line(SHARE, "500", "2021-06-22", "").repeat(2), "cakupan yang sama. Sisakan satu"),
        ];
        for (number, (lines, words)) in cases.iter().enumerate() {
            let new = new_circular(&law(&format!("kata-{number}"), lines));
            let id = draft_circular(&personnel, new).await.unwrap();
            let page = officer.get(&format!("/edaran/{id}/periksa")).await.page(200);
            assert!(page.contains(words), "{words}: {page}");
            assert!(!page.contains("set[1]") && !page.contains("recognition"), "{page}");
        }
        let case = NewFact {
            subject: FactSubject::Unit(world.unit),
            name: CASE_STATE.to_owned(),
            value: "case".into(),
            from_on: day("2021-06-21"),
            until_on: None,
            source: "laporan puskesmas".to_owned(),
        };
        record_fact(&world.system(), case).await.unwrap();
        let rest = "when = \"case_state == 'case'\"\nsilent_where = \"case_state != 'case'\"";
        let new = new_circular(&law("unit", &line(SHARE, "500", "2021-06-22", rest)));
        let id = draft_circular(&personnel, new).await.unwrap();
        let check = check_circular(&world.leader().await, id).await.unwrap();
        assert_eq!(check.changes[0].who, ["Bidang P2P, Dinas Kesehatan"]);
        let form = officer.get("/edaran/baru").await.page(200);
        assert!(form.contains("&#39;cluster&#39; (klaster)") && form.contains("h-value-1"), "{form}");
    })
    .await;
}
