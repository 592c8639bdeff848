//! Pages as a browser without script sees them.

use crate::browser::Browser;
use crate::world::{World, day, says};
use siaga_access::Role;
use siaga_services::{NewStatus, ServiceStatus, desk_staff, set_status};
use siaga_testkit::each_db;

const NEW: &str = "agency=DUKCAPIL&name=Akta+%3Cb%3Elahir&counter=Jalan+Merdeka&is_direct=on&from_on=2020-01-01\
&hours_1=08.00-12.00,+13.00-15.00&hours_2=08.00-15.00";

const STATE: &str = "status=limited&reason=Petugas+bergantian&from_on=2020-05-18&until_on=2020-05-29";

#[tokio::test]
async fn a_service_is_recorded_staffed_limited_and_seen_by_citizens() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let browser = Browser::of(&world, &world.officer(0).await).await;
        assert!(browser.get("/pengelolaan/layanan").await.page(200).contains("Tidak ada layanan"));
        browser.get("/pengelolaan/layanan/baru").await.page(200);
        let wrong = NEW.replace("hours_2=08.00-15.00", "hours_2=15.00-08.00");
        let page = browser.post("/pengelolaan/layanan/baru", &wrong).await.page(422);
        assert!(page.contains("berakhir sebelum mulai") && page.contains("value=\"15.00-08.00\""), "{page}");
        let overlap = NEW.replace("13.00-15.00", "11.00-15.00");
        let page = browser.post("/pengelolaan/layanan/baru", &overlap).await.page(422);
        assert!(page.contains("bertumpang tindih"), "{page}");
        let path = browser.post("/pengelolaan/layanan/baru", NEW).await.taken();
        let page = browser.get(&path).await.page(200);
        assert!(page.contains("Akta &#60;b&#62;lahir") && page.contains("Belum ada loket"), "{page}");
        browser.get(&format!("{path}/loket/baru")).await.page(200);
        let desk = "name=Loket+1&skill=Perekaman&from_on=2020-01-01&morning_1=2&afternoon_1=x";
        let page = browser.post(&format!("{path}/loket/baru"), desk).await.page(422);
        assert!(page.contains("bukan bilangan bulat") && page.contains("value=\"Perekaman\""), "{page}");
        let desk = desk.replace("=x", "=1");
        assert_eq!(browser.post(&format!("{path}/loket/baru"), &desk).await.taken(), path);
        let page = browser.get(&path).await.page(200);
        assert!(page.contains("Perlu 2 orang, yang dapat menjaga hanya 0"), "{page}");
        let staff = format!("{path}/petugas");
        let page = browser.get(&staff).await.page(200);
        assert!(page.contains("Keahlian: Perekaman") && page.contains("Belum ada petugas"), "{page}");
        let add = "person=Siapa&serves=skill%3APerekaman&from_on=2020-05-01&until_on=";
        let page = browser.post(&staff, add).await.page(422);
        assert!(page.contains("Tidak ada orang") && page.contains("value=\"Siapa\""), "{page}");
        let add = add.replace("Siapa", "ani+LESTARI");
        assert_eq!(browser.post(&staff, &add).await.taken(), staff);
        let found = desk_staff(&world.system(), None, day("2020-05-18")).await.unwrap();
        assert_eq!(found[0].employee_id, world.people[0].id);
        let page = browser.get(&staff).await.page(200);
        let end = page.split("akhiri=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert!(
            browser.get(&format!("{staff}?akhiri={end}")).await.page(200).contains("Akhiri: Ani Lestari")
        );
        let ended = format!("{staff}/{end}/akhiri");
        let page = browser.post(&ended, "until_on=2020-05-19&reason=").await.page(422);
        assert!(page.contains("paling sedikit 5 huruf"), "{page}");
        assert_eq!(browser.post(&ended, "until_on=2020-05-19&reason=pindah+tugas").await.taken(), staff);
        let state = format!("{path}/keadaan");
        assert_eq!(browser.post(&state, &format!("{STATE}&seen=0")).await.taken(), path);
        let visitor = Browser::visitor(&world);
        let page = visitor.get("/layanan").await.page(200);
        assert!(page.contains("Terbatas") && page.contains("Petugas bergantian"), "{page}");
        assert!(page.contains("Sampai 29 Mei 2020, sesudah itu: buka seperti biasa"), "{page}");
        assert!(page.contains("08.00–12.00, 13.00–15.00") && !page.contains("Ani Lestari"), "{page}");
        let uid = path.rsplit('/').next().unwrap();
        let page = visitor.get(&format!("/layanan/{uid}")).await.page(200);
        assert!(page.contains("Jalan Merdeka") && !page.contains("Petugas 0"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_second_officer_sees_who_was_faster_and_the_own_text() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let (first, second) = (world.officer(0).await, world.officer(0).await);
        let uid = world.service(0, "Akta kelahiran").await;
        set_status(&first, uid, &says(ServiceStatus::Closed, "2020-05-18", "")).await.unwrap();
        let browser = Browser::of(&world, &second).await;
        let path = format!("/pengelolaan/layanan/{uid}");
        let page = browser.post(&format!("{path}/keadaan"), &format!("{STATE}&seen=0")).await.page(409);
        assert!(page.contains(&format!("{} sudah mengubahnya", first.actor.name)), "{page}");
        assert!(page.contains("value=\"Petugas bergantian\""), "{page}");
        assert!(page.contains("name=\"seen\" value=\"1\""), "{page}");
        assert_eq!(browser.post(&format!("{path}/keadaan"), &format!("{STATE}&seen=1")).await.taken(), path);
        let page = browser.get(&path).await.page(200);
        assert!(page.contains("Berlaku hari ini") && page.contains(&first.actor.name), "{page}");
        let page = browser.get(&format!("{path}/ubah")).await.page(200);
        assert!(page.contains("name=\"version\" value=\"1\"") && page.contains("08.00-15.00"), "{page}");
        let change = "name=Akta+lahir&counter=x&hours_1=08.00-15.00&from_on=2020-05-19&reason=nama+baru";
        assert_eq!(browser.post(&format!("{path}/ubah"), &format!("{change}&version=1")).await.taken(), path);
        let page = browser.post(&format!("{path}/ubah"), &format!("{change}&version=1")).await.page(409);
        assert!(
            page.contains("sudah mengubahnya") && page.contains("name=\"version\" value=\"2\""),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_late_state_is_marked_and_a_wrong_one_shows_the_form_again() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.service(0, "Akta kelahiran").await;
        let late = NewStatus {
            reason: "Mati lampu".to_owned(),
            ..says(ServiceStatus::Closed, "2020-05-11", "2020-05-12")
        };
        set_status(&officer, uid, &late).await.unwrap();
        let browser = Browser::of(&world, &officer).await;
        let path = format!("/pengelolaan/layanan/{uid}");
        assert!(browser.get(&path).await.page(200).contains("Dicatat terlambat"));
        let before = "status=closed&reason=Mati+lampu&from_on=2020-05-18&until_on=2020-05-17&seen=1";
        let page = browser.post(&format!("{path}/keadaan"), before).await.page(422);
        assert!(page.contains("Hari terakhir mendahului hari pertama"), "{page}");
        let nothing = "status=&reason=&from_on=kapan&seen=1";
        assert!(
            browser.post(&format!("{path}/keadaan"), nothing).await.page(422).contains("Pilih satu keadaan")
        );
    })
    .await;
}

