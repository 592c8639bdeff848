//! The pages of rosters, own days and work reports.

use super::browser::{Browser, hidden};
use super::world::{DAY, PASSWORD, World, day, person_name};
use siaga_access::Role;
use siaga_arrangements::{NewRoster, RosterState, make_roster, roster_list, roster_view, sign_roster};
use siaga_platform::explain::{Subject, explain};
use siaga_platform::tile::TileQuestion;
use siaga_testkit::each_db;

const MONDAY: &str = "2021-06-28";
const FRIDAY: &str = "2021-07-02";

fn form_of(text: &str) -> String {
    text.replace(' ', "+")
}

fn week(world: &World) -> NewRoster {
    NewRoster {
        agency_id: world.agencies[1],
        from_on: day(MONDAY),
        until_on: day(FRIDAY),
        elsewhere: String::new(),
        teams_apart: false,
    }
}

#[tokio::test]
async fn a_roster_is_made_changed_and_signed_on_its_pages() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (officer, head) = (world.officer(1).await, world.head(1).await);
        let (browser, other) =
            (Browser::of(&world, &officer).await, Browser::of(&world, &world.officer(1).await).await);
        assert!(browser.get("/jadwal-kerja").await.page(200).contains("Belum ada"));
        assert!(browser.get("/jadwal-kerja/baru?opd=opd-01").await.page(200).contains("Dinas 01"));
        let wrong = browser.post("/jadwal-kerja/baru", "opd=opd-01&from_on=kemarin&until_on=x").await;
        assert!(wrong.page(422).contains("kemarin"), "what was typed is still there");
        let fields = format!("opd=opd-01&from_on={MONDAY}&until_on={FRIDAY}");
        let made = browser.post("/jadwal-kerja/baru", &fields).await;
        assert_eq!(made.status.as_u16(), 303, "{}", made.body);
        let path = made.location;
        let twice = browser.post("/jadwal-kerja/baru", &fields).await.page(409);
        assert!(twice.contains("Sudah ada rancangan"));
        let page = browser.get(&path).await.page(200);
        assert!(page.contains("Semua aturan dipenuhi") && page.contains("32.14/"));
        assert!(page.contains(&person_name(1, 3)) && page.contains("Terbukti"));
        let uid = path.rsplit('/').next().unwrap().parse().unwrap();
        let view = roster_view(&officer, uid).await.unwrap();
        let home =
            view.people.iter().find(|one| one.unit == "Bidang Satu" && one.letters.starts_with('H')).unwrap();
        let person = format!("{path}/pegawai/{}", home.uid);
        let sheet = browser.get(&person).await.page(200);
        assert_eq!(hidden(&sheet, "version"), "1");
        let change = format!("version=1&d-{MONDAY}=office");
        assert_eq!(browser.post(&person, &change).await.location, person);
        assert!(browser.get(&person).await.page(200).contains("paling banyak 5 dari 8"));
        let late = other.post(&person, &format!("version=1&d-{MONDAY}=off")).await.page(409);
        assert!(late.contains(&officer.actor.name), "who changed it is named");
        assert!(late.contains("Sekarang tersimpan: Kantor"), "what was chosen is still there");
        assert_eq!(hidden(&late, "version"), "2");
        let signing = Browser::of(&world, &head).await;
        let page = signing.get(&path).await.page(200);
        assert!(page.contains("Belum dapat ditandatangani"));
        let sign = format!("{path}/tanda-tangan");
        let with = |version: u8| format!("version={version}&password={}", form_of(PASSWORD));
        let refused = signing.post(&sign, &with(2)).await;
        assert!(refused.page(409).contains("1 aturan masih dilanggar"));
        assert_eq!(other.post(&person, &format!("version=2&d-{MONDAY}=home")).await.status.as_u16(), 303);
        let wrong = signing.post(&format!("{path}/tanda-tangan"), "version=3&password=salah").await;
        assert_eq!(wrong.status.as_u16(), 422);
        let signed = signing.post(&sign, &with(3)).await;
        assert_eq!(signed.location, path);
        let view = roster_view(&officer, uid).await.unwrap();
        assert_eq!(view.roster.state, RosterState::Signed);
        assert!(view.roster.document.is_some(), "the head signed: the letter is made");
        assert!(signing.get(&path).await.page(200).contains("Surat tugas"));
        let csv = browser.get(&format!("{path}/berkas/csv")).await;
        assert!(csv.body.contains(&person_name(1, 1)) && csv.body.contains(MONDAY));
        assert!(browser.get(&format!("{path}/berkas/xlsx")).await.body.starts_with("PK"));
        assert_eq!(browser.get(&format!("{path}/berkas/exe")).await.status.as_u16(), 404);
        let stranger = Browser::of(&world, &world.officer(0).await).await;
        assert_eq!(stranger.get(&path).await.status.as_u16(), 404);
        assert_eq!(browser.post(&format!("{path}/buang"), "version=4").await.status.as_u16(), 409);
    })
    .await;
}

