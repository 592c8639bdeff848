//! Pages of agencies and people, for those who may see them.

use crate::browser::sign_in_as;
use crate::world::{day, hire, offices, post, world};
use http::StatusCode;
use siaga_access::Role;
use siaga_directory::{
    EmployeeKey, EmployeeKind, NewEmployee, NewEmployment, add_employees, add_employments, add_posts,
    agency_by_code, head_of, pins_between,
};
use siaga_testkit::each_db;

const NIP: [&str; 2] = ["198001012005011001", "198502022010012002"];

#[tokio::test]
async fn the_tree_and_an_agency_show_heads_and_people() {
    each_db(|db| async move {
        let world = world(db).await;
        let office = offices(&world.ctx).await;
        hire(&world.ctx, "Ani <b>", NIP[0], (office.health, None), true).await;
        let browser = sign_in_as(&world, "bkpsdm", Role::PersonnelAgency, None, None).await;
        let tree = browser.get("/opd").await;
        assert_eq!(tree.status, StatusCode::OK);
        assert!(tree.text.contains("2 perangkat daerah, 1 pegawai hari ini"), "{}", tree.text);
        let page = browser.get("/opd/DINKES").await.text;
        assert!(
            page.contains("Bidang Pencegahan") && page.contains(NIP[0]) && page.contains("1 Januari 2019")
        );
        assert!(page.contains("Ani &#60;b&#62;") && !page.contains("Ani <b>"));
        assert!(!page.contains('«'), "a text is missing");
        assert_eq!(browser.get("/opd/TIDAK-ADA").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn an_employee_sees_the_own_record_and_no_other() {
    each_db(|db| async move {
        let world = world(db).await;
        let office = offices(&world.ctx).await;
        let own = hire(&world.ctx, "Ani", NIP[0], (office.health, None), false).await;
        let other = hire(&world.ctx, "Budi", NIP[1], (office.health, None), true).await;
        let browser = sign_in_as(&world, "ani", Role::Employee, None, Some(own.id)).await;
        let page = browser.get(&format!("/pegawai/{}", own.uid)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Budi, Kepala") && !page.text.contains('«'), "{}", page.text);
        assert_eq!(browser.get(&format!("/pegawai/{}", other.uid)).await.status, StatusCode::FORBIDDEN);
        assert_eq!(browser.get("/pegawai?cari=budi").await.status, StatusCode::FORBIDDEN);
        assert!(!browser.get("/opd/DINKES").await.text.contains(NIP[1]));
        assert_eq!(browser.get("/impor").await.status, StatusCode::FORBIDDEN);
        let me = browser.get("/api/v1/me").await.text;
        assert!(me.contains("\"agency_code\":\"DINKES\"") && me.contains("\"superior\":\"Budi\""), "{me}");
        let agencies = browser.get("/api/v1/agencies").await.text;
        assert!(agencies.contains("\"parent_code\":\"SETDA\""), "{agencies}");
    })
    .await;
}

#[tokio::test]
async fn an_officer_finds_only_people_of_the_own_agency() {
    each_db(|db| async move {
        let world = world(db).await;
        let office = offices(&world.ctx).await;
        hire(&world.ctx, "Ani Satu", NIP[0], (office.health, None), false).await;
        let boss = hire(&world.ctx, "Ani Dua", NIP[1], (office.secretariat, None), true).await;
        let path = agency_by_code(&world.ctx, "DINKES").await.unwrap().path;
        let browser = sign_in_as(&world, "petugas", Role::UnitOfficer, Some(path), None).await;
        let found = browser.get("/pegawai?cari=ani").await.text;
        assert!(found.contains("Ani Satu") && !found.contains("Ani Dua"), "{found}");
        assert_eq!(browser.get(&format!("/pegawai/{}", boss.uid)).await.status, StatusCode::FORBIDDEN);
        let refused = browser.post("/opd/baru", &[("code", "X"), ("name", "Dinas X")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn people_of_the_same_name_elsewhere_hide_nobody() {
    each_db(|db| async move {
        let world = world(db).await;
        let office = offices(&world.ctx).await;
        let new = |number: usize| NewEmployee {
            name: format!("Ani {number:03}"),
            staff_number: Some(format!("TK-{number}")),
            ..NewEmployee::default()
        };
        // The search reads four times as many rows as it shows.
        let elsewhere = add_employees(&world.ctx, (0..210).map(new).collect()).await.unwrap();
        let kind = EmployeeKind::ContractWorker;
        let employment = |key: &EmployeeKey| NewEmployment {
            employee_id: key.id,
            kind,
            from_on: day("2019-01-01"),
            until_on: None,
        };
        add_employments(&world.ctx, elsewhere.iter().map(employment).collect()).await.unwrap();
        let posts = elsewhere.iter().map(|key| post(key.id, (office.secretariat, None), false));
        add_posts(&world.ctx, posts.collect()).await.unwrap();
        hire(&world.ctx, "Ani Zahra", NIP[0], (office.health, None), false).await;
        let own = hire(&world.ctx, "Ani Yusuf", NIP[1], (office.secretariat, None), false).await;
        let path = agency_by_code(&world.ctx, "DINKES").await.unwrap().path;
        let browser = sign_in_as(&world, "petugas", Role::UnitOfficer, Some(path), Some(own.id)).await;
        let found = browser.get("/pegawai?cari=ani").await.text;
        assert!(found.contains("Ani Zahra") && found.contains("Ani Yusuf"), "{found}");
        assert!(!found.contains("Ani 0"));
    })
    .await;
}

#[tokio::test]
async fn forms_add_an_agency_a_unit_an_acting_head_and_a_pin() {
    each_db(|db| async move {
        let world = world(db).await;
        let office = offices(&world.ctx).await;
        let ani = hire(&world.ctx, "Ani", NIP[0], (office.health, None), false).await;
        let browser = sign_in_as(&world, "bkpsdm", Role::PersonnelAgency, None, None).await;
        let new = [("code", "DISHUB"), ("name", "Dinas Perhubungan"), ("parent_code", "SETDA")];
        let added = browser.post("/opd/baru", &new).await;
        assert_eq!(
            (added.status, added.location.as_str()),
            (StatusCode::SEE_OTHER, "/opd/DISHUB"),
            "{}",
            added.text
        );
        let again = browser.post("/opd/baru", &new).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("sudah dipakai") && again.text.contains("value=\"Dinas Perhubungan\""));
        let unit =
            browser.post("/opd/DISHUB/unit", &[("code", "LALIN"), ("name", "Bidang Lalu Lintas")]).await;
        assert_eq!(unit.status, StatusCode::SEE_OTHER);
        assert!(browser.get("/opd/DISHUB").await.text.contains("Bidang Lalu Lintas"));
        let main = siaga_directory::units(&world.ctx, Some(office.health)).await.unwrap()[0].id.to_string();
        let acting = |until: &'static str| {
            [
                ("title", "Kepala Dinas"),
                ("unit", main.as_str()),
                ("capacity", "acting"),
                ("is_head", "on"),
                ("from_on", "2020-05-26"),
                ("until_on", until),
            ]
        };
        let person = format!("/pegawai/{}", ani.uid);
        let endless = browser.post(&format!("{person}/jabatan"), &acting("")).await;
        assert_eq!(endless.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(endless.text.contains("harus punya tanggal akhir"));
        let taken = browser.post(&format!("{person}/jabatan"), &acting("2020-06-30")).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        let head = |on: &str| head_of(&world.ctx, office.health, day(on));
        assert!(head("2020-06-30").await.unwrap().is_some());
        assert!(head("2020-07-01").await.unwrap().is_none());
        let pin = [("pin", "0042"), ("pin_group", "*"), ("pin_from", "2020-05-26")];
        assert_eq!(browser.post(&format!("{person}/pin"), &pin).await.status, StatusCode::SEE_OTHER);
        let on = day("2020-05-26");
        assert_eq!(pins_between(&world.ctx, on, on).await.unwrap()[0].pin, "0042");
        let wrong = browser.post(&format!("{person}/pin"), &[("pin", "4 2"), ("pin_from", "kemarin")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = browser.get(&person).await.text;
        assert!(page.contains("0042") && page.contains("Plt.") && !page.contains('«'), "{page}");
    })
    .await;
}