#[tokio::test]
async fn others_are_refused_at_every_page_of_management() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.service(0, "Akta kelahiran").await;
        let desk = world.desk(uid, "Loket 1").await;
        let path = format!("/pengelolaan/layanan/{uid}");
        let other = Browser::of(&world, &world.officer(1).await).await;
        for page in
            [path.clone(), format!("{path}/ubah"), format!("{path}/petugas"), format!("{path}/loket/{desk}")]
        {
            assert_eq!(other.get(&page).await.status.as_u16(), 403, "{page}");
        }
        assert!(!other.get("/pengelolaan/layanan").await.page(200).contains("Akta kelahiran"));
        assert_eq!(
            other.post(&format!("{path}/keadaan"), &format!("{STATE}&seen=0")).await.status.as_u16(),
            403
        );
        let employee = Browser::of(&world, &world.account(Role::Employee, Some(0)).await).await;
        assert_eq!(employee.get("/pengelolaan/layanan").await.status.as_u16(), 403);
        let visitor = Browser::visitor(&world);
        assert_eq!(visitor.get(&path).await.status.as_u16(), 303, "to the sign-in");
        let leader = Browser::of(&world, &world.leader().await).await;
        let page = leader.get(&path).await.page(200);
        assert!(
            page.contains("Catat keadaan") && !page.contains("Loket baru</a>"),
            "a leader sets states only"
        );
    })
    .await;
}

#[tokio::test]
async fn citizens_see_any_day_and_wrong_choices_say_so() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let uid = world.service(0, "Akta kelahiran").await;
        let visitor = Browser::visitor(&world);
        let page = visitor.get("/layanan?hari=2020-05-21").await.page(200);
        assert!(page.contains("Libur: Kenaikan") && page.contains("Tidak ada pelayanan hari itu"), "{page}");
        let page = visitor.get("/layanan?hari=2020-05-23").await.page(200);
        assert!(page.contains("Tidak buka pada hari ini dalam pekan"), "{page}");
        assert!(visitor.get("/layanan?cari=zzz").await.page(200).contains("Tidak ada layanan yang cocok"));
        assert!(visitor.get("/layanan?hari=besok").await.page(422).contains("tidak dapat dibaca"));
        visitor.get("/layanan?status=gone").await.page(422);
        assert_eq!(visitor.get(&format!("/layanan/{uid}?hari=2019-12-31")).await.status.as_u16(), 404);
        let page = visitor.get(&format!("/layanan/{uid}")).await.page(200);
        assert!(
            page.contains("href=\"/layanan\"") && page.contains("Tutup pada hari libur nasional"),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_long_list_has_pages() {
    each_db(|db| async move {
        let world = World::new(db).await;
        for number in 1..=51 {
            world.service(0, &format!("Layanan {number:03}")).await;
        }
        let visitor = Browser::visitor(&world);
        let rows = |page: &str| page.matches("<tr class=\"stack\">").count();
        let first = visitor.get("/layanan").await.page(200);
        let last = visitor.get("/layanan?page=2").await.page(200);
        assert_eq!((rows(&first), rows(&last)), (50, 1));
        assert!(last.contains("Layanan 051"));
    })
    .await;
}