#[tokio::test]
async fn a_contradiction_is_told_in_words_with_what_to_do() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 4]).await;
        world.desk(1, 2, 3).await;
        world.record(1, "case_state", "cluster", "2021-06-25").await;
        let officer = world.officer(1).await;
        let uid = make_roster(&officer, &week(&world)).await.unwrap();
        let browser = Browser::of(&world, &officer).await;
        let page = browser.get(&format!("/jadwal-kerja/{uid}")).await.page(200);
        assert!(page.contains("Tidak ada jadwal yang memenuhi semua aturan"));
        assert!(page.contains("Bidang Satu: paling banyak 0 dari 3 orang di kantor"), "{page}");
        assert!(page.contains("Loket 01 perlu 2 petugas"), "{page}");
        assert!(page.contains("minta pengecualian kuota"));
        let again = browser.post(&format!("/jadwal-kerja/{uid}/susun-ulang"), "version=1").await;
        assert_eq!(again.status.as_u16(), 303);
        let gone = browser.post(&format!("/jadwal-kerja/{uid}/buang"), "version=2").await;
        assert_eq!(gone.location, "/jadwal-kerja");
        let teams = browser.get("/jadwal-kerja/tim/opd-01").await.page(200);
        assert!(teams.contains(&person_name(1, 2)));
        let set = format!("from_on={DAY}&t-{}=A", world.people[1][1].id);
        assert_eq!(browser.post("/jadwal-kerja/tim/opd-01", &set).await.location, "/jadwal-kerja/tim/opd-01");
        assert!(browser.get("/jadwal-kerja/tim/opd-01").await.page(200).contains("value=\"A\""));
        let personnel = Browser::of(&world, &world.personnel().await).await;
        let all = personnel.post("/jadwal-kerja/semua", &format!("from_on={MONDAY}&until_on={FRIDAY}")).await;
        assert_eq!(all.location, "/jadwal-kerja");
        let listed = roster_list(&officer, day(MONDAY), day(FRIDAY)).await.unwrap();
        assert_eq!(listed.iter().filter(|one| one.roster.order.is_none()).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_employee_reads_today_hands_in_and_the_superior_accepts() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        world.record(1, "case_state", "case", "2021-06-25").await;
        let (officer, head) = (world.officer(1).await, world.head(1).await);
        let uid = make_roster(&officer, &week(&world)).await.unwrap();
        sign_roster(&head, uid, 1, PASSWORD.into()).await.unwrap();
        world.set_day(MONDAY);
        let view = roster_view(&officer, uid).await.unwrap();
        let home =
            view.people.iter().find(|one| one.unit == "Bidang Satu" && one.letters.starts_with('H')).unwrap();
        let me = world.account(Role::Employee, Some(1), Some(home.employee_id)).await;
        let phone = Browser::of(&world, &me).await;
        let page = phone.get("/jadwal-saya").await.page(200);
        assert!(page.contains("Rumah") && page.contains("32.14/") && page.contains("Belum diserahkan"));
        let empty = phone
            .post(
                "/jadwal-saya/laporan",
                &format!("on={MONDAY}&version=0&text-{MONDAY}=&links-{MONDAY}=tautan"),
            )
            .await;
        assert!(empty.page(422).contains("tautan"), "what was typed is still there");
        let text = format!("on={MONDAY}&version=0&text-{MONDAY}=Surat+dibalas&hours-{MONDAY}=7,5");
        assert_eq!(phone.post("/jadwal-saya/laporan", &text).await.location, "/jadwal-saya");
        assert!(phone.get("/jadwal-saya").await.page(200).contains("Menunggu atasan"));
        assert_eq!(phone.post("/jadwal-saya/laporan", &text).await.status.as_u16(), 409);
        assert_eq!(
            phone.post("/jadwal-saya/keinginan", "day1=H&day2=O&day3=.&day4=.&day5=.").await.status.as_u16(),
            303
        );
        let json = phone.get("/api/v1/my-days").await.body;
        assert!(json.contains("\"place\":\"home\"") && json.contains("\"state\":\"handed_in\""), "{json}");
        let superior = Browser::of(&world, &head).await;
        let listed = superior.get("/laporan-kerja").await.page(200);
        assert!(listed.contains(&home.name) && listed.contains("Surat dibalas") && listed.contains("7:30"));
        let report = hidden(&listed, "target");
        let none =
            superior.post("/laporan-kerja", &format!("target={report}&decision=back&words=Kurang")).await;
        assert!(none.page(422).contains("Kurang"));
        let done = superior.post("/laporan-kerja", &format!("target={report}&decision=accept_all")).await;
        assert_eq!(done.location, "/laporan-kerja");
        assert!(superior.get("/laporan-kerja?keadaan=diterima").await.page(200).contains("Diterima"));
        assert!(superior.get("/laporan-kerja").await.page(200).contains("Tidak ada laporan"));
        let told = Subject::new("arrangements.day").with("pegawai", home.uid).with("hari", MONDAY);
        let explained = explain(&me, told.clone()).await.unwrap();
        assert_eq!((explained.value.as_str(), explained.evidence.len()), ("Rumah", 1));
        assert!(explained.reasons[0].circular.starts_with("32.14/"));
        let stranger = world.account(Role::Employee, Some(1), Some(world.people[0][0].id)).await;
        assert_eq!(explain(&stranger, told).await.unwrap_err().code, "arrangements.day_missing");
    })
    .await;
}

#[tokio::test]
async fn tiles_count_who_works_where_and_what_is_open() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let (officer, head) = (world.officer(1).await, world.head(1).await);
        let capability = siaga_arrangements::capability();
        let tile = |name: &str| *capability.tiles.iter().find(|tile| tile.name == name).unwrap();
        let ask = async |name: &str, on: &str| {
            (tile(name).load)(officer.clone(), TileQuestion::new(day(on), None)).await.unwrap()
        };
        assert!(ask("arrangements.places", MONDAY).await.is_none());
        let open = ask("arrangements.next_week", "2021-06-25").await.unwrap();
        assert!(open.items.iter().any(|item| item.text == "Dinas 01" && item.badge == "Belum ada"));
        let uid = make_roster(&officer, &week(&world)).await.unwrap();
        let open = ask("arrangements.next_week", "2021-06-25").await.unwrap();
        assert!(open.items.iter().any(|item| item.badge == "Menunggu tanda tangan"));
        sign_roster(&head, uid, 1, PASSWORD.into()).await.unwrap();
        assert!(ask("arrangements.next_week", "2021-06-25").await.is_none());
        let places = ask("arrangements.places", MONDAY).await.unwrap();
        let figures: Vec<&str> = places.figures.iter().map(|figure| figure.value.as_str()).collect();
        assert_eq!(figures, ["4", "5"], "three of eight at home, and the head, who is a unit of one");
    })
    .await;
}

#[tokio::test]
async fn without_a_roster_people_come_to_the_office_and_are_told_where_one_is_due() {
    each_db(|db| async move {
        let world = World::new(db, &[1, 9]).await;
        let me = world.account(Role::Employee, Some(1), Some(world.people[0][0].id)).await;
        let phone = Browser::of(&world, &me).await;
        let page = phone.get("/jadwal-saya").await.page(200);
        assert!(
            page.contains("Belum ada jadwal") && page.contains("Masuk kantor sampai jadwal terbit."),
            "{page}"
        );
        world.set_day("2021-06-01");
        let page = phone.get("/jadwal-saya").await.page(200);
        assert!(page.contains("Hari kerja biasa, tanpa jadwal kerja dari rumah."), "{page}");
        assert!(!page.contains("Belum ada jadwal"), "no law asked for one before 25 June: {page}");
    })
    .await;
}
